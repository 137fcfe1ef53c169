// What flows through the chosen pipe, port, field or tank.

import { useTranslation } from "react-i18next";
import { Delta } from "../what-if/key-figures.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { UseBar } from "../what-if/use-bar.tsx";
import type { Oil } from "./use-oil.ts";

export function OilFigures({ oil, id }: { readonly oil: Oil; readonly id: string }) {
  const { t } = useTranslation();
  const { tonnes, usd, mt } = useAmounts();
  const { state, base, show } = oil;
  const find = (of: typeof state) => of?.links.find((one) => one.id === id) ?? of?.places.find((one) => one.id === id);
  const now = find(state);
  const was = find(base);
  const field = state?.fields.find((one) => one.id === id);
  const binding = state?.binding.filter((one) => one.element === id) ?? [];
  if (!now && !field && binding.length === 0) return <p className="note">{t("thing.no-flow")}</p>;
  return (
    <section data-stale={oil.stale || undefined}>
      <h3>{t("thing.flow")}</h3>
      {now && (
        <dl className="figures thing-figures">
          <div className="figure-wide">
            <dt>{t("oil.tonnes-a-day")}</dt>
            <dd>
              <span className="big">{tonnes(now.tonnesPerDay)}</span>
              {show !== "base" && (
                <Delta before={was?.tonnesPerDay ?? 0} now={now.tonnesPerDay} text={tonnes} better="more" />
              )}
            </dd>
          </div>
          {now.utilisation !== null && (
            <div className="figure-wide">
              <dt>{t("binds.use")}</dt>
              <dd>
                <UseBar
                  share={now.utilisation}
                  before={show === "base" ? undefined : (was?.utilisation ?? undefined)}
                />
                {now.capacity !== null && <span className="note"> / {tonnes(now.capacity)}</span>}
              </dd>
            </div>
          )}
        </dl>
      )}
      {field && (
        <p>
          {t("oil.produced", { mt: mt(field.producedMt), possible: mt(field.possibleMt) })}
          {field.shutInMt > 1e-6 && <span className="note"> {t("oil.shut", { mt: mt(field.shutInMt) })}</span>}
        </p>
      )}
      {binding.map((row) => (
        <p key={row.kind} className="thing-resource">
          {row.sentence} <span className="note">{usd(row.meanUsdPerTonne)}</span>
        </p>
      ))}
    </section>
  );
}
