// The shell: top bar, workspaces, the map that they share, and their parts around it; on a phone map, sheet and tabs.
// Only what is built is shown.

import { lazy, Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { getPlaces } from "./api/client.ts";
import { TABLE_EVENT } from "./charts/chart-frame.tsx";
import { LANGUAGE_NAMES, missingLanguage, onMissingLanguage, speak } from "./i18n/index.ts";
import { Boundary } from "./shell/boundary.tsx";
import { CommandPalette, KeyList } from "./shell/command-palette.tsx";
import { type Command, commandOfKey, listCommands } from "./shell/commands.ts";
import { Divider } from "./shell/divider.tsx";
import { useExtraCommands } from "./shell/extra-commands.ts";
import { FileDrop } from "./shell/file-drop.tsx";
import { PhoneTabs, Rail } from "./shell/rail.tsx";
import { Sheet, type Stop } from "./shell/sheet.tsx";
import { shiftYear } from "./shell/time-bar.tsx";
import { TopBar } from "./shell/top-bar.tsx";
import { useMedia } from "./shell/use-media.ts";
import type { Page } from "./state/app-state.ts";
import { type Picking, usePicking } from "./state/picking.ts";
import { usePlan } from "./state/plan.tsx";
import { setView } from "./state/store.ts";
import { setRates } from "./state/use-format.ts";
import { planWorkspace } from "./workspaces/plan/plan-workspace.tsx";
import { lazyWorkspace, type Workspace } from "./workspaces/workspace.ts";

const WorldMap = lazy(() => import("./map/map.tsx"));
const ClaimsPage = lazy(async () => ({ default: (await import("./panels/claims-page.tsx")).ClaimsPage }));
const WORKSPACES: Readonly<Record<Exclude<Page, "claims">, Workspace>> = {
  plan: planWorkspace,
  flows: lazyWorkspace(async () => (await import("./workspaces/flows/flows-workspace.tsx")).flowsWorkspace),
  simulate: lazyWorkspace(async () => (await import("./workspaces/simulate/simulate-workspace.tsx")).simulateWorkspace),
  oil: lazyWorkspace(async () => (await import("./workspaces/oil/oil-workspace.tsx")).oilWorkspace),
};

export function App() {
  const { t } = useTranslation();
  const plan = usePlan();
  const { view } = plan;
  const phone = useMedia("(max-width: 760px)");
  const theme = useTheme();
  const [picking, setPicking] = usePicking();
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const workspace = view.page === "claims" ? undefined : WORKSPACES[view.page];

  // Rates are read during render below, so they are set before it.
  useMemo(() => setRates(plan.dataset?.currencies ?? []), [plan.dataset]);
  useEffect(() => {
    void speak(view.lang);
  }, [view.lang]);
  useEffect(() => {
    if (view.page !== "plan") document.title = `${t(`page.${view.page}`)} – Kopru`;
  }, [view.page, t]);

  const pick = usePick(picking, setPicking);
  const extra = useExtraCommands();
  const commands = [
    ...listCommands({
      plan,
      t: (key, values) => t(key, values ?? {}),
      openPalette: () => setPalette(true),
      openKeys: () => setKeys(true),
      stepYear: (years) => plan.networkDate && plan.ask({ date: shiftYear(plan.networkDate, years) }),
      share: () => void share(),
      toggleTable,
    }),
    ...extra,
  ];
  useKeys(commands, () => {
    if (picking) setPicking(undefined);
    else if (view.page !== "plan") setView({ thing: undefined });
    else if (view.inspector) setView({ inspector: false });
  });

  return (
    <>
      <a className="skip" href="#main">
        {t("top.skip")}
      </a>
      <div className="app" data-page={view.page} data-phone={phone || undefined}>
        <TopBar openPalette={() => setPalette(true)} share={share} />
        {phone ? <PhoneTabs /> : <Rail openKeys={() => setKeys(true)} />}
        <Boundary key={view.page === "claims" ? "claims" : "map"} fallback={(error) => <PartFailed error={error} />}>
          {workspace ? (
            <Around
              page={view.page}
              workspace={workspace}
              phone={phone}
              picking={picking}
              map={<SharedMap theme={theme} picking={picking !== undefined} onPick={pick} />}
            />
          ) : (
            <Suspense fallback={<main className="page" aria-busy="true" />}>
              <ClaimsPage />
            </Suspense>
          )}
        </Boundary>
      </div>
      {picking && (
        <p className="pick-hint" role="status">
          {t(picking === "from" ? "ask.picking-from" : "ask.picking-to")}
        </p>
      )}
      <WordsMissing />
      <FileDrop />
      <CommandPalette open={palette} onOpenChange={setPalette} commands={commands} />
      <KeyList open={keys} onOpenChange={setKeys} commands={commands} />
    </>
  );
}

interface AroundProps {
  readonly page: Page;
  readonly workspace: Workspace;
  readonly phone: boolean;
  readonly picking: Picking;
  readonly map: React.ReactNode;
}

/** The parts of a workspace around the map. The map stays the same element from one workspace to the next. */
function Around({ page, workspace, phone, picking, map }: AroundProps) {
  const { t } = useTranslation();
  const [stop, setStop] = useState<Stop>("half");
  const { Left, Dock, Right, Time, Sheet: OnSheet, Behind } = workspace;
  const behind = (
    <Suspense>
      <Behind key={page} />
    </Suspense>
  );
  if (phone)
    return (
      <main className="phone-plan" id="main">
        {map}
        <Sheet stop={picking ? "low" : stop} onStop={setStop}>
          <Suspense fallback={<Loading />}>
            <OnSheet key={page} />
          </Suspense>
        </Sheet>
        {behind}
      </main>
    );
  return (
    <>
      <main className="left" id="main">
        <Suspense fallback={<Loading />}>
          <Left key={page} />
        </Suspense>
      </main>
      <section className="middle" aria-label={t("map.middle")}>
        <Divider property="left-width" label={t("divider.left")} grows="right" min={300} max={560} />
        {map}
        <Suspense fallback={<div className="dock" />}>
          <Dock key={page} />
        </Suspense>
      </section>
      <Suspense>
        <Right key={page}>
          <Divider property="right-width" label={t("divider.right")} grows="left" min={300} max={640} />
        </Right>
      </Suspense>
      <Suspense fallback={<section className="time-bar" />}>
        <Time key={page} />
      </Suspense>
      {behind}
    </>
  );
}

interface SharedMapProps {
  readonly theme: string;
  readonly picking: boolean;
  readonly onPick: (lon: number, lat: number) => void;
}

function SharedMap(props: SharedMapProps) {
  return (
    <Boundary fallback={(error) => <MapFailed message={error.message} />}>
      <Suspense fallback={<div className="map map-loading" aria-busy="true" />}>
        <WorldMap {...props} />
      </Suspense>
    </Boundary>
  );
}

function Loading() {
  return (
    <div className="ask" aria-busy="true">
      {[90, 70, 80].map((width) => (
        <div key={width} className="skeleton" style={{ width: `${width}%`, height: 28 }} />
      ))}
    </div>
  );
}

/** A workspace that could not be fetched or drawn; the rest of the page stays. */
function PartFailed({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  return (
    <main className="page" id="main">
      <div className="page-inner" role="alert">
        <h1>{t("failed.broken")}</h1>
        <p className="note">{error.message}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t("failed.again")}
        </button>
      </div>
    </main>
  );
}

/** The words of a language could not be fetched: what is seen is English, and it may be tried again. */
function WordsMissing() {
  const { t } = useTranslation();
  const lang = useSyncExternalStore(onMissingLanguage, missingLanguage);
  if (!lang) return null;
  return (
    <p className="pick-hint" role="alert">
      {t("failed.words", { language: LANGUAGE_NAMES[lang] })}{" "}
      <button type="button" onClick={() => void speak(lang)}>
        {t("failed.again")}
      </button>
    </p>
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
function usePick(picking: Picking, setPicking: (end: Picking) => void) {
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
