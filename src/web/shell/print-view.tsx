// The answer on paper: question and terms, map as it stands, the ways, and of the chosen one the journey as a strip, the
// arrival, who charges what, the stages, what to mind, and what made the answer. Drawn only while printing.

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import type { OptionJson, RouteOk } from "../../wire/route.ts";
import { Arrival } from "../charts/arrival.tsx";
import { largestSpread, sharesBy } from "../charts/findings.ts";
import { weakestBasis } from "../panels/source-dot.tsx";
import { splitRemark } from "../panels/split-remark.ts";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { stageTitle } from "../strip/stage-title.ts";
import { Strip } from "../strip/strip.tsx";
import { DataTable } from "../tables/data-table.tsx";
import { Paper } from "./paper.tsx";

/** The map answers this event by redrawing and putting its picture into `detail.image`. */
export const MAP_PICTURE_EVENT = "kopru-map-picture";
export interface MapPicture {
  image: string;
}

/** What is left of A4 and Letter between ordinary margins, px. */
const PAPER_WIDTH = 680;

export function PrintView() {
  const { chosen, ok } = usePlan();
  const image = useMapPictureWhilePrinting();
  if (image === undefined || !ok || !chosen) return null;
  return <Report ok={ok} chosen={chosen} image={image} />;
}

/** The map's picture (empty when there is no map) from the moment that printing begins until it ends. */
export function useMapPictureWhilePrinting(): string | undefined {
  const [image, setImage] = useState<string>();
  useEffect(() => {
    let begun = false;
    const before = () => {
      // Both signs come when a person prints; by the second one the map is hidden and has no picture any more.
      if (begun) return;
      begun = true;
      const detail: MapPicture = { image: "" };
      document.dispatchEvent(new CustomEvent(MAP_PICTURE_EVENT, { detail }));
      // The browser prints as soon as this returns, so the report has to stand by then.
      flushSync(() => setImage(detail.image));
    };
    const after = () => {
      begun = false;
      setImage(undefined);
    };
    const paper = matchMedia("print");
    const turned = () => (paper.matches ? before() : after());
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    paper.addEventListener("change", turned);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      paper.removeEventListener("change", turned);
    };
  }, []);
  return image;
}

interface ReportProps {
  readonly ok: RouteOk;
  readonly chosen: OptionJson;
  readonly image: string;
}

function Report({ ok, chosen, image }: ReportProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { names } = usePlan();
  const { request } = ok;
  const finding = largestSpread(chosen);
  return (
    <Paper>
      <h1>
        {names.place(request.from.id, request.from.name)} – {names.place(request.to.id, request.to.name)}
      </h1>
      <Terms request={request} />
      {image && <img className="print-map" alt="" src={image} />}
      <Ways />
      <h2>{names.corridor(chosen.corridor, chosen.corridorName)}</h2>
      <p>{t("details.arrival", { middle: format.date(chosen.arrival.p50), late: format.date(chosen.arrival.p95) })}</p>
      <section className="print-chart">
        {finding && (
          <h3>
            {t("strip.finding", {
              what: stageTitle(finding.leg, names, t),
              share: format.percent(finding.share),
            })}
          </h3>
        )}
        <p className="note">{t("strip.subtitle")}</p>
        <Strip option={chosen} fixedWidth={PAPER_WIDTH} />
      </section>
      <div className="print-chart">
        <Arrival option={chosen} fixedWidth={PAPER_WIDTH} />
      </div>
      <Costs option={chosen} />
      <Stages option={chosen} />
      <Remarks option={chosen} />
      <p className="note">
        {t("details.foot", {
          year: ok.priceYear,
          dataset: ok.dataset.title,
          version: ok.dataset.version,
          hash: ok.dataset.hash.slice(0, 12),
          program: ok.program.version,
        })}
      </p>
    </Paper>
  );
}

