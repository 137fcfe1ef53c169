// Which corridor carries how much of the cargo, beside the base, or what each gained and lost.

import { useTranslation } from "react-i18next";
import { BarRows } from "../../charts/bar-rows.tsx";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { usePlan } from "../../state/plan.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import type { Flows } from "./use-flows.ts";

/** So much of everything that the rest cannot be read beside it. */
const MOST = 0.6;

function giantFamily(
  corridors: readonly { readonly id: string; readonly tonnes: number }[],
  familyOf: (id: string) => string,
): { readonly family: string; readonly share: number } | undefined {
  const all = corridors.reduce((sum, { tonnes }) => sum + tonnes, 0);
  const byFamily = new Map<string, number>();
  for (const { id, tonnes } of corridors) byFamily.set(familyOf(id), (byFamily.get(familyOf(id)) ?? 0) + tonnes);
  const [largest] = [...byFamily].sort((a, b) => b[1] - a[1]);
  const share = largest && all > 0 ? largest[1] / all : 0;
  return largest && share > MOST && byFamily.size > 1 ? { family: largest[0], share } : undefined;
}

/** Of the larger of a gain and a loss, so that they are told as one move. */
const SHIFT_SHARE = 0.1;

export function Corridors({ flows, fixedWidth }: { readonly flows: Flows; readonly fixedWidth?: number }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  const { tonnes, teu, signed, percent } = useAmounts();
  const { state, base, show, comparison } = flows;
  if (!state || !base) return <div className="skeleton dock-skeleton" />;
  const before = new Map(base.corridors.map((corridor) => [corridor.id, corridor]));
  const name = (id: string, fallback: string) =>
    id === "other" ? t("flows.other-ways") : names.corridor(id, fallback);
  const changes = new Map(comparison?.corridors.map((corridor) => [corridor.id, corridor]));
  const difference = show === "difference";
  // A corridor that carries nothing any more has its row too.
  const now = new Set(state.corridors.map(({ id }) => id));
  const gone = base.corridors
    .filter(({ id }) => !now.has(id))
    .map((corridor) => ({ ...corridor, tonnes: 0, teu: 0, share: 0 }));
  const rows = [...state.corridors, ...gone]
    .map((corridor) => {
      const delta = changes.get(corridor.id)?.deltaTonnes ?? 0;
      return {
        key: corridor.id,
        label: name(corridor.id, corridor.name),
        value: difference ? delta : corridor.tonnes,
        ...(show === "scenario" ? { before: before.get(corridor.id)?.tonnes ?? 0 } : {}),
        text: difference
          ? signed(delta, tonnes)
          : `${tonnes(corridor.tonnes)}${corridor.teu > 0 ? ` · ${teu(corridor.teu)}` : ""}`,
        note: percent(corridor.share),
        corridor,
        delta,
      };
    })
    .filter(({ value, before: was }) => Math.abs(value) > 1e-6 || (was ?? 0) > 1e-6)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const [first] = rows;
  // A family that carries most of everything would leave the others a hair: both have an axis of their own, which is said.
  const giant = giantFamily(base.corridors, names.familyOf);
  const isGiant = (id: string) => giant !== undefined && names.familyOf(id) === giant.family;
  const few = rows.filter(({ key }) => !isGiant(key));
  const large = rows.filter(({ key }) => isGiant(key));
  const parts =
    giant && few.length > 0 && large.length > 0
      ? [
          { id: "few", rows: few, caption: t("flows.corridors-few", { share: percent(1 - giant.share) }) },
          { id: "large", rows: large, caption: t("flows.corridors-large", { share: percent(giant.share) }) },
        ]
      : [{ id: "all", rows, caption: "" }];
  const gains = rows.filter(({ delta }) => delta > 0).sort((a, b) => b.delta - a.delta)[0];
  const losses = rows.filter(({ delta }) => delta < 0).sort((a, b) => a.delta - b.delta)[0];
  // Cargo moves from one to another where what one loses is of the size of what the other gains; else one only grew.
  const isShift =
    gains !== undefined &&
    losses !== undefined &&
    Math.min(gains.delta, -losses.delta) > SHIFT_SHARE * Math.max(gains.delta, -losses.delta);
  const title = !first
    ? t(difference ? "flows.no-difference" : "flows.corridors-none")
    : difference && isShift
      ? t("flows.corridors-shift", {
          loser: losses.label,
          winner: gains.label,
          tonnes: tonnes(Math.min(gains.delta, -losses.delta)),
        })
      : difference
        ? t(first.delta > 0 ? "flows.corridor-gains" : "flows.corridor-loses", {
            name: first.label,
            tonnes: tonnes(Math.abs(first.delta)),
          })
        : t("flows.corridors-finding", { name: first.label, share: percent(first.corridor.share) });
  const table = {
    columns: ["id", t("tradeoff.corridor"), "tonnes", "TEU", "share", "base tonnes", "delta tonnes", "delta TEU"],
    rows: state.corridors.map(({ id, name: english, tonnes: own, teu: boxes, share }) => [
      id,
      name(id, english),
      own,
      boxes,
      share,
      before.get(id)?.tonnes ?? "",
      changes.get(id)?.deltaTonnes ?? "",
      changes.get(id)?.deltaTeu ?? "",
    ]),
  };
  return (
    <ChartFrame
      name="corridors"
      title={title}
      subtitle={t(
        difference ? "flows.corridors-change" : show === "scenario" ? "flows.corridors-beside" : "flows.corridors-unit",
      )}
      table={table}
    >
      {parts.length === 1 ? (
        <BarRows
          rows={rows}
          label={title}
          diverging={difference}
          tick={tonnes}
          {...(fixedWidth ? { fixedWidth } : {})}
        />
      ) : (
        <div className="corridor-parts">
          {parts.map(({ id, caption, rows: own }) => (
            <figure key={id}>
              <figcaption>{caption}</figcaption>
              <BarRows
                rows={own}
                label={`${title}: ${caption}`}
                diverging={difference}
                tick={tonnes}
                {...(fixedWidth ? { fixedWidth } : {})}
              />
            </figure>
          ))}
        </div>
      )}
    </ChartFrame>
  );
}
