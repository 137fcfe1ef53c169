// On a phone everything but the map lies on a sheet with three stops: low, half, full. It is dragged by its handle or
// stepped by tapping it; the map takes the room that is left, so nothing covers its note.

import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

export const STOPS = ["low", "half", "full"] as const;
export type Stop = (typeof STOPS)[number];

const SHARE: Record<Stop, number> = { low: 0.2, half: 0.52, full: 0.94 };

export interface SheetProps {
  readonly stop: Stop;
  readonly onStop: (stop: Stop) => void;
  readonly children: ReactNode;
}

export function Sheet({ stop, onStop, children }: SheetProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const drag = useRef<{ y: number; height: number } | undefined>(undefined);
  const [height, setHeight] = useState<number>();
  const room = () => element.current?.parentElement?.clientHeight ?? 1;

  const onPointerDown = (event: PointerEvent) => {
    drag.current = { y: event.clientY, height: element.current?.clientHeight ?? 0 };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag.current) return;
    setHeight(Math.max(64, Math.min(room() * SHARE.full, drag.current.height + drag.current.y - event.clientY)));
  };
  const onPointerUp = (event: PointerEvent) => {
    const began = drag.current;
    drag.current = undefined;
    if (!began) return;
    const travelled = Math.abs(event.clientY - began.y);
    if (travelled < 6) {
      onStop(STOPS[(STOPS.indexOf(stop) + 1) % STOPS.length] ?? "half");
    } else {
      const share = (height ?? began.height) / room();
      onStop(
        STOPS.reduce(
          (best, next) => (Math.abs(SHARE[next] - share) < Math.abs(SHARE[best] - share) ? next : best),
          "half" as Stop,
        ),
      );
    }
    setHeight(undefined);
  };

  return (
    <div
      className="sheet"
      ref={element}
      data-stop={stop}
      data-dragged={height !== undefined || undefined}
      style={{ height: height ?? `${SHARE[stop] * 100}%` }}
    >
      <button
        type="button"
        className="sheet-handle"
        aria-label={t("sheet.handle")}
        aria-expanded={stop !== "low"}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onKeyDown={(event) => {
          const at = STOPS.indexOf(stop);
          if (event.key === "ArrowUp") onStop(STOPS[Math.min(2, at + 1)] ?? stop);
          if (event.key === "ArrowDown") onStop(STOPS[Math.max(0, at - 1)] ?? stop);
          if (event.key === "Enter" || event.key === " ") onStop(STOPS[(at + 1) % STOPS.length] ?? stop);
        }}
      >
        <i />
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="sheet-body" tabIndex={0}>
        {children}
      </div>
    </div>
  );
}

export interface SheetTabsProps<T extends string> {
  readonly tabs: readonly { readonly id: T; readonly name: string }[];
  readonly on: T;
  readonly onChoose: (id: T) => void;
}

/** What lies on the sheet, as a row of buttons at its top. */
export function SheetTabs<T extends string>({ tabs, on, onChoose }: SheetTabsProps<T>) {
  const { t } = useTranslation();
  return (
    <nav className="sheet-tabs" aria-label={t("sheet.tabs")}>
      {tabs.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          data-sheet={id}
          aria-current={id === on ? "true" : undefined}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}
