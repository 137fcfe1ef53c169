// What is on the screen as files: links as GeoJSON and CSV, with base, scenario and what differs.

import type { Feature } from "geojson";
import type { FlowsOk } from "../../../wire/flows.ts";
import type { Command } from "../../shell/commands.ts";
import { saveText, toCsv } from "../../shell/downloads.ts";

type Show = "base" | "scenario" | "difference";

const COLUMNS = [
  "link",
  "mode",
  "from",
  "to",
  "status",
  "tonnesForward",
  "tonnesBackward",
  "teuForward",
  "teuBackward",
  "capacity",
  "capacityUnit",
  "utilisation",
  "shadowPriceUsdPerTonne",
  "baseTonnes",
  "deltaTonnes",
];

function rowsOf(ok: FlowsOk, show: Show) {
  const state = show === "base" ? ok.base : (ok.changed ?? ok.base);
  const before = new Map(ok.base.links.map((link) => [link.id, link.tonnes.forward + link.tonnes.backward]));
  return state.links.map((link) => {
    const was = before.get(link.id) ?? 0;
    const values = [
      link.id,
      link.mode,
      link.from,
      link.to,
      link.status,
      link.tonnes.forward,
      link.tonnes.backward,
      link.teu.forward,
      link.teu.backward,
      link.capacity?.value,
      link.capacity?.unit,
      link.utilisation ?? undefined,
      link.shadowPriceUsdPerTonne,
      was,
      link.tonnes.forward + link.tonnes.backward - was,
    ];
    return { link, values };
  });
}

export function flowsCsv(ok: FlowsOk, show: Show): string {
  return toCsv(
    COLUMNS,
    rowsOf(ok, show).map(({ values }) => values),
  );
}

export function flowsGeoJson(ok: FlowsOk, show: Show): string {
  const features = rowsOf(ok, show).map(({ link, values }): Feature => {
    const properties = Object.fromEntries(COLUMNS.map((name, index) => [name, values[index] ?? null]));
    return { type: "Feature", properties, geometry: { type: "LineString", coordinates: link.coordinates } };
  });
  return JSON.stringify({ type: "FeatureCollection", features }, null, 1);
}

/** Commands that take away what is on the screen. */
export function downloadsOf(ok: FlowsOk, show: Show, t: (key: string) => string): Command[] {
  const name = `kopru-flows-${ok.scenario?.id || "base"}-${show}`;
  const group = t("keys.data");
  return [
    {
      id: "flows-csv",
      title: t("flows.csv"),
      keys: "",
      group,
      run: () => saveText(`${name}.csv`, "text/csv", flowsCsv(ok, show)),
    },
    {
      id: "flows-geojson",
      title: t("flows.geojson"),
      keys: "",
      group,
      run: () => saveText(`${name}.geojson`, "application/geo+json", flowsGeoJson(ok, show)),
    },
    {
      id: "flows-json",
      title: t("flows.json"),
      keys: "",
      group,
      run: () => saveText(`${name}.json`, "application/json", JSON.stringify(ok, null, 1)),
    },
  ];
}
