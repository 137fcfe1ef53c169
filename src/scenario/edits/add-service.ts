// A service, with its stops or countries and the values it needs.

import { z } from "zod";
import { type CauseId, type CountryCode, id, type PlaceId, type ServiceId, type TariffId } from "../../model/ids.ts";
import type { Gauge, Service, Tariff } from "../../model/network.ts";
import { checkWindow, when } from "../change-numbers.ts";
import { joinChanged, newRow, takesUnit, unitsOf } from "../change-values.ts";
import type { EditContext, EditKind } from "../edit-kind.ts";
import { checkCountry, checkNamed, checkNewId, newValues } from "../new-things.ts";
import { windowOf } from "../window.ts";
import { standsWithin } from "./add-link.ts";
import { newId, valueFields, windowFields } from "./fields.ts";

export const addServiceForm = z.strictObject({
  edit: z.literal("add-service"),
  id: newId,
  name: z.string().min(1).max(200),
  kind: z.enum(["network", "line"]),
  mode: z.enum(["rail", "road", "sea", "inland-water"]),
  gauge: z.union([z.literal(1435), z.literal(1520)]).optional(),
  trainClass: z.enum(["block", "wagonload"]).optional(),
  stops: z.array(z.string()).max(50).optional(),
  bothWays: z.boolean().optional(),
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
  departures: z.enum(["on-demand", "headway", "sail-when-full"]),
  cargo: z.array(z.enum(["20ft", "40ft", "40hc", "truck", "wagon"])).optional(),
  operator: z.string().max(200).optional(),
  waterBody: z.string().max(100).optional(),
  causes: z.array(z.string()).max(20).optional(),
  values: valueFields,
  tariffs: z
    .array(
      z.strictObject({
        kind: z.enum(["line-haul", "handling", "border", "storage", "access", "empty-return", "surcharge"]),
        party: z.string().max(200),
        attribute: z.string().max(60),
        value: z.number(),
        unit: z.string().max(20),
        ends: z.tuple([z.string(), z.string()]).optional(),
        cargo: z.array(z.enum(["20ft", "40ft", "40hc", "truck", "wagon"])).optional(),
      }),
    )
    .max(100)
    .optional(),
  ...windowFields,
});

type ServiceEdit = z.infer<typeof addServiceForm>;

export const addService: EditKind<ServiceEdit> = {
  kind: "add-service",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    checkNewId(context, edit.id);
    checkForm(context, edit);
    const values = newValues(context, edit.id, "service", edit.values, neededBy(edit), {});
    const { tariffs, values: prices } = pricesOf(context, edit);
    const numbers = joinChanged([values, prices]);
    return {
      sentence: `${edit.name} runs${stopWords(context, edit)}${when(window)}`,
      window,
      touches: [{ id: edit.id, kind: "service", name: edit.name }],
      added: [edit.id, ...tariffs.map((tariff) => tariff.id)],
      values: numbers.changes,
      rows: {
        services: [toService(edit)],
        tariffs,
        values: numbers.rows,
        statuses: standsWithin(context, edit.id, window),
      },
    };
  },
};

function stopWords({ dataset }: EditContext, { stops = [] }: ServiceEdit): string {
  if (stops.length === 0) return "";
  return ` between ${stops.map((stop) => dataset.places.get(stop as PlaceId)?.names.en ?? stop).join(", ")}`;
}

