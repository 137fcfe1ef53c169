// Words of the what-if workspaces: they come with their chunk and join those of the shell.

import i18next from "i18next";
import az from "../../i18n/what-if/az.json" with { type: "json" };
import en from "../../i18n/what-if/en.json" with { type: "json" };
import kk from "../../i18n/what-if/kk.json" with { type: "json" };
import ru from "../../i18n/what-if/ru.json" with { type: "json" };

/** Makes the words known; called by each workspace's chunk before it draws. */
export function addWhatIfWords(): void {
  for (const [lang, words] of Object.entries({ en, kk, az, ru }))
    i18next.addResourceBundle(lang, "translation", words, true, true);
}
