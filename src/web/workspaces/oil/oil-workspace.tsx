// Oil: where a producer's oil goes day by day, what an outage costs, which limit binds, how safe exports are, who pays. A
// chunk of its own.

import "../../styles/rows.css";
import "../../styles/what-if.css";
import "../../styles/edits.css";
import "../../styles/thing.css";
import "../../styles/oil.css";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { setScene } from "../../map/scene.ts";
import { boundsOfFeatures } from "../../map/scene-features.ts";
import type { Command } from "../../shell/commands.ts";
import { saveText } from "../../shell/downloads.ts";
import { useOfferCommands } from "../../shell/extra-commands.ts";
import { OIL_CHARTS } from "../../state/app-state.ts";
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
import { Days } from "./days.tsx";
import { Netbacks } from "./netbacks.tsx";
import { OilBinds } from "./oil-binds.tsx";
import { oilCsv, oilGeoJson } from "./oil-downloads.ts";
import { OilFigures } from "./oil-figures.tsx";
import { OilLeft } from "./oil-left.tsx";
import { OilPrint } from "./oil-print.tsx";
import { oilLines, oilPoints } from "./oil-scene.ts";
import { Pays } from "./pays.tsx";
import { Security } from "./security.tsx";
import { type Oil, useOil } from "./use-oil.ts";

addWhatIfWords();

function Chart({ oil }: { readonly oil: Oil }) {
  const { view } = usePlan();
  if (!oil.ok && oil.run.failure && view.oilChart !== "runs") return <p className="note">{oil.run.failure}</p>;
  if (view.oilChart === "days") return <Days oil={oil} />;
  if (view.oilChart === "netback") return <Netbacks oil={oil} />;
  if (view.oilChart === "binds") return <OilBinds oil={oil} />;
  if (view.oilChart === "security") return <Security oil={oil} />;
  if (view.oilChart === "pays") return <Pays oil={oil} />;
  return <RunHistory kinds={["oil"]} />;
}

function useTabs() {
  const { t } = useTranslation();
  return OIL_CHARTS.map((id) => ({ id, name: t(`what-if.tab.${id}`) }));
}

function Dock() {
  const { view } = usePlan();
  const oil = useOil();
  return (
    <WhatIfDock
      tabs={useTabs()}
      on={view.oilChart}
      onChoose={(oilChart) => setView({ oilChart })}
      stale={oil.stale && view.oilChart !== "runs"}
    >
      <Chart oil={oil} />
    </WhatIfDock>
  );
}

function Right({ children }: RightProps) {
  const { view } = usePlan();
  const oil = useOil();
  const { thing } = view;
  if (thing === undefined) return null;
  const { state } = oil;
  const link = state?.links.find(({ id }) => id === thing);
  const known =
    (link && { name: link.name, kind: "link" }) ??
    state?.places.find(({ id }) => id === thing) ??
    state?.binding.map(({ element, name, kind }) => ({ id: element, name, kind })).find(({ id }) => id === thing);
  return (
    <ThingPanel key={thing} id={thing} known={known} figures={<OilFigures oil={oil} id={thing} />}>
      {children}
    </ThingPanel>
  );
}

function Sheet() {
  const { t } = useTranslation();
  const { view } = usePlan();
  const oil = useOil();
  return (
    <WhatIfSheet
      title={t("page.oil")}
      left={<OilLeft />}
      right={<Right />}
      chart={<Chart oil={oil} />}
      tabs={useTabs()}
      on={view.oilChart}
      onChoose={(oilChart) => setView({ oilChart })}
    />
  );
}

