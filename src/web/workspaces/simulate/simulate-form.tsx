// What is asked apart from the scenario: ships on each line, when, how sure, and for those who want it level of service,
// dependence and luck. Everything has a usual value: nothing must be filled in.

import { useTranslation } from "react-i18next";
import { BoundedNumber } from "../../panels/bounded-number.tsx";
import { DateField } from "../../panels/date-field.tsx";
import { setHover } from "../../state/hover.ts";
import { usePlan } from "../../state/plan.tsx";
import {
  changeFleet,
  changeForm,
  LEAST_DAYS,
  MOST_DAYS,
  MOST_REPLICATIONS,
  MOST_SEED,
  MOST_SERVICE_HOURS,
  MOST_VESSELS,
  type SimulationForm,
  USUAL_DAYS,
  USUAL_REPLICATIONS,
  USUAL_SEED,
} from "../../state/simulation.ts";
import { setView, setWhatIf } from "../../state/store.ts";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { type Crossing, type CrossingLine, useCrossing } from "./use-lines.ts";
import type { Simulation } from "./use-simulation.ts";

type Patch = Parameters<typeof changeForm>[1];

export function SimulateForm({ simulation }: { readonly simulation: Simulation }) {
  const { asked } = usePlan();
  const form = asked.simulation;
  const date = simulation.firstDay;
  const crossing = useCrossing(date);
  const put = (patch: Patch) => setWhatIf({ simulation: changeForm(form, patch) });
  return (
    <>
      <Fleet form={form} crossing={crossing} />
      <Season form={form} date={date} put={put} />
      <Sureness form={form} put={put} />
      <More form={form} put={put} />
    </>
  );
}

interface PartProps {
  readonly form: SimulationForm | undefined;
  readonly put: (patch: Patch) => void;
}

