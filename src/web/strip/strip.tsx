// The strip diagram: time runs right. Countries and seas as bands, one block per stage in its mode's stroke, waiting
// hatched, borders as ticks, and under it the doubt that grows with every stage until the arrival.

import { type KeyboardEvent, useId, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { OptionJson } from "../../wire/route.ts";
import { linear, niceTicks } from "../charts/scale.ts";
import { useWidth } from "../charts/use-width.ts";
import { legColour, modeDash } from "../map/palette.ts";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { StageCard } from "./stage-card.tsx";
import { countryBands, fitLabels, type Stage, stagesOf, stopsOf } from "./stages.ts";

const LEFT = 16;
const RIGHT = 112;
const BANDS_Y = 2;
const BANDS_H = 16;
const NAMES_Y = 34;
const RIBBON_Y = 42;
const RIBBON_H = 26;
const FAN_Y = 78;
const FAN_H = 68;
const AXIS_Y = FAN_Y + FAN_H + 4;
const HEIGHT = AXIS_Y + 20;
const CHAR_PX = 6.3;

export interface StripProps {
  readonly option: OptionJson;
  /** Width in px where there is none to measure: on paper. */
  readonly fixedWidth?: number;
}

export function Strip({ option, fixedWidth }: StripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { names, view, ok } = usePlan();
  const hover = useHover();
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const svg = useRef<SVGSVGElement>(null);
  const hatch = useId();
  const stages = useMemo(() => stagesOf(option), [option]);
  const end = stages.at(-1)?.end ?? 1;
  const x = linear(0, end, LEFT, Math.max(LEFT + 100, width - RIGHT));
  const stops = useMemo(() => stopsOf(stages), [stages]);
  const unit = view.time === "days" ? 24 : 1;
  const label = (stop: (typeof stops)[number]) => names.place(stop.id, stop.name);
  const boxOf = (stop: (typeof stops)[number]) => {
    const half = (label(stop).length * CHAR_PX) / 2;
    const at = stop.at === 0 ? LEFT + half : x(stop.at);
    return { from: at - half, to: at + half };
  };
  const named = width > 0 ? fitLabels(stops, boxOf) : [];
  const focused = hover.leg !== undefined ? stages[hover.leg] : undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const blocks = [...(svg.current?.querySelectorAll<SVGElement>("[data-stage]") ?? [])];
    const at = blocks.indexOf(document.activeElement as unknown as SVGElement);
    blocks[Math.max(0, Math.min(blocks.length - 1, at + step))]?.focus();
    event.preventDefault();
  };

  return (
    <div className="strip" ref={box}>
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: an SVG cannot be a fieldset
        <svg
          ref={svg}
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="group"
          aria-label={t("strip.label")}
          onKeyDown={onKeyDown}
          onMouseLeave={() => setHover({})}
        >
          <defs>
            <pattern id={hatch} width="5" height="5" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
              <rect width="5" height="5" fill="var(--paper)" />
              <rect width="2" height="5" fill="var(--wait)" />
            </pattern>
          </defs>
          <Bands stages={stages} x={x} />
          {named.map((stop) => (
            <g key={`${stop.id}-${stop.at}`}>
              <text
                x={stop.at === 0 ? LEFT : x(stop.at)}
                y={NAMES_Y}
                textAnchor={stop.at === 0 ? "start" : "middle"}
                className={stop.rank === 0 ? "strip-name strip-end" : "strip-name"}
              >
                {label(stop)}
              </text>
              <line x1={x(stop.at)} x2={x(stop.at)} y1={NAMES_Y + 3} y2={RIBBON_Y} stroke="var(--line-2)" />
            </g>
          ))}
          {stages.map((stage) => (
            <Block
              key={stage.index}
              stage={stage}
              x={x}
              hatch={hatch}
              on={hover.leg === stage.index}
              first={stage.index === 0}
            />
          ))}
          <Fan stages={stages} option={option} x={x} />
          {focused && (
            <rect
              x={x(focused.start)}
              width={Math.max(2, x(focused.end) - x(focused.start))}
              y={FAN_Y}
              height={FAN_H}
              fill="var(--accent)"
              opacity="0.1"
              pointerEvents="none"
            />
          )}
          <line x1={x(0)} x2={x(end)} y1={AXIS_Y} y2={AXIS_Y} stroke="var(--line-2)" />
          {niceTicks(0, end / unit, Math.max(3, Math.floor(width / 110))).map((tick) => (
            <g key={tick}>
              <line x1={x(tick * unit)} x2={x(tick * unit)} y1={AXIS_Y} y2={AXIS_Y + 4} stroke="var(--line-2)" />
              <text x={x(tick * unit)} y={AXIS_Y + 15} textAnchor="middle" className="axis-text">
                {tick === 0 ? format.dateShort(ok?.request.depart ?? "") : format.number(tick)}
                {tick !== 0 && ` ${format.durationUnit}`}
              </text>
            </g>
          ))}
        </svg>
      )}
      {focused && (
        <StageCard
          stage={focused}
          x={Math.min(Math.max(x((focused.start + focused.end) / 2), 150), Math.max(150, width - 150))}
        />
      )}
    </div>
  );
}

