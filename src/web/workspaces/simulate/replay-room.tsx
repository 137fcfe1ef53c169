// Room for the replay: it has a map and a strip of its own, so it lies over the map and the dock until it is closed; on a phone over
// the whole screen. Its code comes when it is first opened.

import { lazy, Suspense } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { wordsReady } from "../../i18n/index.ts";
import { useMedia } from "../../shell/use-media.ts";
import { setView } from "../../state/store.ts";
import { useSides } from "./look.ts";
import type { ReplaySide } from "./replay/index.tsx";
import { type Simulation, splitRan } from "./use-simulation.ts";
import { useSource } from "./use-source.ts";

const Replay = lazy(async () => {
  const { Replay } = await import("./replay/index.tsx");
  await wordsReady();
  return { default: Replay };
});

export function ReplayRoom({ simulation, ran }: { readonly simulation: Simulation; readonly ran: string | undefined }) {
  const { t } = useTranslation();
  const phone = useMedia("(max-width: 760px)");
  const sides = useSides(simulation);
  const source = useSource(simulation);
  const { id } = splitRan(ran);
  const { ok, beside, besideRun, show } = simulation;
  const room = document.querySelector(phone ? ".app" : ".middle");
  if (!room || !id || !ok) return null;
  const [first, second] = sides;
  const own: ReplaySide[] = beside
    ? [
        { run: id, state: ok.changed ? "changed" : "base", name: second?.name ?? "" },
        ...(besideRun?.record
          ? [
              {
                run: besideRun.record.id,
                state: beside.changed ? ("changed" as const) : ("base" as const),
                name: first?.name ?? "",
              },
            ]
          : []),
      ]
    : [
        ...(show === "scenario" ? [] : [{ run: id, state: "base" as const, name: first?.name ?? "" }]),
        ...(show === "base" || !second ? [] : [{ run: id, state: "changed" as const, name: second.name }]),
      ];
  const [one, two] = own;
  if (!one) return null;
  return (
    <>
      <p className="note">{t("sim.replay-open")}</p>
      {createPortal(
        <div className="sim-replay-room" data-phone={phone || undefined}>
          <Suspense fallback={<p className="note">{t("run.computing")}</p>}>
            <Replay
              sides={two ? [one, two] : [one]}
              source={source}
              onClose={() => setView({ simulateChart: "times" })}
            />
          </Suspense>
        </div>,
        room,
      )}
    </>
  );
}
