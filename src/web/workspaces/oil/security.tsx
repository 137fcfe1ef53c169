// How safe exports are: what is lost when one element fails, on paper and in practice, and how much hangs on few.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { setHover, useHover } from "../../state/hover.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import type { Oil } from "./use-oil.ts";

export function Security({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const hover = useHover();
  const nameOf = useThingNames();
  const { view, names } = usePlan();
  const { usd, mt, percent, format } = useAmounts();
  const { state, base } = oil;
  if (!state || !base) return <div className="skeleton dock-skeleton" />;
  const security = state.security ?? base.security;
  if (!security) return <p className="note">{t("oil.security-none")}</p>;
  const rows = [...security.nMinusOne]
    .sort((a, b) => b.lossUsdPerDay - a.lossUsdPerDay)
    .map((row) => ({ ...row, name: nameOf(row.element, row.name) }));
  const [first] = rows;
  const largest = Math.max(1e-9, ...rows.map((row) => Math.max(row.inPracticeMt, row.onPaperMt)));
  const title = first
    ? t("oil.security-finding", { name: first.name, practice: mt(first.inPracticeMt), paper: mt(first.onPaperMt) })
    : t("oil.nothing");
  const table = {
    columns: ["element", t("binds.name"), "kind", "carriedMt", "onPaperMt", "inPracticeMt", "lossUsdPerDay"],
    rows: rows.map((row) => [
      row.element,
      row.name,
      row.kind,
      row.carriedMt,
      row.onPaperMt,
      row.inPracticeMt,
      row.lossUsdPerDay,
    ]),
  };
  return (
    <ChartFrame name="oil-security" title={title} subtitle={t("oil.security-subtitle")} table={table}>
      <div className="breaks">
        <section>
          <table className="rows-table">
            <thead>
              <tr>
                <th scope="col">{t("breaks.without")}</th>
                <th scope="col" className="num">
                  {t("oil.carried")}
                </th>
                <th scope="col">{t("oil.on-paper")}</th>
                <th scope="col">{t("oil.in-practice")}</th>
                <th scope="col" className="num">
                  {t("breaks.loss")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr
                  key={row.element}
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
                  <td className="num">{mt(row.carriedMt)}</td>
                  {[row.onPaperMt, row.inPracticeMt].map((value, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two columns that keep their places
                    <td key={index}>
                      <span className="use-bar">
                        <span className="use-track" aria-hidden="true">
                          <i
                            style={{
                              width: `${(value / largest) * 100}%`,
                              background: index === 0 ? "var(--fan-2)" : "var(--use-3)",
                            }}
                          />
                        </span>
                        <span className="num">{mt(value)}</span>
                      </span>
                    </td>
                  ))}
                  <td className="num">{usd(row.lossUsdPerDay)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <aside className="breaks-side">
          <h4>{t("oil.concentration")}</h4>
          <table className="rows-table">
            <tbody>
              <tr>
                <th scope="row">{t("oil.hhi-route")}</th>
                <td className="num">{format.number(security.hhiByRoute)}</td>
              </tr>
              <tr>
                <th scope="row">{t("oil.hhi-country")}</th>
                <td className="num">{format.number(security.hhiByTransitCountry)}</td>
              </tr>
              <tr>
                <th scope="row">{t("oil.effective")}</th>
                <td className="num">{format.number(security.effectiveRoutes, 1)}</td>
              </tr>
              <tr>
                <th scope="row">{t("oil.formula")}</th>
                <td className="num">{percent(security.formulaOnPaper)}</td>
              </tr>
            </tbody>
          </table>
          <h4>{t("oil.by-transit")}</h4>
          <ul className="pairs">
            {security.sharesByTransitCountry.map((row) => (
              <li key={row.country}>
                <span>{row.country ? names.country(row.country) : t("oil.no-transit")}</span>
                <span className="num">{percent(row.share)}</span>
              </li>
            ))}
          </ul>
        </aside>
      </div>
    </ChartFrame>
  );
}
