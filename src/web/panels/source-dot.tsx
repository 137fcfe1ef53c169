// Where a number comes from: a small mark beside it, filled when sourced, hollow when derived, hatched when assumed, that
// opens the sources with value, date, producer, link and confidence.

import { Popover } from "@base-ui/react/popover";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BasisJson, SourceJson } from "../../wire/common.ts";
import { useSources } from "../api/queries.ts";
import { useFormat } from "../state/use-format.ts";

const MAX_REFS = 40;

export interface SourceDotProps {
  readonly refs: readonly string[];
  readonly basis: BasisJson;
  /** What the number is, for the heading and for screen readers. */
  readonly what: string;
  readonly value?: string;
  readonly note?: string;
}

export function SourceDot({ refs, basis, what, value, note }: SourceDotProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="source-dot" aria-label={t("source.open", { what, basis: t(`basis.${basis}`) })}>
        <BasisMark basis={basis} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="floating" collisionPadding={8}>
          <Popover.Popup className="popup source-popup">
            <Popover.Title className="popup-title">{what}</Popover.Title>
            {value && <p className="source-value">{value}</p>}
            <p className="source-basis">
              <BasisMark basis={basis} /> {t(`basis.${basis}`)}
            </p>
            {note && <p className="note">{note}</p>}
            <SourceList refs={refs} enabled={open} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function SourceList({ refs, enabled }: { readonly refs: readonly string[]; readonly enabled: boolean }) {
  const { t } = useTranslation();
  const asked = [...new Set(refs)].slice(0, MAX_REFS);
  const { data, isError } = useSources(asked, enabled);
  if (asked.length === 0) return <p className="note">{t("source.none")}</p>;
  if (isError) return <p className="note">{t("failed.title")}</p>;
  if (!data) return <div className="skeleton" style={{ height: 48 }} />;
  if (data.status === "invalid") return <p className="note">{data.problems[0]?.message}</p>;
  return (
    <ul className="source-list">
      {data.sources.map((source) => (
        <li key={source.ref}>
          <SourceEntry source={source} />
        </li>
      ))}
    </ul>
  );
}

/** One source: what it says, who says it, when, how sure. */
export function SourceEntry({ source }: { readonly source: SourceJson }) {
  const { t } = useTranslation();
  const format = useFormat();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(source.date) ? format.date(source.date) : source.date;
  const safe = /^https?:\/\//.test(source.url);
  return (
    <>
      {source.statement && <p>{source.statement}</p>}
      <p className="note">
        {source.kind === "assumption" ? `${t("basis.assumed")}: ` : ""}
        {safe ? (
          <a href={source.url} target="_blank" rel="noreferrer noopener">
            {source.title || source.url}
          </a>
        ) : (
          source.title
        )}
        {source.publisher && ` · ${source.publisher}`}
        {day && ` · ${day}`}
        {source.confidence && ` · ${t("source.confidence", { grade: source.confidence })}`}
      </p>
    </>
  );
}

/** Filled: sourced. Hollow: derived. Hatched: assumed. Told apart by shape, not by colour. */
export function BasisMark({ basis }: { readonly basis: BasisJson }) {
  return (
    <svg width="10" height="10" viewBox="0 0 9 9" aria-hidden="true" className="basis-mark">
      {basis === "assumed" ? (
        <>
          <circle cx="4.5" cy="4.5" r="3.8" fill="none" stroke="currentColor" strokeWidth="0.9" />
          <path d="M1.9 7.1l5.2-5.2M1 4.9L4.9 1M4.1 8L8 4.1" stroke="currentColor" strokeWidth="0.9" />
        </>
      ) : (
        <circle
          cx="4.5"
          cy="4.5"
          r="3.4"
          fill={basis === "derived" ? "none" : "currentColor"}
          stroke="currentColor"
          strokeWidth="1.3"
        />
      )}
    </svg>
  );
}

const WEAKNESS: readonly BasisJson[] = ["observed", "published", "derived", "assumed"];

/** A sum is as sure as its weakest part. */
export function weakestBasis(all: readonly BasisJson[]): BasisJson {
  return WEAKNESS[Math.max(0, ...all.map((basis) => WEAKNESS.indexOf(basis)))] ?? "assumed";
}
