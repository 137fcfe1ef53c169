// Where a thing of the network is: a place's point, a link's middle. Pure.

import type { Position } from "geojson";
import type { NetworkOk } from "../../state/plan.tsx";

export function positionFinder(network: NetworkOk | undefined): (id: string) => Position | undefined {
  const places = new Map(network?.places.map((place): [string, Position] => [place.id, [place.lon, place.lat]]));
  const links = new Map(
    network?.links.map((link): [string, Position | undefined] => [
      link.id,
      link.coordinates[Math.floor(link.coordinates.length / 2)],
    ]),
  );
  return (id) => places.get(id) ?? links.get(id);
}
