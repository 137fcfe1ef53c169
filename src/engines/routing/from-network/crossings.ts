// Which border procedure holds where a link joins two countries: the most specific row for place, direction, mode and
// train class. Countries without a row between them (a customs union) have no procedure and count as no border.

import type { Dataset } from "../../../model/dataset.ts";
import type { Border, Mode, TrainClass } from "../../../model/network.ts";

export interface Crossing {
  readonly from: { readonly place: string; readonly country: string };
  readonly to: { readonly place: string; readonly country: string };
  readonly mode: Mode;
  readonly trainClass: TrainClass;
}

/** A look-up that remembers its answers. */
export function crossingRules(dataset: Dataset): (crossing: Crossing) => Border | undefined {
  const memo = new Map<string, Border | undefined>();
  return (crossing) => {
    const key = `${crossing.from.place} ${crossing.to.place} ${crossing.mode} ${crossing.trainClass}`;
    if (!memo.has(key)) memo.set(key, mostSpecific(dataset.borders, crossing));
    return memo.get(key);
  };
}

function mostSpecific(borders: readonly Border[], crossing: Crossing): Border | undefined {
  let best: Border | undefined;
  let bestScore = -1;
  for (const border of borders) {
    const atPlace = border.place === crossing.from.place || border.place === crossing.to.place;
    if (border.place !== "*" && !atPlace) continue;
    if (border.fromCountry !== "*" && border.fromCountry !== crossing.from.country) continue;
    if (border.toCountry !== "*" && border.toCountry !== crossing.to.country) continue;
    if (border.mode !== "*" && border.mode !== crossing.mode) continue;
    if (border.trainClass !== "" && border.trainClass !== crossing.trainClass) continue;
    const score =
      (border.place === "*" ? 0 : 16) +
      (border.fromCountry === "*" ? 0 : 4) +
      (border.toCountry === "*" ? 0 : 4) +
      (border.mode === "*" ? 0 : 2) +
      (border.trainClass === "" ? 0 : 1);
    if (score > bestScore) {
      best = border;
      bestScore = score;
    }
  }
  return best;
}
