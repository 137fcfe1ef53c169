// Can each service run: over links that exist, at a speed that is stated, with departures the model can work out? And are
// terminals and tariffs given the numbers without which they have no effect?

import type { Dataset } from "../model/dataset.ts";
import type { Link, Service } from "../model/network.ts";
import type { Findings } from "./findings.ts";
import { anyValue } from "./length-of.ts";
import { shortestChain } from "./link-paths.ts";
import type { LayerRows, Row } from "./parse-layer.ts";

export function checkServices(dataset: Dataset, rows: LayerRows, findings: Findings): void {
  for (const row of rows.services) {
    if (row.item.kind === "line") checkHops(dataset, row, findings);
    else checkNetworkService(dataset, row, findings);
    checkDepartures(dataset, row, findings);
  }
  for (const row of rows.terminals) {
    if (anyValue(dataset, row.key, "dwellHours") === undefined) findings.errors.push(missing(row, "dwellHours"));
  }
  const amounts = ["perKm", "perUnit", "perTonne", "perTonneKm", "perDay"];
  for (const row of rows.tariffs) {
    const has = (attribute: string) => anyValue(dataset, row.key, attribute) !== undefined;
    if (row.item.kind === "storage" ? !has("perDay") : !amounts.some(has))
      findings.errors.push(missing(row, row.item.kind === "storage" ? "perDay" : amounts.slice(0, 4).join(" or ")));
  }
  for (const row of rows.causes) {
    for (const attribute of ["meanOpenHours", "meanClosedHours"]) {
      if (anyValue(dataset, row.key, attribute) === undefined) findings.errors.push(missing(row, attribute));
      else checkMonths(dataset, row, attribute, findings);
    }
  }
  for (const row of rows.emissionFactors) {
    if (
      anyValue(dataset, row.key, "intensity") === undefined &&
      anyValue(dataset, row.key, "handlingIntensity") === undefined
    )
      findings.errors.push(missing(row, "intensity or handlingIntensity"));
  }
}

/** Weather of which one month is not told has no process: the simulation would leave it out. */
function checkMonths(dataset: Dataset, row: Row<unknown>, attribute: string, findings: Findings): void {
  const rows = dataset.values.filter(
    ({ subject, attribute: own, use }) => subject === row.key && own === attribute && use === "model",
  );
  if (rows.length === 0 || rows.some(({ months }) => months === undefined)) return;
  const told = new Set(rows.flatMap(({ months }) => months ?? []));
  const lacking = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter((month) => !told.has(month));
  if (lacking.length === 0) return;
  findings.errors.push({
    code: "missing-value",
    place: row.place("id"),
    message: `${row.key} has no ${attribute} in month ${lacking.join(", ")}`,
    hint: "give a row for those months, or one without months",
  });
}

const missing = (row: Row<unknown>, what: string) => ({
  code: "missing-value",
  place: row.place("id"),
  message: `${row.key} has no ${what}`,
  hint: "add a row to a values file; without it this row has no effect",
});

const runsOn = (service: Service, link: Link): boolean =>
  link.mode === service.mode && (service.gauge === 0 || link.gauges.includes(service.gauge));

