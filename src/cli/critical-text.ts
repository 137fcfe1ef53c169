// The answers of `kopru critical` for people.

import { OWN_SHARE } from "../studies/critical-sentences.ts";
import type { CriticalAnswer, CriticalOk, NetworkCriticalAnswer } from "../wire/critical.ts";
import { bold, faint, number, plural, sparkline, wrap, yellow } from "./style.ts";
import { toTable } from "./table.ts";

const right = (title: string) => ({ title, align: "right" as const });

/** What the shape of any network says; ends with a line break. */
export function toNetworkText(answer: NetworkCriticalAnswer, top: number): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") return `No way. ${answer.reason}\n`;
  const { from, to, maxFlow, leastCost, minCut } = answer;
  const size = `${plural(answer.nodes, "node")}, ${plural(answer.links, "link")}, ${plural(answer.solves, "solve")}, ${number(answer.seconds, 2)} s`;
  const lines = [
    bold(from === null ? "Which links and nodes most shortest paths use" : `From ${from} to ${to}`) +
      faint(`  ${size}`),
    ...(leastCost === null ? [] : [`Least ${answer.cost ?? "number of links"}: ${number(leastCost, 3)}`]),
    ...(maxFlow === null
      ? []
      : [
          `Maximum flow ${number(maxFlow, 3)}, bounded by ${minCut.map(({ id, capacity }) => `${id} (${number(capacity, 3)})`).join(", ")}`,
        ]),
    ...(answer.linkDisjointPaths === null
      ? []
      : [`Ways that share no link: ${answer.linkDisjointPaths}; no node either: ${answer.nodeDisjointPaths}`]),
    ...answer.warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}`),
  ];
  const shown = answer.elements.slice(0, top);
  const table = toTable(
    [{ title: "Without" }, { title: "" }, right("capacity lost"), right("detour"), right("betweenness")],
    shown.map((element) => [
      element.id,
      element.kind === "node" ? "node" : `${element.from} → ${element.to}`,
      element.capacityLossShare === null ? "" : `${number(100 * element.capacityLossShare, 1)} %`,
      element.cutsOff ? "cut off" : element.detourCost === null ? "" : number(element.detourCost, 3),
      number(element.betweenness, 1),
    ]),
  );
  const rest = answer.elements.length - shown.length;
  return `${lines.join("\n")}\n${table}${rest > 0 ? faint(`and ${plural(rest, "element")} more\n`) : ""}`;
}

const SENTENCES = 5;
const SHARES_SHOWN = 5;

/** What breaks in the dataset's network; ends with a line break. */
export function toCriticalText(
  answer: CriticalAnswer,
  { top, all }: { readonly top: number; readonly all: boolean },
): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") return `Nothing to take away. ${answer.reason}\n`;
  const { period, base, certificate, solves, seconds } = answer;
  const own = all ? answer.elements : answer.elements.filter(({ passingShare }) => passingShare >= OWN_SHARE);
  const size = `${period.from.slice(0, 7)}, ${number(base.shippedTonnesPerDay)} t a day, ${plural(solves, "solve")} in ${number(seconds, 1)} s`;
  const gap = `largest gap ${certificate.gap.value.toExponential(1)} (${certificate.gap.name}, asked ${certificate.gap.asked})`;
  const warnings = answer.warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}\n`);
  return [
    `${bold("What is lost without each element")} ${faint(`${size}; ${gap}`)}\n`,
    ...warnings,
    toElementTable(answer, own, top),
    own
      .slice(0, SENTENCES)
      .map(({ sentence, disagreement }) => wrap(`${sentence}${disagreement === null ? "" : ` ${disagreement}`}`, "  "))
      .join(""),
    toPairTable(answer, top),
    toCutTable(answer),
    toDivisions(answer),
    toOutageText(answer),
  ].join("");
}

