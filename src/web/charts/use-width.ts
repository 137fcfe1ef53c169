// The width of an element in CSS pixels, kept up to date, for charts that are drawn to measure.

import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** Width in px; 0 before the first layout. A `fixed` width (paper has no layout to measure yet) is taken as it is. */
export function useWidth<E extends HTMLElement>(fixed?: number): [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(fixed ?? 0);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target || fixed !== undefined) return;
    setWidth(target.clientWidth);
    const observer = new ResizeObserver(() => setWidth(target.clientWidth));
    observer.observe(target);
    return () => observer.disconnect();
  }, [fixed]);
  return [element, width];
}