function Bands({ stages, x }: { readonly stages: readonly Stage[]; readonly x: (hours: number) => number }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  return (
    <g>
      {countryBands(stages).map((band, index) => {
        const from = x(band.from);
        const wide = x(band.to) - from;
        const sea = band.key === "XX";
        const ship = sea
          ? stages.find(
              (stage) => stage.start >= band.from - 0.01 && stage.leg.mode === "sea" && stage.leg.kind === "line-haul",
            )?.leg
          : undefined;
        const full = sea
          ? (ship && names.thing(ship.service, ship.serviceName)) || t("mode.sea")
          : names.country(band.key);
        const text = full.length * CHAR_PX + 8 < wide ? full : sea ? "" : wide > 18 ? band.key : "";
        return (
          <g key={band.from}>
            {sea && <rect x={from} y={BANDS_Y} width={wide} height={AXIS_Y - BANDS_Y} fill="var(--band)" />}
            <rect
              x={from}
              y={BANDS_Y}
              width={Math.max(0, wide - 1)}
              height={BANDS_H}
              fill={sea ? "var(--band)" : index % 2 ? "var(--sunk)" : "var(--line)"}
              opacity={sea ? 1 : 0.75}
            />
            <text x={from + wide / 2} y={BANDS_Y + 12} textAnchor="middle" className="band-text">
              {text}
              <title>{full}</title>
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface BlockProps {
  readonly stage: Stage;
  readonly x: (hours: number) => number;
  readonly hatch: string;
  readonly on: boolean;
  readonly first: boolean;
}

function Block({ stage, x, hatch, on, first }: BlockProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { names } = usePlan();
  const { leg } = stage;
  const from = x(stage.start);
  const wide = Math.max(1.5, x(stage.end) - from - 0.75);
  const waitShare = leg.hours > 0 ? Math.min(1, leg.waitHours / leg.hours) : 0;
  const allWait = leg.kind === "wait" || leg.kind === "storage";
  const waits = allWait ? wide : wide * waitShare;
  const thin = leg.kind === "border" || leg.kind === "terminal" || leg.kind === "gauge-change";
  const inset = thin ? 6 : leg.mode === "road" ? 4 : 0;
  const name =
    leg.from === leg.to
      ? `${t(`leg.${leg.kind}`)}, ${names.place(leg.from, leg.fromName)}`
      : `${t(`mode.${leg.mode}`)}, ${names.place(leg.from, leg.fromName)} – ${names.place(leg.to, leg.toName)}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG has no button of its own
    <g
      role="button"
      tabIndex={first ? 0 : -1}
      data-stage={stage.index}
      aria-label={`${name}: ${format.span(leg.hours)}`}
      className="block"
      onMouseEnter={() => setHover({ leg: stage.index })}
      onFocus={() => setHover({ leg: stage.index })}
      onBlur={() => setHover({})}
    >
      <rect x={from} y={RIBBON_Y - 4} width={wide} height={RIBBON_H + 8} fill="transparent" />
      <rect
        x={from}
        y={RIBBON_Y + inset}
        width={wide}
        height={RIBBON_H - inset * 2}
        rx="1.5"
        fill={allWait ? `url(#${hatch})` : legColour(leg)}
      />
      {leg.kind === "line-haul" && leg.mode === "rail" && wide > 24 && (
        <line
          x1={from + 4}
          x2={from + wide - 4}
          y1={RIBBON_Y + RIBBON_H / 2}
          y2={RIBBON_Y + RIBBON_H / 2}
          stroke="var(--paper)"
          strokeWidth="1"
          strokeDasharray="1 6"
          opacity="0.8"
        />
      )}
      {leg.kind === "line-haul" && (leg.mode === "sea" || leg.mode === "inland-water") && wide > 16 && (
        <line
          x1={from + 4}
          x2={from + wide - 4}
          y1={RIBBON_Y + RIBBON_H / 2}
          y2={RIBBON_Y + RIBBON_H / 2}
          stroke="var(--paper)"
          strokeWidth="1.4"
          strokeDasharray={modeDash(leg.mode, 3)}
          opacity="0.8"
        />
      )}
      {!allWait && waits > 0.5 && (
        <rect
          x={from}
          y={RIBBON_Y + inset}
          width={waits}
          height={RIBBON_H - inset * 2}
          rx="1.5"
          fill={`url(#${hatch})`}
        />
      )}
      {leg.kind === "border" && (
        <line
          x1={from}
          x2={from}
          y1={RIBBON_Y - 5}
          y2={RIBBON_Y + RIBBON_H + 5}
          stroke="var(--ink)"
          strokeWidth="1.5"
        />
      )}
      {on && (
        <rect
          x={from - 1}
          y={RIBBON_Y - 2}
          width={wide + 2}
          height={RIBBON_H + 4}
          rx="2"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
        />
      )}
    </g>
  );
}

/** How much earlier or later than the mean, after each stage: thickness is doubt. */
function Fan({
  stages,
  option,
  x,
}: {
  readonly stages: readonly Stage[];
  readonly option: OptionJson;
  readonly x: (hours: number) => number;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mean, p10, p50, p90, p95 } = option.hours;
  const last = stages.at(-1);
  if (!last) return null;
  const early = p10 - mean;
  const late = p95 - mean;
  const y = linear(late, early, FAN_Y + 4, FAN_Y + FAN_H - 4);
  const edge = (pick: (stage: Stage) => number) =>
    stages.map((stage) => `${x(stage.end).toFixed(1)},${y(pick(stage) - stage.end).toFixed(1)}`);
  const start = `${x(0).toFixed(1)},${y(0).toFixed(1)}`;
  const area = (low: (stage: Stage) => number, high: (stage: Stage) => number) =>
    `M${[start, ...edge(high)].join("L")}L${edge(low).reverse().join("L")}Z`;
  const end = x(last.end);
  const marks = [
    { key: "P95", at: p95, iso: option.arrival.p95 },
    { key: "P90", at: p90, iso: after(option.arrival.p50, p90 - p50) },
    { key: "P50", at: p50, iso: option.arrival.p50 },
    { key: "P10", at: p10, iso: option.arrival.p10 },
  ];
  const shown = fitLabels(
    marks.map((mark, index) => ({ ...mark, rank: [1, 3, 0, 2][index] ?? 9 })),
    (mark) => ({ from: y(mark.at - mean) - 5, to: y(mark.at - mean) + 5 }),
    3,
  );
  return (
    <g>
      <path
        d={area(
          (stage) => stage.done.p10,
          (stage) => stage.done.p95,
        )}
        fill="var(--fan)"
      />
      <path
        d={area(
          (stage) => stage.done.p10,
          (stage) => stage.done.p90,
        )}
        fill="var(--fan-2)"
        opacity="0.75"
      />
      <path
        d={`M${[start, ...edge((stage) => stage.done.p50)].join("L")}`}
        fill="none"
        stroke="var(--ink)"
        strokeWidth="1.5"
      />
      <text x={LEFT} y={FAN_Y + 12} className="axis-text">
        {t("strip.later")}
      </text>
      <text x={LEFT} y={FAN_Y + FAN_H - 3} className="axis-text">
        {t("strip.earlier")}
      </text>
      {shown.map((mark) => (
        <g key={mark.key}>
          <line x1={end} x2={end + 6} y1={y(mark.at - mean)} y2={y(mark.at - mean)} stroke="var(--ink)" />
          <text
            x={end + 10}
            y={y(mark.at - mean) + 4}
            className={mark.key === "P50" ? "fan-text fan-strong" : "fan-text"}
          >
            {mark.key} {format.dateShort(mark.iso)}
            <title>{format.dateTime(mark.iso)}</title>
          </text>
        </g>
      ))}
    </g>
  );
}

/** An instant so many hours later. */
function after(iso: string, hours: number): string {
  return new Date(Date.parse(iso) + hours * 3_600_000).toISOString();
}
