// What do travellers choose by? Costs and slopes of all links at given flows, in the order of the graph's arcs. For the
// system optimum that is the marginal cost t + x t'. BPR and linear delays, nearly all there are, run in one tight loop over
// base + scale (x / u)^p; the marginal cost of such a link is the same with scale (p + 1).

import type { Csr } from "../../lib/csr.ts";
import { DELAY, type DelayPoint, delayAt } from "./delay.ts";
import type { AssignmentObjective, AssignmentProblem } from "./problem.ts";

export interface LinkCosts {
  /** Current cost by arc; set by `evaluate`. */
  readonly cost: Float64Array;
  /** Its derivative by the arc's own flow, at least 0. */
  readonly slope: Float64Array;
  /** Sets cost and slope of every arc from the flow by arc. */
  readonly evaluate: (flow: Float64Array) => void;
  /** The same for one arc. */
  readonly evaluateArc: (arc: number, flow: number) => void;
}

/** Ratio below which the slope of a power under 1 is not taken: it is infinite at 0, and a Newton step would be none. */
const LEAST_RATIO = 1e-3;

/** How an arc's cost depends on its flow: not at all (0), as a power, or otherwise. */
const POWERED = 1;
const OTHER = 2;

export function createLinkCosts(graph: Csr, problem: AssignmentProblem, objective: AssignmentObjective): LinkCosts {
  const { delays, fixedCost } = problem;
  const arcCount = graph.arcCount;
  const isOptimum = objective === "system-optimum";
  const cost = new Float64Array(arcCount);
  const slope = new Float64Array(arcCount);
  const base = new Float64Array(arcCount);
  const scale = new Float64Array(arcCount);
  const perCapacity = new Float64Array(arcCount).fill(1);
  const power = new Float64Array(arcCount);
  const form = new Uint8Array(arcCount);
  for (let arc = 0; arc < arcCount; arc++) {
    const link = graph.original[arc];
    const kind = delays.kind[link];
    base[arc] = delays.freeTime[link] + (fixedCost?.[link] ?? 0);
    if (kind === DELAY.davidson || kind === DELAY.mm1) form[arc] = OTHER;
    if (kind === DELAY.linear) {
      scale[arc] = delays.factor[link];
      power[arc] = 1;
    } else if (kind === DELAY.bpr) {
      scale[arc] = delays.freeTime[link] * delays.factor[link];
      power[arc] = delays.power[link];
      perCapacity[arc] = 1 / delays.capacity[link];
      if (power[arc] === 0) base[arc] += scale[arc];
    }
    if (scale[arc] !== 0 && power[arc] !== 0) form[arc] = POWERED;
    if (isOptimum) scale[arc] *= power[arc] + 1;
    cost[arc] = base[arc];
  }
  const arcsOf = (wanted: number): Int32Array => Int32Array.from(form.keys()).filter((arc) => form[arc] === wanted);
  const poweredArcs = arcsOf(POWERED);
  const otherArcs = arcsOf(OTHER);
  const isWhole = Uint8Array.from(power, (p) => (p === Math.floor(p) && p <= 64 ? 1 : 0));
  const point: DelayPoint = { time: 0, slope: 0, curvature: 0 };

  /** (x / u)^(p - 1), from which both cost and slope follow. */
  function setPowered(arc: number, flow: number): void {
    const p = power[arc];
    const ratio = flow * perCapacity[arc];
    let raised = p === 1 ? 1 : 0;
    if (ratio > 0) {
      if (isWhole[arc] === 1) {
        raised = 1;
        let square = ratio;
        for (let rest = p - 1; rest > 0; rest >>= 1) {
          if ((rest & 1) === 1) raised *= square;
          square *= square;
        }
      } else raised = Math.exp((p - 1) * Math.log(ratio));
    }
    const scaled = raised * scale[arc];
    cost[arc] = base[arc] + scaled * ratio;
    slope[arc] = scaled * p * perCapacity[arc];
    if (p < 1 && ratio < LEAST_RATIO)
      slope[arc] = scale[arc] * p * perCapacity[arc] * Math.exp((p - 1) * Math.log(LEAST_RATIO));
  }

  function setOther(arc: number, flow: number): void {
    const link = graph.original[arc];
    delayAt(delays, link, flow, point);
    const fixed = fixedCost?.[link] ?? 0;
    cost[arc] = fixed + point.time + (isOptimum ? flow * point.slope : 0);
    slope[arc] = isOptimum ? 2 * point.slope + flow * point.curvature : point.slope;
  }

  function evaluate(flow: Float64Array): void {
    for (let at = 0; at < poweredArcs.length; at++) setPowered(poweredArcs[at], flow[poweredArcs[at]]);
    for (let at = 0; at < otherArcs.length; at++) setOther(otherArcs[at], flow[otherArcs[at]]);
  }

  function evaluateArc(arc: number, flow: number): void {
    if (form[arc] === POWERED) setPowered(arc, flow);
    else if (form[arc] === OTHER) setOther(arc, flow);
  }
  return { cost, slope, evaluate, evaluateArc };
}
