// One end of the journey: finds a place in any spelling and language while one types, shows country and kind, and can be
// filled by a click on the map.

import { Combobox } from "@base-ui/react/combobox";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProblemJson } from "../../wire/common.ts";
import type { PlaceJson } from "../../wire/dataset.ts";
import { usePlaceSearch } from "../api/queries.ts";
import { usePlan } from "../state/plan.tsx";

export interface PlaceFieldProps {
  readonly end: "from" | "to";
  readonly picking: boolean;
  readonly setPicking: (on: boolean) => void;
  readonly problem: ProblemJson | undefined;
}

export function PlaceField({ end, picking, setPicking, problem }: PlaceFieldProps) {
  const { t } = useTranslation();
  const { question, names, view, ask, ok, none } = usePlan();
  const value = question?.[end] ?? "";
  const echoed = (ok ?? none)?.request[end];
  const known =
    names.find(value) ?? (echoed && (echoed.id === value || !names.find(value)) ? names.find(echoed.id) : undefined);
  const shown = problem ? value : known ? names.place(known.id) : (echoed?.name ?? value);
  const [text, setText] = useState<string>();
  const [open, setOpen] = useState(false);
  const typed = text ?? "";
  const search = usePlaceSearch(typed, view.lang, open && text !== undefined);
  const found: PlaceJson[] = search.data?.status === "ok" && typed.trim() !== "" ? search.data.places : [];

  const choose = (place: PlaceJson | null) => {
    if (place) ask({ [end]: place.id });
    setText(undefined);
  };
  const leave = () => {
    // What was typed and matches nothing is asked as it stands, so that the server can say what was probably meant.
    if (text !== undefined && typed.trim() !== "" && typed !== shown) ask({ [end]: found[0]?.id ?? typed.trim() });
    setText(undefined);
  };

  return (
    <Combobox.Root<PlaceJson>
      items={found}
      filter={null}
      value={null}
      inputValue={text ?? shown}
      open={open && typed.trim() !== ""}
      autoHighlight
      itemToStringLabel={(place) => place.name}
      onOpenChange={(next) => setOpen(next)}
      onInputValueChange={(next, details) => {
        if (details.reason === "input-change") {
          setText(next);
          setOpen(true);
        }
      }}
      onValueChange={(place) => choose(place)}
    >
      <span className="slot">
        <Combobox.Input
          className="slot-input"
          aria-label={t(end === "from" ? "ask.from" : "ask.to")}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `problem-${end}` : undefined}
          data-end={end}
          size={Math.max(4, (text ?? shown).length)}
          placeholder={t("ask.place")}
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Escape" && text !== undefined) setText(undefined);
            if (event.key === "Enter" && found.length === 0) leave();
          }}
        />
        <button
          type="button"
          className="slot-pick"
          aria-pressed={picking}
          aria-label={t(end === "from" ? "ask.pick-from" : "ask.pick-to")}
          title={t("ask.pick")}
          onClick={() => setPicking(!picking)}
        >
          <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
            <path
              d="M8 14.5s-5-4.6-5-8.3a5 5 0 0 1 10 0c0 3.7-5 8.3-5 8.3z"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
            />
            <circle cx="8" cy="6.2" r="1.6" fill="currentColor" />
          </svg>
        </button>
      </span>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={6} align="start" className="floating">
          <Combobox.Popup className="popup place-list">
            <Combobox.Empty className="popup-empty">
              {search.isFetching ? t("ask.searching") : t("ask.nothing-found")}
            </Combobox.Empty>
            <Combobox.List>
              {(place: PlaceJson) => (
                <Combobox.Item key={place.id} value={place} className="place-item">
                  <span className="place-item-name">
                    {place.name}
                    {place.localName && place.localName !== place.name && (
                      <span className="note"> {place.localName}</span>
                    )}
                  </span>
                  <span className="note">
                    {place.countryName} · {t(`place-kind.${place.kind}`)}
                    {place.unlocode && ` · ${place.unlocode}`}
                  </span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
