import { expect, test } from "vitest";
import type { StatusPeriod } from "../model/network.ts";
import { instant } from "../model/units.ts";
import { indexStatuses } from "./status-index.ts";

/** Rows as `open 2017 2020`, `suspended 2022 -`; a leading digit is the layer. */
function statusAt(rows: readonly string[], date: string): string {
  const parsed = rows.map((text) => {
    const [layer, status, from, to] = text.split(" ");
    const item = {
      subject: "a",
      status,
      source: "",
      note: "",
      ...(from === "-" ? {} : { from: `${from}-01-01` }),
      ...(to === "-" ? {} : { to: `${to}-01-01` }),
    };
    return { layer: Number(layer), item: item as StatusPeriod };
  });
  return indexStatuses(parsed).at("a", instant(date));
}

test.each<[string, string[], string, string]>([
  ["nothing said", [], "2020-06-01", "open"],
  ["before it opens", ["0 open 2017 -"], "2016-12-31", "planned"],
  ["on the day it opens", ["0 open 2017 -"], "2017-01-01", "open"],
  ["after it closed", ["0 open 2017 2020"], "2020-01-01", "closed"],
  ["during a suspension of a line always open", ["0 suspended 2020 2022"], "2021-01-01", "suspended"],
  ["after it", ["0 suspended 2020 2022"], "2022-01-01", "open"],
  [
    "during a suspension of a line with an opening",
    ["0 open 2017 -", "0 suspended 2020 2022"],
    "2021-01-01",
    "suspended",
  ],
  ["after that", ["0 open 2017 -", "0 suspended 2020 2022"], "2023-01-01", "open"],
  [
    "under construction before it opens",
    ["0 under-construction 2024 2030", "0 open 2030 -"],
    "2025-01-01",
    "under-construction",
  ],
  ["planned before that", ["0 under-construction 2024 2030", "0 open 2030 -"], "2023-01-01", "planned"],
  ["an overlay closes it", ["0 open 2017 -", "1 closed 2026 2027"], "2026-06-01", "closed"],
  ["an overlay opens what the base suspends later", ["0 suspended 2025 -", "1 open 2024 2027"], "2026-01-01", "open"],
])("%s", (_name, rows, date, status) => {
  expect(statusAt(rows, date)).toBe(status);
});
