// The attributes that values may describe: of which things, in which units, within which plausible range (docs/data.md).
// The ranges catch slips of unit and decimal point; they are wide on purpose and are no statement about the world.

export type SubjectKind =
  | "link"
  | "place"
  | "water-body"
  | "corridor"
  | "demand-group"
  | "demand"
  | "terminal"
  | "border"
  | "service"
  | "service-country"
  | "service-hop"
  | "service-direction"
  | "cause"
  | "tariff"
  | "cargo-unit"
  | "commodity"
  | "emission-factor"
  | "dataset"
  | "oil-place"
  | "oil-link"
  | "oil-grade"
  | "oil-route"
  | "oil-tank"
  | "oil-fleet"
  | "oil-limit"
  | "country";

export interface AttributeRule {
  readonly of: readonly SubjectKind[];
  /** `money/TEU` stands for any currency. */
  readonly units: readonly string[];
  readonly min: number;
  readonly max: number;
}

const rule = (of: string, units: string, min: number, max: number): AttributeRule => ({
  of: of.split(" ") as SubjectKind[],
  units: units.split(" "),
  min,
  max,
});

const RUN = "service service-direction";

export const ATTRIBUTES: Readonly<Record<string, AttributeRule>> = {
  lengthKm: rule("link oil-link", "km", 0.05, 25_000),
  speedKmh: rule("link service service-country", "km/h", 1, 200),
  capacityTrainsPerDay: rule("link border", "trains/day", 0, 500),
  capacityMtPerYear: rule("link terminal place border oil-place oil-link oil-limit", "Mt/year", 0, 1_500),
  capacityTeuPerYear: rule("link terminal place border", "TEU/year", 0, 60_000_000),
  /** Trucks at a road border, wagons at a ferry berth, ships at a port. */
  capacityUnitsPerDay: rule("link terminal place border", "unit/day", 0, 100_000),
  /** Part of a capacity that traffic outside the demand table takes. */
  backgroundShare: rule("link terminal place border service", "share", 0, 1),
  backgroundMtPerYear: rule("link terminal place border", "Mt/year", 0, 1_500),
  backgroundTeuPerYear: rule("link terminal place border", "TEU/year", 0, 60_000_000),
  /** Places that work at once, and the hours one of them is busy with a train, ship or truck: for the queue. */
  servers: rule("terminal border place oil-place", "count", 1, 1_000),
  serviceHours: rule("terminal border place oil-place", "h", 0.01, 500),
  serviceUnits: rule("terminal border place", "TEU t unit train", 0.1, 1_000_000),
  /** Of a border's procedureHours, the mean wait in the queue for its servers. */
  queueHours: rule("border", "h", 0, 1_000),
  tracks: rule("link", "count", 1, 8),
  electrified: rule("link", "share", 0, 1),
  dwellHours: rule("terminal", "h", 0, 2_000),
  freeHours: rule("terminal", "h", 0, 3_000),
  levelM: rule("water-body", "m", -60, 60),
  draftM: rule("terminal", "m", 1, 30),
  procedureHours: rule("border", "h", 0, 1_000),
  callHours: rule("service", "h", 0, 500),
  transitHours: rule("service-hop", "h", 0.1, 2_500),
  departuresPerWeek: rule(RUN, "1/week", 0.01, 2_000),
  headwayHours: rule(RUN, "h", 0.1, 9_000),
  capacityUnits: rule(`${RUN} oil-fleet`, "TEU FEU unit t", 1, 400_000),
  vessels: rule("service oil-fleet", "count", 0, 500),
  roundTripHours: rule("service oil-link", "h", 1, 5_000),
  payloadLossPerM: rule("service water-body oil-fleet", "1/m", 0, 2),
  patienceHours: rule(RUN, "h", 0, 3_000),
  /** Of the wagons that cross one way more than the other, how many go home empty by the same ships. */
  emptyReturnShare: rule("service", "share", 0, 1),
  /** Wagons that are there for a line; without it as many as are asked for. */
  wagonStock: rule("service", "count", 1, 1_000_000),
  /** Places of a yard before a berth; calls of other ships at a berth, and how long they lie there. */
  yardUnits: rule("terminal", "count", 1, 1_000_000),
  otherCallsPerYear: rule("terminal border", "1/year", 0, 1_000_000),
  otherCallHours: rule("terminal", "h", 0.1, 1_000),
  /** Rules of simulated ships: of the time that the fleet can spare, and that a full load takes to come, a ship is held; of its rest, what goes with its load. */
  holdSpareShare: rule("dataset", "share", 0, 1),
  holdFillShare: rule("dataset", "share", 0, 2),
  restByLoadShare: rule("dataset", "share", 0, 1),
  arrivalsPerDay: rule(RUN, "unit/day t/day", 0, 50_000),
  vesselHeadwayHours: rule(RUN, "h", 0.1, 3_000),
  missProbability: rule(RUN, "share", 0, 1),
  /** From ready until it leaves, weather at the port in it: in place of what departures or patience say. */
  waitHours: rule(RUN, "h", 0, 3_000),
  meanOpenHours: rule("cause", "h", 0.1, 1_000_000),
  meanClosedHours: rule("cause", "h", 0.1, 100_000),
  perKm: rule("tariff", "money/km", 0, 1e8),
  perUnit: rule("tariff", "money/unit money/TEU money/FEU", -1e8, 1e10),
  perTonne: rule("tariff oil-link oil-place", "money/t", -1e7, 1e9),
  perTonneKm: rule("tariff oil-link", "money/tkm", 0, 1e6),
  perDay: rule("tariff", "money/unit money/TEU money/FEU money/day", 0, 1e8),
  payloadTonnes: rule("cargo-unit", "t", 0.1, 100),
  tareTonnes: rule("cargo-unit", "t", 0, 60),
  maxPayloadTonnes: rule("cargo-unit", "t", 0.1, 150),
  valueUsdPerTonne: rule("commodity demand-group", "money/t", 0.1, 1e8),
  wagonTonnes: rule("commodity", "t", 1, 150),
  intensity: rule("emission-factor", "g/tkm g/TEUkm", 0, 5_000),
  handlingIntensity: rule("emission-factor", "kg/unit kg/t", 0, 1_000),
  distanceAdjustment: rule("emission-factor", "share", 0, 3),
  costOfCapital: rule("dataset", "share", 0, 2),
  depreciationPerYear: rule("dataset", "share", 0, 5),
  cargoValue: rule("dataset", "money/TEU", 1, 1e9),
  teuPerTrain: rule("dataset", "TEU", 1, 1_000),
  tonnesPerTrain: rule("dataset", "t", 10, 30_000),
  /** How much dearer a corridor is felt to be than its way costs. */
  constantPerTeu: rule("corridor", "money/TEU", -1e6, 1e6),
  constantPerTonne: rule("corridor", "money/t", -1e5, 1e5),
  tonnesPerUnit: rule("demand-group", "t", 0.1, 150),
  teuPerUnit: rule("demand-group", "TEU", 0, 4),
  holdingPerYear: rule("demand-group", "share", 0, 7),
  choiceTheta: rule("demand-group", "1/USD", 1e-7, 10),
  choiceNestMu: rule("demand-group", "share", 0.01, 1),
  notShippedPremium: rule("demand-group", "share", 0.01, 100),
  demandFactor: rule("demand-group demand", "share", 0, 100),
  gridIntensity: rule("country", "gCO2e/kWh", 0, 2_000),
  outputMtPerYear: rule("oil-place", "Mt/year", 0, 1_000),
  /** Of a capacity or a fleet, what weather and repair leave in an ordinary year. */
  availability: rule("oil-place oil-link oil-fleet", "share", 0, 1),
  /** A closure nobody gave an end to is expected to last so long. */
  meanOutageDays: rule("oil-place oil-link", "day", 0.1, 1_000),
  lossShare: rule("oil-link", "share", 0, 0.5),
  /** From entering to leaving: what is in the pipe is nobody's stock, what is on a ship arrives so much later. */
  transitDays: rule("oil-link", "day", 0, 200),
  minimumMtPerYear: rule("oil-limit", "Mt/year", 0, 1_500),
  deficiencyCost: rule("oil-limit", "money/t", 0, 10_000),
  liftingCost: rule("oil-place", "money/t", 0, 10_000),
  shutInCost: rule("oil-place", "money/t", 0, 10_000),
  rampUpShare: rule("oil-place", "1/day", 0.001, 1),
  oilPrice: rule("oil-grade", "money/bbl", 0, 1_000),
  oilDifferential: rule("oil-grade", "money/bbl", -200, 200),
  gravityApi: rule("oil-grade", "degAPI", 0, 80),
  sulphurShare: rule("oil-grade", "share", 0, 0.2),
  priceOfGravity: rule("oil-grade", "money/bbl", 0, 20),
  priceOfSulphur: rule("oil-grade", "money/bbl", 0, 100),
  storageTonnes: rule("oil-tank", "t", 0, 1e8),
  fillShare: rule("oil-tank", "share", 0, 1),
  holdingCost: rule("oil-tank", "money/t", 0, 1_000),
};
