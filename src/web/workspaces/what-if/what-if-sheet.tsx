// What lies on the sheet of a phone in a what-if workspace: the question, its charts, or the thing that was chosen, by tabs.

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SheetTabs } from "../../shell/sheet.tsx";
import { WHAT_IF_SHEETS } from "../../state/app-state.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { type DockTabs, WhatIfTabs } from "./what-if-dock.tsx";

export interface WhatIfSheetProps<T extends string> extends DockTabs<T> {
  /** Name of the workspace. */
  readonly title: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
  readonly chart: ReactNode;
}

export function WhatIfSheet<T extends string>({ title, left, right, chart, tabs, on, onChoose }: WhatIfSheetProps<T>) {
  const { t } = useTranslation();
  const { view } = usePlan();
  return (
    <>
      <SheetTabs
        tabs={WHAT_IF_SHEETS.map((id) => ({ id, name: t(`what-if.sheet.${id}`) }))}
        on={view.whatIfSheet}
        onChoose={(whatIfSheet) => setView({ whatIfSheet })}
      />
      {view.whatIfSheet === "edit" ? left : <h1 className="sr-only">{title}</h1>}
      {view.whatIfSheet === "charts" && (
        <div className="sheet-charts">
          <h2 className="sr-only">{t("what-if.dock")}</h2>
          <WhatIfTabs tabs={tabs} on={on} onChoose={onChoose} />
          <div className="sheet-chart" id="dock-body" role="tabpanel" aria-labelledby={`tab-${on}`}>
            {chart}
          </div>
        </div>
      )}
      {view.whatIfSheet === "thing" && (view.thing === undefined ? <p className="hint">{t("thing.none")}</p> : right)}
    </>
  );
}
