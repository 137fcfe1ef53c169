// The shell: top bar, workspaces, what is asked and answered, map, details, dock, time bar; on a phone map, sheet, tabs.
// Only what is built is shown.

import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { getPlaces } from "./api/client.ts";
import { TABLE_EVENT } from "./charts/chart-frame.tsx";
import { speak } from "./i18n/index.ts";
import { AskPanel } from "./panels/ask-panel.tsx";
import { ClaimsPage } from "./panels/claims-page.tsx";
import { CompareTable } from "./panels/compare-table.tsx";
import { Inspector } from "./panels/inspector.tsx";
import { OptionList } from "./panels/option-list.tsx";
import { Boundary } from "./shell/boundary.tsx";
import { CommandPalette, KeyList } from "./shell/command-palette.tsx";
import { type Command, commandOfKey, listCommands } from "./shell/commands.ts";
import { Divider } from "./shell/divider.tsx";
import { Dock } from "./shell/dock.tsx";
import { FileButton, FileDrop } from "./shell/file-drop.tsx";
import { PrintView } from "./shell/print-view.tsx";
import { Sheet, type Stop } from "./shell/sheet.tsx";
import { shiftYear, TimeBar } from "./shell/time-bar.tsx";
import { TopBar } from "./shell/top-bar.tsx";
import { useMedia } from "./shell/use-media.ts";
import { SHEETS } from "./state/app-state.ts";
import { usePlan } from "./state/plan.tsx";
import { setView } from "./state/store.ts";
import { setRates } from "./state/use-format.ts";
import { Timeline } from "./strip/timeline.tsx";

const WorldMap = lazy(() => import("./map/map.tsx"));

export function App() {
  const { t } = useTranslation();
  const plan = usePlan();
  const { view } = plan;
  const phone = useMedia("(max-width: 760px)");
  const theme = useTheme();
  const [picking, setPicking] = useState<"from" | "to">();
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);

  // Rates are read during render below, so they are set before it.
  useMemo(() => setRates(plan.dataset?.currencies ?? []), [plan.dataset]);
  useEffect(() => speak(view.lang), [view.lang]);
  useEffect(() => {
    const { from, to } = plan.question ?? {};
    document.title =
      view.page === "claims"
        ? `${t("page.claims")} – Kopru`
        : from && to
          ? `${plan.names.place(from)} – ${plan.names.place(to)} – Kopru`
          : "Kopru";
  }, [plan.question, plan.names, view.page, t]);

  const pick = usePick(picking, setPicking);
  const commands = listCommands({
    plan,
    t: (key, values) => t(key, values ?? {}),
    openPalette: () => setPalette(true),
    openKeys: () => setKeys(true),
    stepYear: (years) => plan.networkDate && plan.ask({ date: shiftYear(plan.networkDate, years) }),
    share: () => void share(),
    toggleTable,
  });
  useKeys(commands, () => {
    if (picking) setPicking(undefined);
    else if (view.inspector) setView({ inspector: false });
  });

  const map = (
    <Boundary fallback={(error) => <MapFailed message={error.message} />}>
      <Suspense fallback={<div className="map map-loading" aria-busy="true" />}>
        <WorldMap theme={theme} picking={picking !== undefined} onPick={pick} />
      </Suspense>
    </Boundary>
  );

  return (
    <>
      <a className="skip" href="#main">
        {t("top.skip")}
      </a>
      <div
        className="app"
        data-page={view.page}
        data-phone={phone || undefined}
        data-inspector={(view.inspector && plan.chosen) || undefined}
      >
        <TopBar openPalette={() => setPalette(true)} share={share} />
        {phone ? <PhoneTabs /> : <Rail openKeys={() => setKeys(true)} />}
        {view.page === "claims" ? (
          <ClaimsPage />
        ) : phone ? (
          <PhonePlan map={map} picking={picking} setPicking={setPicking} />
        ) : (
          <>
            <main className="left" id="main">
              <h1 className="sr-only">{t("ask.title")}</h1>
              <AskPanel picking={picking} setPicking={setPicking} />
              <OptionList />
              <div className="left-foot">
                <FileButton />
              </div>
            </main>
            <section className="middle" aria-label={t("map.middle")}>
              <Divider property="left-width" label={t("divider.left")} grows="right" min={300} max={560} />
              {map}
              <Dock />
            </section>
            {view.inspector && plan.chosen && (
              <Inspector option={plan.chosen}>
                <Divider property="right-width" label={t("divider.right")} grows="left" min={300} max={640} />
              </Inspector>
            )}
            <TimeBar />
          </>
        )}
      </div>
      {picking && (
        <p className="pick-hint" role="status">
          {t(picking === "from" ? "ask.picking-from" : "ask.picking-to")}
        </p>
      )}
      <FileDrop />
      <CommandPalette open={palette} onOpenChange={setPalette} commands={commands} />
      <KeyList open={keys} onOpenChange={setKeys} commands={commands} />
      <PrintView />
    </>
  );
}

/** No WebGL, or the map failed: everything it does can be done from the lists. */
function MapFailed({ message }: { readonly message: string }) {
  const { t } = useTranslation();
  return (
    <div className="map map-loading">
      <p className="hint" role="alert">
        {t("map.failed")} <span className="note">{message}</span>
      </p>
    </div>
  );
}

