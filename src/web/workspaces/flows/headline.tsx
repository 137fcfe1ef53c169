// The finding in one or two sentences: what is full, or what the scenario does.

import { useTranslation } from "react-i18next";
import type { FlowStateJson } from "../../../wire/flows.ts";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { listBinding } from "./flow-scene.ts";
import type { Flows } from "./use-flows.ts";

type Bottleneck = FlowStateJson["bottlenecks"][number];

/** Names a resource in the reader's language where the page knows it. */
export function useBottleneckName(): (bottleneck: Bottleneck) => string {
  const name = useThingNames();
  return (bottleneck) =>
    bottleneck.kind === "link" || bottleneck.kind === "place"
      ? name(bottleneck.subject, bottleneck.name)
      : bottleneck.name;
}

export function Headline({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const { ok, show } = flows;
  const text = useFinding(flows);
  if (!ok || !text) return <div className="skeleton" style={{ height: 56 }} />;
  return (
    <div className="headline" data-stale={flows.stale || undefined} data-show={show}>
      <h2>{text.title}</h2>
      {text.more && <p>{text.more}</p>}
      <p className="note">
        {t("flows.period", {
          from: format.date(ok.period.from),
          months: t("flows.months", { count: ok.period.months }),
        })}
      </p>
    </div>
  );
}

export function useFinding(flows: Flows): { readonly title: string; readonly more: string } | undefined {
  const { t } = useTranslation();
  const { percent, tonnes, usd } = useAmounts();
  const nameOf = useBottleneckName();
  const { state, comparison, base } = flows;
  if (!state || !base) return undefined;
  const [first, second] = listBinding(state);
  const full = first
    ? t("flows.full", { name: nameOf(first), share: percent(first.utilisation) })
    : t("flows.nothing-full");
  if (comparison) {
    const { lossUsd, lostTonnes, links, corridors } = comparison;
    const moved = corridors.reduce((sum, { deltaTonnes }) => sum + Math.max(0, deltaTonnes), 0);
    const small = Math.max(1, base.totals.demandTonnes * 1e-6);
    if (Math.abs(lossUsd) < 1 && links.every(({ deltaTonnes }) => Math.abs(deltaTonnes) < small))
      return { title: t("flows.no-difference"), more: full };
    const parts = [
      ...(moved > small ? [t("flows.rerouted", { tonnes: tonnes(moved) })] : []),
      ...(Math.abs(lostTonnes) > small
        ? [t(lostTonnes > 0 ? "flows.lost" : "flows.gained", { tonnes: tonnes(Math.abs(lostTonnes)) })]
        : []),
    ];
    return {
      title: t(lossUsd >= 0 ? "flows.costs" : "flows.saves", { money: usd(Math.abs(lossUsd)) }),
      more: [...parts, full].map((part) => `${part}.`).join(" "),
    };
  }
  const also = second ? t("flows.also", { name: nameOf(second), share: percent(second.utilisation) }) : "";
  const { notShippedTonnes, demandTonnes } = state.totals;
  const unmet =
    notShippedTonnes > demandTonnes * 0.001
      ? t("flows.not-shipped-share", {
          tonnes: tonnes(notShippedTonnes),
          share: percent(notShippedTonnes / demandTonnes),
        })
      : "";
  return {
    title: full,
    more: [also, unmet]
      .filter(Boolean)
      .map((part) => `${part}.`)
      .join(" "),
  };
}
