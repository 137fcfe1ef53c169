// What a loss means, in words: how much loses its way, what takes it, who gains, and why two rankings differ.

/** A thing is the corridors' own when at least so much of its flow passes it on corridors that compete on land. */
export const OWN_SHARE = 0.5;

/** Share of all that moved below which a corridor is not named. */
const WORTH_NAMING = 0.02;
const MOST_NAMED = 3;
const TONNES_PER_MT = 1e6;

export interface Moved {
  readonly name: string;
  /** More than before, tonnes a year. */
  readonly tonnesPerYear: number;
  /** The place that most of it goes over now and did not before; empty for none. */
  readonly over: string;
}

export interface LossInWords {
  readonly name: string;
  readonly flowTonnesPerYear: number;
  readonly lostTonnesPerYear: number;
  readonly lossUsdPerDay: number;
  readonly moved: readonly Moved[];
}

/** `Without Port of X 3.1 Mt a year lose their way; 1.9 Mt find the Y corridor, most of it over Z; 0.4 Mt are not shipped.` */
export function sayLoss({ name, flowTonnesPerYear, lostTonnesPerYear, lossUsdPerDay, moved }: LossInWords): string {
  const found = moved
    .filter(({ tonnesPerYear }) => tonnesPerYear >= WORTH_NAMING * flowTonnesPerYear)
    .sort((a, b) => b.tonnesPerYear - a.tonnesPerYear)
    .slice(0, MOST_NAMED)
    .map(
      ({ name: corridor, tonnesPerYear, over }) =>
        `${amount(tonnesPerYear)} find ${corridor}${over === "" ? "" : ` over ${over}`}`,
    );
  const lost =
    lostTonnesPerYear > WORTH_NAMING * flowTonnesPerYear ? [`${amount(lostTonnesPerYear)} are not shipped`] : [];
  const more =
    lostTonnesPerYear < -WORTH_NAMING * flowTonnesPerYear
      ? [`${amount(-lostTonnesPerYear)} more are shipped, because others pay less for scarce room`]
      : [];
  const parts = [`Without ${name} ${amount(flowTonnesPerYear)} a year lose their way`, ...found, ...lost, ...more];
  const gain = lossUsdPerDay < 0 ? " Who used it loses, but who competed with it for scarce capacity gains more." : "";
  return `${parts.join("; ")}.${gain}`;
}

/** Why a thing stands high in one ranking and low in the other; undefined where both agree. */
export function sayDisagreement(
  rankByLoss: number,
  rankByCapacity: number | undefined,
  capacityLossShare: number | undefined,
  elements: number,
): string | undefined {
  if (rankByCapacity === undefined || capacityLossShare === undefined) return undefined;
  const apart = Math.max(10, elements / 10);
  if (rankByCapacity - rankByLoss > apart) {
    return capacityLossShare === 0
      ? "Its capacity could be replaced, but not at the price: what is near it is dearer, or full already."
      : "Little capacity is lost, but much of what flows uses it: demand and cost weigh more than room.";
  }
  if (rankByLoss - rankByCapacity > apart) {
    return "Much capacity is lost, but little of what flows needs it, or other ways cost hardly more.";
  }
  return undefined;
}

/** Synergy of a pair. */
export function sayPair(a: string, b: string, synergyUsdPerDay: number, sumUsdPerDay: number): string {
  const size = Math.abs(synergyUsdPerDay) / Math.max(1, Math.abs(sumUsdPerDay));
  if (size < 0.05) return `${a} and ${b} fail independently: both together cost what each costs alone.`;
  return synergyUsdPerDay > 0
    ? `${a} and ${b} stand in for one another: both together cost more than the sum of each.`
    : `${a} and ${b} serve the same ways: when one is gone the other is missed less.`;
}

/** `3.1 Mt`, `45 kt`, `300 t`. */
export function amount(tonnes: number): string {
  const size = Math.abs(tonnes);
  if (size >= 0.95e5) return `${(tonnes / TONNES_PER_MT).toFixed(size >= 1e7 ? 0 : 1)} Mt`;
  return size >= 950 ? `${Math.round(tonnes / 1000)} kt` : `${Math.round(tonnes)} t`;
}
