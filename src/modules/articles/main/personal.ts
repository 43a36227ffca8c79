import { fold, personalValuesIn } from '../../api.ts';
import type { Personal } from '../contract.ts';
import type { Asker } from './said-store.ts';

type Draft = { question: string; title: string | null; text: string };

const FIELDS = ['question', 'title', 'text'] as const;
/** Shorter names are words of the language as often. */
const NAME_LETTERS = 3;

/** What in a draft says who somebody is: what its form gives away, and the names of whoever asked. */
export function personalIn(draft: Draft, asker: Asker | null): Personal[] {
  const theirs = comparable([...(asker?.wrote ?? []), ...(asker?.addresses ?? [])].join('\n'));
  return FIELDS.flatMap(field => {
    const text = draft[field] ?? '';
    const values = personalValuesIn(text).map(({ kind, start, end }): Personal => {
      const value = text.slice(start, end);
      return { kind, field, value, start, end, theirs: theirs.includes(comparable(value)) };
    });
    const names = (asker?.names ?? []).flatMap(name => namesIn(text, name, field));
    const free = names.filter(({ start, end }) =>
      values.every(value => end <= value.start || start >= value.end),
    );
    return [...values, ...free].toSorted((one, other) => one.start - other.start);
  });
}

/** The whole name is theirs; a part of it may be anybody’s, or a place’s. */
function namesIn(text: string, name: string, field: Personal['field']): Personal[] {
  const parts = name.split(/\s+/u).filter(part => [...part].length >= NAME_LETTERS);
  if (parts.length === 0) return [];
  const anyOf = (options: readonly string[]) =>
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${options.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const whole = parts.length > 1 ? [name.trim()] : [];
  return [...text.matchAll(anyOf([...whole, ...parts]))].map(({ 0: value, index: start }) => ({
    kind: 'NAME',
    field,
    value,
    start,
    end: start + value.length,
    theirs: whole.some(one => fold(one) === fold(value)),
  }));
}

function escaped(words: string): string {
  return words.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

/** Whatever the spaces, dots and capitals, it is the same number or address. */
function comparable(text: string): string {
  return fold(text).replaceAll(/[^\p{L}\p{N}@]+/gu, '');
}
