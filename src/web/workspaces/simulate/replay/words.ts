// Words of the replay: they come with its chunk.

import i18next from "i18next";
import az from "../../../i18n/replay/az.json" with { type: "json" };
import en from "../../../i18n/replay/en.json" with { type: "json" };
import kk from "../../../i18n/replay/kk.json" with { type: "json" };
import ru from "../../../i18n/replay/ru.json" with { type: "json" };

/** Makes the words known; called before the replay draws. */
export function addReplayWords(): void {
  for (const [lang, words] of Object.entries({ en, kk, az, ru }))
    i18next.addResourceBundle(lang, "translation", words, true, true);
}
