// Can a file be written? Asked before minutes of work whose answer would be lost. Not covered: disks that fill up meanwhile.

import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import type { Problem } from "../model/problem.ts";

/** Whether a file is there to be written over, or its folder takes a new one. */
export function canWrite(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return false;
  try {
    accessSync(found === undefined ? path.dirname(path.resolve(file)) : file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param option of the command line that names the file, such as --trace */
export const cannotWrite = (option: string, file: string): Problem => ({
  code: "usage",
  place: option,
  message: `${file} cannot be written.`,
  hint: "Name a file that can be written.",
});
