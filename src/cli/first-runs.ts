// What the app asks first of flows and of oil, in its own usual settings: worked out when a server starts, so that the first
// opening shows it at once. A browser test sees to it that the app asks the same.

export const FIRST_RUNS = [
  { kind: "flows", scenario: null, parameters: { months: 1 } },
  { kind: "oil", scenario: null, parameters: { days: 120, policy: "foresight" } },
  { kind: "oil", scenario: null, parameters: { days: 120, policy: "rolling" } },
] as const;