/** Ships of each line, from what is stated; the water level beside them, because it decides what a ship takes. */
function Fleet({ form, crossing }: { readonly form: SimulationForm | undefined; readonly crossing: Crossing }) {
  const { t } = useTranslation();
  const { asked } = usePlan();
  const { format } = useAmounts();
  const name = useThingNames();
  const { lines, water } = crossing;
  const changed = form?.fleet !== undefined;
  const order = (row: CrossingLine) =>
    (form?.fleet?.[row.line] === undefined ? 0 : -10) + (row.capacity?.unit === "TEU" ? -5 : 0);
  const rows = [...lines].sort((a, b) => order(a) - order(b) || b.vessels - a.vessels);
  // A link may name lines that this dataset has not.
  const unknown = Object.keys(rows.length > 0 ? (form?.fleet ?? {}) : {}).filter(
    (line) => !lines.some((row) => row.line === line),
  );
  return (
    <fieldset className="goods sim-fleet">
      <legend>{t("sim.fleet")}</legend>
      {rows.length === 0 && <div className="skeleton" style={{ height: 120 }} />}
      <ul>
        {rows.map((row) => (
          <LineRow key={row.line} row={row} vessels={form?.fleet?.[row.line]} />
        ))}
        {unknown.map((line) => (
          <li key={line} data-unknown="">
            <span className="sim-line-name">
              <code>{line}</code> <span className="sim-warnings">{t("sim.unknown-line")}</span>
            </span>
            <button
              type="button"
              className="icon-button"
              aria-label={t("sim.drop-line", { line })}
              title={t("sim.drop-line", { line })}
              onClick={() => setWhatIf({ simulation: changeFleet(form, line, undefined) })}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {water && (
        <p className="sim-water">
          <span className="note">{t("sim.water", { name: name(water.id, water.name) })}</span>{" "}
          <strong className="num">
            {format.number(water.levelM, 2)} {t("unit.m")}
          </strong>
          {water.levelM !== water.stated && (
            <span className="note"> {t("sim.water-stated", { level: format.number(water.stated, 2) })}</span>
          )}
          <button
            type="button"
            className="link-button"
            onClick={() => setView({ thing: water.id, whatIfSheet: "thing" })}
          >
            {t("sim.water-change")}
          </button>
        </p>
      )}
      {changed && asked.scenario && (
        <label className="check-row">
          <input
            type="checkbox"
            checked={form?.against === undefined}
            onChange={(event) =>
              setWhatIf({
                simulation: changeForm(form, { against: event.currentTarget.checked ? undefined : "dataset" }),
              })
            }
          />
          {t("sim.against-scenario")}
        </label>
      )}
    </fieldset>
  );
}

function LineRow({ row, vessels }: { readonly row: CrossingLine; readonly vessels: number | undefined }) {
  const { t } = useTranslation();
  const { asked } = usePlan();
  const nameOf = useThingNames();
  const { format } = useAmounts();
  const now = vessels ?? row.vessels;
  const name = nameOf(row.line, row.name);
  const put = (count: number) => {
    setWhatIf({ simulation: changeFleet(asked.simulation, row.line, count === row.vessels ? undefined : count) });
  };
  return (
    <li
      data-changed={now !== row.vessels || undefined}
      onMouseEnter={() => setHover({ thing: row.line })}
      onMouseLeave={() => setHover({})}
    >
      <span className="sim-line-name" title={name}>
        {name}
        {now !== row.vessels && <span className="note"> {t("sim.stated", { count: row.vessels })}</span>}
      </span>
      <span className="stepper">
        <button type="button" disabled={now <= 1} aria-label={t("sim.fewer", { name })} onClick={() => put(now - 1)}>
          −
        </button>
        <BoundedNumber
          label={t("sim.ships-on", { name })}
          title={
            row.capacity
              ? t("sim.takes", { amount: `${format.number(row.capacity.value)} ${row.capacity.unit}` })
              : undefined
          }
          min={1}
          max={MOST_VESSELS}
          value={now}
          onChange={put}
        />
        <button
          type="button"
          disabled={now >= MOST_VESSELS}
          aria-label={t("sim.more", { name })}
          onClick={() => put(now + 1)}
        >
          +
        </button>
      </span>
    </li>
  );
}

/** First day and days of the seasons; the year begins where the scenario does. */
const SEASONS = [
  { id: "year", month: 0, days: USUAL_DAYS },
  { id: "winter", month: 12, days: 90 },
  { id: "spring", month: 3, days: 92 },
  { id: "summer", month: 6, days: 92 },
  { id: "autumn", month: 9, days: 91 },
] as const;

function Season({ form, date, put }: PartProps & { readonly date: string }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const days = form?.days ?? USUAL_DAYS;
  const year = date.slice(0, 4);
  const firstDay = (month: number) => `${year}-${String(month).padStart(2, "0")}-01`;
  const on = (season: (typeof SEASONS)[number]) =>
    season.month === 0
      ? days === USUAL_DAYS && form?.from === undefined
      : days === season.days && form?.from?.slice(5) === firstDay(season.month).slice(5);
  return (
    <fieldset className="goods">
      <legend>{t("sim.season")}</legend>
      <div className="chips">
        {SEASONS.map((season) => (
          <button
            key={season.id}
            type="button"
            className="chip"
            data-season={season.id}
            aria-pressed={on(season)}
            onClick={() =>
              put(
                season.month === 0
                  ? { from: undefined, days: undefined }
                  : { from: firstDay(season.month), days: season.days },
              )
            }
          >
            {t(`sim.season-${season.id}`)}
          </button>
        ))}
      </div>
      <p className="sim-period">
        <DateField
          label={t("sim.first-day")}
          value={date}
          shown={format.date(date)}
          onChange={(from) => put({ from })}
        />
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the number */}
        <label>
          <BoundedNumber
            label={t("sim.days")}
            min={LEAST_DAYS}
            max={MOST_DAYS}
            value={days}
            onChange={(value) => put({ days: value === USUAL_DAYS ? undefined : value })}
          />{" "}
          {t("sim.days")}
        </label>
      </p>
    </fieldset>
  );
}

const PRECISIONS = [0.05, 0.02, 0.01];
const COUNTS = [5, USUAL_REPLICATIONS, 30, 100];

/** So many replications, or as many as a precision takes. */
function Sureness({ form, put }: PartProps) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const precision = form?.precision;
  const replications = form?.replications ?? USUAL_REPLICATIONS;
  const chip = (key: string, isOn: boolean, text: string, label: string, patch: Patch) => (
    <button key={key} type="button" className="chip" aria-pressed={isOn} aria-label={label} onClick={() => put(patch)}>
      {text}
    </button>
  );
  return (
    <fieldset className="goods">
      <legend>{t("sim.sure")}</legend>
      <div className="chips">
        {COUNTS.map((count) =>
          chip(
            `n${count}`,
            precision === undefined && replications === count,
            format.number(count),
            t("sim.replications", { count, number: format.number(count) }),
            { precision: undefined, replications: count === USUAL_REPLICATIONS ? undefined : count },
          ),
        )}
        <span className="note sim-or">{t("sim.or-until")}</span>
        {PRECISIONS.map((share) =>
          chip(
            `p${share}`,
            precision === share,
            `±${format.percent(share)}`,
            t("sim.precise", { share: format.percent(share) }),
            {
              precision: share,
              replications: undefined,
            },
          ),
        )}
      </div>
    </fieldset>
  );
}

const USUAL_SERVICE_HOURS = 72;

function More({ form, put }: PartProps) {
  const { t } = useTranslation();
  const open = form?.seed !== undefined || form?.serviceHours !== undefined || form?.depends === true;
  return (
    <details className="sim-more" open={open || undefined}>
      <summary>{t("sim.more-terms")}</summary>
      <div className="sim-more-body">
        <label className="check-row">
          <input
            type="checkbox"
            checked={form?.serviceHours !== undefined}
            onChange={(event) => put({ serviceHours: event.currentTarget.checked ? USUAL_SERVICE_HOURS : undefined })}
          />
          {t("sim.ask-capacity")}
        </label>
        {form?.serviceHours !== undefined && (
          <BoundedRow
            label={t("sim.service-hours")}
            value={form.serviceHours}
            onChange={(serviceHours) => put({ serviceHours })}
            min={1}
            max={MOST_SERVICE_HOURS}
            fractions
            suffix={t("unit.h")}
          />
        )}
        <label className="check-row">
          <input
            type="checkbox"
            checked={form?.depends === true}
            onChange={(event) => put({ depends: event.currentTarget.checked ? true : undefined })}
          />
          {t("sim.ask-depends")}
        </label>
        <BoundedRow
          label={t("sim.replications-word")}
          value={form?.replications ?? USUAL_REPLICATIONS}
          onChange={(count) => put({ replications: count === USUAL_REPLICATIONS ? undefined : count })}
          min={1}
          max={MOST_REPLICATIONS}
        />
        <BoundedRow
          label={t("sim.seed")}
          value={form?.seed ?? USUAL_SEED}
          onChange={(seed) => put({ seed: seed === USUAL_SEED ? undefined : seed })}
          min={0}
          max={MOST_SEED}
        />
      </div>
    </details>
  );
}

function BoundedRow({ suffix, ...field }: Parameters<typeof BoundedNumber>[0] & { readonly suffix?: string }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the number
    <label className="form-row">
      <span>{field.label}</span>
      <span className="with-suffix">
        <BoundedNumber {...field} />
        {suffix && <span className="note">{suffix}</span>}
      </span>
    </label>
  );
}
