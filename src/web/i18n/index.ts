// Words of the interface in four languages. English comes with the code and stands in for what is missing; the other
// languages are files of their own, fetched when they are first spoken and before anything is drawn in them. Keys are
// complete in each (a test compares them); numbers and dates are not formatted here but in intl.ts.

import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../state/app-state.ts";
import az from "./az.json?url";
import en from "./en.json" with { type: "json" };
import kk from "./kk.json?url";
import ru from "./ru.json?url";

type Words = { readonly [key: string]: string | Words };

/** What the shell, or a workspace whose code came later, says: in English, and where the other languages lie. */
export interface WordPart {
  readonly en: Words;
  readonly files: Readonly<Record<Exclude<Language, "en">, string>>;
}

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  kk: "Қазақша",
  az: "Azərbaycanca",
  ru: "Русский",
};

/** Longer than a file of 8 kB takes on any line that carries the app. */
const PATIENCE_MS = 15_000;

const shell: WordPart = { en, files: { kk, az, ru } };
const parts: WordPart[] = [shell];
/** Files fetched or under way; one that failed is forgotten, so that it may be tried again. */
const fetched = new Map<string, Promise<boolean>>();
const listeners = new Set<() => void>();
let wanted: Language = "en";
let missing: Language | undefined;

/**
 * Starts the words in a language; called once, and waited for before the first render. Never fails: without its file
 * English is spoken, and `missingLanguage` says so.
 */
export async function startWords(lang: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: "en",
    fallbackLng: "en",
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  await speak(lang);
}

/** Changes the language as soon as its words are here; until then the page stays in the one before. */
export async function speak(lang: Language): Promise<void> {
  wanted = lang;
  const whole = await fetchWords(lang);
  // Another language may have been chosen meanwhile.
  if (wanted !== lang) return;
  tellMissing(whole ? undefined : lang);
  const spoken = i18next.hasResourceBundle(lang, "translation") ? lang : "en";
  // Also when it is spoken already: words that came at a second try are drawn by it.
  await i18next.changeLanguage(spoken);
  document.documentElement.lang = spoken;
}

/** Words that come with the code of a workspace. They are there once `wordsReady` says so. */
export function addWords(part: WordPart): void {
  parts.push(part);
  i18next.addResourceBundle("en", "translation", part.en, true, true);
  void fetchPart(part, wanted);
}

/** Waits for the words of everything that was added, in the language that is spoken. Never fails. */
export async function wordsReady(): Promise<void> {
  if (!(await fetchWords(wanted))) tellMissing(wanted);
}

/** The language that was asked for and whose words, or some of them, could not be fetched. */
export function missingLanguage(): Language | undefined {
  return missing;
}

export function onMissingLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tellMissing(lang: Language | undefined) {
  missing = lang;
  for (const listener of listeners) listener();
}

async function fetchWords(lang: Language): Promise<boolean> {
  return (await Promise.all(parts.map((part) => fetchPart(part, lang)))).every(Boolean);
}

function fetchPart({ files }: WordPart, lang: Language): Promise<boolean> {
  if (lang === "en") return Promise.resolve(true);
  const url = files[lang];
  const known = fetched.get(url);
  if (known) return known;
  const coming = readWords(url).then(
    (words) => {
      i18next.addResourceBundle(lang, "translation", words, true, true);
      return true;
    },
    () => {
      fetched.delete(url);
      return false;
    },
  );
  fetched.set(url, coming);
  return coming;
}

async function readWords(url: string): Promise<Words> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return (await response.json()) as Words;
}
