// Keeps the one state of the app in step with the address bar and remembers what was asked before, for undo and redo.
// Questions are pushed to the browser's history; ways of looking replace the entry.

import { useSyncExternalStore } from "react";
import {
  type AppState,
  changeQuestion,
  DEFAULT_VIEW,
  EMPTY_QUESTION,
  fromQueryString,
  LANGUAGES,
  type Question,
  toQueryString,
  type View,
} from "./app-state.ts";

const PREFERENCES = "kopru.preferences";
const KEPT = ["lang", "theme", "currency", "distance", "time"] as const;
const UNDO_LIMIT = 100;

const listeners = new Set<() => void>();
const defaults: View = { ...DEFAULT_VIEW, ...readPreferences() };
let state: AppState = fromQueryString(location.search, defaults);
let past: (Question | undefined)[] = [];
let future: (Question | undefined)[] = [];

addEventListener("popstate", () => {
  state = fromQueryString(location.search, defaults);
  emit();
});

/** The state, and a new render whenever it changes. */
export function useAppState(): AppState {
  return useSyncExternalStore(subscribe, getAppState);
}

export function getAppState(): AppState {
  return state;
}

/** Changes the way of looking. */
export function setView(patch: { [K in keyof View]?: View[K] | undefined }): void {
  const merged: Record<string, unknown> = { ...state.view, ...patch };
  if (merged.option === undefined) delete merged.option;
  state = { ...state, view: merged as unknown as View };
  writePreferences(state.view);
  write("replace");
}

/** Changes the question; `base` is what stands on the screen when nothing was asked yet (the first example). */
export function setQuestion(patch: { [K in keyof Question]?: Question[K] | undefined }, base?: Question): void {
  past = [...past, state.question].slice(-UNDO_LIMIT);
  future = [];
  const { option: _dropped, ...view } = state.view;
  state = { question: changeQuestion(state.question ?? base ?? EMPTY_QUESTION, patch), view };
  write("push");
}

/** Steps back to the question before; false when there is none. */
export function undo(): boolean {
  if (past.length === 0) return false;
  future = [...future, state.question];
  restore(past.pop());
  return true;
}

/** Steps forward again; false when there is nothing to redo. */
export function redo(): boolean {
  if (future.length === 0) return false;
  past = [...past, state.question];
  restore(future.pop());
  return true;
}

export function canUndo(): boolean {
  return past.length > 0;
}

export function canRedo(): boolean {
  return future.length > 0;
}

function restore(question: Question | undefined) {
  const { option: _dropped, ...view } = state.view;
  state = question ? { question, view } : { view };
  write("push");
}

function write(how: "push" | "replace") {
  // Preferences are written even when they equal this browser's own, so that a link looks the same elsewhere.
  const query = toQueryString(state, DEFAULT_VIEW);
  const url = `${location.pathname}${query ? `?${query}` : ""}${location.hash}`;
  if (how === "push") history.pushState(null, "", url);
  else history.replaceState(null, "", url);
  emit();
}

function emit() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readPreferences(): Partial<View> {
  const spoken = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2));
  const lang =
    spoken.map((tag) => LANGUAGES.find((known) => known === tag)).find((known) => known !== undefined) ?? "en";
  try {
    const kept = new URLSearchParams(localStorage.getItem(PREFERENCES) ?? "");
    const { view } = fromQueryString(kept.toString(), { ...DEFAULT_VIEW, lang });
    return { lang: view.lang, theme: view.theme, currency: view.currency, distance: view.distance, time: view.time };
  } catch {
    return { lang };
  }
}

function writePreferences(view: View) {
  const params = new URLSearchParams(KEPT.map((key) => [key, view[key]]));
  try {
    localStorage.setItem(PREFERENCES, params.toString());
  } catch {
    // A browser that keeps nothing (private window, policy) still works; the choice lives in the address.
  }
}
