// Dataset → all that it says of one thing of the oil layer. Kinds begin with `oil-`, as in scenarios.

import type { Dataset } from "../model/dataset.ts";
import type { Language } from "../model/network.ts";
import type { ThingAnswer } from "./dataset.ts";

type ThingOk = Extract<ThingAnswer, { status: "ok" }>;
type Head = Pick<ThingOk, "kind" | "title" | "properties" | "related">;

export function headOfOil({ oil }: Dataset, thingId: string, language: Language): Head | undefined {
  const placeName = (id: string) => oil.places.get(id)?.names[language] ?? id;
  const place = oil.places.get(thingId);
  if (place !== undefined) {
    const { kind, country, lat, lon, at, partOf, grade, positionSource, note } = place;
    return {
      kind: "oil-place",
      title: place.names[language],
      properties: {
        kind,
        country,
        position: `${lat}, ${lon}`,
        positionSource,
        at: at ?? "",
        partOf: partOf ?? "",
        grade: grade ?? "",
        note,
      },
      related: [
        ...[...oil.links.values()]
          .filter((link) => link.from === thingId || link.to === thingId)
          .map(({ id, name }) => ({ id, kind: "oil-link", title: name })),
        ...[...oil.tanks.values()]
          .filter((tank) => tank.place === thingId)
          .map(({ id, name }) => ({ id, kind: "oil-tank", title: name })),
        ...[...oil.places.values()]
          .filter((part) => part.partOf === thingId || part.id === partOf)
          .map(({ id, names }) => ({ id, kind: "oil-place", title: names[language] })),
      ],
    };
  }
  const link = oil.links.get(thingId);
  if (link !== undefined) {
    const { name, mode, operator, country, crosses, waterBody, note, from, to, fleets } = link;
    return {
      kind: "oil-link",
      title: name,
      properties: { mode, operator, country, crosses: crosses.join("; "), waterBody: waterBody ?? "", note },
      related: [
        ...[from, to].map((id) => ({ id, kind: "oil-place", title: placeName(id) })),
        ...fleets.map((id) => ({ id, kind: "oil-fleet", title: oil.fleets.get(id)?.name ?? id })),
        ...[...oil.limits.values()]
          .filter((limit) => limit.links.includes(thingId))
          .map(({ id, name: title }) => ({ id, kind: "oil-limit", title })),
      ],
    };
  }
  const limit = oil.limits.get(thingId);
  if (limit !== undefined) {
    const { kind, party, windowDays, note } = limit;
    const properties = { kind, party, windowDays: String(windowDays), note };
    const related = limit.links.map((id) => ({ id, kind: "oil-link", title: oil.links.get(id)?.name ?? id }));
    return { kind: "oil-limit", title: limit.name, properties, related };
  }
  const fleet = oil.fleets.get(thingId);
  if (fleet !== undefined) {
    const { operator, waterBody, note } = fleet;
    const related = [...oil.links.values()]
      .filter(({ fleets }) => fleets.includes(thingId))
      .map(({ id, name }) => ({ id, kind: "oil-link", title: name }));
    return {
      kind: "oil-fleet",
      title: fleet.name,
      properties: { operator, waterBody: waterBody ?? "", note },
      related,
    };
  }
  const tank = oil.tanks.get(thingId);
  if (tank !== undefined) {
    const related = [{ id: tank.place, kind: "oil-place", title: placeName(tank.place) }];
    return { kind: "oil-tank", title: tank.name, properties: { note: tank.note }, related };
  }
  const route = oil.routes.get(thingId);
  if (route !== undefined) {
    const { kind, grade, note } = route;
    return { kind: "oil-route", title: route.names[language], properties: { kind, grade, note }, related: [] };
  }
  const gradeOf = oil.grades.get(thingId);
  if (gradeOf === undefined) return undefined;
  const { name, benchmark, note } = gradeOf;
  return { kind: "oil-grade", title: name, properties: { benchmark, note }, related: [] };
}
