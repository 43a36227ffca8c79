import { createStore, type Store } from './state/store.ts';
import {
  bundledCatalogue,
  chooseLanguage,
  createTranslate,
  isRightToLeft,
  readCatalogue,
  type Translate,
} from './words.ts';

export type Language = {
  store: Store<{ translate: Translate }>;
  /** Shows this language; for one that does not come with the panel its file is fetched first. */
  show(wanted: string, around: { pageLanguage: string | null; botLanguage: string }): void;
};

/** The language the panel speaks, and its direction. */
export function createLanguage(root: HTMLElement, fetchFile: (code: string) => Promise<unknown>): Language {
  const first = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
  const store = createStore({ translate: createTranslate(first, bundledCatalogue(first) ?? {}) });
  let wantedLast = '';
  apply(first, store.get().translate);

  function apply(code: string, translate: Translate): void {
    root.lang = code;
    root.dir = isRightToLeft(code) ? 'rtl' : 'ltr';
    store.set({ translate });
  }

  return {
    store,
    show(wanted, around) {
      const code = chooseLanguage(wanted, { ...around, visitorLanguage: navigator.language });
      if (code === wantedLast) return;
      wantedLast = code;
      const bundled = bundledCatalogue(code);
      if (bundled !== null) {
        apply(code, createTranslate(code, bundled));
        return;
      }
      fetchFile(code).then(
        file => {
          if (wantedLast === code) apply(code, createTranslate(code, readCatalogue(file)));
        },
        () => {
          // There is no such file, or it did not come: what comes with the panel, in the bot's language if it can be.
          const spoken = bundledCatalogue(around.botLanguage) === null ? 'en' : around.botLanguage;
          if (wantedLast === code) apply(spoken, createTranslate(spoken, bundledCatalogue(spoken) ?? {}));
        },
      );
    },
  };
}

/** The file of a language on the server: a flat JSON object of the keys of `i18n/fr/widget.ts`. */
export async function fetchLanguageFile(code: string): Promise<unknown> {
  const response = await fetch(`/widget/lang/${code.toLowerCase()}.json`);
  if (!response.ok) throw new Error(`No words in ${code}`);
  return await response.json();
}
