import { expect, it } from "vitest";
import { smallCorridor } from "../../../../test/small-corridor.ts";
import { crossingRules } from "./crossings.ts";

const rules = crossingRules(
  smallCorridor(`
    place a XA
    place b XB
    place c XC
    border * * * *
    border * XA * rail
    border * XA XB *
    border * XA XB rail class=block
    border a XB XA rail
    border * * XC sea`),
);
const end = (place: string) => ({ place, country: `X${place.toUpperCase()}` });
const rule = (from: string, to: string, mode: "rail" | "road" | "sea", trainClass: "" | "block" | "wagonload" = "") =>
  rules({ from: end(from), to: end(to), mode, trainClass })?.id;

it("the row that names more holds: place, then countries, then mode, then class of train", () => {
  expect(rule("a", "b", "rail", "block")).toBe("border-any-xa-xb-rail-block");
  expect(rule("a", "b", "rail", "wagonload")).toBe("border-any-xa-xb-any");
  expect(rule("a", "c", "rail")).toBe("border-any-xa-any-rail");
  expect(rule("b", "a", "rail", "block")).toBe("border-a-xb-xa-rail");
  expect(rule("b", "a", "road")).toBe("border-any-any-any-any");
  expect(rule("b", "c", "sea")).toBe("border-any-any-xc-sea");
});

it("no row, no procedure", () => {
  const none = crossingRules(smallCorridor("place a XA\nplace b XB\nborder * XB XA rail"));
  expect(none({ from: end("a"), to: end("b"), mode: "rail", trainClass: "" })).toBeUndefined();
});
