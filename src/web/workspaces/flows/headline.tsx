// The finding in one or two sentences: what is full, or what the scenario does.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FlowStateJson } from "../../../wire/flows.ts";
import { usePlan } from "../../state/plan.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { listBinding } from "./flow-scene.ts";
import type { Flows } from "./use-flows.ts";

type Bottleneck = FlowStateJson["bottlenecks"][number];

/** Names a resource in the reader's language where the page knows it. */
export function useBottleneckName(): (bottleneck: Bottleneck) => string {
  const { t } = useTranslation();
  const name = useThingNames();
  const { network, names } = usePlan();
  const links = useMemo(() => new Map(network?.links.map((link) => [link.id, link])), [network]);
  return (bottleneck) => {
    if (bottleneck.kind === "place") return name(bottleneck.subject, bottleneck.name);
    const link = bottleneck.kind === "link" ? links.get(bottleneck.subject) : undefined;
    if (!link) return bottleneck.name;
    // The id of a resource ends with its direction.
    const way = bottleneck.id.at(-1);
    const ends = [names.place(link.from), names.place(link.to)];
    if (way === "<") ends.reverse();
    return `${ends.join(way === ">" || way === "<" ? " → " : " – ")} (${t(`mode.${link.mode}`).toLowerCase()})`;
  };
}

export function Headline({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const { ok, show } = flows;
  const text = useFinding(flows);
  // Why there is none stands below.
  if (!ok && flows.run.failure) return null;
  if (!ok || !text) return <div className="skeleton" style={{ height: 56 }} />;
  return (
    <div className="headline" aria-live="polite" data-stale={flows.stale || undefined} data-show={show}>
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
  const newly = comparison && newlyBinding(base, state);
  const full = first
    ? t("flows.full", { name: nameOf(first), share: percent(first.utilisation) })
    : t("flows.nothing-full");
  if (comparison) {
    const { lossUsd, lostTonnes, links, corridors } = comparison;
    const moved = corridors.reduce((sum, { deltaTonnes }) => sum + Math.max(0, deltaTonnes), 0);
    const small = Math.max(1, base.totals.demandTonnes * 1e-6);
    if (Math.abs(lossUsd) < 1 && links.every(({ deltaTonnes }) => Math.abs(deltaTonnes) < small))
      return { title: t("flows.no-difference"), more: `${full}.` };
    const charges = state.totals.costUsd - base.totals.costUsd;
    // Where more is asked for, shippers' surplus grows with it: no gain by the scenario, so no money stands in the title.
    const asked = state.totals.demandTonnes - base.totals.demandTonnes;
    const otherDemand = Math.abs(asked) > small;
    const parts = [
      // What is paid may fall while time and what is not shipped cost more: said, so that the two figures do not seem to clash.
      ...(!otherDemand && lossUsd * charges < 0 && Math.abs(charges) > Math.abs(lossUsd) * 0.02
        ? [t(charges < 0 ? "flows.charges-fall" : "flows.charges-rise", { money: usd(Math.abs(charges)) })]
        : []),
      ...(!otherDemand && moved > small ? [t("flows.rerouted", { tonnes: tonnes(moved) })] : []),
      ...(Math.abs(lostTonnes) > small
        ? [t(lostTonnes > 0 ? "flows.lost" : "flows.gained", { tonnes: tonnes(Math.abs(lostTonnes)) })]
        : []),
    ];
    return {
      title: otherDemand
        ? t(asked > 0 ? "flows.asked-more" : "flows.asked-less", { tonnes: tonnes(Math.abs(asked)) })
        : t(lossUsd >= 0 ? "flows.costs" : "flows.saves", { money: usd(Math.abs(lossUsd)) }),
      more: [
        ...parts,
        ...(newly
          ? [
              t("flows.fuller", {
                name: nameOf(newly.now),
                share: percent(newly.now.utilisation),
                before: percent(newly.before),
              }),
            ]
          : []),
      ]
        .map((part) => `${part}.`)
        .join(" "),
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

/** What got scarcest: the resource whose scarcity costs most more than before, else the one that filled up most. */
function newlyBinding(base: FlowStateJson, state: FlowStateJson) {
  const before = new Map(base.bottlenecks.map((bottleneck) => [bottleneck.id, bottleneck]));
  const rows = state.bottlenecks
    .map((now) => ({
      now,
      before: before.get(now.id)?.utilisation ?? 0,
      dearer: now.rentUsd - (before.get(now.id)?.rentUsd ?? 0),
    }))
    .filter((row) => row.now.utilisation > NEARLY && row.now.utilisation - row.before > 0.005);
  return rows.sort((a, b) => b.dearer - a.dearer || b.now.utilisation - b.before - (a.now.utilisation - a.before))[0];
}
const NEARLY = 0.85;
