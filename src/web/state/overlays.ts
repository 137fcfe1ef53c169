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

export function overlayToken(): string {
  return current.token;
}

/** Adds files (a file of the same name replaces the earlier one) and asks the server to read them all. */
export async function addOverlayFiles(files: readonly OverlayFile[]): Promise<void> {
  const names = new Set(files.map((file) => file.path));
  await send([...current.files.filter((file) => !names.has(file.path)), ...files], files);
}

export async function removeOverlayFile(path: string): Promise<void> {
  await send(
    current.files.filter((file) => file.path !== path),
    [],
  );
}

export function dismissOverlayProblems(): void {
  set({ ...current, problems: [] });
}

async function send(files: readonly OverlayFile[], added: readonly OverlayFile[]) {
  if (files.length === 0) {
    set(NOTHING);
    return;
  }
  set({ ...current, busy: true, problems: [] });
  const answer = await postOverlay({ name: overlayName(files), files: files.map((file) => ({ ...file })) });
  if (answer.status === "invalid") {
    // What was there before stays in force: nothing half done.
    set({ ...current, busy: false, problems: answer.problems.length > 0 ? answer.problems : [] });
    void added;
    return;
  }
  set({ files, token: answer.overlay, effects: answer.effects, warnings: answer.warnings, problems: [], busy: false });
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
