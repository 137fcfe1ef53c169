// What is under the pointer, said beside it; to its left in the right half of the map, so that it stays whole.

export interface Tip {
  readonly title: string;
  readonly lines: readonly string[];
  /** Of the pointer, px from the map's corner. */
  readonly x: number;
  readonly y: number;
  readonly toLeft: boolean;
}

export function MapTip({ tip, className }: { readonly tip: Tip; readonly className?: string }) {
  return (
    <div
      className={className ? `scene-tip ${className}` : "scene-tip"}
      style={{ left: tip.x, top: tip.y }}
      data-left={tip.toLeft || undefined}
      aria-hidden="true"
    >
      <b>{tip.title}</b>
      {tip.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}
