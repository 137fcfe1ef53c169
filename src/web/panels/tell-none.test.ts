import { expect, test } from "vitest";
import type { RouteNone } from "../../wire/route.ts";
import en from "../i18n/en.json" with { type: "json" };
import { type Teller, tellChange, tellReason } from "./tell-none.ts";

const words: Record<string, unknown> = en;
const teller: Teller = {
  t: (key, values = {}) => {
    const found = key
      .split(".")
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words);
    return typeof found === "string" ? found.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? "?") : key;
  },
  names: {
    place: (id) => `place ${id}`,
    find: () => undefined,
    country: (code) => `country ${code}`,
    corridor: (id) => `corridor ${id}`,
    commodity: (id) => id,
    goods: (id) => id,
    oilRoute: (id) => id,
    thing: (id) => id,
    familyOf: (id) => id,
  },
  date: (iso) => `day ${iso}`,
};
const none = (fields: Partial<RouteNone>) => ({ reason: "As the server says.", ...fields }) as RouteNone;

test("a code becomes a sentence with names and dates of the reader", () => {
  const terms = { terms: "XA,sea,by-north", termKinds: "country,mode,corridor", termNames: "A, sea, north" };
  expect(tellReason(none({ reasonCode: "all-avoided", reasonParams: terms }), teller)).toBe(
    "Every way passes one of country XA, Sea, corridor by-north, which you avoid.",
  );
  const opening = {
    subject: "The railway",
    mode: "rail",
    from: "a",
    to: "b",
    status: "planned",
    date: "1",
    until: "2",
  };
  expect(tellReason(none({ reasonCode: "opens-later", reasonParams: opening }), teller)).toBe(
    "Rail place a – place b: planned on day 1, expected from day 2.",
  );
  expect(tellChange({ label: "x", kind: "deadline", params: { date: "3" }, patch: {} }, teller)).toBe("Deadline day 3");
});

test("what has no name here keeps the words of the answer", () => {
  const terms = { terms: "line-1", termKinds: "service", termNames: "The line" };
  expect(tellChange({ label: "x", kind: "allow", params: terms, patch: {} }, teller)).toBe("Allow The line");
  expect(tellReason(none({}), teller)).toBe("As the server says.");
  expect(tellReason(none({ reasonCode: "not-known-here" }), teller)).toBe("As the server says.");
  expect(tellChange({ label: "As is", patch: {} }, teller)).toBe("As is");
});
