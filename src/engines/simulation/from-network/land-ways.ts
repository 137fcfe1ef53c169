// Ways on land in blocks: delays of each flow, and what flows share: stations, trains that gather behind the water, marks that
// note how long a stage took. What is shared is followed by a route that parts the classes again.

import type { ModelBuilder } from "../build-model.ts";
import type { Times } from "../distribution.ts";
import { blockNames, emptiesName } from "./block-names.ts";
import type { CorridorGiven, FlowGiven, StationGiven, Step } from "./corridor-given.ts";

export class LandWays {
  /** Closures that gates on land depend on. */
  readonly gates = new Set<string>();
  /** Route that those who go aboard pass, where stages are noted. */
  readonly boarded = new Map<string, string>();
  readonly #model: ModelBuilder;
  readonly #given: CorridorGiven;
  readonly #classes: readonly string[];
  /** By shared block: where each class goes on. */
  readonly #onward = new Map<string, Record<string, string>>();
  readonly #hours = new Map<string, Map<string, number>>();

  constructor(model: ModelBuilder, given: CorridorGiven, classes: readonly string[]) {
    this.#model = model;
    this.#given = given;
    this.#classes = classes;
  }

  /** Adds the ways on land of a flow. @returns the block behind its landing */
  addFlow(flow: FlowGiven): string {
    const model = this.#model;
    const { id, line, end, trainUnits, rateByMonth, wagons } = flow;
    const isTrain = trainUnits > 1;
    const landed = this.#chain(flow, flow.after, "after", this.#end(flow));
    const atPort = this.#chain(flow, flow.port, "port", blockNames.yard(line, end));
    const first = isTrain ? `apart ${id}` : atPort;
    if (isTrain) model.split(first, { to: atPort });
    const start = this.#chain(flow, flow.before, "before", first);
    if (isTrain) model.batch(`train ${id}`, { most: trainUnits, to: start });
    const entry = isTrain ? `train ${id}` : start;
    if (wagons !== undefined) model.seize(blockNames.wagons(id), { stock: wagons, waitsFor: "wagon", to: entry });
    model.arrivals(`from ${id}`, {
      rateByMonth: rateByMonth.map((rate) => rate / trainUnits),
      ...(isTrain ? { size: trainUnits } : {}),
      class: id,
      to: wagons === undefined ? entry : blockNames.wagons(id),
    });
    if (!this.#notesStages(flow)) return landed;
    this.boarded.set(id, this.#share(blockNames.stage("ship", groupOf(flow)), id, "out"));
    return this.#share(blockNames.stage("sea", groupOf(flow)), id, landed);
  }

  /** Adds traffic that does not cross, where flows meet it. @param name its class */
  addOtherTraffic(name: string): void {
    const met = (this.#given.stationTraffic ?? []).filter(({ station }) =>
      this.#onward.has(blockNames.station(station)),
    );
    if (met.length === 0) return;
    const gone = `${name}, gone`;
    this.#model.sink(gone, { silent: true });
    for (const { station, lotsPerHourByMonth, hours } of met) {
      const to = blockNames.station(station);
      this.#share(to, name, gone);
      this.#hours.get(to)?.set(name, hours);
      const [rate] = lotsPerHourByMonth;
      const rates = lotsPerHourByMonth.every((each) => each === rate) ? { rate } : { rateByMonth: lotsPerHourByMonth };
      this.#model.arrivals(`${name}, to ${station}`, { ...rates, class: name, to });
    }
  }

  /** Adds what flows share, once all are known. */
  addShared(): void {
    const model = this.#model;
    for (const [name, byClass] of this.#onward) {
      const on = `${name} on`;
      // Nobody else comes; the compiler asks where they would go.
      model.route(on, { byClass, otherwise: "out" });
      const station = this.#given.stations.find(({ id }) => blockNames.station(id) === name);
      const train = this.#given.trains?.find(({ id }) => blockNames.train(id) === name);
      if (station !== undefined)
        model.server(name, {
          servers: station.servers,
          service: this.#lawAt(name, station),
          waitsFor: "border",
          to: on,
        });
      else if (train !== undefined) {
        const { most, patienceHours } = train;
        model.batch(name, {
          most,
          least: 1,
          leaves: { patience: patienceHours },
          waitsFor: "other",
          to: `${name} apart`,
        });
        model.split(`${name} apart`, { to: on });
      } else model.mark(name, { stage: true, to: on });
    }
    for (const { id, count } of this.#given.wagons ?? [])
      if (this.#given.flows.some(({ wagons }) => wagons === id)) model.stock(id, { count });
  }

  /** Where a flow ends: its wagons go home or are loaded again. */
  #end(flow: FlowGiven): string {
    const { id, line, end, wagons, home } = flow;
    if (wagons === undefined && !(home !== undefined && home.share > 0)) return "out";
    const model = this.#model;
    const used = `used again ${id}`;
    const free = wagons === undefined ? used : `free ${id}`;
    if (!(home !== undefined && home.share >= 1)) {
      model.sink(used, { silent: true });
      if (wagons !== undefined) model.release(free, { stock: wagons, to: used });
    }
    if (home === undefined || !(home.share > 0)) {
      model.mark(`delivered ${id}`, { delivers: true, to: free });
      return `delivered ${id}`;
    }
    const back = `back ${id}`;
    model.delay(back, { time: home.hours, to: blockNames.emptiesYard(line, end === 0 ? 1 : 0) });
    const branches = [
      { to: back, probability: home.share },
      { to: free, probability: 1 - home.share },
    ];
    if (home.share < 1) model.route(`homeward ${id}`, { branches });
    model.mark(`delivered ${id}`, {
      delivers: true,
      class: emptiesName(flow),
      to: home.share < 1 ? `homeward ${id}` : back,
    });
    return `delivered ${id}`;
  }

  /** Adds steps from the last to the first; the name of the first of them. */
  #chain(flow: FlowGiven, steps: readonly Step[], part: string, to: string): string {
    const model = this.#model;
    let next = to;
    // Delays are called by the same numbers whatever a scenario shuts between them: they draw from streams of their names.
    const isOfScenario = (step: Step): boolean => step.kind === "gate" && step.isOfScenario === true;
    let number = steps.filter((step) => !isOfScenario(step)).length;
    for (let i = steps.length - 1; i >= 0; i--) {
      const step = steps[i];
      if (!isOfScenario(step)) number--;
      const name = `${part} ${isOfScenario(step) ? `shut ${i}` : number} ${flow.id}`;
      switch (step.kind) {
        case "delay":
          model.delay(name, { time: step.times, to: next });
          next = name;
          break;
        case "gate":
          this.gates.add(step.closed);
          model.gate(name, { closures: [step.closed], waitsFor: "border", to: next });
          next = name;
          break;
        case "stage":
          next = this.#share(blockNames.stage(step.stage, groupOf(flow)), flow.id, next);
          break;
        case "train":
          next = this.#share(blockNames.train(step.train), flow.id, next);
          break;
        case "station": {
          const station = blockNames.station(step.station);
          const hours = this.#hours.get(station) ?? new Map<string, number>();
          this.#hours.set(station, hours.set(flow.id, step.hours));
          next = this.#share(station, flow.id, next);
        }
      }
    }
    return next;
  }

  #share(name: string, id: string, next: string): string {
    const onward = this.#onward.get(name) ?? {};
    if (Object.hasOwn(onward, id)) throw new Error(`expected ${name} to be what ${id} passes once`);
    onward[id] = next;
    this.#onward.set(name, onward);
    return name;
  }

  #notesStages({ before, port, after }: FlowGiven): boolean {
    return [before, port, after].some((part) => part.some(({ kind }) => kind === "stage"));
  }

  /** A law for all classes where they agree; every class is named where they do not. */
  #lawAt(name: string, { cv, factorByMonth }: StationGiven): Times {
    const hours = this.#hours.get(name) ?? new Map<string, number>();
    const [first = 0] = hours.values();
    const lawOf = (mean: number): Times => (cv !== undefined && cv > 0 && mean > 0 ? { gamma: { mean, cv } } : mean);
    const law = [...hours.values()].every((value) => value === first)
      ? lawOf(first)
      : // Who never comes needs no draws.
        { byClass: Object.fromEntries(this.#classes.map((id) => [id, lawOf(hours.get(id) ?? 0)])) };
    return factorByMonth === undefined ? law : { byMonth: { of: law, factors: factorByMonth } };
  }
}

const groupOf = ({ group, id }: FlowGiven): string => group ?? id;
