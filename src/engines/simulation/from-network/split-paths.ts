// Ways of the corridor model cut at the line that carries them across the water.

import type { Service } from "../../../model/network.ts";
import type { CrossingPath, LegGiven, PathGiven } from "./corridor-given.ts";

/** Ways that use one of the lines, cut at the first that they use; waits for its ship and its weather are left out. */
export function splitPaths(paths: readonly PathGiven[], services: readonly Service[]): CrossingPath[] {
  const byId = new Map<string, Service>(services.map((service) => [service.id, service]));
  return paths.flatMap((path) => {
    const { legs, ...rest } = path;
    const at = legs.findIndex(({ kind, service }) => kind === "line-haul" && byId.has(service));
    const service = at < 0 ? undefined : byId.get(legs[at].service);
    if (service === undefined) return [];
    const [from, to] = [legs[at].from, legs[at].to];
    const causes: readonly string[] = service.causes;
    const isOwn = (leg: LegGiven): boolean =>
      (leg.kind === "wait" && leg.service === service.id) ||
      (causes.includes(leg.storm) && (leg.from === from || leg.from === to));
    const kept = (part: readonly LegGiven[]): LegGiven[] => part.filter((leg) => !isOwn(leg));
    const before = kept(legs.slice(0, at));
    const isPort = ({ subject, from: place }: LegGiven): boolean => subject !== "" && place === from;
    const after = kept(legs.slice(at + 1));
    return [
      {
        ...rest,
        perYear: path.perDayByMonth.reduce((sum, perDay) => sum + perDay, 0) * (365 / 12),
        line: service.id,
        end: service.stops[0] === from ? 0 : 1,
        boardsAt: before.findLast(isPort)?.subject ?? "",
        landsAt:
          after.find(({ subject, from: place, kind }) => subject !== "" && place === to && kind !== "border")
            ?.subject ?? "",
        before: before.filter((leg) => !isPort(leg)),
        port: before.filter(isPort),
        haul: legs[at],
        after,
      },
    ];
  });
}
