// All that is known of the chosen way: when it arrives and how sure, what it costs and who charges it, what it emits, what
// to mind, and where each number comes from.

import { Menu } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OptionJson } from "../../wire/route.ts";
import { Arrival } from "../charts/arrival.tsx";
import { legsCsv, optionGeoJson, optionsCsv, saveText } from "../shell/downloads.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { useFormat } from "../state/use-format.ts";
import { stageTitle } from "../strip/stage-title.ts";
import { CostTable } from "./cost-table.tsx";
import { Emissions } from "./emissions.tsx";
import { ModeChain } from "./mode-chain.tsx";
import { RemarkText } from "./remark.tsx";
import { SourceDot, weakestBasis } from "./source-dot.tsx";

export interface InspectorProps {
  readonly option: OptionJson;
  /** The line that changes its width, where there is one. */
  readonly children?: ReactNode;
}

export function Inspector({ option, children }: InspectorProps) {
  const { t } = useTranslation();
  const { names, stale, rivals } = usePlan();
  const remarks = [...option.remarks, ...(rivals.find((rival) => rival.corridor === option.corridor)?.remarks ?? [])];
  return (
    <aside className="inspector" aria-label={t("details.title")} data-stale={stale || undefined}>
      {children}
      <header className="inspector-head">
        <div>
          <h2>{names.corridor(option.corridor, option.corridorName)}</h2>
          <ModeChain option={option} />
        </div>
        <DownloadMenu option={option} />
        <button
          type="button"
          className="icon-button"
          aria-label={t("details.close")}
          title={`${t("details.close")} (Esc)`}
          onClick={() => setView({ inspector: false })}
        >
          ×
        </button>
      </header>
      <div className="inspector-body">
        <KeyFigures option={option} />
        {remarks.length > 0 && (
          <ul className="remarks" aria-label={t("details.remarks")}>
            {[...new Set(remarks)].map((remark) => (
              <li key={remark}>
                <RemarkText remark={remark} />
              </li>
            ))}
          </ul>
        )}
        <LegRemarks option={option} />
        <Arrival option={option} />
        <CostTable option={option} />
        <Emissions option={option} />
        <Foot />
      </div>
    </aside>
  );
}

/** Capacities and conditions leg by leg, folded: they matter to few and are many. */
function LegRemarks({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  const legs = option.legs
    .map((leg) => ({ title: stageTitle(leg, names, t), remarks: [...new Set(leg.remarks)] }))
    .filter((leg) => leg.remarks.length > 0);
  if (legs.length === 0) return null;
  return (
    <details className="leg-remarks">
      <summary>{t("details.leg-remarks", { count: legs.length })}</summary>
      <dl>
        {legs.map((leg, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: legs of an answer keep their places
          <div key={index}>
            <dt>{leg.title}</dt>
            {leg.remarks.map((remark) => (
              <dd key={remark} className="note">
                <RemarkText remark={remark} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}

function KeyFigures({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { hours, costUsd, arrival } = option;
  const time = format.duration(hours.p50);
  const timeSources = option.legs.flatMap((leg) => leg.sources);
  const costSources = costUsd.parts.flatMap((part) => part.sources);
  const emissionSources = option.legs.flatMap((leg) => leg.emission?.sources ?? []);
  return (
    <dl className="figures">
      <div className="figure-wide">
        <dt>{t("number.time-p50")}</dt>
        <dd>
          <span className="big" title={format.durationExact(hours.p50)}>
            {time.value} <span>{time.unit}</span>
          </span>
          <SourceDot
            refs={timeSources}
            basis={weakestBasis(option.legs.map((leg) => leg.basis))}
            what={t("number.time-p50")}
            value={format.durationExact(hours.p50)}
          />
        </dd>
        <dd className="note">
          {t("details.arrival", { middle: format.date(arrival.p50), late: format.date(arrival.p95) })}
        </dd>
      </div>
      <div className="figure-wide">
        <dt>{t("number.cost")}</dt>
        <dd>
          <span className="big" title={format.moneyExact(costUsd.mean)}>
            {format.moneyValue(costUsd.mean)} <span>{format.currency}</span>
          </span>
          <SourceDot
            refs={costSources}
            basis={weakestBasis(costUsd.parts.map((part) => part.basis))}
            what={t("number.cost")}
            value={format.moneyExact(costUsd.mean)}
          />
        </dd>
        <dd className="note">{t("details.cost-range", { range: format.moneyRange(costUsd.low, costUsd.high) })}</dd>
      </div>
      <Figure label={t("number.emissions")} value={`${format.mass(option.co2eKg).text} CO₂e`}>
        <SourceDot
          refs={emissionSources}
          basis="derived"
          what={t("number.emissions")}
          value={`${format.number(option.co2eKg, 1)} kg CO₂e`}
        />
      </Figure>
      <Figure
        label={t("number.inventory")}
        value={format.money(option.inventoryUsd)}
        title={format.moneyExact(option.inventoryUsd)}
      />
      <Figure label={t("number.distance")} value={format.distance(option.km).text} />
      <Figure label={t("number.borders")} value={format.number(option.borders)} />
      {option.onTime !== undefined && <Figure label={t("number.on-time")} value={format.percent(option.onTime)} />}
    </dl>
  );
}

function Figure({
  label,
  value,
  title,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly title?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd title={title}>
        {value}
        {children}
      </dd>
    </div>
  );
}

function DownloadMenu({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const { options } = usePlan();
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button" aria-label={t("details.download")} title={t("details.download")}>
        <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
          <path d="M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="floating">
          <Menu.Popup className="popup menu">
            <Menu.Item
              className="menu-item"
              onClick={() => saveText("kopru-options.csv", "text/csv", optionsCsv(options))}
            >
              {t("download.options")}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => saveText("kopru-legs.csv", "text/csv", legsCsv(option))}>
              {t("download.legs")}
            </Menu.Item>
            <Menu.Item
              className="menu-item"
              onClick={() => saveText("kopru-way.geojson", "application/geo+json", optionGeoJson(option))}
            >
              {t("download.geojson")}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => print()}>
              {t("download.print")}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Foot() {
  const { t } = useTranslation();
  const format = useFormat();
  const { ok, none, dataset } = usePlan();
  const foot = ok ?? none;
  if (!foot) return null;
  const rate = foot.exchangeRates.find((known) => known.currency === format.currency);
  return (
    <p className="note foot">
      {t("details.foot", {
        year: foot.priceYear,
        dataset: foot.dataset.title,
        version: foot.dataset.version,
        hash: foot.dataset.hash.slice(0, 12),
        program: foot.program.version,
      })}
      {rate &&
        rate.currency !== "USD" &&
        ` ${t("details.rate", { currency: rate.currency, usd: format.number(rate.usdPerUnit, 4), date: format.date(rate.date) })}`}
      {dataset && ` ${dataset.attribution}`}
    </p>
  );
}
