// Which limit binds, on how many days, and what one tonne more of it would be worth.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { SourceDot } from "../../panels/source-dot.tsx";
import { RowsTable } from "../../tables/rows-table.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { listOilBinding, type Oil } from "./use-oil.ts";

export function OilBinds({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const nameOf = useThingNames();
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
      <RowsTable
        label={t("what-if.tab.binds")}
        rows={rows}
        keyOf={({ element, kind }) => `${element} ${kind}`}
        titleOf={({ sentence }) => sentence}
        tie={{ thingOf: ({ element }) => element }}
        columns={[
          { id: "name", kind: "name", head: t("binds.name"), cell: ({ name }) => name },
          {
            id: "limit",
            kind: "text",
            head: t("oil.limit"),
            cell: ({ kind }) => t(`oil.limit-${kind}`, { defaultValue: kind }),
          },
          {
            id: "capacity",
            kind: "number",
            head: t("oil.capacity-a-day"),
            cell: ({ capacityPerDay, unit }) =>
              /^t\b/.test(unit) ? tonnes(capacityPerDay) : `${format.number(capacityPerDay, 1)} ${unit}`,
          },
          {
            id: "days",
            kind: "number",
            head: t("oil.days-binding"),
            cell: ({ daysBinding }) => format.number(daysBinding),
          },
          {
            id: "mean",
            kind: "number",
            head: t("oil.mean-price"),
            cell: ({ element, meanUsdPerTonne }) => (
              <>
                {usd(meanUsdPerTonne)}
                {show !== "base" && (
                  <span className="note">
                    {" "}
                    {signed(meanUsdPerTonne - (before.get(element)?.meanUsdPerTonne ?? 0), usd)}
                  </span>
                )}
              </>
            ),
          },
          {
            id: "max",
            kind: "number",
            head: t("oil.max-price"),
            cell: ({ maxUsdPerTonne }) => usd(maxUsdPerTonne),
          },
          {
            id: "source",
            kind: "dot",
            head: t("claims.source"),
            cell: ({ name, basis, sources, sentence }) =>
              basis && <SourceDot refs={sources} basis={basis} what={name} note={sentence} />,
          },
        ]}
      />
    </ChartFrame>
  );
}