function Behind() {
  const { t } = useTranslation();
  const oil = useOil();
  const { network, view } = usePlan();
  const { tonnes, percent, signed } = useAmounts();
  const name = useThingNames();
  const { ok, state, base, show, stale, whatIf } = oil;
  const drawn = useMemo(() => {
    if (!state || !base) return undefined;
    const inNetwork = positionFinder(network);
    const own = new Map(state.places.map((place) => [place.id, [place.lon, place.lat]]));
    const links = new Map(
      state.links.map((link) => [link.id, link.coordinates[Math.floor(link.coordinates.length / 2)]]),
    );
    const marks =
      show === "base" ? [] : editMarks(whatIf.document, (id) => own.get(id) ?? links.get(id) ?? inNetwork(id));
    const lines = oilLines({ base, state, show });
    const carried = oilLines({ base, state: base, show: "base" }).features.filter(
      ({ properties }) => Number(properties?.width) > 4,
    );
    return {
      lines,
      points: {
        type: "FeatureCollection" as const,
        features: [...oilPoints({ base, state, show, nameOf: ({ id, name: english }) => name(id, english) }), ...marks],
      },
      bounds: boundsOfFeatures(carried),
    };
  }, [state, base, show, network, whatIf.document, name]);
  const describe = useMemo(() => {
    const all = (of: typeof state) =>
      new Map([...(of?.links ?? []), ...(of?.places ?? [])].map((one) => [one.id, one]));
    const now = all(state);
    const before = all(base);
    return (id: string) => {
      const one = now.get(id);
      if (!one) return { title: name(id), text: "" };
      const parts = [
        t("oil.a-day", { tonnes: tonnes(one.tonnesPerDay) }),
        ...(show === "difference" ? [signed(one.tonnesPerDay - (before.get(id)?.tonnesPerDay ?? 0), tonnes)] : []),
        ...(one.utilisation === null ? [] : [percent(one.utilisation)]),
      ];
      return { title: name(id, one.name), text: parts.join(" · ") };
    };
  }, [state, base, show, name, tonnes, percent, signed, t]);
  useEffect(() => {
    if (!drawn) return;
    setScene({
      describe,
      colours: show === "difference" ? "difference" : "use",
      lines: drawn.lines,
      ...(drawn.lines.widest > 0 ? { widest: t("oil.a-day", { tonnes: tonnes(drawn.lines.widest) }) } : {}),
      points: drawn.points,
      ...(drawn.bounds ? { bounds: drawn.bounds } : {}),
      boundsKey: "oil",
      stale,
      ...(view.thing === undefined ? {} : { chosen: view.thing }),
      onChoose: (id) => setView({ thing: id, ...(id ? { whatIfSheet: "thing" as const } : {}) }),
      choosesNetwork: false,
    });
  }, [drawn, describe, show, stale, view.thing, tonnes, t]);
  useEffect(() => () => setScene(undefined), []);
  const commands = useMemo<readonly Command[]>(() => {
    const charts = OIL_CHARTS.map((id) => ({
      id: `chart-${id}`,
      title: t(`what-if.tab.${id}`),
      keys: "",
      group: t("keys.look"),
      run: () => setView({ oilChart: id, folded: false }),
    }));
    if (!ok) return charts;
    const name = `kopru-oil-${ok.scenario?.id || "base"}-${show}`;
    const data = { keys: "", group: t("keys.data") };
    return [
      ...charts,
      { ...data, id: "oil-csv", title: t("oil.csv"), run: () => saveText(`${name}.csv`, "text/csv", oilCsv(ok)) },
      {
        ...data,
        id: "oil-geojson",
        title: t("oil.geojson"),
        run: () => saveText(`${name}.geojson`, "application/geo+json", oilGeoJson(ok, show)),
      },
      {
        ...data,
        id: "oil-json",
        title: t("flows.json"),
        run: () => saveText(`${name}.json`, "application/json", JSON.stringify(ok, null, 1)),
      },
    ];
  }, [ok, show, t]);
  useOfferCommands(commands);
  return <OilPrint oil={oil} />;
}

function Time() {
  return <WhatIfTime from={useOil().ok?.horizon.from} />;
}

export const oilWorkspace: Workspace = { Left: OilLeft, Dock, Right, Time, Sheet, Behind };
