// What happens in terminals: first and last mile, lifts between services, the wait for the next departure, storage, and
// the return of the empty box.

import type { Place, Service, Terminal } from "../../../model/network.ts";
import { HOURS_PER_DAY } from "../../../model/units.ts";
import { type Charge, type Element, type ElementKind, toArc } from "../service-graph.ts";
import type { DepartureWait } from "./departures.ts";
import { type Draft, nodeFor, placeOf, type State } from "./draft.ts";
import { type Duration, durationOf, hoursIn, withDelays } from "./durations.ts";
import { capacityRemarks, delayElements, makeElement, windowElements } from "./elements.ts";

/** First and last mile: the ground is entered from the origin and left for the destination only. */
export function addAccess(draft: Draft, terminal: Terminal): void {
  const place = placeOf(draft, terminal.place);
  if (!draft.stand.isOpen(place.id) || !draft.stand.isOpen(terminal.id)) return;
  for (const state of draft.departures.get(place.id) ?? []) {
    if (!fits(state.service, terminal.toMode, terminal.toGauge)) continue;
    const elements = [...handling(draft, terminal, place, "access"), ...boarding(draft, state, place, terminal, false)];
    draft.arcs.push(toArc(nodeFor(draft, `out:${place.id}`, place.id), state.node, elements, touchesOf(place)));
  }
  for (const state of draft.arrivals.get(place.id) ?? []) {
    if (!fits(state.service, terminal.toMode, terminal.toGauge)) continue;
    const elements = [...handling(draft, terminal, place, "access"), ...emptyReturn(draft, state.service, place)];
    draft.arcs.push(toArc(state.node, nodeFor(draft, `in:${place.id}`, place.id), elements, touchesOf(place)));
  }
}

/** Between two services at a place, in both directions of the terminal. */
export function addTranshipment(draft: Draft, terminal: Terminal): void {
  const place = placeOf(draft, terminal.place);
  if (!draft.stand.isOpen(place.id) || !draft.stand.isOpen(terminal.id)) return;
  const pairs = new Set<string>();
  const join = (fromMode: string, fromGauge: number, toMode: string, toGauge: number) => {
    for (const arrival of draft.arrivals.get(place.id) ?? []) {
      if (!fits(arrival.service, fromMode, fromGauge)) continue;
      for (const departure of draft.departures.get(place.id) ?? []) {
        if (!fits(departure.service, toMode, toGauge) || arrival.service.id === departure.service.id) continue;
        const key = `${arrival.node} ${departure.node}`;
        if (pairs.has(key)) continue;
        pairs.add(key);
        const kind = terminal.kind === "gauge-change" ? "gauge-change" : "terminal";
        const elements = [
          ...handling(draft, terminal, place, kind),
          ...boarding(draft, departure, place, terminal, true),
        ];
        draft.arcs.push(toArc(arrival.node, departure.node, elements, touchesOf(place)));
      }
    }
  };
  join(terminal.fromMode, terminal.fromGauge, terminal.toMode, terminal.toGauge);
  join(terminal.toMode, terminal.toGauge, terminal.fromMode, terminal.fromGauge);
}

function handling(draft: Draft, terminal: Terminal, place: Place, kind: ElementKind): Element[] {
  const duration = durationOf(draft.dataset, [terminal.id], "dwellHours", draft.query.networkDate);
  const delays = [draft.stand.extraHoursAt(terminal.id), draft.stand.extraHoursAt(place.id)];
  const scope = { subject: terminal.id, country: place.country, from: place.id, to: place.id };
  return [
    ...windowElements(draft, place, [place.id]),
    makeElement({
      kind,
      subject: terminal.id,
      mode: "terminal",
      from: place.id,
      to: place.id,
      country: place.country,
      operator: terminal.operator,
      duration: withDelays(duration, delays),
      charges: draft.charges.forEvent(scope),
      emitted: draft.emissions.ofHandling(place.country),
      remarks: capacityRemarks(draft, terminal.id),
    }),
  ];
}

