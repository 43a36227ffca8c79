import { rowCells, rowInWords } from '#shared/lib/table-row.ts';
import type { AnalysedPassage } from './analysed-passage.ts';

/** Words an answer gives between quotation marks. Offsets are those of the text. */
export type Quotation = { start: number; end: number; words: string };

/** French, English typographic and straight quotation marks. */
const QUOTATION = /«\s*([^»]+?)\s*»|“([^”]+)”|"([^"\n]+)"/g;
const QUOTATION_MIN_WORDS = 2;
/** An ellipsis joins words that all have to be there. */
const ELLIPSIS = /\s*(?:\[?…\]?|\[?\.{3}\]?)\s*/;
/** Words further apart than this are two places. */
const ONE_PLACE_MAX = 300; // characters

export function quotationsIn(text: string): Quotation[] {
  return [...text.matchAll(QUOTATION)]
    .map(match => {
      const words = match[1] ?? match[2] ?? match[3] ?? '';
      const start = match.index + match[0].indexOf(words, 1);
      return { start, end: start + words.length, words };
    })
    .filter(({ words }) => wordCount(words) >= QUOTATION_MIN_WORDS);
}

export function wordCount(text: string): number {
  return text.trim().split(/\s+/).length;
}

/**
 * Where a passage holds quoted words, whatever their spacing, case and punctuation; null when it does not. Words that
 * end a sentence take its full stop along, a cell its row.
 */
export function placesOfWords(
  words: string,
  passage: AnalysedPassage,
): { start: number; end: number }[] | null {
  const haystack = comparable(passage);
  const places: { start: number; end: number }[] = [];
  for (const part of words.split(ELLIPSIS)) {
    const needle = letters(part).characters;
    if (needle === '') continue;
    const at = haystack.characters.indexOf(needle);
    if (at < 0) {
      const row = rowInOtherWords(needle, passage);
      if (row === null) return null;
      places.push(row);
      continue;
    }
    const start = haystack.places[at] ?? 0;
    places.push(whole(start, (haystack.places[at + needle.length - 1] ?? 0) + 1, passage));
  }
  return places.length === 0 ? null : together(places.toSorted((one, other) => one.start - other.start));
}

/** The row that reads like this once its values are named by their columns, as answers without a model quote it. */
function rowInOtherWords(needle: string, { parts }: AnalysedPassage): { start: number; end: number } | null {
  const row = parts.find(({ kind, header, text }) => {
    if (kind !== 'table-row' || header === null) return false;
    // Punctuation does not matter, and so neither does the language of its colons.
    const named = rowInWords(rowCells(text), rowCells(header.text), 'en');
    return letters(named).characters.includes(needle);
  });
  return row === undefined ? null : { start: row.start, end: row.end };
}

function together(places: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const [first, ...others] = places;
  const end = Math.max(...places.map(place => place.end));
  if (first === undefined || others.length === 0) return [...places];
  return end - first.start <= ONE_PLACE_MAX ? [{ start: first.start, end }] : [...places];
}

/** The row around a cell; the marks that end what is quoted ("9 €", "midi."). */
function whole(start: number, end: number, { text, parts }: AnalysedPassage): { start: number; end: number } {
  const partAt = (offset: number) => parts.find(one => one.start <= offset && offset < one.end);
  const first = partAt(start);
  if (first?.kind === 'table-row') return { start: first.start, end: Math.max(end, first.end) };
  const part = partAt(end - 1);
  if (part === undefined) return { start, end };
  const rest = text.slice(end, Math.max(end, part.end));
  if (!/[\p{L}\p{N}]/u.test(rest)) return { start, end: end + rest.trimEnd().length };
  return { start, end: end + (/^[^\p{L}\p{N}\s]+/u.exec(rest)?.[0].length ?? 0) };
}

type Comparable = { characters: string; places: number[] };
const known = new WeakMap<AnalysedPassage, Comparable>();

function comparable(passage: AnalysedPassage): Comparable {
  const made = known.get(passage) ?? letters(passage.text);
  known.set(passage, made);
  return made;
}

/** Letters and digits alone, lower case, with the place each came from: spacing and punctuation do not matter. */
function letters(text: string): Comparable {
  let characters = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    for (const letter of character.normalize('NFKD').toLowerCase()) {
      if (!/[\p{Letter}\p{Number}]/u.test(letter)) continue;
      characters += letter;
      for (let unit = 0; unit < letter.length; unit += 1) places.push(place);
    }
    place += character.length;
  }
  return { characters, places };
}
