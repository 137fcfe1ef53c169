// Words of the Simulate workspace: they come with its chunk.

import i18next from "i18next";
import az from "../../i18n/simulate/az.json" with { type: "json" };
import en from "../../i18n/simulate/en.json" with { type: "json" };
import kk from "../../i18n/simulate/kk.json" with { type: "json" };
import ru from "../../i18n/simulate/ru.json" with { type: "json" };

/** Makes the words known; called before the workspace draws. */
export function addSimulateWords(): void {
  for (const [lang, words] of Object.entries({ en, kk, az, ru }))
    i18next.addResourceBundle(lang, "translation", words, true, true);
}
