// What binds: use, waiting and the price of one unit more, tied to the map both ways.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { SourceDot } from "../../panels/source-dot.tsx";
import { setHover, useHover } from "../../state/hover.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { UseBar } from "../what-if/use-bar.tsx";
import { listBinding } from "./flow-scene.ts";
import { useBottleneckName } from "./headline.tsx";
import type { Flows } from "./use-flows.ts";

const SHOWN = 40;

export function Binds({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const hover = useHover();
  const { view } = usePlan();
  const { percent, usd, count, signed, format } = useAmounts();
  const nameOf = useBottleneckName();
  const { state, base, show } = flows;
  if (!state || !base) return <div className="skeleton dock-skeleton" />;
  const before = new Map(base.bottlenecks.map((bottleneck) => [bottleneck.id, bottleneck]));
  const rows = listBinding(state).slice(0, SHOWN);
  const [first] = rows;
  const changed = show !== "base";
  const title = first
    ? first.shadowPriceUsdPerUnit > 0
      ? t("binds.finding", {
          name: nameOf(first),
          money: usd(first.shadowPriceUsdPerUnit),
          unit: t(`one-of.${first.unit}`, { defaultValue: first.unit }),
        })
      : t("flows.full", { name: nameOf(first), share: percent(first.utilisation) })
    : t("flows.nothing-full");
  const table = {
    columns: [
      "id",
      "subject",
      t("binds.name"),
      "flow",
      "background",
      "capacity",
      "unit",
      "utilisation",
      "base utilisation",
      "waitHours",
      "shadowPriceUsdPerUnit",
      "rentUsd",
      "basis",
      "sources",
    ],
    rows: state.bottlenecks.map((b) => [
      b.id,
      b.subject,
      nameOf(b),
      b.flow,
      b.background,
      b.capacity,
      b.unit,
      b.utilisation,
      before.get(b.id)?.utilisation ?? "",
      b.waitHours,
      b.shadowPriceUsdPerUnit,
      b.rentUsd,
      b.basis,
      b.sources.join(" "),
    ]),
  };
  return (
    <ChartFrame name="binds" title={title} subtitle={t("binds.subtitle")} table={table}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t("what-if.tab.binds")}>
        <table className="rows-table">
          <thead>
            <tr>
              <th scope="col">{t("binds.name")}</th>
              <th scope="col">{t("binds.use")}</th>
              <th scope="col" className="num">
                {t("binds.flow")}
              </th>
              <th scope="col" className="num">
                {t("binds.wait")}
              </th>
              <th scope="col" className="num">
                {t("binds.price")}
              </th>
              <th scope="col" className="num">
                {t("binds.rent")}
              </th>
              <th scope="col">
                <span className="sr-only">{t("claims.source")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((b) => {
              const was = before.get(b.id);
              return (
                <tr
                  key={b.id}
                  data-on={view.thing === b.subject || undefined}
                  data-hovered={hover.thing === b.subject || undefined}
                  onMouseEnter={() => setHover({ thing: b.subject })}
                  onMouseLeave={() => setHover({})}
                >
                  <th scope="row">
                    <button
                      type="button"
                      className="row-button"
                      onFocus={() => setHover({ thing: b.subject })}
                      onBlur={() => setHover({})}
                      onClick={() => setView({ thing: b.subject })}
                    >
                      {nameOf(b)}
                    </button>
                  </th>
                  <td>
                    <UseBar share={b.utilisation} before={changed ? was?.utilisation : undefined} />
                  </td>
                  <td className="num">
                    {count(b.flow, b.unit)} <span className="note">/ {count(b.capacity, b.unit)}</span>
                  </td>
                  <td className="num">{b.waitHours > 0.05 ? format.span(b.waitHours) : "–"}</td>
                  <td className="num">
                    {b.shadowPriceUsdPerUnit > 0 ? usd(b.shadowPriceUsdPerUnit) : "–"}
                    {changed && was && Math.abs(b.shadowPriceUsdPerUnit - was.shadowPriceUsdPerUnit) > 0.005 && (
                      <span className="note"> {signed(b.shadowPriceUsdPerUnit - was.shadowPriceUsdPerUnit, usd)}</span>
                    )}
                  </td>
                  <td className="num">{b.rentUsd > 0 ? usd(b.rentUsd) : "–"}</td>
                  <td className="dot-cell">
                    <SourceDot
                      refs={b.sources}
                      basis={b.basis}
                      what={`${nameOf(b)}: ${t("binds.capacity")}`}
                      value={count(b.capacity, b.unit)}
                    />
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