function Terms({ request }: { readonly request: RouteOk["request"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { names } = usePlan();
  const { cargo } = request;
  const what =
    cargo.kind === "wagon"
      ? t("cargo.wagon-text", { tonnes: format.number(cargo.tonnes), commodity: names.commodity(cargo.commodity) })
      : `${format.number(cargo.units)} × ${t(`cargo.${cargo.kind}`)}`;
  const named = (term: string) => {
    const country = names.country(term);
    return country === term ? names.corridor(term, names.place(term)) : country;
  };
  const terms = [
    what,
    format.date(request.depart),
    `${t("ask.value")}: ${format.money(request.valueUsd)}`,
    ...(request.deadline ? [`${t("ask.deadline")}: ${format.date(request.deadline)}`] : []),
    ...(request.avoid.length > 0 ? [`${t("ask.avoid")}: ${request.avoid.map(named).join(", ")}`] : []),
    ...(request.require.length > 0 ? [`${t("ask.require")}: ${request.require.map(named).join(", ")}`] : []),
    ...(request.networkDate.slice(0, 10) === request.depart.slice(0, 10)
      ? []
      : [`${t("time.network")} ${format.date(request.networkDate)}`]),
  ];
  return <p>{terms.join(" · ")}</p>;
}

function Ways() {
  const { t } = useTranslation();
  const format = useFormat();
  const { options, names } = usePlan();
  const columns = [
    t("tradeoff.corridor"),
    "P50",
    "P10–P95",
    t("number.cost"),
    t("cost.range"),
    "CO₂e",
    t("number.borders"),
  ];
  const rows = options.map((option) => [
    names.corridor(option.corridor, option.corridorName),
    format.duration(option.hours.p50).text,
    format.durationRange(option.hours.p10, option.hours.p95),
    format.money(option.costUsd.mean),
    format.moneyRange(option.costUsd.low, option.costUsd.high),
    format.mass(option.co2eKg).text,
    format.number(option.borders),
  ]);
  return <DataTable columns={columns} rows={rows} />;
}

/** Who charges what, the largest first. */
function Costs({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { parts, mean, low, high } = option.costUsd;
  const parties = sharesBy(
    parts,
    (part) => part.party,
    (part) => part.usd.mean,
  );
  const rows = parties.map(({ key, value, share }) => {
    const own = parts.filter((part) => part.party === key);
    const kinds = [...new Set(own.map((part) => t(`cost-kind.${part.kind}`)))];
    return [
      key,
      kinds.join(", "),
      format.money(value),
      format.percent(share),
      t(`basis.${weakestBasis(own.map((part) => part.basis))}`),
    ];
  });
  const total = [t("cost.total"), format.moneyRange(low, high), format.money(mean), format.percent(1), ""];
  const columns = [t("cost.party"), t("cost.kind"), t("number.cost"), "%", t("cost.basis")];
  return (
    <>
      <h2>{t("cost.by-party")}</h2>
      <DataTable columns={columns} rows={[...rows, total]} />
    </>
  );
}

function Stages({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { names } = usePlan();
  const columns = [t("cost.stage"), t("strip.hours"), "P10–P90", t("number.cost"), "CO₂e", t("strip.known")];
  const rows = option.legs.map((leg) => [
    stageTitle(leg, names, t),
    leg.hours > 0 ? format.number(leg.hours, 1) : "",
    leg.hours > 0 ? `${format.number(leg.hoursP10)}–${format.number(leg.hoursP90)}` : "",
    leg.costUsd > 0 ? format.money(leg.costUsd) : "",
    leg.co2eKg > 0 ? format.mass(leg.co2eKg).text : "",
    t(`basis.${leg.basis}`),
  ]);
  return (
    <>
      <h2>{t("cost.by-stage")}</h2>
      <DataTable columns={columns} rows={rows} />
    </>
  );
}

function Remarks({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const { rivals } = usePlan();
  const ofCorridor = rivals.find((rival) => rival.corridor === option.corridor)?.remarks ?? [];
  const remarks = [...new Set([...option.remarks, ...ofCorridor])];
  if (remarks.length === 0) return null;
  return (
    <>
      <h2>{t("details.remarks")}</h2>
      <ul>
        {remarks.map((remark) => (
          <li key={remark}>{splitRemark(remark).text}</li>
        ))}
      </ul>
    </>
  );
}
