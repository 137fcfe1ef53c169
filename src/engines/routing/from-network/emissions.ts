// Greenhouse gas of a ride or a lift, well-to-wheel where the factor is, by ISO 14083's rules: activity (tonnes or TEU
// times kilometres) times intensity, empty running inside the intensity. Source: docs/method/emissions.md.

import type { Dataset } from "../../../model/dataset.ts";
import type { EmissionFactor } from "../../../model/network.ts";
import type { InstantHours } from "../../../model/units.ts";
import type { Emission } from "../service-graph.ts";
import type { Consignment } from "./consignment.ts";

export interface EmissionBook {
  /** Of moving the consignment over a length; undefined when the data know no factor for it. */
  ofRide(ride: { mode: string; service: string; country: string; traction: string; km: number }): Emitted | undefined;
  /** Of lifting it once at a terminal. */
  ofHandling(country: string): Emitted | undefined;
}

export interface Emitted {
  readonly kg: number;
  readonly emission: Emission;
}

/** Reads the dataset's factors for one consignment and date. */
export function emissionBook(dataset: Dataset, consignment: Consignment, at: InstantHours): EmissionBook {
  const memo = new Map<string, EmissionFactor | undefined>();
  const factorFor = (attribute: string, mode: string, service: string, country: string, traction: string) => {
    const key = `${attribute} ${mode} ${service} ${country} ${traction}`;
    if (!memo.has(key)) memo.set(key, pick(attribute, mode, service, country, traction));
    return memo.get(key);
  };

  function pick(attribute: string, mode: string, service: string, country: string, traction: string) {
    let best: EmissionFactor | undefined;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const factor of dataset.emissionFactors) {
      if (factor.mode !== mode) continue;
      if (factor.service && factor.service !== service) continue;
      if (factor.country && factor.country !== country) continue;
      if (factor.traction && traction && factor.traction !== traction) continue;
      if (!dataset.findValue(factor.id, attribute, at)) continue;
      const score =
        (factor.service ? 8 : 0) +
        (factor.country ? 4 : 0) +
        (factor.traction && factor.traction === traction ? 2 : 0) +
        (factor.scope === "WTW" ? 1 : 0) -
        // Where the traction is not known, a factor of one traction stands behind every other.
        (factor.traction && !traction ? 16 : 0);
      if (score > bestScore) {
        best = factor;
        bestScore = score;
      }
    }
    return best;
  }

  return {
    ofRide({ mode, service, country, traction, km }) {
      const factor = factorFor("intensity", mode, service, country, traction);
      const value = factor && dataset.findValue(factor.id, "intensity", at);
      if (!factor || !value) return undefined;
      const perTeu = value.unit === "g/TEUkm";
      const activity = perTeu ? consignment.teu : consignment.grossTonnes;
      const adjustment = dataset.findValue(factor.id, "distanceAdjustment", at);
      const kg = (activity * km * value.value * (1 + (adjustment?.value ?? 0))) / 1000;
      const rule = `${round(activity)} ${perTeu ? "TEU" : "t"} × ${Math.round(km)} km${
        adjustment ? ` × ${1 + adjustment.value}` : ""
      }`;
      const sources = adjustment ? [value.source, adjustment.source] : [value.source];
      return {
        kg,
        emission: {
          factor: value.value,
          unit: value.unit,
          scope: factor.scope,
          quality: factor.quality,
          sources,
          rule,
        },
      };
    },
    ofHandling(country) {
      const factor = factorFor("handlingIntensity", "terminal", "", country, "");
      const value = factor && dataset.findValue(factor.id, "handlingIntensity", at);
      if (!factor || !value) return undefined;
      const perTonne = value.unit === "kg/t";
      const activity = perTonne ? consignment.tonnes : consignment.units;
      return {
        kg: activity * value.value,
        emission: {
          factor: value.value,
          unit: value.unit,
          scope: factor.scope,
          quality: factor.quality,
          sources: [value.source],
          rule: `${round(activity)} ${perTonne ? "t" : "units"} lifted`,
        },
      };
    },
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
