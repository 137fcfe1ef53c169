// Words of the what-if workspaces: they come with their chunk and join those of the shell.

import { addWords } from "../../i18n/index.ts";
import az from "../../i18n/what-if/az.json?url";
import en from "../../i18n/what-if/en.json" with { type: "json" };
import kk from "../../i18n/what-if/kk.json?url";
import ru from "../../i18n/what-if/ru.json?url";

/** Makes the words known; called by each workspace's chunk before it draws. */
export function addWhatIfWords(): void {
  addWords({ en, files: { kk, az, ru } });
}