function checkForm(context: EditContext, edit: ServiceEdit): void {
  const stops = edit.stops ?? [];
  stops.forEach((stop, position) => {
    checkNamed(context, `stops.${position}`, stop, "place");
  });
  edit.countries?.forEach((code, position) => {
    checkCountry(context, `countries.${position}`, code);
  });
  edit.causes?.forEach((cause, position) => {
    checkNamed(context, `causes.${position}`, cause, "cause");
  });
  if (edit.waterBody !== undefined) checkNamed(context, "waterBody", edit.waterBody, "water-body");
  if (edit.kind === "line" && stops.length < 2)
    context.error("stops", "missing-stops", "a line calls at two places or more", "ids of places in order");
  if (edit.kind === "network" && stops.length > 0)
    context.error("stops", "stops-of-network", "a network service has no stops", "leave stops out, or make it a line");
  if (edit.mode === "rail" && edit.gauge === undefined)
    context.error("gauge", "missing", "a rail service has no gauge", "1435 or 1520");
  if (edit.mode !== "rail" && edit.gauge !== undefined)
    context.error("gauge", "gauge-without-rail", `a ${edit.mode} service has no gauge`, "leave gauge out");
  if (edit.kind !== "line" || edit.mode !== "sea") return;
  stops.slice(1).forEach((stop, i) => {
    const known = [stops[i], stop].every((place) => context.dataset.places.has(place as PlaceId));
    if (!known || context.dataset.linksOf(stops[i] as PlaceId).some(({ mode }) => mode === edit.mode)) return;
    context.error(`stops.${i}`, "no-link", `no ${edit.mode} link starts at ${stops[i]}`, "add-link first");
  });
}

function neededBy({ departures }: ServiceEdit): string[][] {
  const hours = [["speedKmh"]];
  if (departures === "headway") return [...hours, ["departuresPerWeek", "headwayHours"]];
  return departures === "sail-when-full" ? [...hours, ["capacityUnits"], ["patienceHours"], ["arrivalsPerDay"]] : hours;
}

const toService = (edit: ServiceEdit): Service => ({
  id: id<ServiceId>(edit.id),
  kind: edit.kind,
  mode: edit.mode,
  gauge: (edit.gauge ?? 0) as Gauge,
  trainClass: edit.trainClass ?? "",
  operator: edit.operator ?? "",
  stops: (edit.stops ?? []).map((stop) => id<PlaceId>(stop)),
  bothWays: edit.bothWays ?? true,
  countries: (edit.countries ?? []).map((code) => id<CountryCode>(code)),
  departures: edit.departures,
  timetable: [],
  timeZone: "UTC",
  cargo: edit.cargo ?? [],
  ...(edit.waterBody === undefined ? {} : { waterBody: edit.waterBody }),
  causes: (edit.causes ?? []).map((cause) => id<CauseId>(cause)),
  name: edit.name,
  names: { en: edit.name, kk: edit.name, az: edit.name, ru: edit.name },
  note: edit.note ?? "",
});

const TARIFF_ATTRIBUTES = ["perKm", "perUnit", "perTonne", "perTonneKm", "perDay"];

function pricesOf(context: EditContext, edit: ServiceEdit) {
  const tariffs: Tariff[] = [];
  const values = (edit.tariffs ?? []).map((price, position) => {
    const field = `tariffs.${position}`;
    const { attribute, value, unit } = price;
    if (!TARIFF_ATTRIBUTES.includes(attribute) || !takesUnit(attribute, unit)) {
      const units = unitsOf(attribute);
      context.error(
        `${field}.unit`,
        "wrong-unit",
        `${attribute} cannot be in ${unit}`,
        units.length > 0 ? `it is in ${units.join(", ")}` : "perKm, perUnit, perTonne, perTonneKm or perDay",
      );
      return { rows: [], changes: [] };
    }
    const [from = "", to = ""] = price.ends ?? [];
    price.ends?.forEach((place, end) => {
      checkNamed(context, `${field}.ends.${end}`, place, "place");
    });
    const tariff: Tariff = {
      id: id<TariffId>(`scenario-${context.scenario.id}-${context.index}-${position}`),
      subject: edit.id,
      country: "" as Tariff["country"],
      from: from as Tariff["from"],
      to: to as Tariff["to"],
      cargo: price.cargo ?? [],
      party: price.party,
      kind: price.kind,
      note: `scenario ${context.scenario.name}`,
    };
    tariffs.push(tariff);
    return newRow(context, { subject: tariff.id, attribute, value, unit }, {});
  });
  return { tariffs, values: joinChanged(values) };
}
