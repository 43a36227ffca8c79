import { base } from '../base.ts';
import { createStore, type Store } from './state/store.ts';
import { chooseLanguage, createTranslate, isRightToLeft, type Catalogue, type Translate } from './words.ts';

/** Written in by the build: where the words of each language that comes with the panel are. */
declare const __FOYER_WORDS__: Readonly<Record<string, string>>;

export type Language = {
  store: Store<{ translate: Translate }>;
  /** Words to begin with, should the connection fail before any other came. */
  begin(words: Catalogue): void;
  /**
   * Shows a language once its words have come; English where there are none of it.
   * @param wanted `page`, `visitor` or a code
   * @throws when not even English comes
   */
  show(wanted: string, around: { pageLanguage: string | null; botLanguage: string }): Promise<void>;
};

/** The words of a language (a code such as `fr` or `pt-BR`), or null when there are none. */
export type FindWords = (code: string) => Promise<Catalogue | null>;

/** The language the panel speaks, and its direction. */
export function createLanguage(root: HTMLElement, find: FindWords): Language {
  const store = createStore({ translate: createTranslate('en', {}) });
  let shown = '';

  async function show(code: string): Promise<void> {
    if (code === shown) return;
    const found = await find(code);
    const language = found === null ? 'en' : code;
    const words = found ?? (await find('en')) ?? {};
    shown = code;
    root.lang = language;
    root.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
    store.set({ translate: createTranslate(language, words) });
  }

  return {
    store,
    begin: words => store.set({ translate: createTranslate('en', words) }),
    show: (wanted, around) =>
      show(chooseLanguage(wanted, { ...around, visitorLanguage: navigator.language })),
  };
}

/**
 * Words from the server: those that come with the panel, or a file its owner wrote (`/widget/lang/xx.json`: the keys of
 * `i18n/fr/widget.ts`; what it lacks is said in English).
 */
export async function fetchWords(code: string): Promise<Catalogue | null> {
  const words = __FOYER_WORDS__;
  const file = words[code.split('-')[0] ?? ''];
  if (file !== undefined) return await wordsAt(base() + file);
  const english = await wordsAt(base() + words['en']);
  try {
    return { ...english, ...(await wordsAt(`${base()}/widget/lang/${code.toLowerCase()}.json`)) };
  } catch {
    return null; // there is no such file
  }
}

async function wordsAt(path: string): Promise<Catalogue> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`No words at ${path}`);
  return (await response.json()) as Catalogue;
}
