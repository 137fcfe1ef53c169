// A number that may only lie within bounds, typed as people type: what is half typed or out of bounds stays in the field, is marked
// and says the bounds, and nothing is asked by it; on leaving the field the last good number stands there again.

import { useState } from "react";
import { useFormat } from "../state/use-format.ts";

interface BoundedNumberProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Fractions are allowed too. */
  readonly fractions?: boolean;
  readonly label?: string;
  readonly title?: string | undefined;
  readonly onChange: (value: number) => void;
}

export function BoundedNumber({ value, min, max, fractions = false, label, title, onChange }: BoundedNumberProps) {
  const format = useFormat();
  const [typed, setTyped] = useState<string>();
  const isGood = (number: number) => number >= min && number <= max && (fractions || Number.isInteger(number));
  const isBad = typed !== undefined && !isGood(typed === "" ? Number.NaN : Number(typed));
  return (
    <>
      <input
        type="number"
        inputMode={fractions ? "decimal" : "numeric"}
        min={min}
        max={max}
        step={fractions ? "any" : 1}
        aria-label={label}
        aria-invalid={isBad || undefined}
        title={title}
        value={typed ?? value}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          if (isGood(currentTarget.valueAsNumber)) onChange(currentTarget.valueAsNumber);
        }}
        onBlur={() => setTyped(undefined)}
      />
      {isBad && (
        <span className="bounds" role="status">
          {format.number(min)}–{format.number(max)}
        </span>
      )}
    </>
  );
}
