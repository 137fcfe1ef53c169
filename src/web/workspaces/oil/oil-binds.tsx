// Which limit binds, on how many days, and what one tonne more of it would be worth.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { SourceDot } from "../../panels/source-dot.tsx";
import { setHover, useHover } from "../../state/hover.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { listOilBinding, type Oil } from "./use-oil.ts";

export function OilBinds({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const hover = useHover();
  const nameOf = useThingNames();
  const { view } = usePlan();
  const { usd, tonnes, signed, format } = useAmounts();
  const { state, base, show, ok } = oil;
  if (!state || !base || !ok) return <div className="skeleton dock-skeleton" />;
  const before = new Map(base.binding.map((row) => [row.element, row]));
  const rows = listOilBinding(state).map((row) => ({ ...row, name: nameOf(row.element, row.name) }));
  const [first] = rows;
  const title = first
    ? t("oil.binds-finding", {
        name: first.name,
        money: usd(first.meanUsdPerTonne),
        days: format.number(first.daysBinding),
      })
    : t("oil.binds-nothing");
  const table = {
    columns: [
      "element",
      t("binds.name"),
      "kind",
      "unit",
      "capacityPerDay",
      "daysBinding",
      "meanUsdPerTonne",
      "maxUsdPerTonne",
      "firstDay",
      "sentence",
    ],
    rows: rows.map((row) => [
      row.element,
      row.name,
      row.kind,
      row.unit,
      row.capacityPerDay,
      row.daysBinding,
      row.meanUsdPerTonne,
      row.maxUsdPerTonne,
      row.firstDay ?? "",
      row.sentence,
    ]),
  };
  return (
    <ChartFrame
      name="oil-binds"
      title={title}
      subtitle={t("oil.binds-subtitle", { days: format.number(ok.horizon.days) })}
      table={table}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t("what-if.tab.binds")}>
        <table className="rows-table">
          <thead>
            <tr>
              <th scope="col">{t("binds.name")}</th>
              <th scope="col">{t("oil.limit")}</th>
              <th scope="col" className="num">
                {t("oil.capacity-a-day")}
              </th>
              <th scope="col" className="num">
                {t("oil.days-binding")}
              </th>
              <th scope="col" className="num">
                {t("oil.mean-price")}
              </th>
              <th scope="col" className="num">
                {t("oil.max-price")}
              </th>
              <th scope="col">
                <span className="sr-only">{t("claims.source")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const was = before.get(row.element);
              return (
                <tr
                  key={`${row.element} ${row.kind}`}
                  title={row.sentence}
                  data-on={view.thing === row.element || undefined}
                  data-hovered={hover.thing === row.element || undefined}
                  onMouseEnter={() => setHover({ thing: row.element })}
                  onMouseLeave={() => setHover({})}
                >
                  <th scope="row">
                    <button
                      type="button"
                      className="row-button"
                      onFocus={() => setHover({ thing: row.element })}
                      onBlur={() => setHover({})}
                      onClick={() => setView({ thing: row.element })}
                    >
                      {row.name}
                    </button>
                  </th>
                  <td>{t(`oil.limit-${row.kind}`, { defaultValue: row.kind })}</td>
                  <td className="num">
                    {/^t\b/.test(row.unit)
                      ? tonnes(row.capacityPerDay)
                      : `${format.number(row.capacityPerDay, 1)} ${row.unit}`}
                  </td>
                  <td className="num">{format.number(row.daysBinding)}</td>
                  <td className="num">
                    {usd(row.meanUsdPerTonne)}
                    {show !== "base" && (
                      <span className="note"> {signed(row.meanUsdPerTonne - (was?.meanUsdPerTonne ?? 0), usd)}</span>
                    )}
                  </td>
                  <td className="num">{usd(row.maxUsdPerTonne)}</td>
                  <td className="dot-cell">
                    {row.basis && (
                      <SourceDot refs={row.sources} basis={row.basis} what={row.name} note={row.sentence} />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </ChartFrame>
  );
}
