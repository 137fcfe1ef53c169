// What a sweep calls its axes, figures and scenarios, in the reader's language: its answer has ids and English. Labels that its
// author gave, and blocks of a model, keep the names they have.

import { useTranslation } from "react-i18next";
import type { SweepOk } from "../../../wire/sweep.ts";
import { useScenarioNames } from "../../api/queries.ts";
import { usePlan } from "../../state/plan.tsx";
import { useFormat } from "../../state/use-format.ts";
import { useThingNames } from "../what-if/things.ts";

type Axis = SweepOk["axes"][number];
type Measure = SweepOk["measures"][number];

/** `fleet a-line` or `water-level a-sea, add`, as an axis is called that nobody labelled. */
const UNLABELLED = /^([a-z]+(?:-[a-z]+)*) ([a-z0-9]+(?:-{1,2}[a-z0-9]+)*)(?:, (add|scale))?$/;
/** A line from a port, a line, a station or a group, and which figure of it; a line has several kinds of ships. */
const FIGURE = /^(.+?)(?: from ([^ .]+))?\.(hours|p50|p80|p95|wait|queue|perYear|busy)(?: (\d+))?$/;
/** A border is titled by its place and two countries, a terminal by its place and kind. */
const STATION = /^(.+): (?:([A-Z]{2}) → ([A-Z]{2})|[^:]*)$/;
/** Edits that measure in metres. */
const METRES = ["water-level", "draft"];

export interface SweepNames {
  readonly axis: (axis: Axis) => string;
  readonly axisValue: (axis: Axis, value: number | string) => string;
  readonly measure: (measure: Measure) => string;
  /** A figure as it is written, without its unit. */
  readonly number: (measure: Measure | undefined, value: number | null | undefined) => string;
  readonly scenario: (name: string | null) => string;
}

export function useSweepNames({ kind }: Pick<SweepOk, "kind">): SweepNames {
  const { t } = useTranslation();
  const format = useFormat();
  const { names, view, dataset } = usePlan();
  const nameOf = useThingNames();
  const inWords = useScenarioNames(view.lang, true);

  const partsOf = ({ name }: Axis) => {
    const [, edit = "", what = "", how = "set"] = (kind === "crossing" && UNLABELLED.exec(name)) || [];
    const title = t(`edit.${edit}`, { defaultValue: "" });
    return title === "" || nameOf(what) === what ? undefined : { edit, title, what: nameOf(what), how };
  };
  const subjectOf = (id: string, port: string | undefined, measure: Measure): string => {
    if (id === "endToEnd") return t("sim.measure-all");
    if (kind === "model") return id;
    if (dataset?.demandGroups.some((group) => group.id === id)) return names.goods(id);
    const own = nameOf(id);
    if (port !== undefined) return `${own} · ${nameOf(port)} →`;
    if (own === id) return measure.name.replace(/, [^,]*$/, "");
    const [, place, from, to] = STATION.exec(own) ?? [];
    if (place === undefined) return own;
    return `${place}: ${from && to ? `${names.country(from)} → ${names.country(to)}` : t("sim.kind-station")}`;
  };
  const unitOf = ({ unit }: Measure): string => {
    if (unit === "share" || unit === "") return "";
    if (unit === "units/year") return t("sim.a-year", { unit: t("sim.unit-unit") });
    return unit === "units" ? t("sim.unit-unit") : t(`unit.${unit}`, { defaultValue: unit });
  };

  return {
    axis: (axis) => {
      const parts = partsOf(axis);
      return parts
        ? `${parts.title}: ${parts.what}${METRES.includes(parts.edit) && parts.how !== "scale" ? `, ${t("unit.m")}` : ""}`
        : axis.name;
    },
    axisValue: (axis, value) => {
      if (typeof value === "string") return value;
      const how = partsOf(axis)?.how;
      const text = format.number(value, Math.min(4, `${value}`.split(".")[1]?.length ?? 0));
      if (how === "scale") return `× ${text}`;
      return how === "add" && value > 0 ? `+${text}` : text;
    },
    measure: (measure) => {
      const [, id = "", port, figure, part] = FIGURE.exec(measure.id) ?? [];
      const unit = unitOf(measure);
      const name = figure
        ? t(`sim.measure-${figure}`, { name: `${subjectOf(id, port, measure)}${part ? ` (${part})` : ""}` })
        : measure.name;
      return unit === "" ? name : `${name}, ${unit}`;
    },
    number: (measure, value) => {
      if (value == null) return "–";
      if (measure?.unit === "share") return format.percent(value, 1);
      return format.number(value, Math.abs(value) < 100 ? 1 : 0);
    },
    scenario: (name) => (name === null ? t("show.base") : inWords(name)),
  };
}
