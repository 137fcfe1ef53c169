// Simulate: ships, ports, borders and weather of the crossing as they could have been, many times: how long cargo waits, what can be
// carried, what another fleet or a lower sea changes, and how sure that is. A chunk of its own.

import "../../styles/rows.css";
import "../../styles/what-if.css";
import "../../styles/edits.css";
import "../../styles/thing.css";
import "../../styles/simulate.css";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ChartSource } from "../../charts/chart-source.ts";
import { setScene } from "../../map/scene.ts";
import { boundsOfFeatures } from "../../map/scene-features.ts";
import type { Command } from "../../shell/commands.ts";
import { useOfferCommands } from "../../shell/extra-commands.ts";
import { SIMULATE_CHARTS } from "../../state/app-state.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { editMarks } from "../what-if/edit-marks.ts";
import { RunHistory } from "../what-if/history.tsx";
import { positionFinder } from "../what-if/positions.ts";
import { ThingPanel } from "../what-if/thing-panel.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { WhatIfDock } from "../what-if/what-if-dock.tsx";
import { WhatIfSheet } from "../what-if/what-if-sheet.tsx";
import { WhatIfTime } from "../what-if/what-if-time.tsx";
import { addWhatIfWords } from "../what-if/words.ts";
import type { RightProps, Workspace } from "../workspace.ts";
import { Busy } from "./busy.tsx";
import { Capacity } from "./capacity.tsx";
import { Depends } from "./depends.tsx";
import { differenceOfRuns } from "./difference-of-runs.ts";
import { differenceOf, isSure, sameYard, whatOf } from "./look.ts";
import { Queues } from "./queues.tsx";
import { ReplayRoom } from "./replay-room.tsx";
import { Ships } from "./ships.tsx";
import { downloadsOf } from "./simulate-downloads.ts";
import { SimulateFigures } from "./simulate-figures.tsx";
import { SimulateLeft } from "./simulate-left.tsx";
import { SimulatePrint } from "./simulate-print.tsx";
import { lanesOf, portsOf, type SimulateSceneInput, simulateLines, simulatePoints } from "./simulate-scene.ts";
import { Sweep } from "./sweep.tsx";
import { Tankers } from "./tankers.tsx";
import { Times } from "./times.tsx";
import { useHours } from "./use-hours.ts";
import { usePeriod } from "./use-period.ts";
import { openSimulation, type Simulation, useSimulation } from "./use-simulation.ts";
import { useSource } from "./use-source.ts";
import { addSimulateWords } from "./words.ts";

addWhatIfWords();
addSimulateWords();

/** A chart that knows what it is of, for pictures of it that are taken away. */
function Chart({ simulation }: { readonly simulation: Simulation }) {
  return (
    <ChartSource value={useSource(simulation)}>
      <Shown simulation={simulation} />
    </ChartSource>
  );
}

function Shown({ simulation }: { readonly simulation: Simulation }) {
  const { view } = usePlan();
  const { t } = useTranslation();
  const chart = view.simulateChart;
  if (chart === "runs") return <Runs />;
  if (!simulation.ok)
    return simulation.run.loading && !simulation.run.running ? (
      <div className="skeleton dock-skeleton" />
    ) : (
      <p className="note">{t(simulation.run.running ? "sim.running-more" : "sim.nothing-yet")}</p>
    );
  if (chart === "times") return <Times simulation={simulation} />;
  if (chart === "queues") return <Queues simulation={simulation} />;
  if (chart === "busy") return <Busy simulation={simulation} />;
  if (chart === "capacity") return <Capacity simulation={simulation} />;
  if (chart === "depends") return <Depends simulation={simulation} />;
  if (chart === "replay") return <ReplayRoom simulation={simulation} ran={view.ran} />;
  return (
    <>
      <Ships simulation={simulation} />
      <Tankers simulation={simulation} />
    </>
  );
}

/** Runs of the past: opened whole, or put beside the one on the screen. */
function Runs() {
  const { t } = useTranslation();
  const { view } = usePlan();
  if (view.sweep) return <Sweep id={view.sweep} />;
  return (
    <RunHistory
      kinds={["simulate", "sweep"]}
      onOpen={(run, scenario) => (run.kind === "sweep" ? setView({ sweep: run.id }) : openSimulation(run, scenario))}
      more={{
        name: t("sim.beside"),
        has: ({ kind }) => kind === "simulate",
        on: ({ id }) => view.beside === id,
        run: ({ id }) =>
          setView({
            beside: view.beside === id ? undefined : id,
            ...(view.beside === id ? {} : { simulateChart: "times" }),
          }),
      }}
    />
  );
}

function useTabs() {
  const { t } = useTranslation();
  return SIMULATE_CHARTS.map((id) => ({ id, name: t(`sim.tab.${id}`) }));
}

function Dock() {
  const { view } = usePlan();
  const simulation = useSimulation();
  const own = view.simulateChart === "runs";
  return (
    <WhatIfDock
      tabs={useTabs()}
      on={view.simulateChart}
      onChoose={(simulateChart) => setView({ simulateChart })}
      stale={(simulation.stale || (simulation.run.running && simulation.ok !== undefined)) && !own}
    >
      <Chart simulation={simulation} />
    </WhatIfDock>
  );
}

