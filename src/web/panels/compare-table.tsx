// Corridors side by side at the shipper's own terms: rows are what a shipper weighs, columns the corridors, the best of
// each row marked. A corridor that has no way says why.

import { useTranslation } from "react-i18next";
import type { OptionJson, RivalJson } from "../../wire/route.ts";
import type { Format } from "../intl.ts";
import { saveText, toCsv } from "../shell/downloads.ts";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { useFormat } from "../state/use-format.ts";
import { TableScroll } from "../tables/table-scroll.tsx";
import { RemarkText } from "./remark.tsx";

interface Row {
  readonly key: string;
  readonly label: string;
  readonly value: (option: OptionJson) => number;
  readonly text: (option: OptionJson) => string;
  /** Which end is the better one. */
  readonly best: "low" | "high";
}

export function CompareTable() {
  const { t } = useTranslation();
  const format = useFormat();
  const hover = useHover();
  const { rivals, chosen, names, stale, ok } = usePlan();
  const columns = sortRivals(rivals);
  const rows = listRows(t, format, ok?.request.deadline != null);
  const name = (rival: RivalJson) => names.corridor(rival.corridor, rival.corridorName);
  const saveCsv = () => {
    const body = rows.map((row) => [
      row.label,
      ...columns.map((rival) => (rival.option ? row.value(rival.option) : rival.reason)),
    ]);
    saveText("kopru-compare.csv", "text/csv", toCsv(["", ...columns.map((rival) => rival.corridor)], body));
  };
  return (
    <div className="compare" data-stale={stale || undefined}>
      <header className="chart-head">
        <div>
          <h3>{titleOf(columns, name, format, (key, values) => t(key, values ?? {}))}</h3>
          <p className="note">{t("compare.subtitle")}</p>
        </div>
        <span className="chart-actions">
          <button type="button" className="text-button" onClick={saveCsv}>
            CSV
          </button>
        </span>
      </header>
      <TableScroll label={t("compare.title")}>
        <table className="compare-table">
          <thead>
            <tr>
              <td />
              {columns.map((rival) => (
                <th
                  key={rival.corridor}
                  scope="col"
                  data-on={(rival.option !== undefined && rival.option.id === chosen?.id) || undefined}
                  data-hovered={(rival.option !== undefined && hover.option === rival.option.id) || undefined}
                  onMouseEnter={() => rival.option && setHover({ option: rival.option.id })}
                  onMouseLeave={() => setHover({})}
                >
                  {rival.option ? (
                    <button
                      type="button"
                      className="compare-name"
                      onClick={() => setView({ option: rival.option?.id })}
                    >
                      {name(rival)}
                    </button>
                  ) : (
                    name(rival)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const best = bestOf(row, columns);
              return (
                <tr key={row.key}>
                  <th scope="row">{row.label}</th>
                  {columns.map((rival, index) => {
                    if (!rival.option) {
                      return row === rows[0] ? (
                        <td key={rival.corridor} rowSpan={rows.length} className="compare-none">
                          {rival.reason || t("options.no-way")}
                        </td>
                      ) : null;
                    }
                    const isBest = index === best;
                    return (
                      <td
                        key={rival.corridor}
                        className={isBest ? "num best" : "num"}
                        data-on={rival.option.id === chosen?.id || undefined}
                      >
                        {row.text(rival.option)}
                        {isBest && <span className="sr-only"> ({t("compare.best")})</span>}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
            <tr>
              <th scope="row">{t("compare.break-even")}</th>
              {columns.map((rival) => (
                <td
                  key={rival.corridor}
                  className="num"
                  data-on={(rival.option !== undefined && rival.option.id === chosen?.id) || undefined}
                >
                  {rival.breakEvenValueUsd === null ? "–" : format.money(rival.breakEvenValueUsd)}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t("details.remarks")}</th>
              {columns.map((rival) => (
                <td
                  key={rival.corridor}
                  className="compare-remarks"
                  data-on={(rival.option !== undefined && rival.option.id === chosen?.id) || undefined}
                >
                  {rival.remarks.length === 0
                    ? "–"
                    : rival.remarks.map((remark) => (
                        <p key={remark}>
                          <RemarkText remark={remark} />
                        </p>
                      ))}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </TableScroll>
    </div>
  );
}

/** Those with a way first, by generalised cost. */
export function sortRivals(rivals: readonly RivalJson[]): RivalJson[] {
  const weight = (rival: RivalJson) => rival.option?.generalisedUsd ?? Number.POSITIVE_INFINITY;
  return [...rivals].sort((a, b) => (weight(a) === weight(b) ? 0 : weight(a) - weight(b)));
}

function listRows(t: (key: string) => string, format: Format, deadline: boolean): Row[] {
  const time = (hours: number) => format.duration(hours).text;
  const rows: Row[] = [
    { key: "p50", label: t("compare.p50"), value: (o) => o.hours.p50, text: (o) => time(o.hours.p50), best: "low" },
    { key: "p80", label: t("compare.p80"), value: (o) => o.hours.p80, text: (o) => time(o.hours.p80), best: "low" },
    {
      key: "spread",
      label: t("compare.reliability"),
      value: (o) => o.hours.p95 - o.hours.p50,
      text: (o) => `+${time(o.hours.p95 - o.hours.p50)}`,
      best: "low",
    },
    {
      key: "cost",
      label: t("number.cost"),
      value: (o) => o.costUsd.mean,
      text: (o) => format.money(o.costUsd.mean),
      best: "low",
    },
    {
      key: "inventory",
      label: t("number.inventory"),
      value: (o) => o.inventoryUsd,
      text: (o) => format.money(o.inventoryUsd),
      best: "low",
    },
    {
      key: "general",
      label: t("compare.generalised"),
      value: (o) => o.generalisedUsd,
      text: (o) => format.money(o.generalisedUsd),
      best: "low",
    },
    {
      key: "co2e",
      label: t("number.emissions"),
      value: (o) => o.co2eKg,
      text: (o) => `${format.mass(o.co2eKg).text}`,
      best: "low",
    },
    {
      key: "borders",
      label: t("number.borders"),
      value: (o) => o.borders,
      text: (o) => format.number(o.borders),
      best: "low",
    },
    {
      key: "km",
      label: t("number.distance"),
      value: (o) => o.km,
      text: (o) => format.distance(o.km).text,
      best: "low",
    },
  ];
  if (deadline)
    rows.splice(3, 0, {
      key: "on-time",
      label: t("number.on-time"),
      value: (o) => o.onTime ?? 0,
      text: (o) => format.percent(o.onTime ?? 0),
      best: "high",
    });
  return rows;
}

function bestOf(row: Row, columns: readonly RivalJson[]): number {
  let best = -1;
  let value = Number.POSITIVE_INFINITY;
  for (const [index, { option }] of columns.entries()) {
    const own = option ? row.value(option) * (row.best === "low" ? 1 : -1) : Number.POSITIVE_INFINITY;
    if (own < value) [best, value] = [index, own];
  }
  return best;
}

function titleOf(
  columns: readonly RivalJson[],
  name: (rival: RivalJson) => string,
  format: Format,
  t: (key: string, values?: Record<string, string>) => string,
): string {
  const [first, second] = columns;
  if (!first?.option) return t("compare.title");
  if (!second?.option) return t("compare.only", { name: name(first) });
  return t("compare.finding", {
    name: name(first),
    money: format.money(second.option.generalisedUsd - first.option.generalisedUsd),
    second: name(second),
  });
}
