// Reads networks and trips in the form of Transportation Networks for Research (TNTP): metadata in angle brackets, `~` before
// comments, one line per link, trips by origin. https://github.com/bstabler/TransportationNetworks
// Not read: node coordinates, flow files, link types and speeds (the cost does not depend on them).

import { readFileSync, statSync } from "node:fs";
import type { CongestedNetwork, DemandTable } from "../model/congested-network.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";

const MAX_BYTES = 300_000_000;
const MAX_PROBLEMS = 200;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const LINK_COLUMNS = ["capacity", "length", "free flow time", "B", "power", "speed", "toll"] as const;

export interface TntpInstance {
  readonly network: CongestedNetwork;
  readonly demand: DemandTable;
}

/** Reads both files. @throws InvalidInput with all problems of both, each with file and line (at most 200 are listed). */
export function readTntp(networkPath: string, tripsPath: string): TntpInstance {
  const problems: Problem[] = [];
  const [networkText, tripsText] = [networkPath, tripsPath].map((path) => readText(path, problems));
  if (problems.length > 0) throw new InvalidInput(problems);
  return tntpFromTexts({ path: networkPath, text: networkText }, { path: tripsPath, text: tripsText });
}

/** The same from texts in memory; `path` is what problems are placed by. @throws InvalidInput as readTntp. */
export function tntpFromTexts(networkFile: TntpText, tripsFile: TntpText): TntpInstance {
  const problems: Problem[] = [];
  const network = parseNetwork(networkFile, problems);
  const demand = parseTrips(tripsFile, network.zoneCount, problems);
  if (problems.length > MAX_PROBLEMS) {
    const more = problems.length - MAX_PROBLEMS;
    problems.length = MAX_PROBLEMS;
    const hint = "correct these first";
    problems.push({ code: "more-problems", place: networkFile.path, message: `and ${more} more problems`, hint });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return { network, demand };
}

export interface TntpText {
  readonly path: string;
  readonly text: string;
}

interface Line {
  readonly text: string;
  /** `file:line` */
  readonly place: string;
}

interface Metadata {
  /** Values by name in capitals, such as `FIRST THRU NODE`. */
  readonly values: ReadonlyMap<string, Line>;
  /** Lines after the metadata that hold something. */
  readonly body: readonly Line[];
}

function parseNetwork(file: TntpText, problems: Problem[]): CongestedNetwork & { readonly zoneCount: number } {
  const { values, body } = splitMetadata(file);
  const nodeCount = readCount("NUMBER OF NODES", values, file, problems);
  const zoneCount = readCount("NUMBER OF ZONES", values, file, problems);
  const firstThrough = values.has("FIRST THRU NODE") ? readCount("FIRST THRU NODE", values, file, problems) : 1;
  const linkCount = readCount("NUMBER OF LINKS", values, file, problems);
  const rows = body.map((line) => readLink(line, nodeCount, problems)).filter((row) => row !== undefined);
  if (body.length !== linkCount && values.has("NUMBER OF LINKS")) {
    problems.push({
      code: "wrong-count",
      place: values.get("NUMBER OF LINKS")?.place ?? file.path,
      message: `there are ${body.length} links, and ${linkCount} are announced`,
      hint: "correct the number, or add what is missing",
    });
  }
  const column = (at: number): Float64Array => Float64Array.from(rows, ({ numbers }) => numbers[at]);
  return {
    zoneCount,
    nodeIds: Array.from({ length: nodeCount }, (_, node) => String(node + 1)),
    firstThroughNode: Math.max(0, firstThrough - 1),
    linkIds: nameLinks(rows.map(({ tail, head }) => `${tail}-${head}`)),
    linkTail: Int32Array.from(rows, ({ tail }) => tail - 1),
    linkHead: Int32Array.from(rows, ({ head }) => head - 1),
    capacity: column(0),
    length: column(1),
    freeTime: column(2),
    factor: column(3),
    power: column(4),
    toll: column(6),
  };
}

/** `from-to`, and from the second such link on `from-to#2`. */
function nameLinks(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
}

interface LinkRow {
  readonly tail: number;
  readonly head: number;
  /** As in LINK_COLUMNS. */
  readonly numbers: readonly number[];
}

/** Undefined and reported when anything in the line is wrong. */
function readLink({ text, place }: Line, nodeCount: number, problems: Problem[]): LinkRow | undefined {
  const cells = text.replace(/;.*$/, "").trim().split(/\s+/);
  const before = problems.length;
  if (cells.length < 2 + LINK_COLUMNS.length) {
    problems.push({
      code: "wrong-cell-count",
      place,
      message: `a link with ${cells.length} numbers`,
      hint: `init node, term node, ${LINK_COLUMNS.join(", ")}, type`,
    });
    return undefined;
  }
  const [tail, head] = cells.slice(0, 2).map((cell) => readNode(cell, "node", nodeCount, place, problems));
  const numbers = LINK_COLUMNS.map((name, at) => readNumber(cells[at + 2], name, place, problems));
  const [capacity, , , factor, power] = numbers;
  if (factor > 0 && power > 0 && capacity === 0) {
    problems.push({
      code: "bad-number",
      place,
      message: "capacity 0 on a link whose time depends on its flow",
      hint: "give a capacity above 0, or B = 0",
    });
  }
  return problems.length > before ? undefined : { tail, head, numbers };
}

function parseTrips(file: TntpText, networkZones: number, problems: Problem[]): DemandTable {
  const { values, body } = splitMetadata(file);
  const zoneCount = readCount("NUMBER OF ZONES", values, file, problems);
  if (zoneCount !== networkZones && zoneCount > 0 && networkZones > 0) {
    problems.push({
      code: "wrong-count",
      place: values.get("NUMBER OF ZONES")?.place ?? file.path,
      message: `trips between ${zoneCount} zones, the network has ${networkZones}`,
      hint: "take the trips that belong to the network",
    });
  }
  const origin: number[] = [];
  const destination: number[] = [];
  const flow: number[] = [];
  const seen = new Set<number>();
  let from = 0;
  for (const line of body) {
    const heading = /^origin\s*:?\s*(\S+)\s*$/i.exec(line.text);
    if (heading !== null) {
      from = readNode(heading[1], "origin", zoneCount, line.place, problems);
      continue;
    }
    for (const part of line.text.split(";").map((text) => text.trim())) {
      if (part === "") continue;
      const trip = readTrip(part, from, zoneCount, line.place, problems);
      if (trip === undefined) continue;
      const pair = from * (zoneCount + 1) + trip.to;
      if (seen.has(pair)) {
        const message = `trips from ${from} to ${trip.to} stand twice`;
        problems.push({ code: "duplicate-id", place: line.place, message, hint: "add them up in one entry" });
      }
      seen.add(pair);
      origin.push(from - 1);
      destination.push(trip.to - 1);
      flow.push(trip.flow);
    }
  }
  return {
    origin: Int32Array.from(origin),
    destination: Int32Array.from(destination),
    flow: Float64Array.from(flow),
  };
}

function readTrip(
  part: string,
  from: number,
  zoneCount: number,
  place: string,
  problems: Problem[],
): { readonly to: number; readonly flow: number } | undefined {
  const before = problems.length;
  const [first, second, ...rest] = part.split(":").map((text) => text.trim());
  if (second === undefined || rest.length > 0 || from === 0) {
    const message =
      from === 0 ? "trips before the first origin" : `cannot read the trips ${JSON.stringify(part.slice(0, 40))}`;
    const hint = "a line `Origin 1`, then entries such as `2 : 100.0;`";
    problems.push({ code: "malformed-trips", place, message, hint });
    return undefined;
  }
  const to = readNode(first, "destination", zoneCount, place, problems);
  const flow = readNumber(second, "flow", place, problems);
  return problems.length > before ? undefined : { to, flow };
}

function splitMetadata({ path, text }: TntpText): Metadata {
  const values = new Map<string, Line>();
  const body: Line[] = [];
  text.split(/\r\n|\n|\r/).forEach((whole, at) => {
    const place = `${path}:${at + 1}`;
    const meta = /^\s*<([^>]*)>(.*)$/.exec(whole);
    if (meta !== null) {
      values.set(meta[1].trim().toUpperCase(), { text: meta[2].replace(/~.*$/, "").trim(), place });
      return;
    }
    const kept = whole.replace(/~.*$/, "").trim();
    if (kept !== "") body.push({ text: kept, place });
  });
  return { values, body };
}

/** A whole number from 1 up in the metadata; 0 and reported when it is missing or wrong. */
function readCount(name: string, values: ReadonlyMap<string, Line>, { path }: TntpText, problems: Problem[]): number {
  const line = values.get(name);
  if (line === undefined) {
    const message = `<${name}> is missing`;
    problems.push({ code: "missing-metadata", place: `${path}:1`, message, hint: `a line <${name}> and its number` });
    return 0;
  }
  if (/^\d{1,9}$/.test(line.text) && Number(line.text) > 0) return Number(line.text);
  const message = `<${name}> ${JSON.stringify(line.text.slice(0, 40))} is no whole number from 1 up`;
  problems.push({ code: "bad-number", place: line.place, message, hint: "digits only" });
  return 0;
}

function readNode(text: string, what: string, count: number, place: string, problems: Problem[]): number {
  const node = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  // Without a count there is nothing to compare with, and that has been said.
  if (node >= 1 && (node <= count || count === 0)) return node;
  const message = `${what} ${text.slice(0, 40)} does not exist`;
  problems.push({ code: "unknown-node", place, message, hint: `numbers go from 1 to ${count}` });
  return 0;
}

function readNumber(text: string, name: string, place: string, problems: Problem[]): number {
  const value = Number(text);
  if (NUMBER.test(text) && value >= 0 && Number.isFinite(value)) return value;
  const message = `${name} ${JSON.stringify(text.slice(0, 40))} is no number from 0 up`;
  problems.push({ code: "bad-number", place, message, hint: "digits with a decimal point" });
  return Number.NaN;
}

function readText(path: string, problems: Problem[]): string {
  try {
    const bytes = statSync(path).size;
    if (bytes <= MAX_BYTES) return readFileSync(path, "utf8");
    const message = `${bytes} bytes, at most ${MAX_BYTES} are read`;
    problems.push({ code: "file-too-large", place: path, message, hint: "take a smaller network" });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const message = code === "ENOENT" ? `there is no file ${path}` : `${path} cannot be read (${code})`;
    problems.push({ code: "missing-file", place: path, message, hint: "give a network file and a trips file" });
  }
  return "";
}
