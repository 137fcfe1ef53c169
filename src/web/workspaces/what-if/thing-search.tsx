// Finds a thing by name in any spelling and chooses it, as a click on the map does.

import { Combobox } from "@base-ui/react/combobox";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { setView } from "../../state/store.ts";
import { searchThings, type ThingEntry, useThingNames, useThings } from "./things.ts";

const SHOWN = 14;

export function ThingSearch() {
  const { t } = useTranslation();
  const things = useThings();
  const name = useThingNames();
  const [text, setText] = useState("");
  const found = useMemo(() => searchThings(things, text, SHOWN), [things, text]);
  return (
    <Combobox.Root<ThingEntry>
      items={found as ThingEntry[]}
      filter={null}
      value={null}
      inputValue={text}
      autoHighlight
      itemToStringLabel={(thing) => thing.name}
      onInputValueChange={(next, details) => {
        if (details.reason === "input-change") setText(next);
      }}
      onValueChange={(thing) => {
        if (!thing) return;
        setText("");
        setView({ thing: thing.id, whatIfSheet: "thing" });
      }}
    >
      <div className="thing-search">
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10.5 10.5L14 14" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        <Combobox.Input
          data-search=""
          aria-label={t("editor.search")}
          placeholder={t("editor.search-hint")}
          spellCheck={false}
          autoComplete="off"
        />
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={6} align="start" className="floating">
          <Combobox.Popup className="popup place-list">
            <Combobox.Empty className="popup-empty">
              {text.trim() === "" ? t("editor.search-empty") : t("ask.nothing-found")}
            </Combobox.Empty>
            <Combobox.List>
              {(thing: ThingEntry) => (
                <Combobox.Item key={thing.id} value={thing} className="place-item">
                  <span className="place-item-name">{thing.kind === "link" ? name(thing.id) : thing.name}</span>
                  <span className="note">{t(`thing-kind.${thing.kind}`, { defaultValue: thing.kind })}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
