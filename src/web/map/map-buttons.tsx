// Nearer, farther, all of it: the three buttons of every map.

import type { Map as MapLibreMap } from "maplibre-gl";
import { useTranslation } from "react-i18next";

export interface MapButtonsProps {
  readonly map: MapLibreMap | undefined;
  /** What the third button shows. */
  readonly whole: string;
  readonly onWhole: (map: MapLibreMap) => void;
}

export function MapButtons({ map, whole, onWhole }: MapButtonsProps) {
  const { t } = useTranslation();
  const buttons = [
    { name: t("map.zoom-in"), sign: "+", act: () => map?.zoomIn() },
    { name: t("map.zoom-out"), sign: "−", act: () => map?.zoomOut() },
    { name: whole, sign: <WholeSign />, act: () => map && onWhole(map) },
  ];
  return (
    <div className="map-buttons">
      {buttons.map(({ name, sign, act }) => (
        <button key={name} type="button" className="icon-button" aria-label={name} title={name} onClick={act}>
          {sign}
        </button>
      ))}
    </div>
  );
}

function WholeSign() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
