// Who owes whom for the quality of oil that is shipped as one stream? Each shipper is put as if nothing had been mixed: value of
// the own stream less the mean value, times barrels. Source: pipeline quality banks (practice of the Trans-Alaska line).
// Gravities do not blend by their degrees: specific gravity blends by volume, sulphur by mass.

/** Specific gravity at 60 °F of degrees API. */
export const specificGravity = (api: number): number => 141.5 / (api + 131.5);
/** Degrees API of a specific gravity. */
export const apiOf = (gravity: number): number => 141.5 / gravity - 131.5;
/** Barrels in a cubic metre. */
const BARRELS_PER_M3 = 6.28981;
/** Barrels of a tonne of oil of so many degrees API; water weighs a tonne a cubic metre. */
export const tonnesToBarrels = (api: number): number => BARRELS_PER_M3 / specificGravity(api);

export interface BankStream {
  readonly tonnes: number;
  readonly api: number;
  /** Share of mass. */
  readonly sulphur: number;
}

export interface BankTerms {
  readonly referenceUsdPerBarrel: number;
  readonly referenceApi: number;
  readonly referenceSulphur: number;
  readonly usdPerBarrelPerDegree: number;
  readonly usdPerBarrelPerPercent: number;
}

export interface BankRow {
  readonly valueUsdPerBarrel: number;
  readonly barrels: number;
  /** Positive: receives. */
  readonly transferUsd: number;
}

export interface Bank {
  readonly rows: readonly BankRow[];
  readonly blendApi: number;
  readonly blendSulphur: number;
}

/** Value of a barrel by its quality. */
export const barrelValueUsd = (stream: Pick<BankStream, "api" | "sulphur">, terms: BankTerms): number =>
  terms.referenceUsdPerBarrel +
  terms.usdPerBarrelPerDegree * (stream.api - terms.referenceApi) -
  terms.usdPerBarrelPerPercent * 100 * (stream.sulphur - terms.referenceSulphur);

/** Settles; transfers add up to zero. */
export function settleQualityBank(streams: readonly BankStream[], terms: BankTerms): Bank {
  const rows = streams.map((stream) => ({
    barrels: stream.tonnes * tonnesToBarrels(stream.api),
    value: barrelValueUsd(stream, terms),
  }));
  const barrels = rows.reduce((sum, row) => sum + row.barrels, 0);
  const mean = barrels === 0 ? 0 : rows.reduce((sum, row) => sum + row.barrels * row.value, 0) / barrels;
  const tonnes = streams.reduce((sum, stream) => sum + stream.tonnes, 0);
  const sulphur = streams.reduce((sum, stream) => sum + stream.tonnes * stream.sulphur, 0);
  return {
    rows: rows.map((row) => ({
      valueUsdPerBarrel: row.value,
      barrels: row.barrels,
      transferUsd: row.barrels * (row.value - mean),
    })),
    blendApi: barrels === 0 ? 0 : apiOf((tonnes * BARRELS_PER_M3) / barrels),
    blendSulphur: tonnes === 0 ? 0 : sulphur / tonnes,
  };
}
