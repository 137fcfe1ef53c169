// The frame of a dock: charts and tables as tabs that arrow keys step through, folds away, grows by its upper edge.

import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Divider } from "./divider.tsx";

export interface TabRowProps<T extends string> {
  /** What the tabs are of, read out. */
  readonly label: string;
  readonly tabs: readonly { readonly id: T; readonly name: string }[];
  /** The tab that is chosen, also while the dock is folded away. */
  readonly on: T;
  readonly onChoose: (id: T) => void;
  readonly open: boolean;
}

export interface DockFrameProps<T extends string> extends TabRowProps<T> {
  /** Folds an open dock away and a folded one open. */
  readonly onFold: () => void;
  readonly stale: boolean;
  readonly children: ReactNode;
}

export function DockFrame<T extends string>({ onFold, stale, children, ...row }: DockFrameProps<T>) {
  const { t } = useTranslation();
  const { label, on, open } = row;
  const fold = open ? t("dock.fold") : t("dock.unfold");
  return (
    <section className="dock" data-open={open || undefined} aria-label={label}>
      {open && <Divider property="dock-height" label={t("divider.dock")} grows="up" min={220} max={640} />}
      <div className="dock-head">
        <TabRow {...row} />
        <button
          type="button"
          className="icon-button"
          aria-expanded={open}
          aria-label={fold}
          title={fold}
          onClick={onFold}
        >
          <span className="chevron" aria-hidden="true" />
        </button>
      </div>
      {open && (
        <div
          className="dock-body"
          id="dock-body"
          role="tabpanel"
          aria-labelledby={`tab-${on}`}
          data-stale={stale || undefined}
        >
          {children}
        </div>
      )}
    </section>
  );
}

export function TabRow<T extends string>({ label, tabs, on, onChoose, open }: TabRowProps<T>) {
  const row = useRef<HTMLDivElement>(null);
  const move = (step: number) => {
    const at = tabs.findIndex((tab) => tab.id === on);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.id);
    row.current?.querySelector<HTMLElement>(`[data-tab=${next.id}]`)?.focus();
  };
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={label}
      ref={row}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") move(1);
        if (event.key === "ArrowLeft") move(-1);
      }}
    >
      {tabs.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          data-tab={id}
          aria-selected={on === id && open}
          aria-controls="dock-body"
          tabIndex={on === id ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
