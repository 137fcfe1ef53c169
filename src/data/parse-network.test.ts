import { expect, test } from "vitest";
import { parseLayer } from "./parse-layer.ts";
import { parseTimetable } from "./parse-network.ts";
import { layerFromFiles } from "./read-layer.ts";

function parse(path: string, text: string) {
  const { rows, findings } = parseLayer(layerFromFiles([{ path, text }], { kind: "overlay", name: "mine" }), 1);
  return {
    rows,
    errors: findings.errors.map(({ code, place, hint }) => `${code} ${place.replace("mine/", "")} ${hint}`),
  };
}

test("a timetable is read in local days and hours, sorted", () => {
  expect(parseTimetable("Thu 06:30; Mon 12:00")).toEqual([
    { day: 0, hour: 12 },
    { day: 3, hour: 6.5 },
  ]);
  for (const bad of ["Mon", "Mon 24:00", "Mo 12:00", "Mon 12:60", "Mon 12:00;"])
    expect(parseTimetable(bad)).toBeUndefined();
});

test("a good place becomes a thing", () => {
  const { rows, errors } = parse(
    "places.csv",
    'id,kind,country,lat,lon,name,name_kk,aliases,unlocode,position_doubt_km\na-b,seaport,XA,-10.5,20,Abey,Абей,Ab;"Old" Ab,XA ABC,15\n'.replace(
      '"Old" Ab',
      "Old Ab",
    ),
  );
  expect(errors).toEqual([]);
  expect(rows.places[0].item).toMatchObject({
    id: "a-b",
    kind: "seaport",
    lat: -10.5,
    names: { en: "Abey", kk: "Абей", az: "Abey", ru: "Abey" },
    aliases: ["Ab", "Old Ab"],
    unlocode: "XAABC",
    positionDoubtKm: 15,
    timeZone: "UTC",
  });
});

test("every wrong cell of a place is told, with its column", () => {
  const header = "id,kind,country,lat,lon,name,city,unlocode,time_zone";
  expect(parse("places.csv", `${header}\nBad Id,sea-port,Xa,91,abc,,A,12345,Mars/Base\n`).errors.sort()).toEqual([
    "bad-country places.csv:2:17 two capital letters of ISO 3166-1, or XA to XZ for an invented country",
    "bad-id places.csv:2:1 lower-case letters and digits, words joined by -",
    "bad-id places.csv:2:28 lower-case letters and digits, words joined by -",
    "bad-number places.csv:2:23 digits with a decimal point, as 1234.5",
    "bad-time-zone places.csv:2:36 a name of the IANA list, Region/City",
    "bad-unlocode places.csv:2:30 country and three letters or digits 2 to 9",
    "missing-value places.csv:2:27 give name",
    "out-of-range places.csv:2:20 check the unit and the decimal point",
    "unknown-word places.csv:2:8 did you mean seaport?",
  ]);
});

test("links: gauge belongs to rail, ends differ, via is lon lat", () => {
  const header = "id,from,to,mode,gauge,via,one_way";
  const { rows, errors } = parse(
    "links.csv",
    [
      header,
      "a,x,y,rail,1435;1520,1 2;3.5 -4,yes",
      "b,x,y,rail,,,",
      "c,x,x,road,,,",
      "d,x,y,sea,1435,,",
      "e,x,y,rail,1067,,",
      "f,x,y,road,,200 1,maybe",
    ].join("\n"),
  );
  expect(rows.links.map((row) => row.item)).toMatchObject([
    {
      id: "a",
      gauges: [1435, 1520],
      via: [
        [1, 2],
        [3.5, -4],
      ],
      oneWay: true,
    },
  ]);
  expect(errors.map((error) => error.split(" ").slice(0, 2).join(" "))).toEqual([
    "missing-gauge links.csv:3:12",
    "loop links.csv:4:5",
    "gauge-without-rail links.csv:5:11",
    "unknown-word links.csv:6:12",
    "unknown-word links.csv:7:19",
    "bad-position links.csv:7:13",
  ]);
});

test("days that do not exist and windows that end before they begin are told", () => {
  const { errors } = parse(
    "link-status.csv",
    "link,status,from,to,source\na,open,2025-02-29,,s\na,open,2026-02-01,2026-01-01,s\n",
  );
  expect(errors).toEqual([
    "bad-date link-status.csv:2:8 an existing day as 2026-12-01",
    "empty-window link-status.csv:3:19 the end is the first day on which it no longer holds",
  ]);
});

test("services say how they leave, and terminals join what can be joined", () => {
  const services = parse(
    "services.csv",
    "id,kind,mode,gauge,stops,departures,timetable,time_zone,name\na,line,sea,,x,headway,,,A\nb,line,sea,,x;y,timetable,Mon 12:00,,B\nc,network,rail,,,on-demand,,,C\n",
  );
  expect(services.errors.map((error) => error.split(" ")[0])).toEqual([
    "missing-stops",
    "missing-time-zone",
    "missing-gauge",
  ]);
  const terminals = parse(
    "terminals.csv",
    "id,place,kind,from_mode,from_gauge,to_mode,to_gauge,cargo\na,x,gauge-change,rail,1435,rail,1435,40ft\nb,x,access,rail,,sea,,\nc,x,transhipment,rail,1520,sea,,40fot\n",
  );
  expect(terminals.errors.map((error) => error.split(" ").slice(0, 2).join(" "))).toEqual([
    "bad-gauge-change terminals.csv:2:33",
    "bad-access terminals.csv:3:12",
    "unknown-word terminals.csv:4:33",
  ]);
});

test("services, waters and causes have names by language, English where none is given", () => {
  const { rows } = parse("water-bodies.csv", "id,name,name_kk,name_ru\na,Aye,Ай,\n");
  expect(rows.waterBodies[0]?.item).toMatchObject({
    name: "Aye",
    names: { en: "Aye", kk: "Ай", az: "Aye", ru: "Aye" },
  });
  expect(parse("causes.csv", "id,kind,name\na,storm,Gale\n").rows.causes[0]?.item.names.az).toBe("Gale");
});

test("the same id twice in a file is told where the first one stands", () => {
  const { errors, rows } = parse("water-bodies.csv", "id,name\na,A\na,B\n");
  expect(errors).toEqual(["duplicate-id water-bodies.csv:3:1 give one of them another id"]);
  expect(rows.waterBodies.map((row) => row.item.name)).toEqual(["A"]);
});
