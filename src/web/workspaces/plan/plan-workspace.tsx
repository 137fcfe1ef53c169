// Plan: one consignment, its ways, its journey on a clock. In the first chunk, because most visits begin here.

import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { AskPanel } from "../../panels/ask-panel.tsx";
import { CompareTable } from "../../panels/compare-table.tsx";
import { Inspector } from "../../panels/inspector.tsx";
import { OptionList } from "../../panels/option-list.tsx";
import { Dock } from "../../shell/dock.tsx";
import { FileButton } from "../../shell/file-drop.tsx";
import { PrintView } from "../../shell/print-view.tsx";
import { SheetTabs } from "../../shell/sheet.tsx";
import { TimeBar } from "../../shell/time-bar.tsx";
import { SHEETS } from "../../state/app-state.ts";
import { usePicking } from "../../state/picking.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { Timeline } from "../../strip/timeline.tsx";
import type { RightProps, Workspace } from "../workspace.ts";

function Left() {
  const { t } = useTranslation();
  const [picking, setPicking] = usePicking();
  return (
    <>
      <h1 className="sr-only">{t("ask.title")}</h1>
      <AskPanel picking={picking} setPicking={setPicking} />
      <OptionList />
      <div className="left-foot">
        <FileButton />
      </div>
    </>
  );
}

function Right({ children }: RightProps) {
  const { view, chosen } = usePlan();
  if (!view.inspector || !chosen) return null;
  return <Inspector option={chosen}>{children}</Inspector>;
}

function Sheet() {
  const { t } = useTranslation();
  const { view, chosen } = usePlan();
  const [picking, setPicking] = usePicking();
  return (
    <>
      <h1 className="sr-only">{t("ask.title")}</h1>
      <SheetTabs
        tabs={SHEETS.map((sheet) => ({ id: sheet, name: t(`sheet.${sheet}`) }))}
        on={view.sheet}
        onChoose={(sheet) => setView({ sheet })}
      />
      {view.sheet === "ask" && (
        <>
          <AskPanel picking={picking} setPicking={setPicking} />
          <OptionList />
          <TimeBar />
        </>
      )}
      {view.sheet === "journey" &&
        (chosen ? <Timeline option={chosen} /> : <p className="hint">{t("options.loading")}</p>)}
      {view.sheet === "details" &&
        (chosen ? <Inspector option={chosen} /> : <p className="hint">{t("options.loading")}</p>)}
      {view.sheet === "compare" && <CompareTable />}
    </>
  );
}

function Behind() {
  const { question, names } = usePlan();
  useEffect(() => {
    const { from, to } = question ?? {};
    document.title = from && to ? `${names.place(from)} – ${names.place(to)} – Kopru` : "Kopru";
  }, [question, names]);
  return <PrintView />;
}

export const planWorkspace: Workspace = { Left, Dock, Right, Time: TimeBar, Sheet, Behind };
