// The answer on paper: question, map as it stands, options, stages and costs of the chosen way, and what made the answer.
// Drawn only while printing.

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { stageTitle } from "../strip/stage-title.ts";

/** The map answers this event by redrawing and putting its picture into `detail.image`. */
export const MAP_PICTURE_EVENT = "kopru-map-picture";
export interface MapPicture {
  image: string;
}

export function PrintView() {
  const { t } = useTranslation();
  const format = useFormat();
  const { chosen, options, names, ok } = usePlan();
  const [image, setImage] = useState("");
  useEffect(() => {
    const before = () => {
      const detail: MapPicture = { image: "" };
      document.dispatchEvent(new CustomEvent(MAP_PICTURE_EVENT, { detail }));
      const picture = document.querySelector<HTMLImageElement>(".print-map");
      // React would draw too late: the browser prints as soon as this returns.
      if (picture) picture.src = detail.image;
      setImage(detail.image);
    };
    addEventListener("beforeprint", before);
    return () => removeEventListener("beforeprint", before);
  }, []);
  if (!ok || !chosen) return null;
  const { request } = ok;
  return (
    <div className="print" aria-hidden="true">
      <h1>
        {names.place(request.from.id, request.from.name)} – {names.place(request.to.id, request.to.name)}
      </h1>
      <p>
        {request.cargo.label} · {format.date(request.depart)}
      </p>
      <img className="print-map" alt="" src={image || undefined} />
      <table className="data-table">
        <thead>
          <tr>
            {[
              t("tradeoff.corridor"),
              "P50",
              "P10–P95",
              t("number.cost"),
              t("cost.range"),
              "CO₂e",
              t("number.borders"),
            ].map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {options.map((option) => (
            <tr key={option.id}>
              <td>{names.corridor(option.corridor, option.corridorName)}</td>
              <td>{format.duration(option.hours.p50).text}</td>
              <td>{format.durationRange(option.hours.p10, option.hours.p95)}</td>
              <td>{format.money(option.costUsd.mean)}</td>
              <td>{format.moneyRange(option.costUsd.low, option.costUsd.high)}</td>
              <td>{format.mass(option.co2eKg).text}</td>
              <td>{option.borders}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{names.corridor(chosen.corridor, chosen.corridorName)}</h2>
      <table className="data-table">
        <thead>
          <tr>
            {[t("cost.stage"), t("strip.hours"), "P10–P90", t("number.cost"), "CO₂e", t("strip.known")].map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chosen.legs.map((leg, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: legs of an answer keep their places
            <tr key={index}>
              <td>{stageTitle(leg, names, t)}</td>
              <td>{format.number(leg.hours, 1)}</td>
              <td>
                {format.number(leg.hoursP10)}–{format.number(leg.hoursP90)}
              </td>
              <td>{leg.costUsd > 0 ? format.money(leg.costUsd) : ""}</td>
              <td>{leg.co2eKg > 0 ? format.mass(leg.co2eKg).text : ""}</td>
              <td>{t(`basis.${leg.basis}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        {t("details.foot", {
          year: ok.priceYear,
          dataset: ok.dataset.title,
          version: ok.dataset.version,
          hash: ok.dataset.hash.slice(0, 12),
          program: ok.program.version,
        })}
      </p>
    </div>
  );
}
