// The network at a date in GMNS 0.96: node.csv, link.csv, config.csv, use_definition.csv. Only links that are open at the date
// are written, since GMNS knows no status. Columns that GMNS does not name (country, gauge …) stand after its own, as it allows.
// Services, terminals and borders have no place in it.

import { formatCsvRow } from "../lib/csv.ts";
import type { Dataset } from "../model/dataset.ts";
import { MODES } from "../model/network.ts";
import { type ExportOptions, instantOf, type LinkAt, linksAt } from "./network-at.ts";
import type { LayerFile } from "./read-layer.ts";

const NODE_COLUMNS = "node_id,name,x_coord,y_coord,node_type,parent_node_id,country,unlocode";
const LINK_COLUMNS =
  "link_id,name,from_node_id,to_node_id,directed,geometry,dir_flag,length,facility_type,free_speed,allowed_uses,jurisdiction,gauge,tracks,electrified";
const CONFIG_COLUMNS =
  "dataset_name,short_length,long_length,speed,crs,geometry_field_format,currency,version_number,id_type";

/** Files of a GMNS folder; lengths in km, speeds in km/h, positions in EPSG:4326. */
export function exportGmns(dataset: Dataset, options: ExportOptions = {}): LayerFile[] {
  const nodes = [...dataset.places.values()].map((place) =>
    formatCsvRow([
      place.id,
      place.names.en,
      place.lon,
      place.lat,
      place.kind,
      place.city ?? "",
      place.country,
      place.unlocode ?? "",
    ]),
  );
  const links = linksAt(dataset, instantOf(dataset, options))
    .filter(({ status }) => status === "open")
    .map(toRow);
  const config = formatCsvRow([dataset.title, "m", "km", "km/h", "EPSG:4326", "WKT", "USD", 0.96, "string"]);
  const uses = MODES.map((mode) => formatCsvRow([mode, "", "", "", `${mode} freight`]));
  return [
    { path: "config.csv", text: lines(CONFIG_COLUMNS, [config]) },
    { path: "link.csv", text: lines(LINK_COLUMNS, links) },
    { path: "node.csv", text: lines(NODE_COLUMNS, nodes) },
    { path: "use_definition.csv", text: lines("use,persons_per_vehicle,pce,special_conditions,description", uses) },
  ];
}

function toRow({ link, from, to, length, speed, tracks, electrified, line }: LinkAt): string {
  return formatCsvRow([
    link.id,
    `${from.names.en} – ${to.names.en}`,
    link.from,
    link.to,
    link.oneWay ? "true" : "false",
    `LINESTRING (${line.map(([lon, lat]) => `${lon} ${lat}`).join(", ")})`,
    1,
    length?.value ?? "",
    link.mode,
    speed?.value ?? "",
    link.mode,
    link.operator,
    link.gauges.join(";"),
    tracks?.value ?? "",
    electrified?.value ?? "",
  ]);
}

const lines = (header: string, rows: readonly string[]): string => `${[header, ...rows].join("\n")}\n`;
