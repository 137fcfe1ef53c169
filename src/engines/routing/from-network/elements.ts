// The building blocks of arcs: one element from its time, charges and emissions, and the elements that several steps
// need (a border, a closed window, a delay of the week).

import { weakest } from "../../../model/facts.ts";
import type { Place, Service } from "../../../model/network.ts";
import type { Charge, Element, ElementKind } from "../service-graph.ts";
import { withinDiscounts } from "./charges.ts";
import type { Draft } from "./draft.ts";
import { type Duration, durationOf, withDelays } from "./durations.ts";

export function makeElement(parts: ElementParts): Element {
  const duration = parts.duration;
  const charges = withinDiscounts(parts.charges ?? []);
  const bases = [
    ...(duration ? [duration.basis] : []),
    ...charges.map((charge) => charge.basis),
    ...(parts.basis ? [parts.basis] : []),
  ];
  const sources = new Set([
    ...(parts.sources ?? []),
    ...(duration?.sources ?? []),
    ...charges.flatMap((charge) => charge.sources),
    ...(parts.emitted?.emission.sources ?? []),
  ]);
  const remarks = [...(parts.remarks ?? [])];
  if (parts.kind === "line-haul" && !parts.emitted) remarks.push("CO2e of this leg is not known and counts as 0");
  return {
    kind: parts.kind,
    ...(parts.subject === undefined ? {} : { subject: parts.subject }),
    mode: parts.mode,
    from: parts.from,
    to: parts.to,
    country: parts.country,
    operator: parts.operator,
    service: parts.service?.id ?? "",
    gauge: parts.service?.gauge ?? 0,
    km: parts.km ?? 0,
    parts: duration?.parts ?? [],
    meanHours: duration?.meanHours ?? 0,
    varianceHours: duration?.varianceHours ?? 0,
    waiting: parts.waiting ?? false,
    ...(parts.timetable ? { timetable: parts.timetable } : {}),
    storm: parts.storm ?? -1,
    ...(parts.window ? { window: parts.window } : {}),
    ...(parts.storage ? { storage: parts.storage } : {}),
    charges,
    usd: charges.reduce((sum, charge) => sum + charge.usd, 0),
    co2eKg: parts.emitted?.kg ?? 0,
    ...(parts.emitted ? { emission: parts.emitted.emission } : {}),
    borders: parts.borders ?? 0,
    basis: weakest(bases),
    timeBasis: parts.timeBasis ?? duration?.timeBasis ?? "",
    sources: [...sources],
    remarks,
    link: parts.link ?? "",
    geometry: parts.geometry ?? [],
  };
}

export interface ElementParts {
  readonly kind: ElementKind;
  readonly subject?: string;
  readonly mode: Element["mode"];
  readonly from: string;
  readonly to: string;
  readonly country: string;
  readonly operator: string;
  readonly service?: Service | undefined;
  readonly km?: number;
  readonly duration?: Duration | undefined;
  readonly waiting?: boolean;
  readonly timetable?: Element["timetable"];
  readonly storm?: number;
  readonly window?: Element["window"];
  readonly storage?: Element["storage"];
  readonly charges?: readonly Charge[];
  readonly emitted?: { readonly kg: number; readonly emission: NonNullable<Element["emission"]> } | undefined;
  readonly borders?: 0 | 1;
  readonly basis?: Element["basis"];
  readonly timeBasis?: string;
  readonly sources?: readonly string[];
  readonly remarks?: readonly string[];
  readonly link?: string;
  readonly geometry?: readonly (readonly [number, number])[];
}

/** Procedures of both sides, met where the consignment enters: the leg stands at the place beyond the frontier. */
export function borderElement(
  draft: Draft,
  service: Service,
  from: Place,
  to: Place,
  at: Place = to,
): Element | undefined {
  const border = draft.crossing({
    from: { place: from.id, country: from.country },
    to: { place: to.id, country: to.country },
    mode: service.mode,
    trainClass: service.trainClass,
  });
  if (!border) return undefined;
  const duration = durationOf(draft.dataset, [border.id], "procedureHours", draft.query.networkDate);
  return makeElement({
    kind: "border",
    subject: border.id,
    mode: "border",
    from: at.id,
    to: at.id,
    country: to.country,
    operator: "",
    duration: withDelays(duration, [draft.stand.extraHoursAt(border.id)]),
    charges: draft.charges.forEvent({ subject: border.id, country: to.country, from: from.id, to: to.id }),
    borders: 1,
    remarks: border.note ? [border.note] : [],
  });
}

/** Closed windows of these things that lie ahead, in order of time, to be waited out at a place. */
export function windowElements(draft: Draft, place: Place, subjects: readonly string[]): Element[] {
  const windows = subjects.flatMap((subject) => draft.stand.windowsOf(subject));
  return windows
    .sort((a, b) => a.fromHours - b.fromHours)
    .map((window) =>
      makeElement({
        kind: "wait",
        mode: "none",
        from: place.id,
        to: place.id,
        country: place.country,
        operator: "",
        waiting: true,
        window,
        timeBasis: "known closed window",
        sources: [window.source],
      }),
    );
}

/** What a condition of the week adds at a place or to a service, as a wait of its own. */
export function delayElements(draft: Draft, place: Place, subject: string): Element[] {
  const duration = withDelays(undefined, [draft.stand.extraHoursAt(subject)]);
  if (!duration) return [];
  const { id, country } = place;
  return [
    makeElement({
      kind: "wait",
      mode: "none",
      from: id,
      to: id,
      country,
      operator: "",
      waiting: true,
      duration,
    }),
  ];
}

export function tractionOn(draft: Draft, link: string): string {
  const electrified = draft.dataset.findValue(link, "electrified", draft.query.networkDate);
  return electrified === undefined ? "" : electrified.value >= 0.5 ? "electric" : "diesel";
}

export function capacityRemarks(draft: Draft, subject: string): string[] {
  const remarks: string[] = [];
  for (const [attribute, word] of ATTRIBUTES_AS_REMARKS) {
    const value = draft.dataset.findValue(subject, attribute, draft.query.networkDate);
    // An assumed capacity is for the flow model: it is no remark on one shipment.
    if (value && value.basis !== "assumed") remarks.push(`${word} ${value.value} ${value.unit} (${value.asOf})`);
  }
  return remarks;
}

const ATTRIBUTES_AS_REMARKS: readonly (readonly [string, string])[] = [
  ["capacityTrainsPerDay", "capacity"],
  ["capacityMtPerYear", "capacity"],
  ["capacityTeuPerYear", "capacity"],
  ["draftM", "draft"],
];
