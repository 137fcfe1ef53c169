// Every kind of edit on a small region: what it changes on which day, what it says in English, and what it says when there is
// nothing to change.

import { expect, it } from "vitest";
import { HALCYON_FOLDER } from "../../data/halcyon.fixture.ts";
import { type LoadedDataset, loadDataset } from "../../data/index.ts";
import { instant } from "../../model/units.ts";
import { applyScenario, type Edit, type Resolution, resolveScenario, type Scenario } from "../index.ts";
import { EDIT_KINDS } from "./list.ts";

const dataset = loadDataset({ base: HALCYON_FOLDER });
const IN = "2026-07-10";
const WINDOW = { from: "2026-07-01", to: "2026-08-01" };
const DAYS = { before: "2026-06-30", in: IN, after: "2026-08-01" };

const scenarioOf = (...edits: Edit[]): Scenario => ({
  id: "tried",
  name: "Tried",
  baseDate: "2026-06-01",
  notes: "",
  demand: [],
  edits,
});
const resolve = (...edits: Edit[]): Resolution => resolveScenario(dataset, scenarioOf(...edits));
const apply = (...edits: Edit[]): LoadedDataset => applyScenario(dataset, scenarioOf(...edits));
const number = (of: LoadedDataset, subject: string, attribute: string, day = IN): number | undefined =>
  of.findValue(subject, attribute, instant(day))?.value;
/** Before, in and after the window. */
const through = (of: LoadedDataset, subject: string, attribute: string) =>
  Object.values(DAYS).map((day) => number(of, subject, attribute, day));
const sentence = (edit: Edit) => resolve(edit).edits[0]?.sentence;
const errors = (...edits: Edit[]) => resolve(...edits).errors.map(({ code, message }) => `${code}: ${message}`);

it("there are the kinds that the documents name", () => {
  expect(Object.keys(EDIT_KINDS)).toEqual([
    "close",
    "open",
    "suspend",
    "capacity",
    "time",
    "cost",
    "tariff",
    "dwell",
    "frequency",
    "fleet",
    "draft",
    "water-level",
    "border-regime",
    "demand",
    "add-place",
    "add-link",
    "add-service",
  ]);
});

it("close: statuses and closures say it, in the window only", () => {
  const edit: Edit = { edit: "close", what: "calder-port", ...WINDOW };
  const applied = apply(edit);
  expect(Object.values(DAYS).map((day) => applied.statusAt("calder-port", instant(day)))).toEqual([
    "open",
    "closed",
    "open",
  ]);
  expect(applied.closures.at(-1)).toMatchObject({
    subject: "calder-port",
    from: WINDOW.from,
    to: WINDOW.to,
    source: "source:scenario-tried",
  });
  expect(applied.sources.get("scenario-tried")?.title).toBe("Scenario Tried");
  expect(sentence(edit)).toBe("Port of Calder is closed from 1 to 31 July 2026");
  expect(dataset.statusAt("calder-port", instant(IN))).toBe("open");
});

it("close: a water is the links on it, a border the links that cross it there", () => {
  const applied = apply({ edit: "close", what: ["halcyon-sea", "orvane-pellin-block"], ...WINDOW });
  const closed = [...dataset.links.keys()].filter((id) => applied.statusAt(id, instant(IN)) === "closed");
  expect(closed).toEqual([
    "stonegate--greywater--rail",
    "calder-port--halcyon-middle--sea",
    "halcyon-middle--o-sker-port--sea",
    "halcyon-middle--veld-port--sea",
  ]);
});

it("close: what is closed already is no change, and the rest of a window is", () => {
  const suspended = { edit: "suspend", what: "fenwick--marrow--rail", from: "2024-07-01", to: "2024-08-01" } as const;
  expect(resolve(suspended).edits[0]).toMatchObject({ changesNothing: true, why: "already suspended in that window" });
  expect(resolve(suspended).warnings.map(({ code }) => code)).toEqual(["outside-run", "changes-nothing"]);
  const longer = resolve({ ...suspended, to: "2025-03-01" });
  expect(longer.edits[0]?.statuses).toEqual([
    { subject: "fenwick--marrow--rail", before: "open", after: "suspended", from: "2025-02-01", to: "2025-03-01" },
  ]);
});

