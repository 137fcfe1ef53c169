import { expect, test } from "vitest";
import { parseCsv } from "../lib/csv.ts";
import { id, type LinkId } from "../model/ids.ts";
import { instant } from "../model/units.ts";
import { exportCsv } from "./export-csv.ts";
import { exportGeojson } from "./export-geojson.ts";
import { exportGmns } from "./export-gmns.ts";
import { gmnsFromFiles } from "./gmns.ts";
import { HALCYON_FOLDER } from "./halcyon.fixture.ts";
import { importGmns } from "./import-gmns.ts";
import { loadDataset } from "./load-dataset.ts";

const dataset = loadDataset({ base: HALCYON_FOLDER });
const DATE = "2026-12-01";
const IMPORT = { name: "again", asOf: "2026", publisher: "a test", kind: "base" } as const;

test("what GMNS can say comes back from it unchanged", () => {
  const again = loadDataset({
    base: { name: "again", files: importGmns(exportGmns(dataset, { date: DATE }), IMPORT) },
  });
  const at = instant(DATE);
  const open = [...dataset.links.values()].filter((link) => dataset.statusAt(link.id, at) === "open");
  expect(open.length).toBeLessThan(dataset.links.size);
  expect([...again.links.keys()]).toEqual(open.map((link) => link.id));
  for (const link of open) {
    const { from, to, mode, gauges, oneWay, via } = link;
    expect(again.links.get(link.id)).toMatchObject({ from, to, mode, gauges, oneWay, via });
    for (const attribute of ["lengthKm", "speedKmh", "tracks", "electrified"]) {
      expect(again.findValue(link.id, attribute, at)?.value).toBe(dataset.findValue(link.id, attribute, at)?.value);
    }
  }
  for (const place of dataset.places.values()) {
    const { kind, country, lat, lon } = place;
    expect(again.places.get(place.id)).toMatchObject({ kind, country, lat, lon, names: { en: place.names.en } });
    expect(again.places.get(place.id)?.city).toBe(place.city);
  }
});

test("the export is a network to route on, and the date decides what is in it", () => {
  const at = (date: string) => gmnsFromFiles(exportGmns(dataset, { date }), { criteria: ["length"] });
  expect(at("2031-01-01").links.length - at(DATE).links.length).toBe(1);
  expect(at(DATE).links.find((link) => link.id === "stonegate--greywater--rail")).toMatchObject({
    from: "stonegate",
    to: "greywater",
    directed: false,
  });
});

test("an imported network can lie over another as an overlay, with ids rewritten where they must be", () => {
  const files = importGmns(
    [
      {
        path: "node.csv",
        text: "node_id,name,x_coord,y_coord,node_type,country\n1,One,-110,-30,dry-port,XB\n01.0,Two,-110.5,-30,,XB\n",
      },
      {
        path: "link.csv",
        text: 'link_id,from_node_id,to_node_id,directed,length,facility_type,geometry\n7,1,01.0,1,40000,Rural Road,"LINESTRING (-110 -30, -110.2 -30.1, -110.5 -30)"\n',
      },
      { path: "config.csv", text: "dataset_name,long_length,crs\nx,m,EPSG:4326\n" },
    ],
    { ...IMPORT, name: "mine", kind: "overlay" },
  );
  const both = loadDataset({ base: HALCYON_FOLDER, overlays: [{ name: "mine", files }] });
  expect(both.links.get(id<LinkId>("link-7"))).toMatchObject({
    from: "node-1",
    to: "01-0",
    mode: "road",
    oneWay: true,
    via: [[-110.2, -30.1]],
  });
  expect(both.findValue("link-7", "lengthKm", instant(DATE))?.value).toBe(40);
});

test("GeoJSON has every place and link, with status, length and its source", () => {
  const { features } = exportGeojson(dataset, { date: DATE });
  expect(features).toHaveLength(dataset.places.size + dataset.links.size);
  const planned = features.find((feature) => feature.id === "calder-port--stonegate--rail");
  expect(planned?.geometry).toEqual({
    type: "LineString",
    coordinates: [
      [-114.82, -33.62],
      [-115.55, -30.62],
    ],
  });
  expect(planned?.properties).toMatchObject({
    status: "planned",
    mode: "rail",
    gauge: "1435",
    length_source: "assumption:invented",
  });
  expect(JSON.parse(JSON.stringify(features))).toEqual(features);
});

test("CSV tables are flat, and values are those that hold at the date", () => {
  const files = Object.fromEntries(
    exportCsv(dataset, { date: "2026-07-01" }).map(({ path, text }) => [path, parseCsv(text).records]),
  );
  expect(files["places.csv"]).toHaveLength(dataset.places.size + 1);
  expect(files["links.csv"]).toHaveLength(dataset.links.size + 1);
  const gales = files["values.csv"].filter(
    (row) => row.cells[0] === "halcyon-gale" && row.cells[1] === "meanClosedHours",
  );
  expect(gales.map((row) => row.cells[2])).toEqual(["36"]);
});
