// Words of the replay: they come with its chunk.

import { addWords } from "../../../i18n/index.ts";
import az from "../../../i18n/replay/az.json?url";
import en from "../../../i18n/replay/en.json" with { type: "json" };
import kk from "../../../i18n/replay/kk.json?url";
import ru from "../../../i18n/replay/ru.json?url";

/** Makes the words known; called by the replay's chunk before it draws. */
export function addReplayWords(): void {
  addWords({ en, files: { kk, az, ru } });
}
