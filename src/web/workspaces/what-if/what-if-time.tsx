// The time bar of the what-if workspaces: the first day that is looked at, and the windows of the scenario's edits on the
// years; the windows by name one click away.

import { Popover } from "@base-ui/react/popover";
import { useTranslation } from "react-i18next";
import { YearTrack } from "../../shell/year-track.tsx";
import { FIRST_YEAR, LAST_YEAR, shareOf } from "../../shell/years.ts";
import { usePlan } from "../../state/plan.tsx";
import { type EditDocument, subjectsOf } from "../../state/scenario.ts";
import { setView } from "../../state/store.ts";
import { useFormat } from "../../state/use-format.ts";
import { useThingNames } from "./things.ts";
import { useWhatIf } from "./use-scenario.ts";

export interface WhatIfTimeProps {
  /** First day of what is on the screen. */
  readonly from: string | undefined;
  /** Its days, in words, where they are more than the first says. */
  readonly period?: string;
  /** The first day is not that of the scenario. */
  readonly isOwn?: boolean;
}

export function WhatIfTime({ from, period, isOwn = false }: WhatIfTimeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const whatIf = useWhatIf();
  const { dataset } = usePlan();
  const { document } = whatIf;
  const date = (isOwn ? undefined : document?.baseDate) ?? from ?? dataset?.defaultDate;
  if (!date) return <section className="time-bar" aria-label={t("time.title")} />;
  const windows = (document?.edits ?? []).filter((edit) => edit.from !== undefined || edit.to !== undefined);
  return (
    <section className="time-bar" aria-label={t("time.title")}>
      <span className="time-now">
        <span className="note">{t(period ? "what-if.looked-at" : "what-if.from")}</span> {period ?? format.date(date)}
      </span>
      <YearTrack
        label={t("what-if.from")}
        date={date}
        onMove={document && !isOwn ? (baseDate) => whatIf.change({ ...document, baseDate }) : undefined}
      >
        {windows.map((edit, index) => {
          const left = shareOf(edit.from ?? `${FIRST_YEAR}-01-01`);
          const right = shareOf(edit.to ?? `${LAST_YEAR}-12-31`);
          return (
            <i
              // biome-ignore lint/suspicious/noArrayIndexKey: an edit is its place in the list
              key={index}
              className="time-window"
              style={{ left: `${left}%`, width: `max(4px, ${right - left}%)` }}
            />
          );
        })}
      </YearTrack>
      <Windows edits={windows} />
    </section>
  );
}

function Windows({ edits }: { readonly edits: readonly EditDocument[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useThingNames();
  if (edits.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className="text-button">{t("what-if.windows", { count: edits.length })}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} side="top" align="end" className="floating">
          <Popover.Popup className="popup change-list">
            <Popover.Title className="popup-title">{t("what-if.windows-title")}</Popover.Title>
            <ul>
              {edits.map((edit, index) => {
                const [subject] = subjectsOf(edit);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: an edit is its place in the list
                  <li key={index}>
                    <button type="button" onClick={() => subject && setView({ thing: subject })}>
                      <span className="num">
                        {edit.from ? format.dateShort(edit.from) : "…"} – {edit.to ? format.dateShort(edit.to) : "…"}
                      </span>
                      <span>
                        {t(`edit.${edit.edit}`, { defaultValue: edit.edit })} {subject ? name(subject) : ""}
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
