// Flows → lines and points of the map: width by the amount (its square root, so that ten times is about three times as wide),
// colour by use of the capacity or by what was gained and lost. Pure.

import type { Feature, FeatureCollection } from "geojson";
import type { FlowStateJson } from "../../../wire/flows.ts";
import { middleOf, sceneLine, signedRoot } from "../../map/scene-features.ts";
import type { Show } from "../../state/app-state.ts";

export const WIDEST_PX = 15;
const THINNEST_PX = 0.7;
/** Points are for what is nearly full; the table goes down to half. */
const NEARLY_FULL = 0.85;
/** Below this share of the largest flow nothing is drawn: rounding of a solver, not cargo. */
const NOTHING = 1e-7;
const NAMED = 5;

export interface FlowSceneInput {
  readonly base: FlowStateJson;
  readonly state: FlowStateJson;
  readonly show: Exclude<Show, "auto">;
  readonly group: string | undefined;
  /** How a place or resource is called on the map. */
  readonly nameOf: (bottleneck: FlowStateJson["bottlenecks"][number]) => string;
}

/** Links as lines with `id`, `width`, `value`, `off`. */
export function flowLines({
  base,
  state,
  show,
  group,
}: FlowSceneInput): FeatureCollection & { readonly widest: number } {
  const before = new Map(base.links.map((link) => [link.id, link]));
  const after = new Map(state.links.map((link) => [link.id, link]));
  const difference = show === "difference";
  const rows = [...new Set([...after.keys(), ...(difference ? before.keys() : [])])].flatMap((id) => {
    const link = after.get(id) ?? before.get(id);
    if (!link) return [];
    const tonnes = tonnesOf(after.get(id), group);
    return [{ link, tonnes, amount: difference ? tonnes - tonnesOf(before.get(id), group) : tonnes }];
  });
  const largest = widestAmount(rows.map(({ link, amount }) => ({ mode: link.mode, amount })));
  const features = rows.flatMap(({ link, amount, tonnes }): Feature[] => {
    const share = largest > 0 ? Math.min(1, Math.abs(amount) / largest) : 0;
    const off = link.status !== "open";
    const moved = share > NOTHING;
    if (!moved && !(difference && tonnes > 0) && !off) return [];
    if (!moved && off && !difference) return [];
    return [
      sceneLine({
        id: link.id,
        coordinates: link.coordinates,
        share,
        thinnestPx: THINNEST_PX,
        widestPx: WIDEST_PX,
        value: difference ? signedRoot(amount, share) : link.utilisation,
        off,
      }),
    ];
  });
  return { type: "FeatureCollection", features, widest: largest };
}

/**
 * The amount that is drawn widest: the most that goes over land, if anything does. Ocean lines that carry twenty times as
 * much would leave everything else a hair; they are drawn as wide as this and no wider, which the key says.
 */
export function widestAmount(rows: readonly { readonly mode: string; readonly amount: number }[]): number {
  const most = (some: typeof rows) => Math.max(0, ...some.map(({ amount }) => Math.abs(amount)));
  return most(rows.filter(({ mode }) => mode !== "sea")) || most(rows);
}

/** What binds, the dearest first; the first few by name. */
export function bindingPoints({ state, nameOf }: Pick<FlowSceneInput, "state" | "nameOf">, most: number): Feature[] {
  // One point a thing, also where both directions bind.
  const seen = new Set<string>();
  const binding = listBinding(state)
    .filter(({ subject, utilisation }) => utilisation >= NEARLY_FULL && !seen.has(subject) && seen.add(subject))
    .slice(0, most);
  const largest = Math.max(1e-9, ...binding.map(({ rentUsd }) => rentUsd));
  return binding.flatMap((bottleneck, index): Feature[] => {
    const at = middleOf(bottleneck.coordinates);
    if (!at) return [];
    return [
      {
        type: "Feature",
        properties: {
          id: bottleneck.subject,
          mark: "bottleneck",
          size: 4 + 6 * Math.sqrt(Math.max(0, bottleneck.rentUsd) / largest),
          value: bottleneck.utilisation,
          ...(index < NAMED ? { label: nameOf(bottleneck) } : {}),
        },
        geometry: { type: "Point", coordinates: at },
      },
    ];
  });
}

/** Resources that are nearly full or have a price: by what their scarcity costs, then by use. */
export function listBinding(state: FlowStateJson): FlowStateJson["bottlenecks"] {
  return state.bottlenecks
    .filter(({ utilisation, shadowPriceUsdPerUnit }) => utilisation >= 0.5 || shadowPriceUsdPerUnit > 0)
    .sort((a, b) => b.rentUsd - a.rentUsd || b.utilisation - a.utilisation);
}

type Link = FlowStateJson["links"][number];

/** Tonnes on a link in both directions, of one group or of all. */
export function tonnesOf(link: Link | undefined, group: string | undefined): number {
  if (!link) return 0;
  if (group === undefined) return link.tonnes.forward + link.tonnes.backward;
  return link.byGroup.find((part) => part.group === group)?.tonnes ?? 0;
}
