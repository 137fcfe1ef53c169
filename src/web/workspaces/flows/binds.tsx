// What binds: use, waiting and the price of one unit more, tied to the map both ways.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { SourceDot } from "../../panels/source-dot.tsx";
import { RowsTable } from "../../tables/rows-table.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { UseBar } from "../what-if/use-bar.tsx";
import { listBinding } from "./flow-scene.ts";
import { useBottleneckName } from "./headline.tsx";
import type { Flows } from "./use-flows.ts";

const SHOWN = 40;

export function Binds({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
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
      <RowsTable
        label={t("what-if.tab.binds")}
        rows={rows}
        keyOf={({ id }) => id}
        tie={{ thingOf: ({ subject }) => subject }}
        columns={[
          { id: "name", kind: "name", head: t("binds.name"), cell: nameOf },
          {
            id: "use",
            kind: "text",
            head: t("binds.use"),
            cell: (b) => <UseBar share={b.utilisation} before={changed ? before.get(b.id)?.utilisation : undefined} />,
          },
          {
            id: "flow",
            kind: "number",
            head: t("binds.flow"),
            cell: (b) => (
              <>
                {count(b.flow, b.unit)} <span className="note">/ {count(b.capacity, b.unit)}</span>
              </>
            ),
          },
          {
            id: "wait",
            kind: "number",
            head: t("binds.wait"),
            cell: ({ waitHours }) => (waitHours > 0.05 ? format.span(waitHours) : "–"),
          },
          {
            id: "price",
            kind: "number",
            head: t("binds.price"),
            cell: ({ id, shadowPriceUsdPerUnit: price }) => {
              const was = changed ? before.get(id) : undefined;
              const change = price - (was?.shadowPriceUsdPerUnit ?? price);
              return (
                <>
                  {price > 0 ? usd(price) : "–"}
                  {Math.abs(change) > 0.005 && <span className="note"> {signed(change, usd)}</span>}
                </>
              );
            },
          },
          {
            id: "rent",
            kind: "number",
            head: t("binds.rent"),
            cell: ({ rentUsd }) => (rentUsd > 0 ? usd(rentUsd) : "–"),
          },
          {
            id: "source",
            kind: "dot",
            head: t("claims.source"),
            cell: (b) => (
              <SourceDot
                refs={b.sources}
                basis={b.basis}
                what={`${nameOf(b)}: ${t("binds.capacity")}`}
                value={count(b.capacity, b.unit)}
              />
            ),
          },
        ]}
      />
    </ChartFrame>
  );
}
