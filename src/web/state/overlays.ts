// Files that somebody dropped on the page: kept in memory for this visit, sent together as one overlay, named in every
// question by the token the server gave. Never in the address bar: they are private.

import { useSyncExternalStore } from "react";
import type { ProblemJson } from "../../wire/common.ts";
import { postOverlay } from "../api/client.ts";

export interface OverlayFile {
  readonly path: string;
  readonly text: string;
}

export interface OverlayState {
  readonly files: readonly OverlayFile[];
  readonly token: string;
  readonly effects: readonly string[];
  readonly warnings: readonly ProblemJson[];
  readonly problems: readonly ProblemJson[];
  readonly busy: boolean;
}

const NOTHING: OverlayState = { files: [], token: "", effects: [], warnings: [], problems: [], busy: false };
let current: OverlayState = NOTHING;
const listeners = new Set<() => void>();

export function useOverlays(): OverlayState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Adds files (a file of the same name replaces the earlier one) and asks the server to read them all. */
export async function addOverlayFiles(files: readonly OverlayFile[]): Promise<void> {
  const names = new Set(files.map((file) => file.path));
  await send([...current.files.filter((file) => !names.has(file.path)), ...files]);
}

export async function removeOverlayFile(path: string): Promise<void> {
  await send(current.files.filter((file) => file.path !== path));
}

export function dismissOverlayProblems(): void {
  set({ ...current, problems: [] });
}

async function send(files: readonly OverlayFile[]) {
  if (files.length === 0) {
    set(NOTHING);
    return;
  }
  set({ ...current, busy: true, problems: [] });
  const post = (name: string) => postOverlay({ name, files: files.map((file) => ({ ...file })) });
  let answer = await post(overlayName(files));
  // Files of a rate card name the card itself as their source; loose files do not tell what the card is called.
  const own = ownSource(files);
  if (own && answer.status === "invalid" && answer.problems.every((problem) => problem.code === "unknown-source")) {
    answer = await post(own);
  }
  if (answer.status === "invalid") {
    // What was there before stays in force: nothing half done.
    set({ ...current, busy: false, problems: answer.problems });
    return;
  }
  set({ files, token: answer.overlay, effects: answer.effects, warnings: answer.warnings, problems: [], busy: false });
}

/** The one source that all rows of the files name; undefined when there are several or none. */
export function ownSource(files: readonly OverlayFile[]): string | undefined {
  const named = new Set(
    files.flatMap(({ text }) => [...text.matchAll(/\bsource:([a-z0-9]+(?:-[a-z0-9]+)*)/g)].map(([, id]) => id)),
  );
  const [only] = named;
  return named.size === 1 && only !== undefined && only.length <= 60 ? only : undefined;
}

/** Where a file belongs in a dataset's folder: tables of values lie in `values/`, known by their first two columns. */
export function overlayPath(name: string, text: string): string {
  const heading = text.slice(0, 200).replace(/^\ufeff/, "");
  return /^"?subject"?,"?attribute"?,/i.test(heading) ? `values/${name}` : name;
}

/** A name the server accepts, made from the first file's name. */
export function overlayName(files: readonly { readonly path: string }[]): string {
  const first = (files[0]?.path ?? "overlay").replace(/\.[a-z]+$/i, "").toLowerCase();
  const words = first.match(/[a-z0-9]+/g) ?? ["overlay"];
  return words.join("-").slice(0, 60).replace(/-$/, "");
}

function set(next: OverlayState) {
  current = next;
  for (const listener of listeners) listener();
}
