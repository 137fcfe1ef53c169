// Words of the Simulate workspace: they come with its chunk.

import { addWords } from "../../i18n/index.ts";
import az from "../../i18n/simulate/az.json?url";
import en from "../../i18n/simulate/en.json" with { type: "json" };
import kk from "../../i18n/simulate/kk.json?url";
import ru from "../../i18n/simulate/ru.json?url";

/** Makes the words known; called by the workspace's chunk before it draws. */
export function addSimulateWords(): void {
  addWords({ en, files: { kk, az, ru } });
}
