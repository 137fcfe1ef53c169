// Keeps the one state of the app in step with the address bar and remembers what was asked before, for undo and redo.
// Questions and changes of the workspace are pushed to the browser's history; other ways of looking replace the entry.

import { useSyncExternalStore } from "react";
import {
  type AppState,
  type Asked,
  changeQuestion,
  DEFAULT_VIEW,
  EMPTY_QUESTION,
  fromQueryString,
  LANGUAGES,
  type Question,
  SIMULATED,
  toQueryString,
  type View,
} from "./app-state.ts";

const PREFERENCES = "kopru.preferences";
const KEPT = ["lang", "theme", "currency", "distance", "time"] as const;
const UNDO_LIMIT = 100;

const listeners = new Set<() => void>();
const defaults: View = { ...DEFAULT_VIEW, ...readPreferences() };
let state: AppState = fromQueryString(location.search, defaults);
let past: Asked[] = [];
let future: Asked[] = [];

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
  for (const key of ["option", "thing", "group", ...SIMULATED]) if (merged[key] === undefined) delete merged[key];
  const { page } = state.view;
  state = { ...state, view: merged as unknown as View };
  writePreferences(state.view);
  write(state.view.page === page ? "replace" : "push");
}

/** Changes the question; `base` is what stands on the screen when nothing was asked yet (the first example). */
export function setQuestion(patch: { [K in keyof Question]?: Question[K] | undefined }, base?: Question): void {
  const { option: _dropped, ...view } = state.view;
  ask({ question: changeQuestion(state.question ?? base ?? EMPTY_QUESTION, patch) }, view);
}

/** Changes the scenario or the period it is looked at over; undefined takes it out. */
export function setWhatIf(patch: { [K in WhatIf]?: Asked[K] | undefined }): void {
  ask(patch, state.view);
}
type WhatIf = "scenario" | "months" | "days" | "simulation";

function ask(patch: { [K in keyof Asked]?: Asked[K] | undefined }, view: View) {
  past = [...past, askedOf(state)].slice(-UNDO_LIMIT);
  future = [];
  const merged: Record<string, unknown> = { ...askedOf(state), ...patch };
  for (const key of Object.keys(merged)) if (merged[key] === undefined) delete merged[key];
  state = { ...(merged as Asked), view };
  write("push");
}

/** Steps back to what was asked before; false when there is none. */
export function undo(): boolean {
  const before = past.pop();
  if (!before) return false;
  future = [...future, askedOf(state)];
  restore(before);
  return true;
}

/** Steps forward again; false when there is nothing to redo. */
export function redo(): boolean {
  const after = future.pop();
  if (!after) return false;
  past = [...past, askedOf(state)];
  restore(after);
  return true;
}

export function canUndo(): boolean {
  return past.length > 0;
}

export function canRedo(): boolean {
  return future.length > 0;
}

function askedOf({ view: _view, ...asked }: AppState): Asked {
  return asked;
}

function restore(asked: Asked) {
  const { option: _dropped, ...view } = state.view;
  state = { ...asked, view };
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
