// Names of a replay in the reader's language: places of the network, and those of other layers, as oil has, by what the dataset calls
// its things.

import { useMemo } from "react";
import type { NameBook } from "../../../state/place-names.ts";
import { usePlan } from "../../../state/plan.tsx";
import { useThingNames } from "../../what-if/things.ts";

export function useNames(): NameBook {
  const { names } = usePlan();
  const nameOf = useThingNames();
  return useMemo(
    () => ({
      ...names,
      place: (id, fallback) => (names.find(id) ? names.place(id, fallback) : nameOf(id, fallback)),
      thing: nameOf,
    }),
    [names, nameOf],
  );
}
