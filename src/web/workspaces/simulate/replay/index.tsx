// Replay: the days around the worst moment of a simulated crossing on a map and as a strip, one run or two on one clock. A chunk
// of its own; `<Replay>` asks the server, `<ReplayView>` draws what it was given.

import "../../../styles/replay.css";
import { type KeyboardEvent, lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReplayOk } from "../../../../wire/crossing-replay.ts";
import { useMedia } from "../../../shell/use-media.ts";
import { usePlan } from "../../../state/plan.tsx";
import { useFormat } from "../../../state/use-format.ts";
import { Cameras } from "./cameras.ts";
import { ReplayClock } from "./clock.ts";
import { type ReplayLook, readLook } from "./look.ts";
import { ReplayBar } from "./replay-bar.tsx";
import { ReplayStrip } from "./replay-strip.tsx";
import { ReplayTable } from "./replay-table.tsx";
import { isoAt, nameInWords, worstSentence } from "./tell.ts";
import { toTracks } from "./tracks.ts";
import { useFrames } from "./use-frames.ts";
import { useNames } from "./use-names.ts";
import { useReplay } from "./use-replay.ts";
import { addReplayWords } from "./words.ts";

addReplayWords();

const ReplayMap = lazy(() => import("./replay-map.tsx"));

/** One state of a run. */
export interface ReplaySide {
  readonly run: string;
  readonly state: "base" | "changed";
  readonly name: string;
}

export interface ReplayProps {
  /** What the run is of, for pictures that are taken away. */
  readonly source?: string;
  /** One, or two beside one another: the worst moment of the second is shown, and the same replication of both. */
  readonly sides: readonly [ReplaySide] | readonly [ReplaySide, ReplaySide];
  readonly onClose?: () => void;
}

const LENGTH_HOURS = 336;

export function Replay({ sides, source = "", onClose }: ReplayProps) {
  const { t } = useTranslation();
  // What is looked at leads: of two the second, the scenario or the run beside.
  const lead = sides.length - 1;
  const leader = sides[lead] as ReplaySide;
  const other = sides.length > 1 ? sides[0] : undefined;
  const [around, setAround] = useState<number>();
  const [worst, setWorst] = useState<ReplayOk>();
  const window = around === undefined || !worst ? undefined : windowAround(around, worst.period.hours);
  const one = useReplay({
    run: leader.run,
    state: leader.state,
    ...(window ? { replication: worst?.replication, ...window } : {}),
  });
  const led = one.data;
  const key = `${leader.run} ${leader.state}`;
  const asked = useRef(key);
  // Another run begins anew, at its own worst.
  if (asked.current !== key) {
    asked.current = key;
    setAround(undefined);
    setWorst(undefined);
  }
  useEffect(() => {
    if (led && !one.isPlaceholderData && !worst) setWorst(led);
  }, [led, one.isPlaceholderData, worst]);
  const two = useReplay(
    other && led
      ? {
          run: other.run,
          state: other.state,
          replication: led.replication,
          from: led.window.fromHour,
          to: led.window.toHour,
        }
      : undefined,
  );
  const failure = one.error ?? two.error;
  const isReady = led && (!other || two.data);
  if (!isReady)
    return (
      <div className="replay replay-empty" role="status" aria-busy={!failure}>
        <p>{failure ? failure.message : t("replay.making")}</p>
        {!failure && <progress aria-label={t("replay.making")} />}
        {failure && (
          <button type="button" className="button" onClick={() => void (one.error ? one.refetch() : two.refetch())}>
            {t("failed.again")}
          </button>
        )}
        {onClose && (
          <button type="button" className="button" onClick={onClose}>
            {t("replay.close")}
          </button>
        )}
      </div>
    );
  const main = worst ? { ...led, worst: worst.worst } : led;
  const shown = [
    ...(other && two.data ? [{ name: other.name, replay: two.data }] : []),
    { name: leader.name, replay: main },
  ];
  return (
    <ReplayView
      sides={shown}
      source={source}
      lead={lead}
      startHour={around}
      isLoading={one.isFetching || two.isFetching}
      onWindow={setAround}
      {...(onClose ? { onClose } : {})}
    />
  );
}

function windowAround(hour: number, hours: number): { from: number; to: number } {
  const from = Math.floor(Math.max(0, Math.min(hours - LENGTH_HOURS, hour - LENGTH_HOURS / 2)) / 24) * 24;
  return { from, to: Math.min(hours, from + LENGTH_HOURS) };
}

export interface ReplayViewProps {
  readonly sides: readonly { readonly name: string; readonly replay: ReplayOk }[];
  readonly source?: string;
  /** Number of the side whose worst moment is told; the first when left out. */
  readonly lead?: number;
  /** Hour to begin with; before the worst moment when left out. */
  readonly startHour?: number | undefined;
  readonly isLoading?: boolean;
  readonly onWindow: (hour: number) => void;
  readonly onClose?: () => void;
}

