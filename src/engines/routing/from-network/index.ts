// From a dataset to the graph a consignment is routed on. The only folder of this engine that knows the dataset.
// States: on the ground at a place (once as origin, once as destination, so that the ground is no short cut between
// services), aboard a network service as boarded or as ridden, aboard a line service before and after its sailing.
// Not covered: space on board of a booked service (flows), the month of each later leg (the departure's month is used
// for seasonal values all along the way).

import { toCsr } from "../../../lib/csr.ts";
import type { Dataset } from "../../../model/dataset.ts";
import { type Value, weakest } from "../../../model/facts.ts";
import type { ServiceId } from "../../../model/ids.ts";
import type { Link, Place, Service, Terminal } from "../../../model/network.ts";
import { HOURS_PER_DAY } from "../../../model/units.ts";
import { joinEmissions } from "../join-rides.ts";
import {
  type Charge,
  type Element,
  type ElementKind,
  type GraphNode,
  type ServiceArc,
  type ServiceGraph,
  type StormSpells,
  toArc,
} from "../service-graph.ts";
import { ExcessMemo, TiltMemo } from "../sums.ts";
import { type ChargeScope, chargeBook, withinDiscounts } from "./charges.ts";
import type { NetworkQuery } from "./consignment.ts";
import { crossingRules } from "./crossings.ts";
import { type DepartureWait, departureWaits } from "./departures.ts";
import { type Duration, durationOf, firstValue, runTime } from "./durations.ts";
import { type Emitted, emissionBook } from "./emissions.ts";
import { lineOf, type Sailing, sailingPaths } from "./sailings.ts";
import { type Delay, standing } from "./standing.ts";

export type { Consignment, NetworkQuery } from "./consignment.ts";

/** Builds the graph of a query. Pure; a few milliseconds for a corridor of a thousand links. */
export function fromNetwork(dataset: Dataset, query: NetworkQuery): ServiceGraph {
  return new GraphBuilder(dataset, query).build();
}

/** States of one service at one place; a line's states carry its direction and call. */
interface State {
  readonly node: number;
  readonly service: Service;
  readonly place: string;
}

const ATTRIBUTES_AS_REMARKS: readonly (readonly [string, string])[] = [
  ["capacityTrainsPerDay", "capacity"],
  ["capacityMtPerYear", "capacity"],
  ["capacityTeuPerYear", "capacity"],
  ["draftM", "draft"],
];

class GraphBuilder {
  private readonly dataset: Dataset;
  private readonly query: NetworkQuery;
  private readonly nodes: GraphNode[] = [];
  private readonly nodeOf = new Map<string, number>();
  private readonly arcs: ServiceArc[] = [];
  private readonly arrivals = new Map<string, State[]>();
  private readonly departures = new Map<string, State[]>();
  /** Mean hours from the first call of a timetable to this departure of it, by node. */
  private readonly hoursAfterFirstCall = new Map<number, number>();
  private readonly storms: StormSpells[] = [];
  private readonly stormOf = new Map<string, number>();
  private readonly stand;
  private readonly charges;
  private readonly emissions;
  private readonly crossing;
  private readonly waitFor;
  private readonly excess = new ExcessMemo();
  private readonly tilts = new TiltMemo();

  constructor(dataset: Dataset, query: NetworkQuery) {
    this.dataset = dataset;
    this.query = query;
    this.stand = standing(dataset, query);
    this.charges = chargeBook(dataset, query.consignment, query.networkDate);
    this.emissions = emissionBook(dataset, query.consignment, query.networkDate);
    this.crossing = crossingRules(dataset);
    this.waitFor = departureWaits(dataset, query.consignment, query.networkDate);
  }

