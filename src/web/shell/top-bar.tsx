// Name, search, and the ways of looking: units, currency, language, light or dark, undo, share.

import { Menu } from "@base-ui/react/menu";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES } from "../i18n/index.ts";
import { isWhatIf, LANGUAGES, THEMES } from "../state/app-state.ts";
import { usePlan } from "../state/plan.tsx";
import { asksForChange, shownOf } from "../state/scenario.ts";
import { canRedo, canUndo, redo, setView, undo } from "../state/store.ts";
import { listRates } from "../state/use-format.ts";

export interface TopBarProps {
  readonly openPalette: () => void;
  readonly share: () => Promise<void>;
}

export function TopBar({ openPalette, share }: TopBarProps) {
  const { t } = useTranslation();
  const { view, dataset } = usePlan();
  const [shared, setShared] = useState(false);
  const onShare = async () => {
    await share();
    setShared(true);
    setTimeout(() => setShared(false), 2000);
  };
  return (
    <header className="top-bar">
      <a className="brand" href="./">
        <Mark />
        <span>Kopru</span>
      </a>
      {dataset && <span className="dataset-name">{dataset.dataset.title}</span>}
      {isWhatIf(view.page) && <ShowSwitch />}
      <button type="button" className="search-button" onClick={openPalette}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10.5 10.5L14 14" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        <span>{t("top.search")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="top-actions">
        <button
          type="button"
          className="icon-button"
          disabled={!canUndo()}
          aria-label={t("keys.undo")}
          title={`${t("keys.undo")} (u)`}
          onClick={() => undo()}
        >
          <Arrow />
        </button>
        <button
          type="button"
          className="icon-button top-redo"
          disabled={!canRedo()}
          aria-label={t("keys.redo")}
          title={`${t("keys.redo")} (Shift U)`}
          onClick={() => redo()}
        >
          <Arrow flip />
        </button>
        <Choice
          label={t("settings.currency")}
          shown={view.currency}
          value={view.currency}
          options={listRates().map(({ currency }) => [currency, currency])}
          onChange={(currency) => setView({ currency })}
        />
        <UnitsMenu />
        <Choice
          label={t("settings.language")}
          shown={view.lang.toUpperCase()}
          value={view.lang}
          options={LANGUAGES.map((lang) => [lang, LANGUAGE_NAMES[lang]])}
          onChange={(lang) => setView({ lang: LANGUAGES.find((known) => known === lang) })}
        />
        <Choice
          label={t("settings.theme")}
          shown={<Moon />}
          value={view.theme}
          options={THEMES.map((theme) => [theme, t(`theme.${theme}`)])}
          onChange={(theme) => setView({ theme: THEMES.find((known) => known === theme) })}
        />
        <button type="button" className="button share-button" onClick={() => void onShare()}>
          {shared ? t("top.copied") : t("top.share")}
        </button>
        <span className="sr-only" role="status">
          {shared ? t("top.copied") : ""}
        </span>
      </span>
    </header>
  );
}

const SHOW_KEYS = { base: "b", scenario: "s", difference: "d" } as const;

/** Base, scenario, or what differs: of the map, the tables and the charts at once. */
function ShowSwitch() {
  const { t } = useTranslation();
  const { view, asked } = usePlan();
  // Other ships are a change too.
  const changed = asksForChange(asked.scenario) || (view.page === "simulate" && asked.simulation?.fleet !== undefined);
  const on = shownOf(view.show, changed);
  return (
    <fieldset className="segmented show-switch">
      <legend className="sr-only">{t("show.title")}</legend>
      {(["base", "scenario", "difference"] as const).map((show) => (
        <button
          key={show}
          type="button"
          aria-pressed={show === on}
          disabled={!changed && show !== "base"}
          title={`${t(`show.${show}`)} (${SHOW_KEYS[show]})`}
          onClick={() => setView({ show })}
        >
          {t(`show.${show}`)}
        </button>
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly shown: React.ReactNode;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, shown, value, options, onChange }: ChoiceProps) {
  return (
    <Menu.Root>
      <Menu.Trigger
        className="top-choice"
        aria-label={`${label}: ${typeof shown === "string" ? shown : ""} ${options.find(([key]) => key === value)?.[1] ?? ""}`}
        title={label}
      >
        {shown}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="floating">
          <Menu.Popup className="popup menu">
            <Menu.RadioGroup value={value} onValueChange={onChange}>
              {options.map(([key, text]) => (
                <Menu.RadioItem key={key} value={key} className="menu-item" closeOnClick>
                  <span className="menu-tick">
                    <Menu.RadioItemIndicator>✓</Menu.RadioItemIndicator>
                  </span>
                  {text}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function UnitsMenu() {
  const { t } = useTranslation();
  const { view } = usePlan();
  const shown = `${t(view.distance === "km" ? "unit.km" : "unit.nmi")} · ${t(view.time === "days" ? "unit.d" : "unit.h")}`;
  return (
    <Menu.Root>
      <Menu.Trigger className="top-choice" aria-label={`${t("settings.units")}: ${shown}`} title={t("settings.units")}>
        {shown}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="floating">
          <Menu.Popup className="popup menu">
            <Menu.RadioGroup
              value={view.distance}
              onValueChange={(value: string) => setView({ distance: value === "nmi" ? "nmi" : "km" })}
            >
              {(["km", "nmi"] as const).map((unit) => (
                <Menu.RadioItem key={unit} value={unit} className="menu-item">
                  <span className="menu-tick">
                    <Menu.RadioItemIndicator>✓</Menu.RadioItemIndicator>
                  </span>
                  {t(`settings.${unit}`)}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="menu-line" />
            <Menu.RadioGroup
              value={view.time}
              onValueChange={(value: string) => setView({ time: value === "hours" ? "hours" : "days" })}
            >
              {(["days", "hours"] as const).map((unit) => (
                <Menu.RadioItem key={unit} value={unit} className="menu-item">
                  <span className="menu-tick">
                    <Menu.RadioItemIndicator>✓</Menu.RadioItemIndicator>
                  </span>
                  {t(`settings.${unit}`)}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path
        d="M4 21c5-10 19-10 24 0M4 21h24M10 21v-5.4M16 21v-7.3M22 21v-5.4"
        fill="none"
        stroke="var(--accent-ink)"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}

function Arrow({ flip }: { readonly flip?: boolean }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="15"
      height="15"
      aria-hidden="true"
      style={flip ? { transform: "scaleX(-1)" } : undefined}
    >
      <path
        d="M6 3L2.5 6.5 6 10M3 6.5h6a4 4 0 0 1 0 8H6"
        transform="translate(0 -1)"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}

function Moon() {
  return (
    <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
    </svg>
  );
}