it("open: what is being built opens early, and stays as it was outside", () => {
  const id = "calder-port--stonegate--rail";
  const applied = apply({ edit: "open", what: id, from: "2028-01-01", to: "2028-02-01" });
  const days = ["2027-12-31", "2028-01-01", "2028-02-01", "2030-06-01"];
  expect(days.map((day) => applied.statusAt(id, instant(day)))).toEqual([
    "under-construction",
    "open",
    "under-construction",
    "open",
  ]);
});

it("open: a known closure is cut to what lies outside the window", () => {
  const applied = apply({ edit: "open", what: "o-sker-port", from: "2026-12-25", to: "2026-12-26" });
  expect(applied.closures.map(({ subject, from, to }) => [subject, from, to])).toEqual([
    ["o-sker-port", "2026-12-24", "2026-12-25"],
    ["o-sker-port", "2026-12-26", "2026-12-27"],
  ]);
  expect(dataset.closures).toHaveLength(1);
});

it("capacity: scaled, set and added to, with its unit", () => {
  const id = "stonegate--greywater--rail";
  expect(through(apply({ edit: "capacity", what: id, scale: 0.5, ...WINDOW }), id, "capacityTrainsPerDay")).toEqual([
    12, 6, 12,
  ]);
  expect(
    through(apply({ edit: "capacity", what: id, set: 20, unit: "trains/day" }), id, "capacityTrainsPerDay"),
  ).toEqual([20, 20, 20]);
  expect(
    number(apply({ edit: "capacity", what: "halcyon-ferry", add: 20, unit: "TEU" }), "halcyon-ferry", "capacityUnits"),
  ).toBe(100);
  expect(number(apply({ edit: "capacity", what: id, set: 3, unit: "Mt/year" }), id, "capacityMtPerYear")).toBe(3);
  expect(sentence({ edit: "capacity", what: id, scale: 0.5, ...WINDOW })).toBe(
    "Capacity of railway Stonegate–Greywater is changed from 12 to 6 trains/day from 1 to 31 July 2026",
  );
  expect(errors({ edit: "capacity", what: id, set: 3 })).toEqual(["missing: set 3 has no unit"]);
  expect(errors({ edit: "capacity", what: id, set: 3, unit: "km" })).toEqual([
    "no-such-value: railway Stonegate–Greywater (stonegate--greywater--rail) has no capacity",
  ]);
  expect(errors({ edit: "capacity", what: id, set: 3, scale: 2, unit: "Mt/year" })).toEqual([
    "too-many-amounts: set and scale stand together",
  ]);
  expect(resolve({ edit: "capacity", what: id, scale: 1 }).edits[0]?.why).toBe("the numbers are the same as before");
});

it("capacity: numbers of a queue, where they are named", () => {
  const id = "o-sker-port-rail-sea";
  const queue = { edit: "capacity", what: id, attribute: "servers", set: 3, unit: "count" } as const;
  expect(number(apply(queue), id, "servers")).toBe(3);
  expect(sentence({ ...queue, attribute: "serviceHours", unit: "h" })).toContain("Time of one at");
  expect(errors({ ...queue, attribute: "dwellHours", unit: "h" })[0]).toMatch(
    /^unknown-attribute: dwellHours is no capacity/,
  );
});

it("time: hours grow, speeds fall; a link without a speed gets one", () => {
  const hop = "halcyon-ferry#calder-port>o-sker-port";
  expect(through(apply({ edit: "time", what: "halcyon-ferry", scale: 2, ...WINDOW }), hop, "transitHours")).toEqual([
    27, 54, 27,
  ]);
  const id = "stonegate--greywater--rail";
  expect(number(apply({ edit: "time", what: id, scale: 0.5 }), id, "speedKmh")).toBe(60);
  const bare = "lindmoor-yard--stonegate--rail";
  expect(number(dataset, bare, "speedKmh")).toBeUndefined();
  expect(through(apply({ edit: "time", what: bare, scale: 0.5, ...WINDOW }), bare, "speedKmh")).toEqual([
    undefined,
    84,
    undefined,
  ]);
  expect(errors({ edit: "time", what: id, set: 10, unit: "h", attribute: "hours" })).toEqual([
    "unknown-attribute: hours is no time",
  ]);
});