  build(): ServiceGraph {
    const cargo = this.query.consignment.cargo;
    for (const service of this.dataset.services.values()) {
      if (service.cargo.length > 0 && !service.cargo.includes(cargo)) continue;
      if (!this.stand.isOpen(service.id)) continue;
      if (service.kind === "network") this.addNetworkService(service);
      else this.addLineService(service);
    }
    for (const terminal of this.dataset.terminals.values()) {
      if (terminal.cargo.length > 0 && !terminal.cargo.includes(cargo)) continue;
      if (terminal.kind === "access") this.addAccess(terminal);
      else this.addTranshipment(terminal);
    }
    this.addCities();
    return this.finish();
  }

  // ---- network services: ride any open link of the mode and gauge ----

  private addNetworkService(service: Service): void {
    const within = new Set<string>(service.countries);
    for (const link of this.dataset.links.values()) {
      if (link.mode !== service.mode) continue;
      if (service.gauge !== 0 && !link.gauges.includes(service.gauge)) continue;
      const from = this.place(link.from);
      const to = this.place(link.to);
      // A service runs up to the first place beyond its countries, where the neighbour takes over.
      if (within.size > 0 && !within.has(from.country) && !within.has(to.country)) continue;
      if (!this.stand.isOpen(link.id)) continue;
      this.addRide(service, link, from, to);
      if (!link.oneWay) this.addRide(service, link, to, from);
    }
  }

  private addRide(service: Service, link: Link, from: Place, to: Place): void {
    const movement = {
      link: link.id,
      mode: link.mode,
      fromPlace: from.id,
      toPlace: to.id,
      fromCountry: from.country,
      toCountry: to.country,
    };
    if (!this.stand.isOpen(from.id) || !this.stand.isOpen(to.id) || this.stand.embargoOn(movement)) return;
    const at = this.query.networkDate;
    const length = this.dataset.findValue(link.id, "lengthKm", at);
    const speed = this.speedOn(service, link, from.country);
    if (!length || !speed || speed.value <= 0) return;
    const ride = this.rideElement(service, link, from, to, length, speed);
    const elements = this.windowElements(from, [service.id, from.id, link.id]);
    elements.push(ride);
    if (from.country !== to.country) {
      const border = this.borderElement(service, from, to);
      if (border) elements.push(border);
    }
    const touches = [
      from.id,
      to.id,
      link.id,
      service.id,
      `mode:${link.mode}`,
      `country:${from.country}`,
      `country:${to.country}`,
    ];
    const head = this.networkNode(service, to);
    this.arcs.push(toArc(this.boardedNode(service, from), head, elements, touches));
    // Who boards here has met a delay of this place in its terminal; who passes meets it now.
    const passing = [...this.delayElements(from, from.id), ...elements];
    this.arcs.push(toArc(this.networkNode(service, from), head, passing, touches));
  }

  /**
   * The link's own speed before the service's. It is that of through trains: wagons that are sorted on the way gain nothing
   * by a faster line, and keep their own where that is slower.
   */
  private speedOn(service: Service, link: Link, country: string): Value | undefined {
    const at = this.query.networkDate;
    const ofLink = this.dataset.findValue(link.id, "speedKmh", at);
    const own = firstValue(this.dataset, [`${service.id}@${country}`, service.id], "speedKmh", at);
    const keepsOwn = service.trainClass === "wagonload" && own !== undefined && own.value < (ofLink?.value ?? 0);
    return ofLink && !keepsOwn ? ofLink : own;
  }

  private rideElement(service: Service, link: Link, from: Place, to: Place, length: Value, speed: Value): Element {
    const lengthKm = length.value;
    const scope: ChargeScope = { subject: service.id, country: from.country, from: from.id, to: to.id };
    const entering: ChargeScope = { subject: service.id, country: to.country, from: from.id, to: to.id };
    const charges = this.charges.forDistance(scope, lengthKm);
    // A price per unit of a country is due where the consignment enters it.
    if (from.country !== to.country) charges.push(...this.charges.forEntering(entering));
    const emitted = this.emissions.ofRide({
      mode: link.mode,
      service: service.id,
      country: from.country,
      traction: this.tractionOn(link.id),
      km: lengthKm,
    });
    return this.element({
      kind: "line-haul",
      mode: link.mode,
      from: from.id,
      to: to.id,
      country: from.country,
      service,
      operator: link.operator || service.operator,
      km: lengthKm,
      duration: withDelays(runTime(lengthKm, length, speed), [this.stand.extraHoursAt(link.id)]),
      charges,
      emitted,
      link: link.id,
      geometry: lineOf(this.dataset, link, from.id),
      remarks: this.capacityRemarks(link.id),
    });
  }

