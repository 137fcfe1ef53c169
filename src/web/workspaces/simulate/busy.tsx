// How busy ships, berths and stations are and what is waited for each: a table that is sorted by a click and tied to the map.

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UtilisationJson } from "../../../wire/crossing-parts.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { setHover, useHover } from "../../state/hover.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { UseBar } from "../what-if/use-bar.tsx";
import { useLook, useSides } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

type Column = "name" | "use" | "wait" | "tail";
const VALUE: Readonly<Record<Exclude<Column, "name">, (row: UtilisationJson) => number>> = {
  use: (row) => row.utilisation?.mean ?? -1,
  wait: (row) => row.wait?.mean ?? -1,
  tail: (row) => row.wait?.p95 ?? -1,
};

export function useResourceName(simulation: Simulation): (row: UtilisationJson) => string {
  const { nameOfThing, port } = useLook(simulation);
  return (row) => {
    const own = nameOfThing(row.id, row.name);
    const place = row.place === null ? "" : port(row.place);
    return own === row.id && place ? place : own;
  };
}

export function Busy({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { percent, format } = useAmounts();
  const hours = useHours();
  const hover = useHover();
  const { view } = usePlan();
  const nameOf = useResourceName(simulation);
  const sides = useSides(simulation);
  const [column, setColumn] = useState<Column>("use");
  const [isUp, setUp] = useState(false);
  const shown = sides.at(-1)?.state;
  if (!shown) return <div className="skeleton dock-skeleton" />;
  const before = new Map(sides.length > 1 ? sides[0]?.state.utilisation.map((row) => [keyOf(row), row]) : []);
  // Parts of the model that have no name of their own say nothing here; they are in the table of data.
  const rows = shown.utilisation
    .filter(({ kind, id, name }) => kind !== "other" || id !== name)
    .sort((a, b) => {
      const order = column === "name" ? nameOf(a).localeCompare(nameOf(b)) : VALUE[column](a) - VALUE[column](b);
      return isUp ? order : -order;
    });
  const fullest = [...shown.utilisation].sort((a, b) => VALUE.use(b) - VALUE.use(a))[0];
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
  const head = (id: Column, text: string, isNumber: boolean) => (
    <th
      scope="col"
      {...(isNumber ? { className: "num" } : {})}
      aria-sort={column === id ? (isUp ? "ascending" : "descending") : "none"}
    >
      <button
        type="button"
        className="sort-button"
        onClick={() => {
          setUp(column === id ? !isUp : id === "name");
          setColumn(id);
        }}
      >
        {text} <span aria-hidden="true">{column === id ? (isUp ? "▲" : "▼") : ""}</span>
      </button>
    </th>
  );
  return (
    <ChartFrame name="busy" title={title} subtitle={t("sim.busy-subtitle")} table={table}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t("sim.tab.busy")}>
        <table className="rows-table">
          <thead>
            <tr>
              {head("name", t("sim.name"), false)}
              <th scope="col">{t("runs.kind")}</th>
              <th scope="col" className="num">
                {t("sim.servers")}
              </th>
              {head("use", t("binds.use"), false)}
              {head("wait", t("sim.wait-mean"), true)}
              {head("tail", "P95", true)}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const thing = row.place ?? row.id;
              const was = before.get(keyOf(row));
              return (
                <tr
                  key={keyOf(row)}
                  data-on={view.thing === thing || undefined}
                  data-hovered={hover.thing === thing || hover.thing === row.id || undefined}
                  onMouseEnter={() => setHover({ thing })}
                  onMouseLeave={() => setHover({})}
                >
                  <th scope="row">
                    <button
                      type="button"
                      className="row-button"
                      onFocus={() => setHover({ thing })}
                      onBlur={() => setHover({})}
                      onClick={() => setView({ thing })}
                    >
                      {nameOf(row)}
                    </button>
                  </th>
                  <td>{t(`sim.kind-${row.kind}`)}</td>
                  <td className="num">{row.servers === null ? "" : format.number(row.servers)}</td>
                  <td>
                    {row.utilisation ? (
                      <UseBar share={row.utilisation.mean ?? 0} before={was?.utilisation?.mean ?? undefined} />
                    ) : (
                      ""
                    )}
                  </td>
                  <td className="num">
                    {row.wait ? hours.text(row.wait.mean) : ""}
                    {row.wait && was?.wait && <span className="note"> ← {hours.text(was.wait.mean)}</span>}
                  </td>
                  <td className="num">{row.wait ? hours.text(row.wait.p95) : ""}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </ChartFrame>
  );
}

const keyOf = ({ id, kind, place }: UtilisationJson) => `${id} ${kind} ${place ?? ""}`;
