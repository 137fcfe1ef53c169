// Dataset → all that it says of one thing: what it is, every number with its source, its periods, and what it touches.

import type { Dataset } from "../model/dataset.ts";
import type { Value } from "../model/facts.ts";
import {
  type CountryCode,
  id as idOf,
  type LinkId,
  type PlaceId,
  type ServiceId,
  type TerminalId,
} from "../model/ids.ts";
import type { Language } from "../model/network.ts";
import type { ThingAnswer, ValueJson } from "./dataset.ts";
import { headOfDemand } from "./demand-heads.ts";
import { toSourceJson } from "./to-knowledge.ts";
import { headOfOil } from "./to-oil-thing.ts";

type ThingOk = Extract<ThingAnswer, { status: "ok" }>;
type Head = Pick<ThingOk, "kind" | "title" | "properties" | "related">;
type Related = ThingOk["related"];

/** The answer of GET /api/v1/things/{id}, or undefined when the dataset has nothing of that id. */
export function findThing(dataset: Dataset, thingId: string, language: Language): ThingOk | undefined {
  const head = findHead(dataset, thingId, language);
  if (head === undefined) return undefined;
  const values = valuesAbout(dataset, thingId);
  const periods = dataset.statusPeriods(thingId);
  const refs = new Set([...values.map((value) => value.source), ...periods.map((period) => period.source)]);
  return {
    status: "ok",
    id: thingId,
    ...head,
    properties: Object.fromEntries(Object.entries(head.properties).filter(([, text]) => text !== "")),
    values: values.map(toValueJson),
    statusPeriods: periods.map(({ status, from, to, source, note }) => ({
      status,
      from: from ?? "",
      to: to ?? "",
      source,
      note,
    })),
    sources: [...refs].filter((ref) => ref !== "").map((ref) => toSourceJson(dataset, ref)),
  };
}

