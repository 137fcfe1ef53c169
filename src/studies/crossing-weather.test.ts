// Weather of a crossing: the spells told are those that its simulation met, and spells are joined and cut as sets of hours are.

import { describe, expect, it } from "vitest";
import { loadDataset } from "../data/index.ts";
import { compileModel, Replicator, Timeline } from "../engines/simulation/index.ts";
import { stream } from "../lib/random.ts";
import { prepareCrossings, sourceOf } from "./corridor-simulation.ts";
import { commonSpells, mergeSpells, type Spell, weatherOf } from "./crossing-weather.ts";

/** Whole hours of a list, one by one. */
const hoursIn = (spells: readonly Spell[]): Set<number> =>
  new Set(spells.flatMap(({ from, to }) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)));

describe("spells", () => {
  it("are joined and cut like sets of hours", () => {
    const random = stream(11, "spells");
    const some = (): Spell[] =>
      Array.from({ length: 6 }, () => Math.floor(40 * random())).map((from) => ({
        from,
        to: from + Math.floor(8 * random()),
      }));
    for (let round = 0; round < 200; round++) {
      const [a, b] = [some(), some()];
      const [one, other] = [mergeSpells(a), mergeSpells(b)];
      expect([...hoursIn(one)]).toEqual([...hoursIn(a)].sort((x, y) => x - y));
      for (let i = 1; i < one.length; i++) expect(one[i].from).toBeGreaterThan(one[i - 1].to);
      const both = [...hoursIn(one)].filter((hour) => hoursIn(other).has(hour));
      expect([...hoursIn(commonSpells(one, other))]).toEqual(both);
    }
  });
});

describe("weather of a crossing", () => {
  const { base } = prepareCrossings(loadDataset({ base: "examples/halcyon" }), { from: "2026-01-01", days: 120 });
  const { read } = base;

  it("is that of its own simulation, to the hour", () => {
    const compiled = compileModel(sourceOf(read).model);
    const { warmUpHours: from, untilHours: to } = read;
    const [line] = read.lines;
    const watcher = new Timeline(compiled.flat.blocks.count, {
      ...{ fromHours: 0, toHours: to, marginHours: 0, journeys: [], queues: [], fleets: [], sampleEveryHours: 0 },
    });
    new Replicator(compiled).run({ seed: 5, index: 1, warmUpHours: from, watcher });
    const met = line.ends.map(({ closures }) =>
      mergeSpells(
        watcher.closed
          .filter(({ closure }) => closures.includes(compiled.flat.closures[closure].name))
          .map(({ fromHours, toHours }) => ({ from: Math.max(from, fromHours), to: Math.min(to, toHours) })),
      ),
    );
    const { ports, lines } = weatherOf({ read }, { seed: 5, replications: 1, level: 0.95 });
    const share = (spells: readonly Spell[]): number =>
      spells.reduce((sum, spell) => sum + spell.to - spell.from, 0) / (to - from);
    for (const [end, spells] of met.entries()) {
      const port = ports.find(({ place }) => place === line.ends[end].place);
      expect(share(spells)).toBeGreaterThan(0);
      expect(port?.shut.mean).toBeCloseTo(share(spells), 12);
      expect(port?.longestHours.mean).toBeCloseTo(Math.max(...spells.map((spell) => spell.to - spell.from)), 9);
    }
    const told = lines.find((each) => each.line === line.id);
    expect(told?.both.mean).toBeCloseTo(share(commonSpells(met[0], met[1])), 12);
  });
});
