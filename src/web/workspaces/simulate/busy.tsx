// How busy ships, berths and stations are and what is waited for each: a table that is sorted by a click and tied to the map.

import { useTranslation } from "react-i18next";
import type { UtilisationJson } from "../../../wire/crossing-parts.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { usePlan } from "../../state/plan.tsx";
import { RowsTable } from "../../tables/rows-table.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { UseBar } from "../what-if/use-bar.tsx";
import { useLook, useSides } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

/** How a border is called: a place, or that it is any, and the countries. */
const BORDER = /: ([A-Z]{2}) → ([A-Z]{2})$/;
/** Where cargo waits for a line, trains for their line, and empties for a ship: which line that is. */
const WAITS_FOR = /^(?:train )?([^ >]+)>|^(empties)' yard ([^ ]+) /;

export function useResourceName(simulation: Simulation): (row: UtilisationJson) => string {
  const { t } = useTranslation();
  const { names } = usePlan();
  const { nameOfThing, port } = useLook(simulation);
  return (row) => {
    const own = nameOfThing(row.id, row.name);
    const place = row.place === null ? "" : port(row.place);
    // A port has berths of several kinds.
    if (row.kind === "berth") return `${place || own}: ${t(`sim.berths-${row.handles ?? "units"}`)}`;
    if (row.kind === "station" && place) {
      const [, from, to] = BORDER.exec(own) ?? [];
      return `${place}: ${from && to ? `${names.country(from)} → ${names.country(to)}` : t("sim.gauge-change")}`;
    }
    const [found, line = "", empties, ship = ""] = WAITS_FOR.exec(row.id) ?? [];
    if (found && place) return `${nameOfThing(line || ship)}, ${place}${empties ? `: ${t("sim.empties")}` : ""}`;
    return own === row.id && place ? place : own;
  };
}

export function Busy({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { percent, format } = useAmounts();
  const hours = useHours();
  const nameOf = useResourceName(simulation);
  const sides = useSides(simulation);
  const shown = sides.at(-1)?.state;
  if (!shown) return <div className="skeleton dock-skeleton" />;
  const before = new Map(sides.length > 1 ? sides[0]?.state.utilisation.map((row) => [keyOf(row), row]) : []);
  // Parts of the model that have no name of their own say nothing here; they are in the table of data.
  const rows = shown.utilisation.filter(({ kind, id, name }) => kind !== "other" || id !== name);
  const fullest = [...shown.utilisation].sort((a, b) => meanUse(b) - meanUse(a))[0];
  const title = fullest?.utilisation
    ? t("sim.busy-finding", { name: nameOf(fullest), share: percent(fullest.utilisation.mean ?? 0) })
    : t("sim.busy-none");
  const table = {
    columns: [
      "state",
      "id",
      "kind",
      "name",
      "place",
      "servers",
      "utilisation",
      "low",
      "high",
      "waitHours",
      "waitP95Hours",
      "littleError",
    ],
    rows: sides.flatMap((side) =>
      side.state.utilisation.map((row) => [
        side.name,
        row.id,
        row.kind,
        row.name,
        row.place ?? "",
        row.servers ?? "",
        row.utilisation?.mean ?? "",
        row.utilisation?.low ?? "",
        row.utilisation?.high ?? "",
        row.wait?.mean ?? "",
        row.wait?.p95 ?? "",
        row.littleError ?? "",
      ]),
    ),
  };
  return (
    <ChartFrame name="busy" title={title} subtitle={t("sim.busy-subtitle")} table={table}>
      <RowsTable
        label={t("sim.tab.busy")}
        rows={rows}
        keyOf={keyOf}
        sortedBy="use"
        tie={{ thingOf: ({ place, id }) => place ?? id, alsoOf: ({ id }) => id }}
        columns={[
          { id: "name", kind: "name", head: t("sim.name"), cell: nameOf, sortBy: nameOf },
          { id: "kind", kind: "text", head: t("runs.kind"), cell: ({ kind }) => t(`sim.kind-${kind}`) },
          {
            id: "servers",
            kind: "number",
            head: t("sim.servers"),
            cell: ({ servers }) => servers !== null && format.number(servers),
          },
          {
            id: "use",
            kind: "text",
            head: t("binds.use"),
            sortBy: meanUse,
            cell: (row) =>
              row.utilisation && (
                <UseBar
                  share={row.utilisation.mean ?? 0}
                  before={before.get(keyOf(row))?.utilisation?.mean ?? undefined}
                />
              ),
          },
          {
            id: "wait",
            kind: "number",
            head: t("sim.wait-mean"),
            sortBy: ({ wait }) => wait?.mean ?? -1,
            cell: (row) => {
              const was = before.get(keyOf(row))?.wait;
              const [now, then] = [hours.text(row.wait?.mean ?? null), was && hours.text(was.mean)];
              return (
                row.wait && (
                  <>
                    {now}
                    {then !== undefined && then !== now && <span className="note"> ← {then}</span>}
                  </>
                )
              );
            },
          },
          {
            id: "tail",
            kind: "number",
            head: "P95",
            sortBy: ({ wait }) => wait?.p95 ?? -1,
            cell: ({ wait }) => wait && hours.text(wait.p95),
          },
        ]}
      />
    </ChartFrame>
  );
}

const meanUse = ({ utilisation }: UtilisationJson) => utilisation?.mean ?? -1;
const keyOf = ({ id, kind, place }: UtilisationJson) => `${id} ${kind} ${place ?? ""}`;
