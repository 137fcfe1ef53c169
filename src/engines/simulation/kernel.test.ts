// Blocks without chance, each with the instants worked out by hand: servers, queues and gates, loads, and how runs end. Vessels
// stand in vessels.test.ts.

import { describe, expect, it } from "vitest";
import { runByHand as run, weather } from "../../../test/simulation/run-by-hand.ts";
import { buildModel } from "./build-model.ts";

describe("servers", () => {
  it("lets an entity through without waiting: transit is the sum of its times", () => {
    const result = run(
      buildModel("line")
        .arrivals("in", { at: [1], to: "a" })
        .server("a", { service: 2, to: "way" })
        .delay("way", { time: 3, to: "b" })
        .server("b", { service: 4, to: "out" })
        .sink("out"),
    );
    expect(result).toMatchObject({ ended: "empty", leftAt: [10], sojourns: [9], arrived: 1, left: 1 });
  });

  it("blocks a server whose entity finds the next place full, until there is room", () => {
    const result = run(
      buildModel("blocking")
        .arrivals("in", { at: [0, 0, 0], to: "a" })
        .server("a", { service: 1, to: "b" })
        .server("b", { service: 3, room: 0, to: "out" })
        .sink("out"),
    );
    // a: 0–1, 1–2 (blocked until 4), 4–5 (blocked until 7); b: 1–4, 4–7, 7–10.
    expect(result.leftAt).toEqual([4, 7, 10]);
    expect(result.block("a")).toMatchObject({ blockedHours: 4, busyHours: 7, waited: 5 });
    expect(result.block("b")).toMatchObject({ waited: 0, busyHours: 9 });
  });

  it("fills the places to wait before it blocks", () => {
    const result = run(
      buildModel("room")
        .arrivals("in", { at: [0, 0, 0], to: "a" })
        .server("a", { service: 1, to: "b" })
        .server("b", { service: 3, room: 1, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([4, 7, 10]);
    expect(result.block("a").blockedHours).toBe(1);
    expect(result.block("b").waited).toBe(2 + 3);
  });

  it("turns arrivals away that find it full", () => {
    const result = run(
      buildModel("loss")
        .arrivals("in", { at: [0, 0, 0], to: "a" })
        .server("a", { service: 1, room: 1, to: "out" })
        .sink("out"),
    );
    expect(result).toMatchObject({ arrived: 3, left: 2 });
    expect(result.block("a").lost).toBe(1);
  });

  it("serves who ends before who arrives at the same instant", () => {
    const result = run(
      buildModel("same instant")
        .arrivals("in", { at: [0, 2], to: "a" })
        .server("a", { service: 2, room: 0, to: "out" })
        .sink("out"),
    );
    expect(result).toMatchObject({ leftAt: [2, 4], left: 2 });
  });

  it("takes higher priorities first, and does not interrupt", () => {
    const result = run(
      buildModel("priority")
        .classes("low", "high")
        .arrivals("low", { at: [0, 0.1, 0.2], class: "low", to: "a" })
        .arrivals("high", { at: [0.5], class: "high", priority: 3, to: "a" })
        .server("a", { service: { byClass: { low: 1, high: 10 } }, discipline: "priority", to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([1, 11, 12, 13]);
  });

  it("lets in who has the higher priority among those blocked", () => {
    const result = run(
      buildModel("priority of the blocked")
        .classes("low", "high")
        .arrivals("first", { at: [0], class: "low", to: "b" })
        .arrivals("low", { at: [0.1], class: "low", to: "a1" })
        .arrivals("high", { at: [0.2], class: "high", priority: 1, to: "a2" })
        .server("a1", { service: 1, to: "b" })
        .server("a2", { service: 1, to: "b" })
        .server("b", { service: { byClass: { low: 5, high: 50 } }, room: 0, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([5, 55, 60]);
  });

  it.each([
    // Closed 4–6, 10–12. Ten hours of work from 0: four, four, two.
    ["resume", 0, 10, 14],
    ["finish", 0, 10, 10],
    // Three hours from 2: stopped at 4, begun again at 6.
    ["repeat", 2, 3, 9],
    ["resume", 2, 3, 7],
    // Who comes while closed waits for the opening.
    ["finish", 5, 1, 7],
  ] as const)("%s: begun at %d with %d hours of work, ends at %d", (onClosing, at, service, ends) => {
    const result = run(
      weather(buildModel("weather"), 4, 2)
        .arrivals("in", { at: [at], to: "a" })
        .server("a", { service, closures: ["storm"], onClosing, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([ends]);
  });

  it("shares a stock by who waits longest, and keeps it while blocked", () => {
    const result = run(
      buildModel("crane")
        .stock("crane", { count: 1 })
        .arrivals("one", { at: [0, 0], to: "a" })
        .arrivals("two", { at: [1], to: "b" })
        .server("a", { service: 2, uses: { stock: "crane" }, to: "out" })
        .server("b", { service: 3, uses: { stock: "crane" }, to: "out" })
        .sink("out"),
    );
    // a 0–2; then a's second has waited since 0 (a has one server, free at 2): 2–4; then b 4–7.
    expect(result.leftAt).toEqual([2, 4, 7]);
  });

  it("gives tokens back and waits for them", () => {
    const result = run(
      buildModel("wagons")
        .stock("wagon", { count: 1 })
        .arrivals("in", { at: [0, 0], to: "take" })
        .seize("take", { stock: "wagon", to: "go" })
        .delay("go", { time: 4, to: "back" })
        .delay("back", { time: 3, to: "give" })
        .release("give", { stock: "wagon", to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([7, 14]);
    expect(result.block("take").waited).toBe(7);
  });
});

describe("queues and gates", () => {
  it("count who is held by a full place as waiting", () => {
    const result = run(
      buildModel("queue")
        .arrivals("in", { at: [0, 0, 0], to: "line" })
        .queue("line", { to: "desk" })
        .server("desk", { service: 2, room: 0, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([2, 4, 6]);
    expect(result.block("line")).toMatchObject({ waited: 6, queueHours: 6, waits: 3 });
  });

  it("let all through when they open", () => {
    const result = run(
      weather(buildModel("gate"), 10, 5)
        .arrivals("in", { at: [9, 11, 12, 16], to: "gate" })
        .gate("gate", { closures: ["storm"], to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([9, 15, 15, 16]);
  });

  it("are open when all of their closures are", () => {
    const result = run(
      buildModel("two closures")
        .closures("storm", { open: 10, closed: 10 })
        .closures("fog", { open: 15, closed: 10, startsOpen: true })
        .arrivals("in", { at: [12, 21], to: "gate" })
        .gate("gate", { closures: ["storm", "fog"], to: "out" })
        .sink("out"),
    );
    // Storm 10–20, fog 15–25, storm again 30–40: open at 25.
    expect(result.leftAt).toEqual([25, 25]);
  });
});

describe("loads", () => {
  const trains = (
    leaves: "full" | "at-once" | { patience: number } | { timetable: { every: number } },
    least?: number,
  ) =>
    buildModel("trains")
      .batch("yard", { most: 3, ...(least === undefined ? {} : { least }), leaves, to: "border" })
      .server("border", { service: 1, to: "apart" })
      .split("apart", { to: "out" })
      .sink("out");

  it("leave full, pass a server as one and come apart", () => {
    const result = run(trains("full").arrivals("in", { at: [0, 1, 2, 3, 4, 5], to: "yard" }));
    expect(result.leftAt).toEqual([3, 3, 3, 6, 6, 6]);
    expect(result.block("border").waits).toBe(2);
    expect(result.block("yard").waited).toBe(6);
  });

  it("leave when patience has run out, with a new clock for the next", () => {
    const result = run(trains({ patience: 10 }).arrivals("in", { at: [1, 2, 15], to: "yard" }));
    expect(result.leftAt).toEqual([12, 12, 26]);
  });

  it("leave by timetable with those who come at that instant", () => {
    const result = run(trains({ timetable: { every: 5 } }).arrivals("in", { at: [1, 5, 5, 5, 6], to: "yard" }));
    expect(result.leftAt).toEqual([6, 6, 6, 11, 11]);
  });

  it("say what is missing when a load can never be full", () => {
    const result = run(trains("full").arrivals("in", { at: [0, 1], to: "yard" }));
    expect(result).toMatchObject({
      ended: "deadlock",
      inside: 2,
      waiting: [{ block: "yard", entities: 2, waitsFor: "a load of 3 to 3 at yard" }],
    });
  });

  it("are joined while a bulk server works", () => {
    const model = (joining: boolean) =>
      buildModel("bulk")
        .arrivals("in", { at: [0, 1, 2], to: "ferry" })
        .bulk("ferry", { most: 2, leaves: "at-once", service: 4, joining, to: "out" })
        .sink("out");
    expect(run(model(true)).leftAt).toEqual([4, 4, 8]);
    expect(run(model(false)).leftAt).toEqual([4, 8, 8]);
  });
});

describe("outcomes", () => {
  it("a ring of blocked servers is found at once and named", () => {
    const model = buildModel("ring")
      .classes("x", "y")
      .arrivals("x", { at: [0], class: "x", to: "a" })
      .arrivals("y", { at: [0], class: "y", to: "b" })
      .arrivals("others", { rate: 1, count: 1000, class: "x", to: "far" })
      .server("far", { service: 0.1, to: "out" })
      .server("a", { service: 1, room: 0, to: "from-a" })
      .server("b", { service: 1, room: 0, to: "from-b" })
      .route("from-a", { byClass: { x: "b", y: "out" } })
      .route("from-b", { byClass: { x: "out", y: "a" } })
      .sink("out");
    const result = run(model);
    expect(result).toMatchObject({ ended: "deadlock", endHours: 1 });
    expect(result.waiting).toContainEqual({ block: "a", entities: 1, waitsFor: "room in b" });
    expect(result.waiting).toContainEqual({ block: "b", entities: 1, waitsFor: "room in a" });
  });

  it("bounds on entities and events are said, with the block where most stand", () => {
    const model = (bounds: object) =>
      buildModel("overload")
        .run({ until: 1e6, ...bounds })
        .arrivals("in", { every: 1, to: "desk" })
        .server("desk", { service: 100, to: "out" })
        .sink("out");
    for (const maxEntities of [3, 1500])
      expect(run(model({ maxEntities }))).toMatchObject({
        ended: "entity-limit",
        waiting: [{ block: "desk", entities: maxEntities }],
      });
    expect(run(model({ maxEvents: 500 }))).toMatchObject({ ended: "event-limit", events: 500 });
  });

  it("more vessels than rows are a bound too", () => {
    const model = buildModel("armada")
      .run({ until: 10, maxEntities: 2000 })
      .arrivals("in", { rate: 1, to: "yard" })
      .queue("yard")
      .vessel("ship", {
        vessels: 5000,
        capacity: 1,
        stops: [
          { loads: "yard", sail: 1 },
          { lands: "out", sail: 1 },
        ],
      })
      .sink("out");
    expect(run(model).ended).toBe("entity-limit");
  });

  it("weather alone does not keep a run going for ever", () => {
    const model = weather(buildModel("waiting for ever"), 1, 1)
      .arrivals("in", { at: [0], to: "yard" })
      .batch("yard", { most: 2, closures: ["storm"], to: "apart" })
      .split("apart", { to: "out" })
      .sink("out");
    expect(run(model)).toMatchObject({ ended: "deadlock", inside: 1 });
  });

  it("arrivals by timetable may be late", () => {
    const result = run(
      buildModel("late")
        .arrivals("in", { timetable: { every: 10, first: 0, late: 3 }, count: 2, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([3, 13]);
  });
});
