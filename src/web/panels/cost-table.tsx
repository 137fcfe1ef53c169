// What the chosen way costs, by stage or by party, each amount with its range and where it comes from.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OptionJson } from "../../wire/route.ts";
import { ChartFrame } from "../charts/chart-frame.tsx";
import { sharesBy } from "../charts/findings.ts";
import { StackedBar } from "../charts/stacked-bar.tsx";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { useFormat } from "../state/use-format.ts";
import { stageTitle } from "../strip/stage-title.ts";
import { SourceDot, weakestBasis } from "./source-dot.tsx";

type Part = OptionJson["costUsd"]["parts"][number];

interface Row {
  readonly key: string;
  readonly label: string;
  readonly sub: string;
  readonly leg: number | undefined;
  readonly mean: number;
  readonly parts: readonly Part[];
}

export function CostTable({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hover = useHover();
  const { view, names } = usePlan();
  const byParty = view.costBy === "party";
  const { parts } = option.costUsd;
  const parties = useMemo(
    () =>
      sharesBy(
        parts,
        (part) => part.party,
        (part) => part.usd.mean,
      ),
    [parts],
  );
  const rows = useMemo(
    () => (byParty ? rowsByParty(parts, t) : rowsByStage(option, (leg) => stageTitle(leg, names, t), t)),
    [byParty, parts, option, names, t],
  );
  const first = parties[0];
  const title = first ? t("cost.finding", { party: first.key, share: format.percent(first.share) }) : t("cost.title");
  const table = {
    columns: [t("cost.stage"), t("cost.party"), t("cost.kind"), "USD", "P10", "P90", t("cost.basis")],
    rows: parts.map((part) => {
      const leg = option.legs[part.leg];
      return [
        leg ? stageTitle(leg, names, t) : "",
        part.party,
        t(`cost-kind.${part.kind}`),
        round(part.usd.mean),
        round(part.usd.low),
        round(part.usd.high),
        t(`basis.${part.basis}`),
      ];
    }),
  };
  return (
    <ChartFrame name="cost" title={title} subtitle={t("cost.subtitle", { currency: format.currency })} table={table}>
      <StackedBar
        label={t("cost.by-party")}
        shares={parties.map((share) => ({ ...share, label: share.key, text: format.percent(share.share) }))}
      />
      <fieldset className="segmented">
        <legend className="sr-only">{t("cost.group")}</legend>
        <button type="button" aria-pressed={!byParty} onClick={() => setView({ costBy: "stage" })}>
          {t("cost.by-stage")}
        </button>
        <button type="button" aria-pressed={byParty} onClick={() => setView({ costBy: "party" })}>
          {t("cost.by-party")}
        </button>
      </fieldset>
      <table className="cost-table">
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.key}
              data-on={(row.leg !== undefined && hover.leg === row.leg) || undefined}
              onMouseEnter={() => row.leg !== undefined && setHover({ leg: row.leg })}
              onMouseLeave={() => setHover({})}
            >
              <th scope="row">
                {row.label}
                {row.sub && <span className="note">{row.sub}</span>}
              </th>
              <td className="num" title={format.moneyExact(row.mean)}>
                {format.moneyValue(row.mean)}
              </td>
              <td className="dot-cell">
                <SourceDot
                  refs={row.parts.flatMap((part) => part.sources)}
                  basis={weakestBasis(row.parts.map((part) => part.basis))}
                  what={row.label}
                  value={`${format.moneyExact(row.mean)} (${format.moneyRange(sum(row.parts, "low"), sum(row.parts, "high"))})`}
                  note={[...new Set(row.parts.map((part) => part.note).filter(Boolean))].join(" ")}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="cost-sum">
              {t("cost.total")}
            </th>
            <td className="num cost-sum">{format.moneyValue(option.costUsd.mean)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </ChartFrame>
  );
}

function rowsByParty(parts: readonly Part[], t: (key: string) => string): Row[] {
  return sharesBy(
    parts,
    (part) => part.party,
    (part) => part.usd.mean,
  ).map(({ key, value }) => {
    const own = parts.filter((part) => part.party === key);
    const kinds = [...new Set(own.map((part) => t(`cost-kind.${part.kind}`)))];
    return { key, label: key, sub: kinds.join(", "), leg: undefined, mean: value, parts: own };
  });
}

function rowsByStage(
  option: OptionJson,
  title: (leg: OptionJson["legs"][number]) => string,
  t: (key: string) => string,
): Row[] {
  return option.legs.flatMap((leg, index): Row[] => {
    const own = option.costUsd.parts.filter((part) => part.leg === index);
    if (own.length === 0) return [];
    const kinds = [...new Set(own.map((part) => t(`cost-kind.${part.kind}`)))];
    return [
      {
        key: String(index),
        label: title(leg),
        sub: kinds.join(", "),
        leg: index,
        mean: own.reduce((total, part) => total + part.usd.mean, 0),
        parts: own,
      },
    ];
  });
}

/** Sum of the low or high ends: wider than the total's own range, in which ups and downs cancel. */
function sum(parts: readonly Part[], end: "low" | "high"): number {
  return parts.reduce((total, part) => total + part.usd[end], 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
