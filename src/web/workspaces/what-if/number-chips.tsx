// A few round numbers to choose from, in one row: months, days.

export interface NumberChipsProps {
  readonly legend: string;
  readonly numbers: readonly number[];
  readonly on: number | undefined;
  /** The number with its unit, read out. */
  readonly nameOf: (count: number) => string;
  readonly onChoose: (count: number) => void;
}

export function NumberChips({ legend, numbers, on, nameOf, onChoose }: NumberChipsProps) {
  return (
    <fieldset className="goods goods-row">
      <legend>{legend}</legend>
      <div className="chips">
        {numbers.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={on === one}
            aria-label={nameOf(one)}
            onClick={() => onChoose(one)}
          >
            {one}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
