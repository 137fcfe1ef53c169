// The network at a date as flat CSV for a spreadsheet: places, links with their numbers beside them, and every value that holds
// at the date. To edit a dataset, edit its own files; this is for reading.

import { formatCsvRow } from "../lib/csv.ts";
import type { Dataset } from "../model/dataset.ts";
import { type ExportOptions, instantOf, linksAt } from "./network-at.ts";
import type { LayerFile } from "./read-layer.ts";

type Cell = string | number | undefined;

/** `places.csv`, `links.csv` and `values.csv`. */
export function exportCsv(dataset: Dataset, options: ExportOptions = {}): LayerFile[] {
  const at = instantOf(dataset, options);
  const places = [...dataset.places.values()].map((place) => [
    place.id,
    place.kind,
    place.country,
    place.city,
    place.lat,
    place.lon,
    place.unlocode,
    place.names.en,
    place.names.kk,
    place.names.az,
    place.names.ru,
    place.aliases.join(";"),
    place.positionSource,
  ]);
  const links = linksAt(dataset, at).map(({ link, status, length, speed, tracks, electrified }) => [
    link.id,
    link.from,
    link.to,
    link.mode,
    link.gauges.join(";"),
    status,
    link.oneWay ? "yes" : "no",
    link.operator,
    length?.value,
    length?.basis,
    length?.source,
    speed?.value,
    tracks?.value,
    electrified?.value,
  ]);
  const values = dataset.values
    .filter((value) => value.use === "model" && dataset.findValue(value.subject, value.attribute, at) === value)
    .map((value) => [
      value.subject,
      value.attribute,
      value.value,
      value.low,
      value.high,
      value.unit,
      value.shape,
      value.cv,
      value.basis,
      value.observations,
      value.asOf,
      value.source,
      value.note,
    ]);
  return [
    toFile(
      "places.csv",
      "id,kind,country,city,lat,lon,unlocode,name,name_kk,name_az,name_ru,aliases,position_source",
      places,
    ),
    toFile(
      "links.csv",
      "id,from,to,mode,gauge,status,one_way,operator,length_km,length_basis,length_source,speed_kmh,tracks,electrified",
      links,
    ),
    toFile("values.csv", "subject,attribute,value,low,high,unit,shape,cv,basis,n,as_of,source,note", values),
  ];
}

function toFile(path: string, header: string, rows: readonly (readonly Cell[])[]): LayerFile {
  return { path, text: `${[header, ...rows.map((row) => formatCsvRow(row.map((cell) => cell ?? "")))].join("\n")}\n` };
}
