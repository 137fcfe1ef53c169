// Which scenarios come with the program. Apart from reading them, so that a help text that lists them loads nothing else.

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "./program-version.ts";

export const SHIPPED = path.join(projectFolder, "scenarios");

/** Names of the scenarios that come with the program, in order. */
export function listShipped(): string[] {
  if (!existsSync(SHIPPED)) return [];
  return readdirSync(SHIPPED)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}
