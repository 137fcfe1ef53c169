// What low water does: every metre less is a metre less draft at the ports, and each ship loads less by the share that
// `payloadLossPerM` of its service states. Linear, which holds for a metre or so; a ship that could load nothing is an error.

import type { PlaceId, ServiceId, TerminalId } from "../model/ids.ts";
import { attributesOf, toWords } from "./change-numbers.ts";
import { type Changed, changeAttribute, joinChanged, NOTHING_CHANGED } from "./change-values.ts";
import type { EditContext } from "./edit-kind.ts";
import type { ChangedValue, Touched } from "./scenario.ts";
import { partsOf, subjectsOf, type Thing } from "./things.ts";
import { instantIn, type Window } from "./window.ts";

export interface Followed extends Changed {
  readonly touches: readonly Touched[];
}

const together = (parts: readonly Followed[]): Followed => ({
  ...joinChanged(parts),
  touches: parts.flatMap(({ touches }) => touches),
});

/** Drafts of the terminals on a water, so many metres more. */
export function draftsOn(context: EditContext, water: Thing, metres: number, window: Window): Followed {
  return together(
    partsOf(context.dataset, water)
      .filter(({ id }) => context.dataset.valuesInOrder(id, "draftM").length > 0)
      .map((part) => ({
        ...changeAttribute(
          context,
          { subject: part.id, attribute: "draftM" },
          { how: "add", value: metres, unit: "m" },
          window,
        ),
        touches: [part],
      })),
  );
}

/** Loads of what sails on a water, when there are so many metres more of it. */
export function loadsOn(context: EditContext, water: Thing, metres: number, window: Window): Followed {
  const ships = partsOf(context.dataset, water).filter(({ kind }) => kind === "service" || kind === "oil-fleet");
  return together(ships.map((ship) => loadOf(context, ship, metres, window)));
}

/** Loads of the services that call where the draft changed; where both ends did, the lower one counts. */
export function loadsAtDraft(context: EditContext, drafts: readonly ChangedValue[], window: Window): Followed {
  const { dataset } = context;
  const metresAt = new Map<string, number>();
  for (const { subject, before, after } of drafts) {
    const place = dataset.terminals.get(subject as TerminalId)?.place ?? subject;
    const metres = after - (before ?? after);
    metresAt.set(place, Math.min(metres, metresAt.get(place) ?? metres));
  }
  const calling = [...dataset.services.values()].flatMap((service) => {
    const met = service.stops.flatMap((stop) => metresAt.get(stop as PlaceId) ?? []);
    return met.length === 0 ? [] : [{ service, metres: Math.min(...met) }];
  });
  // More water at one port does not help a ship that the other port holds back.
  return together(
    calling
      .filter(({ metres }) => metres < 0)
      .map(({ service, metres }) =>
        loadOf(context, { id: service.id, kind: "service", name: service.name }, metres, window),
      ),
  );
}

const LOADS = ["capacityUnits"];

function loadOf(context: EditContext, ship: Thing, metres: number, window: Window): Followed {
  const { dataset } = context;
  const at = instantIn({ from: window.from ?? context.scenario.baseDate });
  const water = (dataset.services.get(ship.id as ServiceId) ?? dataset.oil.fleets.get(ship.id))?.waterBody;
  // What a service says of its own ships goes before what is said of all on the water.
  const loss = [ship.id, ...(water === undefined ? [] : [water])]
    .map((id) => dataset.findValue(id, "payloadLossPerM", at)?.value)
    .find((value) => value !== undefined);
  if (loss === undefined) return { ...NOTHING_CHANGED, touches: [] };
  const factor = 1 + loss * metres;
  if (factor <= 0) {
    const message = `${ship.name} (${ship.id}) could load nothing with ${toWords(-metres)} m less water`;
    context.error(
      "",
      "out-of-range",
      message,
      `it loses ${toWords(loss)} of its load per metre; take less, or suspend it`,
    );
    return { ...NOTHING_CHANGED, touches: [] };
  }
  const changed = subjectsOf(dataset, ship).flatMap((subject) =>
    attributesOf(context, subject)
      .filter((attribute) => LOADS.includes(attribute))
      .map((attribute) => changeAttribute(context, { subject, attribute }, { how: "scale", factor }, window)),
  );
  return { ...joinChanged(changed), touches: changed.length === 0 ? [] : [ship] };
}
