// A line between two panels that can be dragged, or moved with the arrow keys; a double click puts it back. The width or
// height is kept in this browser, not in the address: it belongs to the screen, not to the question.

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

export interface DividerProps {
  /** Custom property of the page that it sets, in px: `left-width`, `right-width`, `dock-height`. */
  readonly property: string;
  readonly label: string;
  /** Which way the panel grows when the pointer moves right or down. */
  readonly grows: "right" | "left" | "up";
  readonly min: number;
  readonly max: number;
}

const STEP_PX = 16;

export function Divider({ property, label, grows, min, max }: DividerProps) {
  const [size, setSize] = useState(() => readSize(property, min, max));
  const began = useRef<{ at: number; size: number } | undefined>(undefined);
  const vertical = grows === "up";
  const sign = grows === "right" ? 1 : -1;
  useEffect(() => {
    const { style } = document.documentElement;
    if (size === undefined) style.removeProperty(`--${property}`);
    else style.setProperty(`--${property}`, `${size}px`);
    keepSize(property, size);
  }, [property, size]);
  const now = () =>
    size ?? Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(`--${property}`));
  const clamp = (value: number) => Math.round(Math.min(max, Math.max(min, value)));
  const at = (event: PointerEvent) => (vertical ? event.clientY : event.clientX);
  const onKeyDown = (event: KeyboardEvent) => {
    const more = vertical ? "ArrowUp" : sign > 0 ? "ArrowRight" : "ArrowLeft";
    const less = vertical ? "ArrowDown" : sign > 0 ? "ArrowLeft" : "ArrowRight";
    if (event.key !== more && event.key !== less) return;
    setSize(clamp(now() + (event.key === more ? STEP_PX : -STEP_PX)));
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged; the ARIA practice for window splitters is this
    <div
      role="separator"
      tabIndex={0}
      className="divider"
      data-grows={grows}
      aria-label={label}
      aria-orientation={vertical ? "horizontal" : "vertical"}
      aria-valuenow={Math.round(now())}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setSize(undefined)}
      onPointerDown={(event) => {
        began.current = { at: at(event), size: now() };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (began.current) setSize(clamp(began.current.size + sign * (at(event) - began.current.at)));
      }}
      onPointerUp={() => {
        began.current = undefined;
      }}
    />
  );
}

function readSize(property: string, min: number, max: number): number | undefined {
  try {
    const kept = Number(localStorage.getItem(`kopru.${property}`));
    return kept >= min && kept <= max ? kept : undefined;
  } catch {
    return undefined;
  }
}

function keepSize(property: string, size: number | undefined) {
  try {
    if (size === undefined) localStorage.removeItem(`kopru.${property}`);
    else localStorage.setItem(`kopru.${property}`, String(size));
  } catch {
    // A browser that keeps nothing still lets the line be dragged.
  }
}