it("cost: every charge of a service; what is added is a surcharge of its own", () => {
  const scaled = apply({ edit: "cost", what: "halcyon-ferry", scale: 1.5, ...WINDOW });
  const before = number(dataset, "t-ferry-40", "perUnit") ?? 0;
  expect(through(scaled, "t-ferry-40", "perUnit")).toEqual([before, 1.5 * before, before]);
  expect(scaled.tariffs.find(({ id }) => id === "t-ferry-40")?.note).toContain("scaled by 1.5 in scenario Tried");
  const more = apply({ edit: "cost", what: "halcyon-ferry", add: 120, unit: "USD/TEU", ...WINDOW });
  const surcharge = more.tariffs.find(({ kind }) => kind === "surcharge");
  expect(surcharge).toMatchObject({ subject: "halcyon-ferry", party: "Tried" });
  expect(through(more, surcharge?.id ?? "", "perUnit")).toEqual([undefined, 120, undefined]);
  expect(errors({ edit: "cost", what: "halcyon-ferry", set: 5, unit: "USD/tkm" })[0]).toMatch(
    /^wrong-unit: none of the 4 tariffs/,
  );
});

it("tariff: by party, by cargo, and one through tariff by the kilometre", () => {
  const found = resolve({ edit: "tariff", party: "Orvane Rail", scale: 0.9 });
  expect(found.edits[0]?.touches.map(({ id }) => id)).toEqual(["t-orvane-40", "t-orvane-20", "t-orvane-wagon"]);
  const boxes = resolve({ edit: "tariff", party: "Orvane Rail", cargo: ["40ft"], scale: 0.9 });
  expect(boxes.edits[0]?.touches.map(({ id }) => id)).toEqual(["t-orvane-40"]);
  const through = apply({
    edit: "tariff",
    what: ["orvane-block", "eastern-block"],
    through: { usdPerTeu: 1000, overKm: 2000 },
  });
  const usdPerKm = (id: string) => {
    const value = through.findValue(id, "perKm", instant(IN));
    return value && through.toUsd(value, value.value);
  };
  expect([usdPerKm("t-orvane-20"), usdPerKm("t-orvane-40"), usdPerKm("t-eastern-40")]).toEqual([0.5, 1, 1]);
  // Whichever edit rewrites an amount, another one in the same window would be lost or doubled.
  for (const other of [
    { edit: "tariff", what: "orvane-block", scale: 2 },
    { edit: "cost", what: "orvane-block", scale: 2 },
  ] as const) {
    const rate = { usdPerTeu: 1000, overKm: 2000 };
    expect(errors({ edit: "tariff", what: "orvane-block", through: rate }, other)[0]).toMatch(/^overlapping-edits/);
  }
  expect(errors({ edit: "tariff", party: "Orvane Rial", scale: 2 })).toEqual([
    'unknown-party: nobody called "Orvane Rial" is paid',
  ]);
  expect(errors({ edit: "tariff", scale: 2 })).toContain("missing: it does not say whose tariffs");
});

it("dwell: all terminals of a place, range and all", () => {
  const applied = apply({ edit: "dwell", what: "calder-port", scale: 2, ...WINDOW });
  const terminals = dataset.terminalsOf("calder-port" as never).map(({ id }) => id);
  expect(terminals.length).toBeGreaterThan(2);
  for (const id of terminals) {
    const [was, is] = [dataset, applied].map((of) => of.findValue(id, "dwellHours", instant(IN)));
    if (was === undefined || is === undefined) continue;
    expect([is.value, is.low, is.high, is.cv, is.shape]).toEqual([
      was.value * 2,
      was.low === undefined ? undefined : was.low * 2,
      was.high === undefined ? undefined : was.high * 2,
      was.cv,
      was.shape,
    ]);
  }
});

it("frequency: departures up, headways down, and a ferry that waits for its load is told to edit its fleet", () => {
  expect(
    number(apply({ edit: "frequency", what: "orvane-block", scale: 2 }), "orvane-block", "departuresPerWeek"),
  ).toBe(6);
  expect(number(apply({ edit: "frequency", what: "orvane-block", set: 5 }), "orvane-block", "departuresPerWeek")).toBe(
    5,
  );
  expect(errors({ edit: "frequency", what: "halcyon-ferry", scale: 2 })).toEqual([
    "no-such-value: Halcyon ferry (halcyon-ferry) leaves when it is full",
  ]);
});