  /** Procedures of both sides, met where the consignment enters: the leg stands at the place beyond the frontier. */
  private borderElement(service: Service, from: Place, to: Place, at: Place = to): Element | undefined {
    const border = this.crossing({
      from: { place: from.id, country: from.country },
      to: { place: to.id, country: to.country },
      mode: service.mode,
      trainClass: service.trainClass,
    });
    if (!border) return undefined;
    const duration = durationOf(this.dataset, [border.id], "procedureHours", this.query.networkDate);
    return this.element({
      kind: "border",
      mode: "border",
      from: at.id,
      to: at.id,
      country: to.country,
      operator: "",
      duration: withDelays(duration, [this.stand.extraHoursAt(border.id)]),
      charges: this.charges.forEvent({ subject: border.id, country: to.country, from: from.id, to: to.id }),
      borders: 1,
      remarks: border.note ? [border.note] : [],
    });
  }

  /** Closed windows of these things that lie ahead, in order of time, to be waited out at a place. */
  private windowElements(place: Place, subjects: readonly string[]): Element[] {
    const windows = subjects.flatMap((subject) => this.stand.windowsOf(subject));
    return windows
      .sort((a, b) => a.fromHours - b.fromHours)
      .map((window) =>
        this.element({
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
  private delayElements(place: Place, subject: string): Element[] {
    const duration = withDelays(undefined, [this.stand.extraHoursAt(subject)]);
    if (!duration) return [];
    const { id, country } = place;
    return [
      this.element({ kind: "wait", mode: "none", from: id, to: id, country, operator: "", waiting: true, duration }),
    ];
  }

  /** Arrived at a place by riding: from here one rides on, alights or tranships. */
  private networkNode(service: Service, place: Place): number {
    return this.state(`net:${service.id}:${place.id}`, this.arrivals, service, place);
  }

  /** Boarded at a place, not moved yet: from here one only rides, so that lifts do not follow one another on the spot. */
  private boardedNode(service: Service, place: Place): number {
    return this.state(`brd:${service.id}:${place.id}`, this.departures, service, place);
  }

  private state(key: string, states: Map<string, State[]>, service: Service, place: Place): number {
    const known = this.nodeOf.get(key);
    if (known !== undefined) return known;
    const node = this.node(key, place.id);
    push(states, place.id, { node, service, place: place.id });
    return node;
  }

  // ---- line services: one arc from each call to each later call ----

  private addLineService(service: Service): void {
    const forward = service.stops;
    this.addLineDirection(service, forward, 0);
    if (service.bothWays) this.addLineDirection(service, [...forward].reverse(), 1);
  }

  private addLineDirection(service: Service, stops: readonly string[], direction: number): void {
    const sailings = sailingPaths(this.dataset, service, stops, this.query.networkDate, (link) =>
      this.stand.isOpen(link),
    );
    for (let i = 0; i < stops.length - 1; i++) {
      const from = this.place(stops[i] as string);
      const hops: Sailing[] = [];
      for (let j = i + 1; j < stops.length; j++) {
        const to = this.place(stops[j] as string);
        const hop = sailings[j - 1];
        // What cannot be reached from here by this hop cannot be reached by a later one either.
        if (!hop || !this.mayPass(service, hop)) break;
        hops.push(hop);
        if (to.id === from.id) continue;
        this.addSailing(service, from, to, hops, { direction, i, j });
      }
    }
    this.rememberCalls(service, stops, sailings, direction);
  }

  /** Where a line calls, and the narrows it has to pass; a port beside its way does not concern it. */
  private touchedBy(service: Service, hops: readonly Sailing[]): Place[] {
    const counts = (place: Place) => service.mode !== "sea" || place.kind === "sea-waypoint";
    return hops.flatMap((hop) => [
      this.place(hop.from),
      ...hop.places.map((place) => this.place(place)).filter(counts),
      this.place(hop.to),
    ]);
  }

  /** True when every place of a hop is open and no embargo lies on any stretch of it. */
  private mayPass(service: Service, hop: Sailing): boolean {
    const steps = this.stepsOf([hop]);
    return (
      this.touchedBy(service, [hop]).every((place) => this.stand.isOpen(place.id)) &&
      !steps.some(({ link, from, to }) =>
        this.stand.embargoOn({
          link,
          mode: service.mode,
          fromPlace: from.id,
          toPlace: to.id,
          fromCountry: from.country,
          toCountry: to.country,
        }),
      )
    );
  }

  /** The links of a sailing with the places at their ends, in order. */
  private stepsOf(hops: readonly Sailing[]): { link: string; from: Place; to: Place }[] {
    return hops.flatMap((hop) => {
      const places = [hop.from, ...hop.places, hop.to].map((place) => this.place(place));
      return hop.links.map((link, k) => ({ link, from: places[k] as Place, to: places[k + 1] as Place }));
    });
  }

  /** A timetable states the departures at the first call; at later calls it is later by the time to get there. */
  private rememberCalls(
    service: Service,
    stops: readonly string[],
    sailings: readonly (Sailing | undefined)[],
    direction: number,
  ): void {
    if (service.departures !== "timetable") return;
    const call = durationOf(this.dataset, [service.id], "callHours", this.query.networkDate)?.meanHours ?? 0;
    for (let i = 1; i < stops.length - 1; i++) {
      const hops = sailings.slice(0, i);
      const node = this.nodeOf.get(lineKey(service, "dep", direction, i));
      if (node === undefined || hops.some((hop) => hop === undefined)) continue;
      const [first, here] = [this.place(stops[0] as string), this.place(stops[i] as string)];
      const time = this.sailingTime(service, first, here, hops as Sailing[]);
      if (time) this.hoursAfterFirstCall.set(node, time.meanHours + call);
    }
  }

  private addSailing(
    service: Service,
    from: Place,
    to: Place,
    hops: readonly Sailing[],
    call: { direction: number; i: number; j: number },
  ): void {
    const duration = this.sailingTime(service, from, to, hops);
    if (!duration) return;
    const lengthKm = hops.reduce((sum, hop) => sum + hop.lengthKm, 0);
    const elements: Element[] = [];
    const stormsBefore = this.stormsAt(service, from);
    for (const storm of stormsBefore) elements.push(this.stormElement(storm, from, 1));
    elements.push(...this.windowElements(from, [service.id, from.id]));
    const scope: ChargeScope = { subject: service.id, country: "", from: from.id, to: to.id };
    elements.push(
      this.element({
        kind: "line-haul",
        mode: service.mode,
        from: from.id,
        to: to.id,
        country: service.mode === "sea" ? "XX" : from.country,
        service,
        operator: service.operator,
        km: lengthKm,
        duration,
        charges: [...this.charges.forDistance(scope, lengthKm), ...this.charges.forEvent(scope)],
        emitted: this.emittedBy(service, hops, lengthKm),
        link: hops.map((hop) => hop.links.join(" ")).join(" "),
        geometry: joinLines(hops.map((hop) => hop.geometry)),
        remarks: this.capacityRemarks(service.id),
      }),
    );
    for (const storm of this.stormsAt(service, to)) {
      const spells = this.storms[storm] as StormSpells;
      const rate = 1 / spells.meanOpenHours + 1 / spells.meanClosedHours;
      // Known open when it left: the chance of a closed port on arrival grows back with the sailing time.
      const fresh = stormsBefore.includes(storm) ? 1 - this.tilts.of(duration.parts, rate) : 1;
      elements.push(this.stormElement(storm, to, fresh));
    }
    const steps = this.stepsOf(hops);
    // A ship meets the authorities of the port it is bound for; anything on land those of every country on its way.
    for (const frontier of service.mode === "sea" ? [{ from, to }] : steps) {
      if (frontier.from.country === frontier.to.country) continue;
      const border = this.borderElement(service, frontier.from, frontier.to, to);
      if (border) elements.push(border);
    }
    this.arcs.push(
      toArc(
        this.lineNode(service, from, "dep", call.direction, call.i),
        this.lineNode(service, to, "arr", call.direction, call.j),
        elements,
        [
          ...new Set([
            service.id,
            `mode:${service.mode}`,
            ...steps.map((step) => step.link),
            ...this.touchedBy(service, hops).flatMap((place) => [place.id, `country:${place.country}`]),
          ]),
        ],
      ),
    );
  }

  /** At sea as one, on land link by link: grids and traction differ. */
  private emittedBy(service: Service, hops: readonly Sailing[], lengthKm: number): Emitted | undefined {
    const { mode, id } = service;
    if (mode === "sea") return this.emissions.ofRide({ mode, service: id, country: "", traction: "", km: lengthKm });
    const pieces = this.stepsOf(hops).map(({ link, from }) => {
      const length = this.dataset.findValue(link, "lengthKm", this.query.networkDate)?.value ?? 0;
      const ride = { mode, service: id, country: from.country, traction: this.tractionOn(link), km: length };
      return { km: length, ...this.emissions.ofRide(ride) };
    });
    const emission = joinEmissions(pieces, lengthKm);
    return emission && { kg: pieces.reduce((sum, { kg = 0 }) => sum + kg, 0), emission };
  }

  private tractionOn(link: string): string {
    const electrified = this.dataset.findValue(link, "electrified", this.query.networkDate);
    return electrified === undefined ? "" : electrified.value >= 0.5 ? "electric" : "diesel";
  }

  /** Stated transit time between the two calls, else of each hop (stated, or length over speed) and the calls between. */
  private sailingTime(service: Service, from: Place, to: Place, hops: readonly Sailing[]): Duration | undefined {
    const at = this.query.networkDate;
    const through = durationOf(this.dataset, [`${service.id}#${from.id}>${to.id}`], "transitHours", at);
    if (through) return through;
    const parts: Duration[] = [];
    const callTime = durationOf(this.dataset, [service.id], "callHours", at);
    for (const [k, hop] of hops.entries()) {
      const call = k > 0 ? withDelays(callTime, [this.stand.extraHoursAt(hop.from)]) : undefined;
      if (call) parts.push(call);
      const stated = durationOf(this.dataset, [`${service.id}#${hop.from}>${hop.to}`], "transitHours", at);
      const speed = this.dataset.findValue(service.id, "speedKmh", at);
      if (stated) parts.push(stated);
      else if (speed && speed.value > 0 && hop.length) parts.push(runTime(hop.lengthKm, hop.length, speed));
      else return undefined;
    }
    return parts.length === 1 ? parts[0] : sumOf(parts);
  }

  private lineNode(service: Service, place: Place, side: "dep" | "arr", direction: number, call: number): number {
    const states = side === "dep" ? this.departures : this.arrivals;
    return this.state(lineKey(service, side, direction, call), states, service, place);
  }

  // ---- storms ----

  private stormsAt(service: Service, place: Place): number[] {
    const found: number[] = [];
    for (const cause of this.dataset.causes) {
      const meant = service.causes.includes(cause.id) || cause.services.includes(service.id as ServiceId);
      const here = cause.places.includes(place.id);
      if (!(meant || service.mode === "sea") || !(here || (meant && cause.places.length === 0))) continue;
      const storm = this.storm(cause.id);
      if (storm >= 0) found.push(storm);
    }
    return found;
  }

  private storm(cause: string): number {
    const known = this.stormOf.get(cause);
    if (known !== undefined) return known;
    const at = this.query.depart;
    const open = this.dataset.findValue(cause, "meanOpenHours", at);
    const closed = this.dataset.findValue(cause, "meanClosedHours", at);
    let storm = -1;
    if (open && closed && closed.value > 0) {
      storm = this.storms.length;
      this.storms.push({ cause, meanOpenHours: hoursIn(open), meanClosedHours: hoursIn(closed) });
    }
    this.stormOf.set(cause, storm);
    return storm;
  }

  /** Waiting for a storm to end; `share` of the long-run chance to find it. Mean and variance of 0-or-exponential. */
  private stormElement(storm: number, place: Place, share: number): Element {
    const { cause, meanOpenHours, meanClosedHours } = this.storms[storm] as StormSpells;
    const probability = (share * meanClosedHours) / (meanOpenHours + meanClosedHours);
    const meanHours = probability * meanClosedHours;
    const rows = ["meanOpenHours", "meanClosedHours"]
      .map((attribute) => this.dataset.findValue(cause, attribute, this.query.depart))
      .filter((value) => value !== undefined);
    return {
      ...this.element({
        kind: "wait",
        mode: "none",
        from: place.id,
        to: place.id,
        country: place.country,
        operator: "",
        waiting: true,
        storm,
        timeBasis: `closed ${Math.round((100 * meanClosedHours) / (meanOpenHours + meanClosedHours))} % of the time in this month, ${Math.round(meanClosedHours)} h at a time`,
        sources: rows.map((value) => value.source),
        basis: weakest(rows.map((value) => value.basis)),
      }),
      meanHours,
      varianceHours: 2 * probability * meanClosedHours ** 2 - meanHours ** 2,
    };
  }

  // ---- terminals ----

  /** First and last mile: the ground is entered from the origin and left for the destination only. */
  private addAccess(terminal: Terminal): void {
    const place = this.place(terminal.place);
    if (!this.stand.isOpen(place.id) || !this.stand.isOpen(terminal.id)) return;
    for (const state of this.departures.get(place.id) ?? []) {
      if (!fits(state.service, terminal.toMode, terminal.toGauge)) continue;
      const elements = [...this.handling(terminal, place, "access"), ...this.boarding(state, place, terminal, false)];
      this.arcs.push(toArc(this.node(`out:${place.id}`, place.id), state.node, elements, this.touchesOf(place)));
    }
    for (const state of this.arrivals.get(place.id) ?? []) {
      if (!fits(state.service, terminal.toMode, terminal.toGauge)) continue;
      const elements = [...this.handling(terminal, place, "access"), ...this.emptyReturn(state.service, place)];
      this.arcs.push(toArc(state.node, this.node(`in:${place.id}`, place.id), elements, this.touchesOf(place)));
    }
  }

  /** Between two services at a place, in both directions of the terminal. */
  private addTranshipment(terminal: Terminal): void {
    const place = this.place(terminal.place);
    if (!this.stand.isOpen(place.id) || !this.stand.isOpen(terminal.id)) return;
    const pairs = new Set<string>();
    const join = (fromMode: string, fromGauge: number, toMode: string, toGauge: number) => {
      for (const arrival of this.arrivals.get(place.id) ?? []) {
        if (!fits(arrival.service, fromMode, fromGauge)) continue;
        for (const departure of this.departures.get(place.id) ?? []) {
          if (!fits(departure.service, toMode, toGauge) || arrival.service.id === departure.service.id) continue;
          const key = `${arrival.node} ${departure.node}`;
          if (pairs.has(key)) continue;
          pairs.add(key);
          const kind = terminal.kind === "gauge-change" ? "gauge-change" : "terminal";
          const elements = [
            ...this.handling(terminal, place, kind),
            ...this.boarding(departure, place, terminal, true),
          ];
          this.arcs.push(toArc(arrival.node, departure.node, elements, this.touchesOf(place)));
        }
      }
    };
    join(terminal.fromMode, terminal.fromGauge, terminal.toMode, terminal.toGauge);
    join(terminal.toMode, terminal.toGauge, terminal.fromMode, terminal.fromGauge);
  }

  private handling(terminal: Terminal, place: Place, kind: ElementKind): Element[] {
    const duration = durationOf(this.dataset, [terminal.id], "dwellHours", this.query.networkDate);
    const delays = [this.stand.extraHoursAt(terminal.id), this.stand.extraHoursAt(place.id)];
    const scope = { subject: terminal.id, country: place.country, from: place.id, to: place.id };
    return [
      ...this.windowElements(place, [place.id]),
      this.element({
        kind,
        mode: "terminal",
        from: place.id,
        to: place.id,
        country: place.country,
        operator: terminal.operator,
        duration: withDelays(duration, delays),
        charges: this.charges.forEvent(scope),
        emitted: this.emissions.ofHandling(place.country),
        remarks: this.capacityRemarks(terminal.id),
      }),
    ];
  }

  /** Wait for the departure, what the service charges for boarding, and storage on dwell and wait beyond free time. */
  private boarding(state: State, place: Place, terminal: Terminal, storage: boolean): Element[] {
    const { service } = state;
    const wait = laterBy(this.waitFor(service, place.id), this.hoursAfterFirstCall.get(state.node) ?? 0);
    const charges =
      service.kind === "network"
        ? this.charges.forEvent({ subject: service.id, country: place.country, from: place.id })
        : [];
    const elements: Element[] = [];
    if (wait || charges.length > 0) {
      elements.push(
        this.element({
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
          remarks: this.capacityRemarks(service.id),
        }),
      );
    }
    elements.push(...this.delayElements(place, service.id));
    if (storage) elements.push(...this.storageElements(terminal, place, wait));
    return elements;
  }

  private storageElements(terminal: Terminal, place: Place, wait: Duration | undefined): Element[] {
    const at = this.query.networkDate;
    const free = this.dataset.findValue(terminal.id, "freeHours", at);
    const scope = { subject: terminal.id, country: place.country, from: place.id, to: place.id };
    const terms = this.charges.storageAt(scope, free ? hoursIn(free) : 0);
    if (!terms) return [];
    const dwell = durationOf(this.dataset, [terminal.id], "dwellHours", at);
    const parts = [dwell, wait].filter((part) => part !== undefined).flatMap((part) => part.parts);
    const days = this.excess.of(parts, terms.freeHours) / HOURS_PER_DAY;
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
      this.element({
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
  private emptyReturn(service: Service, place: Place): Element[] {
    const charges = this.charges.forEmptyReturn({ subject: service.id, country: place.country, to: place.id });
    if (charges.length === 0) return [];
    return [
      this.element({
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

  // ---- cities, and the end ----

  /** A consignment of a city starts and ends at any of its terminals, and at the city's own where it has one. */
  private addCities(): void {
    for (const place of this.dataset.places.values()) {
      const inside = this.dataset.placesOfCity(place.id);
      for (const terminal of inside.length > 0 ? [place, ...inside] : []) {
        const out = this.nodeOf.get(`out:${terminal.id}`);
        const into = this.nodeOf.get(`in:${terminal.id}`);
        if (out !== undefined) this.arcs.push(toArc(this.node(`from:${place.id}`, place.id), out, [], []));
        if (into !== undefined) this.arcs.push(toArc(into, this.node(`to:${place.id}`, place.id), [], []));
      }
    }
  }

  private finish(): ServiceGraph {
    const csr = toCsr(
      this.nodes.length,
      this.arcs.map((arc) => arc.from),
      this.arcs.map((arc) => arc.to),
    );
    const arcs = Array.from(csr.original, (original) => this.arcs[original] as ServiceArc);
    const column = (read: (arc: ServiceArc) => number) => Float64Array.from(arcs, read);
    const originOf = new Map<string, number>();
    const destinationOf = new Map<string, number>();
    for (const place of this.dataset.places.values()) {
      const origin = this.nodeOf.get(`from:${place.id}`) ?? this.nodeOf.get(`out:${place.id}`);
      const destination = this.nodeOf.get(`to:${place.id}`) ?? this.nodeOf.get(`in:${place.id}`);
      if (origin !== undefined) originOf.set(place.id, origin);
      if (destination !== undefined) destinationOf.set(place.id, destination);
    }
    return {
      csr,
      nodes: this.nodes,
      arcs,
      criteria: [
        column((arc) => arc.usd),
        column((arc) => arc.meanHours),
        column((arc) => arc.varianceHours),
        column((arc) => arc.co2eKg),
        column((arc) => arc.borders),
      ],
      storms: this.storms,
      originOf,
      destinationOf,
      exclusions: this.stand.exclusions,
      departHours: this.query.depart,
    };
  }

  // ---- small things ----

  private place(id: string): Place {
    const place = this.dataset.places.get(id as Place["id"]);
    if (!place) throw new Error(`expected a place of the dataset, found ${id}`);
    return place;
  }

  private node(key: string, place: string): number {
    const known = this.nodeOf.get(key);
    if (known !== undefined) return known;
    const node = this.nodes.length;
    this.nodes.push({ place, key });
    this.nodeOf.set(key, node);
    return node;
  }

  private touchesOf(place: Place): string[] {
    return [place.id, `country:${place.country}`];
  }

  private capacityRemarks(subject: string): string[] {
    const remarks: string[] = [];
    for (const [attribute, word] of ATTRIBUTES_AS_REMARKS) {
      const value = this.dataset.findValue(subject, attribute, this.query.networkDate);
      if (value) remarks.push(`${word} ${value.value} ${value.unit} (${value.asOf})`);
    }
    return remarks;
  }

  private element(parts: ElementParts): Element {
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
}

interface ElementParts {
  readonly kind: ElementKind;
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

/** A network of many countries names all its operators: none of them is the one at this place. */
const oneOperatorOf = (service: Service): string =>
  service.kind === "network" && service.countries.length > 1 ? "" : service.operator;

const fits = (service: Service, mode: string, gauge: number): boolean =>
  service.mode === mode && (gauge === 0 || service.gauge === 0 || service.gauge === gauge);

const hoursIn = (value: Value): number => (value.unit === "day" ? value.value * HOURS_PER_DAY : value.value);

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function joinLines(lines: readonly (readonly (readonly [number, number])[])[]): (readonly [number, number])[] {
  const joined: (readonly [number, number])[] = [];
  for (const line of lines) joined.push(...(joined.length > 0 ? line.slice(1) : line));
  return joined;
}

const lineKey = (service: Service, side: "dep" | "arr", direction: number, call: number): string =>
  `${side}:${service.id}:${direction}:${call}`;

/** A duration with fixed delays of the week added; the delays alone where nothing else takes time. */
function withDelays(duration: Duration | undefined, delays: readonly (Delay | undefined)[]): Duration | undefined {
  const met = delays.filter((delay) => delay !== undefined);
  if (met.length === 0) return duration;
  const parts = met.map(
    (delay): Duration => ({
      parts: [{ kind: "point", value: delay.hours }],
      meanHours: delay.hours,
      varianceHours: 0,
      basis: "published",
      timeBasis: `+ ${delay.hours} h now${delay.note ? `: ${delay.note}` : ""}`,
      sources: [delay.source],
    }),
  );
  return sumOf(duration ? [duration, ...parts] : parts);
}

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

/** Independent durations one after the other. */
function sumOf(parts: readonly Duration[]): Duration {
  return {
    parts: parts.flatMap((part) => part.parts),
    meanHours: parts.reduce((sum, part) => sum + part.meanHours, 0),
    varianceHours: parts.reduce((sum, part) => sum + part.varianceHours, 0),
    basis: weakest(parts.map((part) => part.basis)),
    timeBasis: parts.map((part) => part.timeBasis).join("; "),
    sources: [...new Set(parts.flatMap((part) => part.sources))],
  };
}
