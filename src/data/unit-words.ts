// The closed list of units a value may carry (docs/data.md). Money names its currency: `EUR/unit`, `KZT/t`.

const PLAIN_UNITS = [
  "km",
  "h",
  "day",
  "km/h",
  "1/week",
  "1/day",
  "1/year",
  "t",
  "kg",
  "TEU",
  "FEU",
  "unit",
  "unit/day",
  "t/day",
  "Mt/year",
  "TEU/year",
  "train",
  "trains/day",
  "m",
  "share",
  "g/tkm",
  "g/TEUkm",
  "kg/t",
  "kg/unit",
  "gCO2e/kWh",
  "Wh/tkm",
  "count",
  "1/USD",
  "1/m",
  "degAPI",
] as const;
const MONEY = /^([A-Z]{3})\/(unit|t|km|tkm|day|TEU|FEU|bbl)$/;

/** All units, money in US dollars, for suggestions. */
export const UNIT_WORDS: readonly string[] = [
  ...PLAIN_UNITS,
  ...["unit", "t", "km", "tkm", "day", "TEU", "FEU", "bbl"].map((per) => `USD/${per}`),
];

const plain = new Set<string>(PLAIN_UNITS);
export const isUnit = (unit: string): boolean => plain.has(unit) || MONEY.test(unit);

/** The currency of a money unit, or undefined. */
export const currencyOf = (unit: string): string | undefined => MONEY.exec(unit)?.[1];

/** The unit with the currency left open (`money/TEU`), so that it can be compared with what an attribute allows. */
export function unitKind(unit: string): string {
  const match = MONEY.exec(unit);
  return match === null ? unit : `money/${match[2]}`;
}