/** Draws replays of the same weeks on one clock. */
export function ReplayView({
  sides,
  source = "",
  lead = 0,
  startHour,
  isLoading = false,
  onWindow,
  onClose,
}: ReplayViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { view, network } = usePlan();
  const names = useNames();
  const phone = useMedia("(max-width: 760px)");
  const [shown, setShown] = useState(lead);
  const [isTable, setTable] = useState(false);
  const look = useLook();
  const clock = useMemo(() => new ReplayClock(0, 1), []);
  const frames = useFrames(clock);
  const cameras = useMemo(() => new Cameras(), []);
  const sent = sides.map(({ replay }) => replay);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as many as there are sides
  const replays = useMemo(() => sent.map((replay) => nameInWords(replay, names)), [names, ...sent]);
  const main = replays[lead] as ReplayOk;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as many as there are sides
  const tracks = useMemo(() => replays.map(toTracks), replays);
  const worst = main.worst;
  const { fromHour, toHour } = main.window;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other weeks or another start move the clock
  useEffect(() => {
    const begin = startHour ?? (worst ? Math.max(fromHour, worst.hour - 72) : fromHour);
    clock.setBounds(fromHour, toHour, begin);
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) clock.play();
    return () => clock.pause();
  }, [clock, fromHour, toHour, startHour]);
  const words = (key: string, values?: Record<string, unknown>) => t(key, values ?? {});
  const told = worstSentence(main, { t: words, format, names });
  const sentence = sides.length > 1 ? `${sides[lead]?.name}: ${told}` : told;
  const toWorst = () => {
    if (!worst) return;
    if (worst.hour >= clock.from && worst.hour <= clock.to) clock.seek(worst.hour);
    else onWindow(worst.hour);
  };
  const pictures = useRef<HTMLDivElement>(null);
  const savePicture = async () => {
    clock.pause();
    const { saveMoment } = await import("./replay-picture.ts");
    const iso = isoAt(main, clock.hour);
    if (!pictures.current) return;
    await saveMoment(pictures.current, cameras.maps, `kopru-replay-${iso.slice(0, 10)}`, {
      title: sentence,
      time: `${format.date(iso.slice(0, 10))} ${iso.slice(11, 13)}:00`,
      source: [
        ...(source ? [source] : []),
        t("replay.replication", {
          number: format.number(main.replication),
          of: format.number(main.replications),
          seed: format.number(main.seed),
        }),
      ].join(" · "),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 24 : 1;
    const isButton =
      event.target instanceof HTMLButtonElement ||
      (event.target instanceof HTMLElement && event.target.tagName === "SUMMARY");
    if (event.key === " " && !isButton) clock.toggle();
    else if (event.key === "ArrowRight") clock.seek(clock.hour + step);
    else if (event.key === "ArrowLeft") clock.seek(clock.hour - step);
    else if (event.key === "Home") clock.seek(clock.from);
    else if (event.key === "End") clock.seek(clock.to);
    else if (event.key === "+" || event.key === "=") clock.faster(1);
    else if (event.key === "-") clock.faster(-1);
    else if (event.key === "Escape" && onClose) onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isSplit = sides.length > 1;
  const visible = sides.flatMap((side, i) => {
    const own = tracks[i];
    return own && (!phone || !isSplit || i === shown) ? [{ ...side, tracks: own, index: i }] : [];
  });
  // The tests of speed read it.
  useEffect(() => {
    const root = globalThis as { kopruReplay?: unknown };
    root.kopruReplay = { clock, times: frames.times };
    return () => {
      delete root.kopruReplay;
    };
  }, [clock, frames]);
  return (
    <section className="replay" aria-label={t("replay.title")} onKeyDown={onKeyDown} data-sides={visible.length}>
      <header className="replay-top">
        <div className="replay-said">
          <h2>{t("replay.title")}</h2>
          <p>{sentence}</p>
        </div>
        {phone && isSplit && (
          <fieldset className="segmented replay-which" aria-label={t("replay.which")}>
            {sides.map(({ name }, i) => (
              <button key={name} type="button" aria-pressed={i === shown} onClick={() => setShown(i)}>
                {name}
              </button>
            ))}
          </fieldset>
        )}
        <button
          type="button"
          className="text-button"
          data-picture=""
          aria-label={t("replay.picture")}
          title={t("replay.picture")}
          onClick={() => void savePicture()}
        >
          PNG
        </button>
        {onClose && (
          <button type="button" className="icon-button" aria-label={t("replay.close")} onClick={onClose}>
            ×
          </button>
        )}
      </header>
      <div className="replay-pictures" ref={pictures} data-stale={isLoading || undefined}>
        {visible.map(({ name, tracks: own, index }) => (
          <figure key={`${index} ${name}`} className="replay-side">
            {isSplit && !phone && (
              <figcaption data-side={index}>
                <b>{name}</b>
              </figcaption>
            )}
            <Suspense fallback={<div className="replay-map map" aria-busy="true" />}>
              <ReplayMap
                tracks={own}
                frames={frames}
                clock={clock}
                cameras={cameras}
                look={look}
                lang={view.lang}
                names={names}
                network={network}
                title={t("replay.map", { name })}
              />
            </Suspense>
            <ReplayStrip tracks={own} leading={tracks[lead] ?? own} frames={frames} look={look} name={name} />
          </figure>
        ))}
      </div>
      <ReplayBar
        sides={sides.map(({ name }, i) => ({ name, tracks: tracks[i] as (typeof tracks)[number] }))}
        lead={lead}
        clock={clock}
        frames={frames}
        onWindow={onWindow}
        onWorst={toWorst}
        isLoading={isLoading}
      />
      <Key units={sides.length > 0} />
      <details className="replay-more" onToggle={(event) => setTable(event.currentTarget.open)}>
        <summary>{t("replay.as-table")}</summary>
        {isTable &&
          visible.map(({ name, tracks: own }) => (
            <ReplayTable key={name} name={name} tracks={own} clock={clock} frames={frames} />
          ))}
        <ul className="note">
          {main.notes.map(({ about, text }) => (
            <li key={about}>{t(`replay.note.${about}`, { defaultValue: text, lines: unsettled(main) })}</li>
          ))}
          <li>
            {t("replay.replication", {
              number: format.number(main.replication),
              of: format.number(main.replications),
              seed: format.number(main.seed),
            })}
          </li>
        </ul>
      </details>
    </section>
  );
}

const unsettled = ({ lines }: ReplayOk): string =>
  lines
    .filter(({ settles }) => !settles)
    .map(({ name }) => name)
    .join(", ");

/** What the marks mean. */
function Key({ units }: { readonly units: boolean }) {
  const { t } = useTranslation();
  if (!units) return null;
  return (
    <ul className="replay-key" aria-label={t("replay.key")}>
      <li>
        <svg width="22" height="10" aria-hidden="true">
          <path d="M2 2h12l6 3-6 3H2z" fill="var(--raised)" stroke="var(--mode-sea)" strokeWidth="1.3" />
          <path d="M2 2h8v6H2z" fill="var(--mode-sea)" />
        </svg>
        {t("replay.key-ship")}
      </li>
      <li>
        <svg width="22" height="10" aria-hidden="true">
          <path d="M2 2h12l6 3-6 3H2z" fill="var(--bad)" stroke="var(--bad)" strokeWidth="1.3" />
        </svg>
        {t("replay.key-held")}
      </li>
      <li>
        <svg width="16" height="10" aria-hidden="true">
          <path d="M1 3.3h13v3.4H1z" fill="var(--mode-rail)" />
        </svg>
        {t("replay.key-train")}
      </li>
      <li>
        <svg width="16" height="10" aria-hidden="true">
          <path d="M1 3.3h9v3.4H1z" fill="var(--mode-rail)" opacity="0.5" />
        </svg>
        {t("replay.key-drawn")}
      </li>
      <li>
        <svg width="12" height="10" aria-hidden="true">
          <path d="M1 3h7v4.2H1z" fill="var(--mode-road)" opacity="0.8" />
        </svg>
        {t("replay.key-truck")}
      </li>
      <li>
        <svg width="12" height="10" aria-hidden="true">
          <path d="M6 0l5 5-5 5-5-5z" fill="var(--series-4)" />
        </svg>
        {t("replay.key-border")}
      </li>
      {CARGOES.map((cargo) => (
        <li key={cargo}>
          <svg width="11" height="10" aria-hidden="true">
            <path d="M1 1h3v3H1zM1 5h3v3H1zM5 5h3v3H5z" fill={`var(--${CARGO[cargo]})`} />
          </svg>
          {t(`replay.key-${cargo}`)}
        </li>
      ))}
    </ul>
  );
}

const CARGO = {
  containers: "series-2",
  wagons: "mode-rail",
  trucks: "mode-road",
  units: "series-4",
  oil: "series-6",
} as const;
const CARGOES = ["containers", "wagons", "trucks", "units", "oil"] as const;

/** The colours, read again when the theme changes. */
function useLook(): ReplayLook {
  const [look, setLook] = useState(() => readLook());
  useEffect(() => {
    const observer = new MutationObserver(() => setLook(readLook()));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    setLook(readLook());
    return () => observer.disconnect();
  }, []);
  return look;
}
