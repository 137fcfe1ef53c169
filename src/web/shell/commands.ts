// Everything the keyboard and the command palette can do, in one list: name, key, action. The page of keys prints it.

import { LANGUAGE_NAMES } from "../i18n/index.ts";
import { isWhatIf, LANGUAGES, PAGES, THEMES } from "../state/app-state.ts";
import type { Plan } from "../state/plan.tsx";
import { canRedo, canUndo, redo, setView, undo } from "../state/store.ts";
import { listRates } from "../state/use-format.ts";
import { legsCsv, optionGeoJson, optionsCsv, saveText } from "./downloads.ts";

export interface Command {
  readonly id: string;
  readonly title: string;
  /** As a person reads it, such as `Ctrl K`; empty when there is none. */
  readonly keys: string;
  readonly group: string;
  readonly run: () => void;
}

export interface CommandContext {
  readonly plan: Plan;
  readonly t: (key: string, values?: Record<string, string>) => string;
  readonly openPalette: () => void;
  readonly openKeys: () => void;
  readonly stepYear: (years: number) => void;
  readonly share: () => void;
  readonly toggleTable: () => void;
}

export function listCommands({
  plan,
  t,
  openPalette,
  openKeys,
  stepYear,
  share,
  toggleTable,
}: CommandContext): Command[] {
  const { chosen, options, view, question, ask } = plan;
  const general = t("keys.general");
  const look = t("keys.look");
  const data = t("keys.data");
  const planCommands = (): Command[] => [
    {
      id: "swap",
      title: t("ask.swap"),
      keys: "x",
      group: general,
      run: () => question && ask({ from: question.to, to: question.from }),
    },
    { id: "earlier", title: t("keys.year-earlier"), keys: "[", group: general, run: () => stepYear(-1) },
    { id: "later", title: t("keys.year-later"), keys: "]", group: general, run: () => stepYear(1) },
    { id: "journey", title: t("dock.journey"), keys: "j", group: look, run: () => setView({ dock: "journey" }) },
    { id: "compare", title: t("dock.compare"), keys: "c", group: look, run: () => setView({ dock: "compare" }) },
    { id: "tradeoff", title: t("dock.tradeoff"), keys: "g", group: look, run: () => setView({ dock: "tradeoff" }) },
    {
      id: "details",
      title: t("details.title"),
      keys: "i",
      group: look,
      run: () => setView({ inspector: !view.inspector }),
    },
  ];
  const showCommands = (): Command[] =>
    (
      [
        ["base", "b"],
        ["scenario", "s"],
        ["difference", "d"],
      ] as const
    ).map(([show, keys]) => ({
      id: `show-${show}`,
      title: t(`show.${show}`),
      keys,
      group: look,
      run: () => setView({ show }),
    }));
  const commands: Command[] = [
    { id: "palette", title: t("keys.palette"), keys: "Ctrl K", group: general, run: openPalette },
    {
      id: "search",
      title: t("keys.search"),
      keys: "/",
      group: general,
      run: () => document.querySelector<HTMLInputElement>("[data-search], [data-end=from]")?.focus(),
    },
    ...PAGES.map((page, index) => ({
      id: page,
      title: t(`page.${page}`),
      keys: String(index + 1),
      group: general,
      run: () => setView({ page }),
    })),
    ...(canUndo() ? [{ id: "undo", title: t("keys.undo"), keys: "u", group: general, run: () => void undo() }] : []),
    ...(canRedo()
      ? [{ id: "redo", title: t("keys.redo"), keys: "Shift U", group: general, run: () => void redo() }]
      : []),
    { id: "keys", title: t("keys.title"), keys: "?", group: general, run: openKeys },
    ...(view.page === "plan" ? planCommands() : []),
    ...(isWhatIf(view.page) ? showCommands() : []),

    { id: "table", title: t("keys.table"), keys: "t", group: look, run: toggleTable },
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      title: `${t("settings.theme")}: ${t(`theme.${theme}`)}`,
      keys: "",
      group: look,
      run: () => setView({ theme }),
    })),
    ...LANGUAGES.map((lang) => ({
      id: `lang-${lang}`,
      title: `${t("settings.language")}: ${LANGUAGE_NAMES[lang]}`,
      keys: "",
      group: look,
      run: () => setView({ lang }),
    })),
    ...listRates().map(({ currency }) => ({
      id: `currency-${currency}`,
      title: `${t("settings.currency")}: ${currency}`,
      keys: "",
      group: look,
      run: () => setView({ currency }),
    })),
    {
      id: "units-distance",
      title: `${t("settings.distance")}: ${view.distance === "km" ? t("unit.nmi") : t("unit.km")}`,
      keys: "",
      group: look,
      run: () => setView({ distance: view.distance === "km" ? "nmi" : "km" }),
    },
    {
      id: "units-time",
      title: `${t("settings.time")}: ${t(view.time === "days" ? "settings.hours" : "settings.days")}`,
      keys: "",
      group: look,
      run: () => setView({ time: view.time === "days" ? "hours" : "days" }),
    },
    { id: "share", title: t("keys.share"), keys: "", group: data, run: share },
    { id: "print", title: t("download.print"), keys: "Ctrl P", group: data, run: () => print() },
  ];
  if (view.page !== "plan") return commands;
  if (options.length > 0)
    commands.push({
      id: "csv-options",
      title: t("download.options"),
      keys: "",
      group: data,
      run: () => saveText("kopru-options.csv", "text/csv", optionsCsv(options)),
    });
  if (chosen) {
    commands.push(
      {
        id: "csv-legs",
        title: t("download.legs"),
        keys: "",
        group: data,
        run: () => saveText("kopru-legs.csv", "text/csv", legsCsv(chosen)),
      },
      {
        id: "geojson",
        title: t("download.geojson"),
        keys: "",
        group: data,
        run: () => saveText("kopru-way.geojson", "application/geo+json", optionGeoJson(chosen)),
      },
    );
  }
  return commands;
}

/** Finds the command of a key press outside of fields; undefined when there is none. */
export function commandOfKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
  commands: readonly Command[],
): Command | undefined {
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey)
    return event.key.toLowerCase() === "k" ? commands.find((command) => command.id === "palette") : undefined;
  if (event.key === "U" && event.shiftKey) return commands.find((command) => command.id === "redo");
  return commands.find((command) => command.keys.length === 1 && command.keys === event.key);
}