/** Rows of a subject and of those composed with it (docs/data.md: `service@CC`, `service#from>to`, `service>from`). */
function valuesAbout(dataset: Dataset, subject: string): Value[] {
  return dataset.values.filter(
    (value) =>
      value.subject === subject ||
      (value.subject.startsWith(subject) && /^[@#>]/.test(value.subject.slice(subject.length))),
  );
}

export function toValueJson(value: Value): ValueJson {
  return {
    subject: value.subject,
    attribute: value.attribute,
    value: value.value,
    low: value.low ?? null,
    high: value.high ?? null,
    unit: value.unit,
    shape: value.shape,
    cv: value.cv ?? null,
    validFrom: value.validFrom ?? "",
    validTo: value.validTo ?? "",
    months: [...(value.months ?? [])],
    basis: value.basis,
    observations: value.observations ?? null,
    asOf: value.asOf,
    source: value.source,
    use: value.use,
    note: value.note,
    place: value.place,
  };
}

function findHead(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  return (
    headOfPlace(dataset, thingId, language) ??
    headOfLink(dataset, thingId, language) ??
    headOfTerminal(dataset, thingId, language) ??
    headOfService(dataset, thingId, language) ??
    headOfBorder(dataset, thingId, language) ??
    headOfTariff(dataset, thingId, language) ??
    headOfOil(dataset, thingId, language) ??
    headOfRule(dataset, thingId, language) ??
    headOfCargo(dataset, thingId, language) ??
    headOfDemand(dataset, thingId, language) ??
    headOfKnowledge(dataset, thingId, language)
  );
}

function headOfPlace(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const place = dataset.places.get(idOf<PlaceId>(thingId));
  if (place === undefined) return undefined;
  return {
    kind: "place",
    title: place.names[language],
    properties: {
      kind: place.kind,
      country: place.country,
      unlocode: place.unlocode ?? "",
      iata: place.iata ?? "",
      position: `${place.lat}, ${place.lon}`,
      positionSource: place.positionSource,
      timeZone: place.timeZone,
      waterBody: place.waterBody ?? "",
      localName: place.localName ?? "",
      aliases: place.aliases.join("; "),
      note: place.note,
    },
    related: [
      ...(place.city === undefined ? [] : relatedPlaces(dataset, [place.city], language)),
      ...relatedPlaces(
        dataset,
        dataset.placesOfCity(place.id).map((inner) => inner.id),
        language,
      ),
      ...dataset.terminalsOf(place.id).map((terminal) => ({ id: terminal.id, kind: "terminal", title: terminal.kind })),
      ...dataset.linksOf(place.id).map((link) => ({
        id: link.id,
        kind: "link",
        title: `${link.mode} ${titleOf(dataset, link.from, language)} – ${titleOf(dataset, link.to, language)}`,
      })),
      ...[...dataset.services.values()]
        .filter((service) => service.stops.includes(place.id))
        .map((service) => ({ id: service.id, kind: "service", title: service.names[language] })),
      ...dataset.borders
        .filter((border) => border.place === place.id)
        .map((border) => ({
          id: border.id,
          kind: "border",
          title: `${border.fromCountry} → ${border.toCountry} ${border.mode}`,
        })),
    ],
  };
}

function headOfLink(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const link = dataset.links.get(idOf<LinkId>(thingId));
  if (link === undefined) return undefined;
  return {
    kind: "link",
    title: `${titleOf(dataset, link.from, language)} – ${titleOf(dataset, link.to, language)}`,
    properties: {
      mode: link.mode,
      gauge: link.gauges.map((gauge) => `${gauge} mm`).join("; "),
      operator: link.operator,
      waterBody: link.waterBody ?? "",
      direction: link.oneWay ? "one way" : "both ways",
      note: link.note,
    },
    related: relatedPlaces(dataset, [link.from, link.to], language),
  };
}

function headOfTerminal(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const terminal = dataset.terminals.get(idOf<TerminalId>(thingId));
  if (terminal === undefined) return undefined;
  const side = (mode: string, gauge: number): string => (gauge === 0 ? mode : `${mode} ${gauge} mm`);
  return {
    kind: "terminal",
    title: `${titleOf(dataset, terminal.place, language)}: ${terminal.kind}`,
    properties: {
      kind: terminal.kind,
      from: side(terminal.fromMode, terminal.fromGauge),
      to: side(terminal.toMode, terminal.toGauge),
      cargo: terminal.cargo.join("; "),
      operator: terminal.operator,
      note: terminal.note,
    },
    related: [...relatedPlaces(dataset, [terminal.place], language), ...relatedTariffs(dataset, thingId)],
  };
}

function headOfService(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const service = dataset.services.get(idOf<ServiceId>(thingId));
  if (service === undefined) return undefined;
  return {
    kind: "service",
    title: service.names[language],
    properties: {
      kind: service.kind,
      mode: service.mode,
      gauge: service.gauge === 0 ? "" : `${service.gauge} mm`,
      trainClass: service.trainClass,
      operator: service.operator,
      departures: service.departures,
      timetable: service.timetable.map(({ day, hour }) => `day ${day + 1} ${hour}:00`).join("; "),
      timeZone: service.timeZone,
      countries: service.countries.join("; "),
      cargo: service.cargo.join("; "),
      waterBody: service.waterBody ?? "",
      note: service.note,
    },
    related: [...relatedPlaces(dataset, service.stops, language), ...relatedTariffs(dataset, thingId)],
  };
}

function headOfBorder(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const border = dataset.borders.find((candidate) => candidate.id === thingId);
  if (border === undefined) return undefined;
  const { place, fromCountry, toCountry, mode, trainClass, note } = border;
  const where = place === "*" ? "any crossing" : titleOf(dataset, place, language);
  return {
    kind: "border",
    title: `${where}: ${fromCountry} → ${toCountry}`,
    properties: { from: fromCountry, to: toCountry, mode, trainClass, note },
    related: [...(place === "*" ? [] : relatedPlaces(dataset, [place], language)), ...relatedTariffs(dataset, thingId)],
  };
}

function headOfTariff(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const tariff = dataset.tariffs.find((candidate) => candidate.id === thingId);
  if (tariff === undefined) return undefined;
  const { subject, country, from, to, cargo, party, kind, note } = tariff;
  return {
    kind: "tariff",
    title: `${party}: ${kind}`,
    properties: { subject, country, cargo: cargo.join("; "), party, kind, note },
    related: relatedPlaces(
      dataset,
      [from, to].filter((place): place is PlaceId => place !== ""),
      language,
    ),
  };
}

/** Corridors, causes, embargoes, closures and conditions: rules over places and services. */
function headOfRule(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const corridor = dataset.corridors.find((candidate) => candidate.id === thingId);
  if (corridor !== undefined) {
    const passes = corridor.mustPass.map((any) => any.join(" or ")).join("; ");
    const properties = {
      mustPass: passes,
      mustAvoid: corridor.mustAvoid.join("; "),
      remarks: corridor.remarks.join(" "),
    };
    return { kind: "corridor", title: corridor.names[language], properties, related: [] };
  }
  const cause = dataset.causes.find((candidate) => candidate.id === thingId);
  if (cause !== undefined) {
    const related = relatedPlaces(dataset, cause.places, language);
    return { kind: "cause", title: cause.names[language], properties: { kind: cause.kind, note: cause.note }, related };
  }
  const closure = dataset.closures.find((candidate) => candidate.id === thingId);
  if (closure !== undefined) {
    const { subject, from, to, source, note } = closure;
    return { kind: "closure", title: subject, properties: { subject, from, to: to ?? "", source, note }, related: [] };
  }
  const embargo = dataset.embargoes.find((candidate) => candidate.id === thingId);
  if (embargo !== undefined) {
    const { place, country, link, mode, direction, cargo, from, to, reason, source } = embargo;
    const properties = { place, country, link, mode, direction, cargo, from: from ?? "", to: to ?? "", reason, source };
    return { kind: "embargo", title: reason, properties, related: [] };
  }
  const condition = dataset.conditions.find((candidate) => candidate.id === thingId);
  if (condition === undefined) return undefined;
  const { subject, kind, value, unit, from, to, source, note } = condition;
  const properties = { subject, kind, value: `${value} ${unit}`, from, to, source, note };
  return { kind: "condition", title: `${subject}: ${kind}`, properties, related: [] };
}

function headOfCargo(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const commodity = dataset.commodities.get(thingId);
  if (commodity !== undefined) {
    const { hs, dangerousClass, reefer, aliases, note } = commodity;
    const properties = { hs, dangerousClass, reefer: reefer ? "yes" : "no", aliases: aliases.join("; "), note };
    return { kind: "commodity", title: commodity.names[language], properties, related: [] };
  }
  const unit = [...dataset.cargoUnits.values()].find((candidate) => candidate.id === thingId);
  if (unit === undefined) return undefined;
  return {
    kind: "cargo-unit",
    title: unit.name,
    properties: { teu: String(unit.teu), aliases: unit.aliases.join("; ") },
    related: [],
  };
}

/** Countries (`country:CC`), water bodies, emission factors, facts, sources, assumptions and the dataset itself. */
function headOfKnowledge(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  if (thingId.startsWith("country:")) {
    const names = dataset.countries.get(idOf<CountryCode>(thingId.slice("country:".length)));
    return names && { kind: "country", title: names[language], properties: {}, related: [] };
  }
  const water = dataset.waterBodies.get(thingId);
  if (water !== undefined)
    return { kind: "water-body", title: water.names[language], properties: { note: water.note }, related: [] };
  const factor = dataset.emissionFactors.find((candidate) => candidate.id === thingId);
  if (factor !== undefined) {
    const { mode, service, country, traction, scope, quality, note } = factor;
    const properties = { mode, service, country, traction, scope, quality, note };
    return { kind: "emission-factor", title: `${mode} ${traction}`.trim(), properties, related: [] };
  }
  const fact = dataset.facts.get(thingId);
  if (fact !== undefined) {
    const { subject, quantity, value, low, high, unit, period, confidence, topic, source } = fact;
    const properties = { subject, quantity, value, low, high, unit, period, confidence, topic, source };
    return { kind: "fact", title: fact.statement, properties, related: [] };
  }
  const source = dataset.sources.get(thingId);
  if (source !== undefined) {
    const { publisher, url, published, accessed, licence } = source;
    return {
      kind: "source",
      title: source.title,
      properties: { publisher, url, published, accessed, licence },
      related: [],
    };
  }
  const assumption = dataset.assumptions.get(thingId);
  if (assumption !== undefined) {
    return {
      kind: "assumption",
      title: assumption.statement,
      properties: { defence: assumption.defence },
      related: [],
    };
  }
  if (thingId !== dataset.id) return undefined;
  return {
    kind: "dataset",
    title: dataset.title,
    properties: { version: dataset.version, licence: dataset.licence },
    related: [],
  };
}

function relatedPlaces(dataset: Dataset, ids: readonly PlaceId[], language: Language): Related {
  return ids.map((place) => ({
    id: place,
    kind: dataset.places.has(place) ? "place" : "oil-place",
    title: titleOf(dataset, place, language),
  }));
}

function relatedTariffs(dataset: Dataset, subject: string): Related {
  return dataset.tariffs
    .filter((tariff) => tariff.subject === subject)
    .map((tariff) => ({ id: tariff.id, kind: "tariff", title: `${tariff.party}: ${tariff.kind}` }));
}

function titleOf(dataset: Dataset, place: PlaceId, language: Language): string {
  return dataset.places.get(place)?.names[language] ?? place;
}
