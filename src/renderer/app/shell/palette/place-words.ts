import type { Language } from '#shared/contract/vocabulary.ts';
import type { Catalogue } from '#shared/i18n/index.ts';
import type { Words } from '#shared/i18n/words.ts';
import { wordsIn } from '../../../state/words.ts';
import { wordsOf } from './ranking.ts';

export type PlaceKey = keyof Catalogue['palette'];

/** Where the words that stand on a page are kept. */
const namespaces = {
  home: ['home'],
  chat: ['chat'],
  chatbots: ['chatbots'],
  knowledge: ['knowledge', 'documents'],
  conversations: ['conversations'],
  clients: ['clients'],
  models: ['models'],
  section_people: ['people'],
  section_security: ['security', 'secrets'],
  section_network: ['network', 'webInterface'],
  section_mail: ['mailSettings'],
  section_keys: ['keys'],
  section_audit: ['audit'],
  section_tasks: ['tasks'],
  section_help: ['help'],
  bot_appearance: ['appearance'],
  bot_deploy: ['deploy'],
  bot_visitors: ['visitors'],
} as const satisfies Partial<Record<PlaceKey, readonly (keyof Catalogue)[]>>;

/** Sections of the settings whose words are a part of one namespace. */
const parts: Partial<Record<PlaceKey, keyof Catalogue['settings']>> = {
  section_appearance: 'appearance',
  section_account: 'account',
  section_privacy: 'privacy',
  section_data: 'data',
  section_about: 'about',
};

type Namespace = (typeof namespaces)[keyof typeof namespaces][number] | 'palette' | 'settings' | 'shell';
export type PlaceWords = Record<Language, Pick<Words<Catalogue>, Namespace>>;

/** The words that places are found by, in both languages. */
export async function bringPlaceWords(): Promise<PlaceWords> {
  const all: readonly Namespace[] = [...Object.values(namespaces).flat(), 'palette', 'settings', 'shell'];
  const [fr, en] = await Promise.all([wordsIn('fr', all), wordsIn('en', all)]);
  return { fr, en };
}

const NAME_MAX = 40; // letters: longer ones are explanations, whose words are everybody's

/** What people call a place or an action, in both languages: they say « réseau » to an English page, and "key" to a French one. */
export function otherWords(catalogues: PlaceWords, key: PlaceKey): string {
  return `${catalogues.fr.palette[key]} ${catalogues.en.palette[key]}`;
}

const texts = new Map<PlaceKey, readonly string[]>();

/** Plain words of the names of all that stands on a page, in both languages. */
export function textOf(catalogues: PlaceWords, key: PlaceKey): readonly string[] {
  const kept = texts.get(key);
  if (kept) return kept;
  const own = (namespaces as Partial<Record<PlaceKey, readonly Namespace[]>>)[key] ?? [];
  const part = parts[key];
  const found = Object.values(catalogues)
    .flatMap(catalogue => [
      ...own.map(name => catalogue[name]),
      ...(part === undefined ? [] : [catalogue.settings[part]]),
    ])
    .flatMap(names)
    .flatMap(wordsOf);
  const words = [...new Set(found)];
  texts.set(key, words);
  return words;
}

function names(words: unknown): string[] {
  if (typeof words === 'string') return words.length <= NAME_MAX && !words.includes('{{') ? [words] : [];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(names) : [];
}
