// What was claimed in public about the corridor and what we found, and what the parties promised beside what the model gives.

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClaimsAnswer } from "../../wire/dataset.ts";
import { useClaims } from "../api/queries.ts";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { TableScroll } from "../tables/table-scroll.tsx";
import { SourceDot, SourceEntry } from "./source-dot.tsx";

type Claims = Extract<ClaimsAnswer, { status: "ok" }>;
type Verdict = Claims["claims"][number]["verdict"];
const VERDICTS: readonly Verdict[] = ["holds", "holds-for-another-year", "not-found", "contradicted"];

export function ClaimsPage() {
  const { t } = useTranslation();
  const { data, isError } = useClaims();
  const [shown, setShown] = useState<Verdict>();
  if (isError) return <main className="page">{t("failed.title")}</main>;
  if (!data || data.status === "invalid")
    return (
      <main className="page" aria-busy="true">
        <div className="skeleton" style={{ height: 240 }} />
      </main>
    );
  const claims = data.claims.filter((claim) => !shown || claim.verdict === shown);
  const count = (verdict: Verdict) => data.claims.filter((claim) => claim.verdict === verdict).length;
  return (
    <main className="page" id="main">
      <div className="page-inner">
        <h1>{t("claims.title")}</h1>
        <p className="lead">{t("claims.lead")}</p>
        <fieldset className="chips">
          <legend className="sr-only">{t("claims.filter")}</legend>
          <button type="button" className="chip" aria-pressed={shown === undefined} onClick={() => setShown(undefined)}>
            {t("claims.all")} <span className="num">{data.claims.length}</span>
          </button>
          {VERDICTS.map((verdict) => (
            <button
              key={verdict}
              type="button"
              className="chip"
              aria-pressed={shown === verdict}
              onClick={() => setShown(verdict)}
            >
              <VerdictMark verdict={verdict} /> {t(`verdict.${verdict}`)} <span className="num">{count(verdict)}</span>
            </button>
          ))}
        </fieldset>
        <ul className="claims">
          {claims.map((claim) => (
            <Claim key={claim.id} claim={claim} />
          ))}
        </ul>
        <h2>{t("claims.commitments")}</h2>
        <p className="lead">{t("claims.commitments-lead")}</p>
        <Commitments commitments={data.commitments} />
      </div>
    </main>
  );
}

function Claim({ claim }: { readonly claim: Claims["claims"][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(claim.date) ? format.date(claim.date) : claim.date;
  return (
    <li className="claim">
      <p className="verdict" data-verdict={claim.verdict}>
        <VerdictMark verdict={claim.verdict} /> {t(`verdict.${claim.verdict}`)}
      </p>
      <div>
        <p className="claim-text">{claim.statement}</p>
        <p className="note">
          {claim.speaker}, {day}
        </p>
        {(claim.checkedAgainst || claim.note) && (
          <p className="claim-check">
            {claim.checkedAgainst && (
              <>
                <span className="note">{t("claims.checked")}</span>
                <SourceDot
                  refs={claim.checkedAgainst.split(";").map((fact) => `fact:${fact.trim()}`)}
                  basis="published"
                  what={t("claims.checked")}
                />{" "}
              </>
            )}
            {claim.note}
          </p>
        )}
        <div className="claim-source">
          <SourceEntry source={{ ...claim.source, statement: "" }} />
        </div>
      </div>
    </li>
  );
}

function Commitments({ commitments }: { readonly commitments: Claims["commitments"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { names } = usePlan();
  const day = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? format.date(text) : text);
  return (
    <TableScroll label={t("claims.commitments")}>
      <table className="data-table">
        <thead>
          <tr>
            {["measure", "parties", "target", "due", "modelled", "source"].map((column) => (
              <th key={column} scope="col">
                {t(`claims.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {commitments.map((commitment) => (
            <tr key={commitment.id}>
              <td>
                {commitment.measure}
                {commitment.note && <p className="note">{commitment.note}</p>}
              </td>
              <td>{commitment.parties.map((party) => names.country(party)).join(", ")}</td>
              <td className="num">
                {commitment.target} {commitment.unit}
              </td>
              <td>{day(commitment.due)}</td>
              <td className="num">{commitment.modelled || t("claims.not-modelled")}</td>
              <td>
                <SourceEntry source={{ ...commitment.source, statement: "" }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** Told apart by shape: tick, half circle, question mark, cross. */
function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const path: Record<Verdict, string> = {
    holds: "M2 6.5l3 3 5-6",
    "holds-for-another-year": "M6 2a4 4 0 1 1-4 4M6 3.5V6l2 1.5",
    "not-found": "M4 4.5a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1.1M6 9.8v.2",
    contradicted: "M3 3l6 6M9 3l-6 6",
  };
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className="verdict-mark" data-verdict={verdict}>
      <path d={path[verdict]} fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
    </svg>
  );
}
