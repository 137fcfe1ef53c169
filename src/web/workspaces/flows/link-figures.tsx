// What flows over the chosen thing, by direction and goods, how full it is and what one unit more is worth.

import { useTranslation } from "react-i18next";
import { SourceDot } from "../../panels/source-dot.tsx";
import { usePlan } from "../../state/plan.tsx";
import { Delta } from "../what-if/key-figures.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { UseBar } from "../what-if/use-bar.tsx";
import { tonnesOf } from "./flow-scene.ts";
import type { Flows } from "./use-flows.ts";

export function LinkFigures({ flows, id }: { readonly flows: Flows; readonly id: string }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  const { tonnes, teu, usd, count, percent, format } = useAmounts();
  const { state, base, show } = flows;
  const link = state?.links.find((one) => one.id === id);
  const was = base?.links.find((one) => one.id === id);
  const bottlenecks = (state?.bottlenecks ?? []).filter(({ subject, place }) => subject === id || place === id);
  if (!link && bottlenecks.length === 0) return <p className="note">{t("thing.no-flow")}</p>;
  const groups = new Map(state?.groups.map((group) => [group.id, names.goods(group.id, group.name)]));
  const total = tonnesOf(link, undefined);
  return (
    <section data-stale={flows.stale || undefined}>
      <h3>{t("thing.flow")}</h3>
      {link && (
        <dl className="figures thing-figures">
          <div className="figure-wide">
            <dt>{t("thing.both-ways")}</dt>
            <dd>
              <span className="big">{tonnes(total)}</span>
              {show !== "base" && <Delta before={tonnesOf(was, undefined)} now={total} text={tonnes} better="more" />}
            </dd>
          </div>
          <div>
            <dt>
              {names.place(link.from)} → {names.place(link.to)}
            </dt>
            <dd>{tonnes(link.tonnes.forward)}</dd>
            <dd className="note">{link.teu.forward > 0 && teu(link.teu.forward)}</dd>
          </div>
          <div>
            <dt>
              {names.place(link.to)} → {names.place(link.from)}
            </dt>
            <dd>{tonnes(link.tonnes.backward)}</dd>
            <dd className="note">{link.teu.backward > 0 && teu(link.teu.backward)}</dd>
          </div>
          {link.utilisation !== null && (
            <div className="figure-wide">
              <dt>{t("binds.use")}</dt>
              <dd>
                <UseBar
                  share={link.utilisation}
                  before={show === "base" ? undefined : (was?.utilisation ?? undefined)}
                />
              </dd>
            </div>
          )}
        </dl>
      )}
      {link && total > 0 && link.byGroup.length > 0 && (
        <ul className="stacked-key thing-groups">
          {[...link.byGroup]
            .sort((a, b) => b.tonnes - a.tonnes)
            .filter((part) => part.tonnes > total * 1e-4)
            .map((part) => (
              <li key={part.group}>
                <i style={{ background: "var(--use-2)", opacity: Math.max(0.15, part.tonnes / total) }} />
                <span>{groups.get(part.group) ?? part.group}</span>
                <span className="num">
                  {tonnes(part.tonnes)} · {percent(part.tonnes / total)}
                </span>
              </li>
            ))}
        </ul>
      )}
      {bottlenecks.map((bottleneck) => (
        <div key={bottleneck.id} className="thing-resource">
          <p>
            {bottleneck.subject === id && bottlenecks.length === 1 ? t("binds.capacity") : bottleneck.name}
            <SourceDot
              refs={bottleneck.sources}
              basis={bottleneck.basis}
              what={`${bottleneck.name}: ${t("binds.capacity")}`}
              value={count(bottleneck.capacity, bottleneck.unit)}
            />
          </p>
          <UseBar share={bottleneck.utilisation} />
          <p className="note">
            {count(bottleneck.flow, bottleneck.unit)} / {count(bottleneck.capacity, bottleneck.unit)}
            {bottleneck.waitHours > 0.05 && ` · ${t("binds.wait")} ${format.span(bottleneck.waitHours)}`}
            {bottleneck.shadowPriceUsdPerUnit > 0 &&
              ` · ${t("thing.worth", {
                money: usd(bottleneck.shadowPriceUsdPerUnit),
                unit: t(`one-of.${bottleneck.unit}`, { defaultValue: bottleneck.unit }),
              })}`}
          </p>
        </div>
      ))}
    </section>
  );
}
