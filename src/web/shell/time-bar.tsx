// The date of the network, 2010 to 2035, with what opens and closes marked on it. Left alone it follows the departure.

import { Popover } from "@base-ui/react/popover";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type NetworkOk, usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { YearTrack } from "./year-track.tsx";
import { FIRST_YEAR, isOnAxis, LAST_YEAR, shareOf } from "./years.ts";

type Change = NetworkOk["changes"][number];

export function TimeBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const { network, networkDate, question, ask } = usePlan();
  const changes = network?.changes ?? [];
  const marks = useMemo(() => marksOf(changes), [changes]);
  if (!networkDate) return <section className="time-bar" aria-label={t("time.title")} />;
  const depart = question?.depart;
  const moved = question?.date !== undefined && question.date !== depart;
  return (
    <section className="time-bar" aria-label={t("time.title")}>
      <span className="time-now" title={t("time.explained")}>
        <span className="note">{t("time.network")}</span> {format.date(networkDate)}
      </span>
      <YearTrack label={t("time.title")} date={networkDate} onMove={(date) => ask({ date })}>
        {marks.map((mark) => (
          <i
            key={mark.key}
            className="time-change"
            data-opens={mark.opens || undefined}
            style={{ left: `${shareOf(mark.date)}%` }}
            title={mark.title}
          />
        ))}
        {depart && (
          <i
            className="time-depart"
            style={{ left: `${shareOf(depart)}%` }}
            title={t("time.departure", { date: format.date(depart) })}
          />
        )}
      </YearTrack>
      <Changes changes={changes} onChoose={(date) => ask({ date })} />
      <button type="button" className="text-button" disabled={!moved} onClick={() => ask({ date: undefined })}>
        {t("time.follow")}
      </button>
    </section>
  );
}

function Changes({
  changes,
  onChoose,
}: {
  readonly changes: readonly Change[];
  readonly onChoose: (date: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = changes.filter(
    (change) => Number(change.date.slice(0, 4)) >= FIRST_YEAR && Number(change.date.slice(0, 4)) <= LAST_YEAR,
  );
  return (
    <Popover.Root>
      <Popover.Trigger className="text-button" disabled={shown.length === 0}>
        {t("time.changes", { count: shown.length })}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} side="top" align="end" className="floating">
          <Popover.Popup className="popup change-list">
            <Popover.Title className="popup-title">{t("time.changes-title")}</Popover.Title>
            <ul>
              {shown.map((change) => (
                <li key={change.date + change.subject + change.status}>
                  <button type="button" onClick={() => onChoose(change.date)}>
                    <span className="num">{format.date(change.date)}</span>
                    <span>
                      {change.label}
                      <span className="note"> {t(`status.${change.status}`)}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** A date moved by whole years and kept on the bar. */
export function shiftYear(date: string, step: number): string {
  const year = Math.min(LAST_YEAR, Math.max(FIRST_YEAR, Number(date.slice(0, 4)) + step));
  const rest = date.slice(4) === "-02-29" ? "-02-28" : date.slice(4);
  return `${year}${rest}`;
}

/** Changes of one month and direction as one mark. */
function marksOf(changes: readonly Change[]) {
  const byMonth = new Map<string, { key: string; date: string; opens: boolean; title: string }>();
  for (const change of changes) {
    const opens = change.status === "open";
    const key = `${change.date.slice(0, 7)}-${opens}`;
    const known = byMonth.get(key);
    const line = `${change.date} ${change.label}`;
    if (known) known.title += `\n${line}`;
    else byMonth.set(key, { key, date: change.date, opens, title: line });
  }
  return [...byMonth.values()].filter((mark) => isOnAxis(mark.date));
}
