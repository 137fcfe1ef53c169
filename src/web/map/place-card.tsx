// A place that was clicked on the map: what it is, and to start, end, avoid or pass there.

import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePlan } from "../state/plan.tsx";

export interface PlacePick {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly above: boolean;
}

export function PlaceCard({ pick, onClose }: { readonly pick: PlacePick; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { names, question, ask } = usePlan();
  const card = useRef<HTMLDivElement>(null);
  const place = names.find(pick.id);
  useEffect(() => card.current?.querySelector("button")?.focus(), []);
  if (!place) return null;
  const act = (change: () => void) => () => {
    change();
    onClose();
  };
  const add = (list: readonly string[] | undefined) => [...new Set([...(list ?? []), place.id])];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from any of its buttons
    <div
      ref={card}
      className="place-card"
      data-above={pick.above || undefined}
      style={{ left: pick.x, top: pick.y }}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <p className="place-card-name">
        {names.place(place.id)}
        {place.localName && place.localName !== names.place(place.id) && <span lang="und"> {place.localName}</span>}
      </p>
      <p className="note">
        {t(`place-kind.${place.kind}`)} · {names.country(place.country)}
        {place.unlocode && ` · ${place.unlocode}`}
      </p>
      <div className="button-row">
        <button type="button" className="button" onClick={act(() => ask({ from: place.id }))}>
          {t("place.start")}
        </button>
        <button type="button" className="button" onClick={act(() => ask({ to: place.id }))}>
          {t("place.end")}
        </button>
        <button type="button" className="button" onClick={act(() => ask({ require: add(question?.require) }))}>
          {t("place.pass")}
        </button>
        <button type="button" className="button" onClick={act(() => ask({ avoid: add(question?.avoid) }))}>
          {t("place.avoid")}
        </button>
      </div>
    </div>
  );
}