function Right({ children }: RightProps) {
  const { view, network } = usePlan();
  const simulation = useSimulation();
  const { thing } = view;
  const { state } = simulation;
  if (thing === undefined) return null;
  const lane = state && lanesOf(state, network, () => undefined).find(({ id }) => id === thing);
  return (
    <ThingPanel
      key={thing}
      id={thing}
      figures={<SimulateFigures simulation={simulation} id={thing} lines={lane?.lines ?? []} />}
    >
      {children}
    </ThingPanel>
  );
}

function Sheet() {
  const { t } = useTranslation();
  const { view } = usePlan();
  const simulation = useSimulation();
  return (
    <WhatIfSheet
      title={t("page.simulate")}
      left={<SimulateLeft />}
      right={<Right />}
      chart={<Chart simulation={simulation} />}
      tabs={useTabs()}
      on={view.simulateChart}
      onChoose={(simulateChart) => setView({ simulateChart })}
    />
  );
}

function Behind() {
  const { t } = useTranslation();
  const simulation = useSimulation();
  const { network, view } = usePlan();
  const { tonnes, percent, signed } = useAmounts();
  const hours = useHours();
  const name = useThingNames();
  const { ok, show, stale, whatIf, run, beside } = simulation;
  // What the table sets side by side is what the map subtracts.
  const others = show === "difference" ? beside : undefined;
  const state = others ? (ok?.changed ?? ok?.base) : simulation.state;
  const base = others ? (others.changed ?? others.base) : simulation.base;
  const drawn = useMemo(() => {
    if (!state || !base) return undefined;
    const positionOf = positionFinder(network);
    const input: SimulateSceneInput = {
      base,
      state,
      show,
      network,
      positionOf,
      isSure: (yard, measure) => {
        if (!ok) return false;
        const same = others && sameYard(base, yard);
        const difference = same
          ? differenceOfRuns(
              { interval: same[measure], replications: others.replications },
              { interval: yard[measure], replications: ok.replications },
            )
          : others
            ? undefined
            : differenceOf(ok, whatOf(yard), measure);
        return difference !== undefined && isSure(difference);
      },
      label: (port, before) => {
        const delta = port.waitHours - (before?.waitHours ?? 0);
        const said =
          show !== "difference"
            ? hours.text(port.waitHours)
            : Math.abs(delta) < 0.05
              ? hours.text(0)
              : signed(delta, (value) => hours.text(value));
        const isOne = state.crossings.filter(({ from }) => from === port.id).length < 2;
        return `${name(port.id)}\n${said}${isOne ? "" : `, ${t("sim.all-lines")}`}`;
      },
    };
    const points = simulatePoints(input);
    const lines = simulateLines(input);
    const marks = show === "base" ? [] : editMarks(whatIf.document, positionOf);
    return {
      lines,
      points: { type: "FeatureCollection" as const, features: [...points, ...marks] },
      bounds: points.length > 0 ? boundsOfFeatures([...points, ...lines.features]) : undefined,
    };
  }, [ok, state, base, show, others, network, whatIf.document, name, hours, signed, t]);
  const describe = useMemo(() => {
    const ports = new Map(state ? portsOf(state).map((port) => [port.id, port]) : []);
    const lanes = new Map(state ? lanesOf(state, network, () => undefined).map((lane) => [lane.id, lane]) : []);
    return (id: string) => {
      const port = ports.get(id);
      if (port)
        return {
          title: name(id),
          text: [
            t("sim.here-wait", { wait: hours.text(port.waitHours) }),
            ...(port.use === undefined ? [] : [t("sim.berths-use", { share: percent(port.use) })]),
          ].join(" · "),
        };
      const lane = lanes.get(id);
      if (!lane) return { title: name(id), text: "" };
      return {
        title: name(id),
        text: `${t("sim.a-year", { unit: tonnes(lane.tonnesPerYear) })} · ${percent(lane.use)}`,
      };
    };
  }, [state, network, name, hours, percent, tonnes, t]);
  const isOld = stale || run.running;
  useEffect(() => {
    if (!drawn) return setScene(undefined);
    setScene({
      describe,
      colours: show === "difference" ? "difference" : "use",
      lines: drawn.lines,
      ...(drawn.lines.widest > 0 ? { widest: t("sim.a-year", { unit: tonnes(drawn.lines.widest) }) } : {}),
      points: drawn.points,
      ...(drawn.bounds ? { bounds: drawn.bounds } : {}),
      boundsKey: "simulate",
      stale: isOld,
      ...(view.thing === undefined ? {} : { chosen: view.thing }),
      onChoose: (id) => setView({ thing: id, ...(id ? { whatIfSheet: "thing" as const } : {}) }),
      choosesNetwork: true,
    });
  }, [drawn, describe, show, isOld, view.thing, tonnes, t]);
  useEffect(() => () => setScene(undefined), []);
  const commands = useMemo<readonly Command[]>(
    () => [
      ...SIMULATE_CHARTS.map((id) => ({
        id: `chart-${id}`,
        title: t(`sim.tab.${id}`),
        keys: "",
        group: t("keys.look"),
        run: () => setView({ simulateChart: id, folded: false }),
      })),
      ...(ok ? downloadsOf(ok, t) : []),
    ],
    [ok, t],
  );
  useOfferCommands(commands);
  return <SimulatePrint simulation={simulation} />;
}

function Time() {
  const period = usePeriod(useSimulation());
  return <WhatIfTime from={period.from} period={period.text} isOwn={period.isOwn} />;
}

export const simulateWorkspace: Workspace = { Left: SimulateLeft, Dock, Right, Time, Sheet, Behind };
