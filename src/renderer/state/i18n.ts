import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Catalogue } from '#shared/i18n/index.ts';
import { bringLanguage, loadWords, SHELL_WORDS } from './words.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Catalogue;
  }
}

const REMEMBERED = 'foyer.language';

/** Before anyone signed in: what was chosen here last, else French unless the browser speaks English. */
function firstLanguage(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (remembered === 'fr' || remembered === 'en') return remembered;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** Settles once the words that any page may need are here. */
export async function startTranslations(): Promise<void> {
  const lng = firstLanguage();
  void i18next.use(initReactI18next).init({
    resources: {}, // words come by place: see `words.ts`
    lng,
    fallbackLng: false,
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
    initAsync: false,
  });
  document.documentElement.lang = lng;
  await bringLanguage(lng);
  await loadWords(SHELL_WORDS);
}

/** Shows another language once its words are here; until then, and when they cannot come, the one before stays. */
export async function showLanguage(language: Language): Promise<void> {
  if (!(await bringLanguage(language)) || i18next.language === language) return;
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export function shownLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'fr';
}
