// A short bar inside a cell with its number beside it.

export interface ShareBarProps {
  /** 0 to 1 of the bar's room; what lies outside is drawn at the end. */
  readonly share: number;
  readonly colour: string;
  /** The number as it is said. */
  readonly text: string;
  /** Where the bar was in the base, marked by a line. */
  readonly before?: number | undefined;
}

export function ShareBar({ share, colour, text, before }: ShareBarProps) {
  return (
    <span className="use-bar">
      <span className="use-track" aria-hidden="true">
        <i style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%`, background: colour }} />
        {before !== undefined && <b style={{ left: `${Math.min(1, before) * 100}%` }} />}
      </span>
      <span className="num">{text}</span>
    </span>
  );
}
