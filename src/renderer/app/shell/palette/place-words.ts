import type { Language } from '#shared/contract/vocabulary.ts';
import type { Catalogue } from '#shared/i18n/index.ts';
import type { Words } from '#shared/i18n/words.ts';
import { wordsIn, type Namespace } from '../../../state/words.ts';
import type { Place, WordAddress } from '../../../ui/place.ts';
import { places } from '../../places.ts';
import { wordsOf } from './ranking.ts';

export type PlaceKey = Place['key'];
export type PlaceWords = Record<Language, Partial<Words<Catalogue>>>;

/** The words that places are found by, in both languages: people use either. */
export async function bringPlaceWords(): Promise<PlaceWords> {
  const addresses = places.flatMap(({ name, says = [] }) => [name, ...says]);
  const namespaces = new Set(addresses.map(address => address.split(/[.:]/)[0] as Namespace));
  const all = [...namespaces.add('palette').add('shell')];
  const [fr, en] = await Promise.all([wordsIn('fr', all), wordsIn('en', all)]);
  return { fr, en };
}

const NAME_MAX = 40; // letters: longer ones are explanations, whose words are everybody's

/** The name of a place in one language. */
export function nameIn(words: PlaceWords[Language], address: WordAddress): string {
  const word = at(words, address.split(':'));
  if (typeof word !== 'string') throw new Error(`No words at ${address}: write them in i18n/{fr,en}`);
  return word;
}

/** What people call a place or an action, in both languages: they say « réseau » to an English page, and "key" to a French one. */
export function otherWords({ fr, en }: PlaceWords, key: PlaceKey): string {
  return `${fr.palette?.[key] ?? ''} ${en.palette?.[key] ?? ''}`;
}

const texts = new Map<PlaceKey, readonly string[]>();

/** Plain words of the names of all that stands on a page, in both languages. */
export function textOf(
  { fr, en }: PlaceWords,
  { key, says = [] }: Pick<Place, 'key' | 'says'>,
): readonly string[] {
  const kept = texts.get(key);
  if (kept) return kept;
  const found = [fr, en]
    .flatMap(words => says.map(address => at(words, address.split('.'))))
    .flatMap(names)
    .flatMap(wordsOf);
  const plain = [...new Set(found)];
  texts.set(key, plain);
  return plain;
}

function at(words: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    words,
  );
}

function names(words: unknown): string[] {
  if (typeof words === 'string') return words.length <= NAME_MAX && !words.includes('{{') ? [words] : [];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(names) : [];
}