it("fleet: ships come as often as there are ships", () => {
  const applied = apply({ edit: "fleet", what: "halcyon-ferry", add: 1, ...WINDOW });
  expect(through(applied, "halcyon-ferry", "vessels")).toEqual([2, 3, 2]);
  expect(through(applied, "halcyon-ferry", "vesselHeadwayHours")).toEqual([36, 24, 36]);
  expect(through(applied, "halcyon-ferry", "capacityUnits")).toEqual([80, 80, 80]);
  expect(errors({ edit: "fleet", what: "halcyon-ferry", add: -2 })[0]).toMatch(/^negative-value/);
  expect(errors({ edit: "fleet", what: "halcyon-ferry", set: 1.5 })).toEqual([
    "out-of-range: 1.5 is no number of ships",
  ]);
  expect(errors({ edit: "fleet", what: "tarn-express", add: 2 })[0]).toMatch(
    /^no-such-value: the dataset does not say how many/,
  );
});

it("water level: the level, and the load of ships by what they lose per metre", () => {
  const applied = apply({ edit: "water-level", what: "halcyon-sea", add: -0.5, ...WINDOW });
  expect(through(applied, "halcyon-sea", "levelM")).toEqual([-3.5, -4, -3.5]);
  expect(through(applied, "halcyon-ferry", "capacityUnits")).toEqual([80, 72, 80]);
  expect(errors({ edit: "water-level", what: "halcyon-sea", set: -8.5 })[0]).toMatch(
    /could load nothing with 5 m less/,
  );
  expect(sentence({ edit: "water-level", what: "halcyon-sea", add: -0.5, ...WINDOW })).toBe(
    "Level of the Halcyon Sea is 0.5 m lower from 1 to 31 July 2026",
  );
});

it("border regime: all, between two countries, one way of a train class", () => {
  expect(resolve({ edit: "border-regime", what: "all", scale: 0.5 }).edits[0]?.touches).toHaveLength(11);
  const between = resolve({ edit: "border-regime", between: ["XA", "XB"], mode: "rail", trainClass: "block", set: 3 });
  expect(between.edits[0]?.touches.map(({ id }) => id)).toEqual(["orvane-pellin-block", "pellin-orvane-block"]);
  expect(between.edits[0]?.sentence).toContain("rail block borders between Orvane and Pellin");
  expect(errors({ edit: "border-regime", scale: 0.5 })[0]).toMatch(/^missing/);
  expect(errors({ edit: "border-regime", between: ["XA", "XQ"], scale: 0.5 })[0]).toBe(
    "unknown-country: XQ is no country of the dataset",
  );
});

it("demand: rows for all the time, a factor for a window", () => {
  const [first] = dataset.demand;
  if (first === undefined) throw new Error("expected some demand");
  const { group, origin } = first;
  const whole = apply({ edit: "demand", group, scale: 1.5 });
  expect(whole.demand.find(({ id }) => id === first.id)?.tonnesPerYear).toBe(first.tonnesPerYear * 1.5);
  const july = apply({ edit: "demand", group, scale: 1.5, ...WINDOW });
  expect(july.demand).toBe(dataset.demand);
  expect(through(july, group, "demandFactor")).toEqual([undefined, 1.5, undefined]);
  const total = dataset.demand.reduce((sum, row) => sum + (row.origin === origin ? row.tonnesPerYear : 0), 0);
  const set = apply({ edit: "demand", origin, set: 2 * total, unit: "t/year" });
  expect(
    set.demand.filter((row) => row.origin === origin).reduce((sum, row) => sum + row.tonnesPerYear, 0),
  ).toBeCloseTo(2 * total, 6);
  const between = apply({ edit: "demand", origin, destination: first.destination, scale: 3, ...WINDOW });
  expect(between.demand).toBe(dataset.demand);
  expect(through(between, first.id, "demandFactor")).toEqual([undefined, 3, undefined]);
  expect(through(between, group, "demandFactor")).toEqual(through(dataset, group, "demandFactor"));
  expect(errors({ edit: "demand", group: "nothing", scale: 2 })[0]).toMatch(/^unknown-group/);
  expect(errors({ edit: "demand", origin, add: -10 * total, unit: "t/year" })[0]).toMatch(/^negative-value/);
});

