// What is asked of a simulation: the address gives back what was put in, nothing in it breaks the page, and a run of the history
// gives back the form that asked for it.

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  changeFleet,
  changeForm,
  fromParameters,
  readForm,
  type SimulationForm,
  toParameters,
  writeForm,
} from "./simulation.ts";

const forms: fc.Arbitrary<SimulationForm> = fc.record(
  {
    from: fc.constantFrom("2026-12-01", "2027-03-01"),
    days: fc.integer({ min: 7, max: 731 }),
    precision: fc.constantFrom(0.01, 0.05),
    replications: fc.integer({ min: 1, max: 1000 }),
    seed: fc.integer({ min: 0, max: 4_294_967_295 }),
    serviceHours: fc.integer({ min: 1, max: 500 }),
    fleet: fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,20}$/), fc.integer({ min: 1, max: 200 }), {
      minKeys: 1,
      maxKeys: 4,
    }),
    depends: fc.constant(true as const),
  },
  { requiredKeys: [] },
);
const usual = (form: SimulationForm) =>
  changeForm(form, {
    ...(form.days === 365 ? { days: undefined } : {}),
    ...(form.replications === 10 ? { replications: undefined } : {}),
    ...(form.seed === 1 ? { seed: undefined } : {}),
  });

test("what is written is read again, and the parameters of a run give the form back", () => {
  fc.assert(
    fc.property(forms, (form) => {
      const read = readForm(writeForm(form) ?? null);
      expect(read).toEqual(Object.keys(form).length > 0 ? form : undefined);
      expect(fromParameters(toParameters(form))).toEqual(usual(form));
    }),
    { seed: 41 },
  );
});

test("no text of an address breaks the page", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      readForm(text);
    }),
    { seed: 42 },
  );
  expect(readForm("(days:-3,precision:9,replications:1.5,seed:x,fleet:(a:0,B:3),depends:1)")).toBeUndefined();
});

test("asks for no fewer replications at most than at least", () => {
  for (const replications of [10, 500]) {
    const { maxReplications } = toParameters({ precision: 0.02, replications });
    expect(maxReplications).toBeGreaterThanOrEqual(replications);
  }
});

test("a line with its stated ships is no other fleet", () => {
  const more = changeFleet(undefined, "ferry", 7);
  expect(more).toEqual({ fleet: { ferry: 7 } });
  expect(changeFleet(more, "ferry", undefined)).toBeUndefined();
});
