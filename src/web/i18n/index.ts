// Words of the interface in four languages. Keys are complete in each (a test compares them); numbers and dates are not
// formatted here but in intl.ts.

import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../state/app-state.ts";
import az from "./az.json" with { type: "json" };
import en from "./en.json" with { type: "json" };
import kk from "./kk.json" with { type: "json" };
import ru from "./ru.json" with { type: "json" };

export const resources = {
  en: { translation: en },
  kk: { translation: kk },
  az: { translation: az },
  ru: { translation: ru },
};

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  kk: "Қазақша",
  az: "Azərbaycanca",
  ru: "Русский",
};

/** Starts the words in a language; called once before the first render. */
export function startWords(lang: Language): void {
  void i18next.use(initReactI18next).init({
    resources,
    lng: lang,
    fallbackLng: "en",
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  document.documentElement.lang = lang;
}

export function speak(lang: Language): void {
  if (i18next.language === lang) return;
  void i18next.changeLanguage(lang);
  document.documentElement.lang = lang;
}