/** Each hop needs links of the mode, and a time: its own, or one from the service's or the links' speed. */
function checkHops(dataset: Dataset, row: Row<Service>, findings: Findings): void {
  const service = row.item;
  const stops = service.stops.filter((stop) => dataset.places.has(stop));
  const hops = stops.slice(1).map((to, index) => [stops[index], to] as const);
  const hasSpeed = anyValue(dataset, service.id, "speedKmh") !== undefined;
  for (const [from, to] of service.bothWays ? [...hops, ...hops.map(([a, b]) => [b, a] as const)] : hops) {
    const chain = shortestChain(dataset, from, to, {
      mayUse: (link) => runsOn(service, link),
      lengthOf: (link) => anyValue(dataset, link.id, "lengthKm")?.value,
    });
    if (chain === undefined) {
      findings.errors.push({
        code: "no-links",
        place: row.place("stops"),
        message: `no ${service.gauge || ""} ${service.mode} links lead from ${from} to ${to}`.replaceAll("  ", " "),
        hint: "add the links, or correct the stops",
      });
      continue;
    }
    const timed =
      hasSpeed ||
      anyValue(dataset, `${service.id}#${from}>${to}`, "transitHours") !== undefined ||
      chain.links.every((link) => anyValue(dataset, link.id, "speedKmh") !== undefined);
    if (!timed)
      findings.errors.push({
        code: "missing-value",
        place: row.place("stops"),
        message: `the hop ${from}>${to} has no time`,
        hint: `give ${service.id}#${from}>${to} transitHours, or ${service.id} speedKmh`,
      });
  }
}

/** A network service needs links to run on and a speed in each country it runs in, unless its links have theirs. */
function checkNetworkService(dataset: Dataset, row: Row<Service>, findings: Findings): void {
  const service = row.item;
  const links = [...dataset.links.values()].filter(
    (link) =>
      runsOn(service, link) &&
      countriesOf(dataset, link).some(
        (country) => service.countries.length === 0 || service.countries.includes(country),
      ),
  );
  if (links.length === 0) {
    findings.errors.push({
      code: "no-links",
      place: row.place("id"),
      message: `${service.id} finds no link to run on`,
      hint: "check its mode, gauge and countries",
    });
    return;
  }
  if (anyValue(dataset, service.id, "speedKmh") !== undefined) return;
  const slow = new Set(
    links
      .filter((link) => anyValue(dataset, link.id, "speedKmh") === undefined)
      .flatMap((link) => countriesOf(dataset, link)),
  );
  const without = [...slow].filter(
    (country) =>
      (service.countries.length === 0 || service.countries.includes(country)) &&
      anyValue(dataset, `${service.id}@${country}`, "speedKmh") === undefined,
  );
  if (without.length > 0) {
    findings.errors.push({
      code: "missing-value",
      place: row.place("id"),
      message: `${service.id} has no speedKmh in ${without.sort().join(", ")}`,
      hint: `give ${service.id} or ${service.id}@${without[0]} a speedKmh`,
    });
  }
}

function countriesOf(dataset: Dataset, link: Link) {
  return [link.from, link.to].flatMap((end) => dataset.places.get(end)?.country ?? []);
}

const NEEDS: Readonly<Record<Service["departures"], readonly (readonly string[])[]>> = {
  "on-demand": [],
  timetable: [],
  headway: [["departuresPerWeek", "headwayHours"]],
  "sail-when-full": [["capacityUnits"], ["patienceHours"], ["arrivalsPerDay"]],
};

/** Numbers of a direction (`service>from`) stand before those of the service. */
function checkDepartures(dataset: Dataset, row: Row<Service>, findings: Findings): void {
  const service = row.item;
  const starts =
    service.kind === "network"
      ? []
      : service.bothWays
        ? [service.stops[0], service.stops[service.stops.length - 1]]
        : [service.stops[0]];
  for (const anyOf of NEEDS[service.departures]) {
    const has = (subject: string) => anyOf.some((attribute) => anyValue(dataset, subject, attribute) !== undefined);
    if (has(service.id) || (starts.length > 0 && starts.every((start) => has(`${service.id}>${start}`)))) continue;
    if (service.kind === "network" && [...dataset.places.keys()].some((place) => has(`${service.id}>${place}`)))
      continue;
    const direction = starts.find((start) => !has(`${service.id}>${start}`));
    findings.errors.push({
      code: "missing-value",
      place: row.place("departures"),
      message: `${service.departures} needs ${anyOf.join(" or ")} of ${service.id}${direction === undefined ? "" : ` (from ${direction})`}`,
      hint: "add a row to a values file",
    });
  }
}
