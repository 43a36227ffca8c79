import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { catalogues, type Catalogue } from '#shared/i18n/index.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { withEveryPlural } from './plural-forms.ts';

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

export function startTranslations(): void {
  const lng = firstLanguage();
  void i18next.use(initReactI18next).init({
    resources: {
      fr: withEveryPlural(catalogues.fr, 'fr'),
      en: withEveryPlural(catalogues.en, 'en'),
    },
    lng,
    fallbackLng: false,
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
    initAsync: false,
  });
  document.documentElement.lang = lng;
}

export function showLanguage(language: Language): void {
  if (i18next.language === language) return;
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

export function shownLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'fr';
}
