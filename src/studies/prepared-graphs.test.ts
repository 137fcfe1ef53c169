import { describe, expect, it } from "vitest";
import { HALCYON_FOLDER } from "../data/halcyon.fixture.ts";
import { loadDataset } from "../data/index.ts";
import { instant } from "../model/units.ts";
import type { AskedRequest } from "./plan-request.ts";
import { readRequest } from "./plan-request.ts";
import { standingGraph, triedGraph } from "./prepared-graphs.ts";

const ASKED: AskedRequest = {
  from: "Lindmoor",
  to: "Veld",
  cargo: "20ft",
  units: 1,
  departHour: 0,
  dangerous: false,
  reefer: false,
  avoid: [],
  require: [],
  options: 5,
  pareto: false,
};
const load = () => loadDataset({ base: HALCYON_FOLDER });
const { consignment } = readRequest(load(), ASKED);
const query = (day: string) => ({ consignment, depart: instant(day), networkDate: instant(day) });

describe("graphs kept", () => {
  it("are found again for the same question, and not for another dataset of the same content", () => {
    const dataset = load();
    const graph = standingGraph(dataset, query("2026-12-01"));
    expect(standingGraph(dataset, query("2026-12-01"))).toBe(graph);
    expect(standingGraph(load(), query("2026-12-01"))).not.toBe(graph);
  });

  it("are few over all datasets together: as many overlays as one likes push out the oldest", () => {
    const first = load();
    const graph = standingGraph(first, query("2026-12-01"));
    for (let i = 0; i < 6; i++) standingGraph(load(), query("2026-12-01"));
    expect(standingGraph(first, query("2026-12-01"))).not.toBe(graph);
  });

  it("of questions asked outlive those only tried", () => {
    const dataset = load();
    const graph = standingGraph(dataset, query("2026-12-01"));
    const tried = triedGraph(dataset, query("2027-01-01"));
    expect(triedGraph(dataset, query("2027-01-01"))).toBe(tried);
    for (let day = 10; day < 20; day++) triedGraph(dataset, query(`2027-02-${day}`));
    expect(standingGraph(dataset, query("2026-12-01"))).toBe(graph);
    expect(triedGraph(dataset, query("2027-01-01"))).not.toBe(tried);
  });
});
