// Flows → lines and points of the map: width by the amount (its square root, so that ten times is about three times as wide),
// colour by use of the capacity or by what was gained and lost. Pure.

import type { Feature, FeatureCollection, Position } from "geojson";
import type { FlowStateJson } from "../../../wire/flows.ts";
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
    const value = difference ? Math.sign(amount) * Math.sqrt(share) : link.utilisation;
    return [
      {
        type: "Feature",
        properties: {
          id: link.id,
          width: Math.max(THINNEST_PX, WIDEST_PX * Math.sqrt(share)),
          ...(value === null ? {} : { value }),
          ...(off ? { off: true } : {}),
        },
        geometry: { type: "LineString", coordinates: link.coordinates },
      },
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

/** The middle of a line, or the point itself. */
export function middleOf(coordinates: readonly Position[]): Position | undefined {
  if (coordinates.length < 3) {
    const [a, b] = coordinates;
    return a && b ? [((a[0] ?? 0) + (b[0] ?? 0)) / 2, ((a[1] ?? 0) + (b[1] ?? 0)) / 2] : a;
  }
  return coordinates[Math.floor(coordinates.length / 2)];
}

/** [west, south, east, north] of points and lines. */
export function boundsOfFeatures(features: readonly Feature[]): [number, number, number, number] | undefined {
  const points = features.flatMap(({ geometry }): Position[] =>
    geometry.type === "Point" ? [geometry.coordinates] : geometry.type === "LineString" ? geometry.coordinates : [],
  );
  if (points.length === 0) return undefined;
  const lons = points.map(([lon = 0]) => lon);
  const lats = points.map(([, lat = 0]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Whether a point lies inside bounds; everything does when there are none. */
export function isInside(
  bounds: readonly [number, number, number, number] | undefined,
  { geometry }: Feature,
): boolean {
  if (!bounds || geometry.type !== "Point") return true;
  const [lon = 0, lat = 0] = geometry.coordinates;
  return lon >= bounds[0] && lon <= bounds[2] && lat >= bounds[1] && lat <= bounds[3];
}

type Link = FlowStateJson["links"][number];

/** Tonnes on a link in both directions, of one group or of all. */
export function tonnesOf(link: Link | undefined, group: string | undefined): number {
  if (!link) return 0;
  if (group === undefined) return link.tonnes.forward + link.tonnes.backward;
  return link.byGroup.find((part) => part.group === group)?.tonnes ?? 0;
}