function Rail({ openKeys }: { readonly openKeys: () => void }) {
  const { t } = useTranslation();
  const { view } = usePlan();
  return (
    <nav className="rail" aria-label={t("page.label")}>
      {(["plan", "claims"] as const).map((page) => (
        <button
          key={page}
          type="button"
          aria-current={view.page === page ? "page" : undefined}
          onClick={() => setView({ page })}
        >
          <PageIcon page={page} />
          {t(`page.${page}`)}
        </button>
      ))}
      <span className="rail-space" />
      <button type="button" onClick={openKeys} aria-label={t("keys.title")} title={`${t("keys.title")} (?)`}>
        <span className="rail-mark">?</span>
      </button>
    </nav>
  );
}

function PhoneTabs() {
  const { t } = useTranslation();
  const { view } = usePlan();
  return (
    <nav className="phone-tabs" aria-label={t("page.label")}>
      {SHEETS.map((sheet) => (
        <button
          key={sheet}
          type="button"
          aria-current={view.page === "plan" && view.sheet === sheet ? "page" : undefined}
          onClick={() => setView({ page: "plan", sheet })}
        >
          <PageIcon page={sheet} />
          {t(`sheet.${sheet}`)}
        </button>
      ))}
      <button
        type="button"
        aria-current={view.page === "claims" ? "page" : undefined}
        onClick={() => setView({ page: "claims" })}
      >
        <PageIcon page="claims" />
        {t("page.claims")}
      </button>
    </nav>
  );
}

interface PhonePlanProps {
  readonly map: React.ReactNode;
  readonly picking: "from" | "to" | undefined;
  readonly setPicking: (end: "from" | "to" | undefined) => void;
}

function PhonePlan({ map, picking, setPicking }: PhonePlanProps) {
  const { t } = useTranslation();
  const { view, chosen } = usePlan();
  const [stop, setStop] = useState<Stop>("half");
  return (
    <main className="phone-plan" id="main">
      <h1 className="sr-only">{t("ask.title")}</h1>
      {map}
      <Sheet stop={picking ? "low" : stop} onStop={setStop}>
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
      </Sheet>
    </main>
  );
}

function PageIcon({ page }: { readonly page: string }) {
  const path: Record<string, string> = {
    plan: "M3 15c2-6 12-2 14-10M3 15a1.5 1.5 0 1 0 .1 0M17 5a1.5 1.5 0 1 0-.1 0",
    ask: "M3 15c2-6 12-2 14-10M3 15a1.5 1.5 0 1 0 .1 0M17 5a1.5 1.5 0 1 0-.1 0",
    claims: "M4 4h12v9H9l-4 3v-3H4zM7 8.5l2 2 4-4",
    journey: "M3 7h4M9 7h3M14 7h3M3 13h7M12 13h5",
    details: "M4 4h12v12H4zM7 8h6M7 12h4",
    compare: "M4 4v12M10 8v8M16 6v10",
  };
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path
        d={path[page]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The theme that is on, put on the page; follows the system when asked to. */
function useTheme(): string {
  const { view } = usePlan();
  const dark = useMedia("(prefers-color-scheme: dark)");
  const theme = view.theme === "system" ? (dark ? "dark" : "light") : view.theme;
  document.documentElement.dataset.theme = theme;
  return theme;
}

/** Kinds of place where nothing is loaded. */
const PASSED = ["sea-waypoint", "rail-junction", "border-crossing"];

/** A click on the map while a place field waits for one: the nearest place where something can be loaded. */
function usePick(picking: "from" | "to" | undefined, setPicking: (end: undefined) => void) {
  const { view, ask } = usePlan();
  return useCallback(
    (lon: number, lat: number) => {
      if (!picking) return;
      setPicking(undefined);
      void getPlaces({ near: [lon, lat], limit: 10, lang: view.lang }).then((answer) => {
        const places = answer.status === "ok" ? answer.places : [];
        const nearest = places.find(({ kind }) => !PASSED.includes(kind)) ?? places[0];
        if (nearest) ask({ [picking]: nearest.id });
      });
    },
    [picking, setPicking, view.lang, ask],
  );
}

function useKeys(commands: readonly Command[], onEscape: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const typing =
        target.closest(
          "input:not([type=range]):not([type=checkbox]):not([type=radio]), select, textarea, [role=dialog], [role=menu]",
        ) !== null;
      const palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      if (typing && !palette) return;
      if (event.key === "Escape") {
        onEscape();
        return;
      }
      const command = commandOfKey(event, commands);
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
}

/** Shows the chart under focus, else the first one, as a table or back. */
function toggleTable() {
  const focused = document.activeElement?.closest("[data-chart]");
  const hovered = document.querySelector("[data-chart]:hover");
  (focused ?? hovered ?? document.querySelector("[data-chart]"))?.dispatchEvent(new Event(TABLE_EVENT));
}

/** Puts the address, which is the whole state, on the clipboard. */
async function share(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    // No clipboard without permission or over plain HTTP: the address bar shows the same link.
  }
}