/** Wait for the departure, what the service charges for boarding, and storage on dwell and wait beyond free time. */
function boarding(draft: Draft, state: State, place: Place, terminal: Terminal, storage: boolean): Element[] {
  const { service } = state;
  const wait = laterBy(draft.waitFor(service, place.id), draft.hoursAfterFirstCall.get(state.node) ?? 0);
  const charges =
    service.kind === "network"
      ? draft.charges.forEvent({ subject: service.id, country: place.country, from: place.id })
      : [];
  const elements: Element[] = [];
  if (wait || charges.length > 0) {
    elements.push(
      makeElement({
        kind: "wait",
        mode: service.mode,
        from: place.id,
        to: place.id,
        country: place.country,
        operator: oneOperatorOf(service),
        service,
        waiting: true,
        duration: wait,
        ...(wait?.timetable ? { timetable: wait.timetable } : {}),
        charges,
        remarks: capacityRemarks(draft, service.id),
      }),
    );
  }
  elements.push(...delayElements(draft, place, service.id));
  if (storage) elements.push(...storageElements(draft, terminal, place, wait));
  return elements;
}

function storageElements(draft: Draft, terminal: Terminal, place: Place, wait: Duration | undefined): Element[] {
  const at = draft.query.networkDate;
  const free = draft.dataset.findValue(terminal.id, "freeHours", at);
  const scope = { subject: terminal.id, country: place.country, from: place.id, to: place.id };
  const terms = draft.charges.storageAt(scope, free ? hoursIn(free) : 0);
  if (!terms) return [];
  const dwell = durationOf(draft.dataset, [terminal.id], "dwellHours", at);
  const parts = [dwell, wait].filter((part) => part !== undefined).flatMap((part) => part.parts);
  const days = draft.excess.of(parts, terms.freeHours) / HOURS_PER_DAY;
  const charge: Charge = {
    party: terms.party,
    kind: "storage",
    usd: days * terms.usdPerDay,
    low: 0,
    high: days * terms.highUsdPerDay,
    basis: terms.basis,
    sources: terms.sources,
    note: `dwell and wait beyond ${Math.round(terms.freeHours)} h of free time`,
  };
  return [
    makeElement({
      kind: "storage",
      mode: "terminal",
      from: place.id,
      to: place.id,
      country: place.country,
      operator: terminal.operator,
      charges: [charge],
      storage: terms,
    }),
  ];
}

/** What it costs to bring the empty box or wagon back, charged by the last carrier. */
function emptyReturn(draft: Draft, service: Service, place: Place): Element[] {
  const charges = draft.charges.forEmptyReturn({ subject: service.id, country: place.country, to: place.id });
  if (charges.length === 0) return [];
  return [
    makeElement({
      kind: "empty-return",
      mode: service.mode,
      from: place.id,
      to: place.id,
      country: place.country,
      operator: oneOperatorOf(service),
      service,
      charges,
    }),
  ];
}

function touchesOf(place: Place): string[] {
  return [place.id, `country:${place.country}`];
}

/** A network of many countries names all its operators: none of them is the one at this place. */
const oneOperatorOf = (service: Service): string =>
  service.kind === "network" && service.countries.length > 1 ? "" : service.operator;

const fits = (service: Service, mode: string, gauge: number): boolean =>
  service.mode === mode && (gauge === 0 || service.gauge === 0 || service.gauge === gauge);

/** The same wait at a later call of the line. */
function laterBy(wait: DepartureWait | undefined, hours: number): DepartureWait | undefined {
  const timetable = wait?.timetable;
  if (!timetable || hours === 0) return wait;
  return {
    ...wait,
    timeBasis: `${wait.timeBasis}, here ${Math.round(hours)} h after its first call`,
    timetable: { ...timetable, next: (at) => timetable.next(at - hours) + hours },
  };
}