it("add: a place, a link to it and a ferry, in their window only", () => {
  const applied = apply(
    {
      edit: "add-place",
      id: "newhaven-port",
      name: "Newhaven",
      kind: "seaport",
      country: "XC",
      lat: -36,
      lon: -109,
      waterBody: "halcyon-sea",
    },
    {
      edit: "add-link",
      id: "newhaven-port--halcyon-middle--sea",
      ends: ["newhaven-port", "halcyon-middle"],
      mode: "sea",
      waterBody: "halcyon-sea",
      values: { lengthKm: 400 },
      ...WINDOW,
    },
    {
      edit: "add-service",
      id: "newhaven-ferry",
      name: "Newhaven ferry",
      kind: "line",
      mode: "sea",
      stops: ["calder-port", "newhaven-port"],
      departures: "headway",
      cargo: ["40ft"],
      values: { speedKmh: 20, departuresPerWeek: 2 },
      tariffs: [{ kind: "line-haul", party: "Newhaven Lines", attribute: "perUnit", value: 500, unit: "USD/unit" }],
    },
  );
  expect(applied.places.get("newhaven-port" as never)?.names.en).toBe("Newhaven");
  expect(applied.linksOf("newhaven-port" as never)).toHaveLength(1);
  expect(dataset.linksOf("newhaven-port" as never)).toHaveLength(0);
  const link = "newhaven-port--halcyon-middle--sea";
  expect(Object.values(DAYS).map((day) => applied.statusAt(link, instant(day)))).toEqual(["planned", "open", "closed"]);
  expect(number(applied, link, "lengthKm")).toBe(400);
  expect(applied.tariffs.at(-1)).toMatchObject({ subject: "newhaven-ferry", party: "Newhaven Lines" });
});

it("add: is checked as rows of a dataset are", () => {
  const found = errors(
    { edit: "add-place", id: "calder-port", name: "Again", kind: "seaport", country: "XQ", lat: 0, lon: 0 },
    { edit: "add-link", id: "short-cut", ends: ["calder-port", "veld-prt"], mode: "rail", values: { tracks: 99 } },
    { edit: "add-link", id: "too-short", ends: ["calder-port", "veld-port"], mode: "road", values: { lengthKm: 12 } },
    {
      edit: "add-service",
      id: "bus",
      name: "Bus",
      kind: "line",
      mode: "road",
      stops: ["calder"],
      departures: "headway",
      values: { speed: 3 },
    },
  );
  expect(found.map((text) => text.split(":")[0])).toEqual([
    "duplicate-id",
    "unknown-country",
    "unknown-id",
    "missing",
    "out-of-range",
    "missing",
    "too-short",
    "missing-stops",
    "unknown-attribute",
    "missing",
    "missing",
  ]);
});

it("add: prices in money that has no rate, by attributes that are none, and between places that are not there", () => {
  const price = { kind: "line-haul", party: "P", attribute: "perUnit", value: 5, unit: "USD/unit" } as const;
  const service = {
    edit: "add-service",
    id: "bus",
    name: "Bus",
    kind: "network",
    mode: "road",
    departures: "on-demand",
    values: { speedKmh: 30 },
  } as const;
  const prices = (...tariffs: object[]) => errors({ ...service, tariffs } as Edit);
  expect(prices(price)).toEqual([]);
  expect(prices({ ...price, unit: "ZZZ/unit" })).toEqual(["unknown-currency: ZZZ has no exchange rate"]);
  expect(prices({ ...price, attribute: "constructor" })).toEqual(["wrong-unit: constructor cannot be in USD/unit"]);
  expect(prices({ ...price, attribute: "lengthKm", unit: "km" })).toEqual(["wrong-unit: lengthKm cannot be in km"]);
  expect(prices({ ...price, ends: ["calder", "nowhere"] })).toEqual(['unknown-id: there is no place "nowhere"']);
  expect(errors({ ...service, values: { constructor: 5 } } as unknown as Edit)[0]).toMatch(
    /^unknown-attribute: constructor/,
  );
});

it("an edit sees those before it", () => {
  const applied = apply(
    { edit: "water-level", what: "halcyon-sea", add: -0.5 },
    { edit: "capacity", what: "halcyon-ferry", scale: 0.5, ...WINDOW },
  );
  expect(through(applied, "halcyon-ferry", "capacityUnits")).toEqual([72, 36, 72]);
});