function toElementTable({ elements, unused }: CriticalOk, own: CriticalOk["elements"], top: number): string {
  const shown = own.slice(0, top);
  const apart = elements.length - own.length;
  const table = toTable(
    [
      { title: "Without", width: 40 },
      { title: "" },
      right("USD/day"),
      right("t/day lost"),
      right("t/day over it"),
      right("capacity lost"),
    ],
    shown.map(({ name, kind, lossUsdPerDay, lostTonnesPerDay, flowTonnesPerDay, capacityLossShare }) => [
      name,
      kind,
      number(lossUsdPerDay),
      number(lostTonnesPerDay),
      number(flowTonnesPerDay),
      capacityLossShare === null ? "" : `${number(100 * capacityLossShare, 1)} %`,
    ]),
  );
  const rest = own.length - shown.length;
  const notes = [
    ...(rest > 0 ? [`${number(rest)} more (--top)`] : []),
    ...(apart > 0 ? [`${number(apart)} where most goods begin, end or stay at sea (--all)`] : []),
    `${number(unused)} that no way uses: their loss is zero`,
  ];
  return `${table}${faint(`and ${notes.join("; ")}\n`)}`;
}

function toPairTable({ pairs, elements }: CriticalOk, top: number): string {
  if (pairs.length === 0) return "";
  const nameOf = new Map(elements.map(({ id, name }) => [id, name]));
  const table = toTable(
    [{ title: "Without both", width: 34 }, { title: "", width: 34 }, right("USD/day"), right("synergy USD/day")],
    pairs
      .slice(0, top)
      .map(({ a, b, lossUsdPerDay, totalSynergyUsdPerDay }) => [
        nameOf.get(a) ?? a,
        nameOf.get(b) ?? b,
        number(lossUsdPerDay),
        number(totalSynergyUsdPerDay),
      ]),
  );
  return `\n${bold("Pairs")} ${faint("synergy with rents; above 0: one stands in for the other")}\n${table}`;
}

function toCutTable({ cuts }: CriticalOk): string {
  if (cuts.length === 0) return "";
  const table = toTable(
    [
      { title: "Through", width: 34 },
      { title: "from – to", width: 24 },
      right("fits t/day"),
      { title: "bounded by", width: 34 },
      right("ways"),
    ],
    cuts.map(({ corridorName, from, to, maxFlow, minCut, nodeDisjointPaths }) => [
      corridorName ?? "all corridors",
      `${from} – ${to}`,
      maxFlow === null ? "no bound" : number(maxFlow),
      minCut.map(({ name }) => name).join(", "),
      String(nodeDisjointPaths),
    ]),
  );
  return `\n${bold("How much fits")} ${faint("ways: that share no place between their ends")}\n${table}`;
}

function toDivisions({ diversification }: CriticalOk): string {
  const lines = diversification.map(({ by, shares, hhi, effectiveNumber }) => {
    const list = shares.slice(0, SHARES_SHOWN).map(({ name, share }) => `${name} ${number(100 * share)} %`);
    return wrap(
      `By ${by}: HHI ${number(hhi, 2)}, as if ${number(effectiveNumber, 1)} equal ones. ${list.join(", ")}`,
      "  ",
    );
  });
  return lines.length === 0
    ? ""
    : `\n${bold("How flows are divided")} ${faint("over corridors that compete on land")}\n${lines.join("")}`;
}

function toOutageText({ outage }: CriticalOk): string {
  if (outage === null) return "";
  const step = Math.max(1, Math.ceil(outage.curve.length / 60));
  const line = sparkline(outage.curve.filter((_, at) => at % step === 0).map(({ backlogTonnes }) => backlogTonnes));
  const loss = `${number(outage.lossDays, 2)} days of its flow lost or late, ${number(outage.lossUsd / 1000)} thousand USD`;
  return `\n${bold("Outage")}\n${wrap(`${outage.sentence} ${loss}.`, "  ")}  ${line} ${faint("queue")}\n`;
}
