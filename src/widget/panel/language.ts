import { createStore, type Store } from './state/store.ts';
import { chooseLanguage, createTranslate, isRightToLeft, type Catalogue, type Translate } from './words.ts';

/** Written in by the build: where the words of each language that comes with the panel are. */
declare const __FOYER_WORDS__: Readonly<Record<string, string>>;

export type Language = {
  store: Store<{ translate: Translate }>;
  /** Words to begin with, should the connection fail before any other came. */
  begin(words: Catalogue): void;
  /**
   * Shows a language once its words have come. One that does not come with the panel is asked of the server
   * (`/widget/lang/xx.json`: the keys of `i18n/fr/widget.ts`; what it lacks, or all, is said in English).
   * @param wanted `page`, `visitor` or a code
   * @throws when not even English comes
   */
  show(wanted: string, around: { pageLanguage: string | null; botLanguage: string }): Promise<void>;
};

/** The language the panel speaks, and its direction. */
export function createLanguage(root: HTMLElement): Language {
  const store = createStore({ translate: createTranslate('en', {}) });
  let shown = '';

  async function show(code: string): Promise<void> {
    if (code === shown) return;
    const file = __FOYER_WORDS__[code.split('-')[0] ?? ''];
    let [language, words] = [code, {} as Catalogue];
    if (file === undefined) {
      words = await wordsAt(__FOYER_WORDS__['en'] ?? '');
      try {
        words = { ...words, ...(await wordsAt(`/widget/lang/${code.toLowerCase()}.json`)) };
      } catch {
        language = 'en'; // there is no such file
      }
    } else words = await wordsAt(file);
    shown = code;
    root.lang = language;
    root.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
    store.set({ translate: createTranslate(language, words) });
  }

  return {
    store,
    begin: words => store.set({ translate: createTranslate('en', words) }),
    show: (wanted, around) => show(chooseLanguage(wanted, { ...around, visitorLanguage: navigator.language })),
  };
}

async function wordsAt(path: string): Promise<Catalogue> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`No words at ${path}`);
  return (await response.json()) as Catalogue;
}
