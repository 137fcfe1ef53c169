// Flows: where the cargo of a period goes, what binds, what breaks, and what a scenario does to all of it. A chunk of its own.

import "../../styles/rows.css";
import "../../styles/what-if.css";
import "../../styles/edits.css";
import "../../styles/thing.css";
import "../../styles/flows.css";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { setScene } from "../../map/scene.ts";
import { boundsOfFeatures, isInside } from "../../map/scene-features.ts";
import type { Command } from "../../shell/commands.ts";
import { useOfferCommands } from "../../shell/extra-commands.ts";
import { FLOW_CHARTS } from "../../state/app-state.ts";
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
import { Binds } from "./binds.tsx";
import { Breaks } from "./breaks.tsx";
import { Corridors } from "./corridors.tsx";
import { Countries } from "./countries.tsx";
import { downloadsOf } from "./downloads.ts";
import { bindingPoints, flowLines, tonnesOf } from "./flow-scene.ts";
import { FlowsLeft } from "./flows-left.tsx";
import { FlowsPrint } from "./flows-print.tsx";
import { useBottleneckName } from "./headline.tsx";
import { LinkFigures } from "./link-figures.tsx";
import { Reasons } from "./reasons.tsx";
import { type Flows, useFlows } from "./use-flows.ts";

addWhatIfWords();

const POINTS = 14;

function Chart({ flows }: { readonly flows: Flows }) {
  const { view } = usePlan();
  if (!flows.ok && flows.run.failure && view.flowChart !== "runs") return <p className="note">{flows.run.failure}</p>;
  if (view.flowChart === "corridors") return <Corridors flows={flows} />;
  if (view.flowChart === "binds") return <Binds flows={flows} />;
  if (view.flowChart === "breaks") return <Breaks flows={flows} />;
  if (view.flowChart === "countries") return <Countries flows={flows} />;
  if (view.flowChart === "reasons") return <Reasons flows={flows} />;
  return <RunHistory kinds={["flows", "critical"]} />;
}

function useTabs() {
  const { t } = useTranslation();
  return FLOW_CHARTS.map((id) => ({ id, name: t(`what-if.tab.${id}`) }));
}

function Dock() {
  const { view } = usePlan();
  const flows = useFlows();
  const own = view.flowChart === "runs" || view.flowChart === "breaks";
  return (
    <WhatIfDock
      tabs={useTabs()}
      on={view.flowChart}
      onChoose={(flowChart) => setView({ flowChart })}
      stale={flows.stale && !own}
    >
      <Chart flows={flows} />
    </WhatIfDock>
  );
}

function Right({ children }: RightProps) {
  const { view } = usePlan();
  const flows = useFlows();
  if (view.thing === undefined) return null;
  const bottleneck = flows.state?.bottlenecks.find(({ subject }) => subject === view.thing);
  return (
    <ThingPanel
      key={view.thing}
      id={view.thing}
      known={bottleneck}
      figures={<LinkFigures flows={flows} id={view.thing} />}
    >
      {children}
    </ThingPanel>
  );
}

function Sheet() {
  const { t } = useTranslation();
  const { view } = usePlan();
  const flows = useFlows();
  return (
    <WhatIfSheet
      title={t("page.flows")}
      left={<FlowsLeft />}
      right={<Right />}
      chart={<Chart flows={flows} />}
      tabs={useTabs()}
      on={view.flowChart}
      onChoose={(flowChart) => setView({ flowChart })}
    />
  );
}

function Behind() {
  const { t } = useTranslation();
  const flows = useFlows();
  const { network, view } = usePlan();
  const nameOf = useBottleneckName();
  const { tonnes, percent, signed } = useAmounts();
  const name = useThingNames();
  const { state, base, show, stale, whatIf } = flows;
  const { group, thing } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: nameOf is made anew each time and says the same
  const drawn = useMemo(() => {
    if (!state || !base) return undefined;
    const positionOf = positionFinder(network);
    // Names change with every render of the name book only; the map is rebuilt when they do.
    const points = show === "difference" ? [] : bindingPoints({ state, nameOf }, POINTS);
    const marks = show === "base" ? [] : editMarks(whatIf.document, positionOf);
    const usual = bindingPoints({ state: base, nameOf }, POINTS);
    // An edit that lies outside of what is usually shown is worth another view.
    const far = marks.filter((mark) => !isInside(boundsOfFeatures(usual), mark));
    return {
      lines: flowLines({ base, state, show, group, nameOf }),
      points: { type: "FeatureCollection" as const, features: [...points, ...marks] },
      bounds: boundsOfFeatures([...usual, ...far]),
      boundsKey: ["flows", ...far.map((mark) => mark.properties?.id)].join(" "),
    };
  }, [state, base, show, group, network, whatIf.document]);
  const describe = useMemo(() => {
    const before = new Map(base?.links.map((link) => [link.id, link]));
    const now = new Map(state?.links.map((link) => [link.id, link]));
    const resources = new Map(state?.bottlenecks.map((bottleneck) => [bottleneck.subject, bottleneck]));
    return (id: string) => {
      const link = now.get(id) ?? before.get(id);
      const resource = resources.get(id);
      const amount = tonnesOf(now.get(id), group);
      const use = link?.utilisation ?? resource?.utilisation;
      const parts = [
        ...(link ? [tonnes(amount)] : []),
        ...(link && show === "difference" ? [signed(amount - tonnesOf(before.get(id), group), tonnes)] : []),
        ...(use === null || use === undefined ? [] : [percent(use)]),
      ];
      return { title: name(id, resource?.name), text: parts.join(" · ") };
    };
  }, [state, base, show, group, name, tonnes, percent, signed]);
  useEffect(() => {
    if (!drawn) return;
    setScene({
      describe,
      colours: show === "difference" ? "difference" : "use",
      lines: drawn.lines,
      ...(drawn.lines.widest > 0 ? { widest: tonnes(drawn.lines.widest) } : {}),
      points: drawn.points,
      ...(drawn.bounds ? { bounds: drawn.bounds } : {}),
      boundsKey: drawn.boundsKey,
      stale,
      ...(thing === undefined ? {} : { chosen: thing }),
      onChoose: (id) => setView({ thing: id, ...(id ? { whatIfSheet: "thing" as const } : {}) }),
      choosesNetwork: true,
    });
  }, [drawn, describe, show, stale, thing, tonnes]);
  useEffect(() => () => setScene(undefined), []);
  const { ok } = flows;
  const commands = useMemo<readonly Command[]>(
    () => [
      ...FLOW_CHARTS.map((id) => ({
        id: `chart-${id}`,
        title: t(`what-if.tab.${id}`),
        keys: "",
        group: t("keys.look"),
        run: () => setView({ flowChart: id, folded: false }),
      })),
      ...(ok ? downloadsOf(ok, show, t) : []),
    ],
    [ok, show, t],
  );
  useOfferCommands(commands);
  return <FlowsPrint flows={flows} />;
}

function Time() {
  return <WhatIfTime from={useFlows().ok?.period.from} />;
}

export const flowsWorkspace: Workspace = { Left: FlowsLeft, Dock, Right, Time, Sheet, Behind };
