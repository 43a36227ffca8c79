import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Catalogue } from '#shared/i18n/index.ts';
import { folderOf } from '../../modules/define-module.ts';
import { isModuleName } from '../../modules/index.ts';
import type { Words } from '#shared/i18n/words.ts';
import { withEveryPlural } from './plural-forms.ts';

export type Namespace = keyof Catalogue;

/** What may be said on any page: they come before anything is drawn, and so are there when the core is not. */
export const SHELL_WORDS = ['common', 'errors', 'shell', 'tasks'] as const satisfies readonly Namespace[];

/** All that was asked for: another language is shown once it has them too. */
const asked = new Set<Namespace>();
/** The language that will be shown when its words are here. */
let coming: Language = 'fr';

/** Brings words of the interface in the language that is shown, and in the one about to be. Asking again costs nothing. */
export async function loadWords(namespaces: readonly Namespace[]): Promise<void> {
  for (const namespace of namespaces) asked.add(namespace);
  const languages = new Set([coming, i18next.language === 'en' ? 'en' : 'fr'] as const);
  await Promise.all([...languages].flatMap(language => namespaces.map(each => load(language, each))));
}

/**
 * What loads a page or a part of one together with its words: nothing is drawn before both are here.
 * `tests/words-by-place.test.ts` sees to it that the list is complete.
 */
export function withWords<Module>(
  namespaces: readonly Namespace[],
  load: () => Promise<Module>,
): () => Promise<Module> {
  return async () => {
    const [loaded] = await Promise.all([load(), loadWords(namespaces)]);
    return loaded;
  };
}

/**
 * Brings all that was asked for so far in a language.
 * @returns whether it is still the one to show: another may have been chosen meanwhile.
 */
export async function bringLanguage(language: Language): Promise<boolean> {
  const before = coming;
  coming = language;
  try {
    await Promise.all([...asked].map(each => load(language, each)));
  } catch (error) {
    if (coming === language) coming = before;
    throw error;
  }
  return coming === language;
}

async function load(language: Language, namespace: Namespace): Promise<void> {
  if (i18next.hasResourceBundle(language, namespace)) return;
  const words = await wordsOf(language, namespace);
  i18next.addResourceBundle(language, namespace, withEveryPlural(words, language));
}

/** Says a word by its address, `shell:home`, where it comes with data and not with the code. */
export function useWordAt(): (address: string) => string {
  const { t } = useTranslation();
  return t as (address: string) => string;
}

/** Words of several places at once, for who looks for something rather than shows it. */
export async function wordsIn<Name extends Namespace>(
  language: Language,
  namespaces: readonly Name[],
): Promise<Pick<Words<Catalogue>, Name>> {
  const all = await Promise.all(namespaces.map(async name => [name, await wordsOf(language, name)] as const));
  return Object.fromEntries(all) as Pick<Words<Catalogue>, Name>;
}

/** A file a language and namespace; the lists that gather them would bring all at once. */
const files = import.meta.glob<Partial<Words<Catalogue>>>([
  '../../shared/i18n/{fr,en}/*.ts',
  '!../../shared/i18n/{fr,en}/index.ts',
]);

const moduleFiles = import.meta.glob<{ words?: object }>('../../modules/*/words/{fr,en}.ts');

async function wordsOf<Name extends Namespace>(
  language: Language,
  namespace: Name,
): Promise<Words<Catalogue>[Name]> {
  const file = folderOf(namespace);
  if (isModuleName(namespace)) {
    const { words: ofModule } = (await moduleFiles[`../../modules/${file}/words/${language}.ts`]?.()) ?? {};
    if (ofModule !== undefined) return ofModule as Words<Catalogue>[Name];
  }
  const words = (await files[`../../shared/i18n/${language}/${file}.ts`]?.())?.[namespace];
  if (words === undefined) throw new Error(`No words of ${namespace} in i18n/${language}/${file}.ts`);
  return words;
}
