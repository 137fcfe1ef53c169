// What width and colour of a scene mean.

import { useTranslation } from "react-i18next";
import type { SceneColours } from "./scene.ts";

const USE = ["use-1", "use-2", "use-3", "use-4", "use-high", "use-full"];
const DIFFERENCE = ["less-2", "less-1", "zero", "more-1", "more-2"];

export interface SceneKeyProps {
  readonly colours: SceneColours;
  readonly widest?: string | undefined;
}

export function SceneKey({ colours, widest }: SceneKeyProps) {
  const { t } = useTranslation();
  return (
    <div className="scene-key">
      <span className="scene-key-widths">
        <svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true">
          <path d="M0 6.6L34 11V1L0 5.4z" fill="var(--ink-3)" />
        </svg>
        {t(colours === "difference" ? "scene.width-change" : "scene.width")}
        {widest && <span className="num">≤ {widest}</span>}
      </span>
      {colours === "use" && (
        <span className="scene-ramp">
          <span>{t("scene.use")}</span>
          <Ramp names={USE} ends={["0", "25", "50", "70", "85", "100 %"]} />
          <i style={{ background: "var(--use-none)" }} className="scene-none" />
          <span>{t("scene.no-capacity")}</span>
        </span>
      )}
      {colours === "difference" && (
        <span className="scene-ramp">
          <Ramp names={DIFFERENCE} ends={[t("scene.less"), "", "0", "", t("scene.more")]} />
        </span>
      )}
    </div>
  );
}

function Ramp({ names, ends }: { readonly names: readonly string[]; readonly ends: readonly string[] }) {
  return (
    <span className="ramp">
      {names.map((name, index) => (
        <span key={name}>
          <i style={{ background: `var(--${name})` }} />
          {ends[index]}
        </span>
      ))}
    </span>
  );
}
