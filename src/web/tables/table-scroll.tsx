// Room for a table that may be larger than its place: it scrolls, and can be scrolled by keyboard.

import type { ReactNode } from "react";

export interface TableScrollProps {
  /** What is in it, for those who do not see it. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function TableScroll({ label, className, children }: TableScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={className ? `table-scroll ${className}` : "table-scroll"} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
