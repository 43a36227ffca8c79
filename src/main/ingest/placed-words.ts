import { alignCharacters } from './align-characters.ts';
import type { Span } from './ports.ts';

/** A place on a page as it is shown, in shares (0 to 1) of its width and height, from its upper left. */
export type Box = { left: number; top: number; width: number; height: number };

export type PlacedWord = Box & { text: string };

/** A text and the words that are seen where it stands: a page as it was read, and as it is drawn. */
type SeenText = { text: string; words: readonly PlacedWord[] };

/** Of the letters of a word, so large a share must belong to the passage. */
const MIN_SHARE = 0.5;
/** Words of one line overlap by so much of the lower one's height. */
const MIN_OVERLAP = 0.5;
/** A gap of so many heights is that between columns. Shares of a width are of less than those of a height. */
const MAX_GAP = 3;
const PAGE_PROPORTION = Math.SQRT1_2;

type Folded = {
  characters: string;
  /** For every character, from which of the text it comes. */
  origins: number[];
};

/**
 * Letters and figures alone, without accents, case or ligatures: what a text and its page have in common however words
 * are parted, hyphenated or put into tables.
 */
function fold(text: string): Folded {
  let characters = '';
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = character
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
    characters += plain;
    for (let index = 0; index < plain.length; index += 1) origins.push(at);
    at += character.length;
  }
  return { characters, origins };
}

function foldWords(words: readonly PlacedWord[]): Folded {
  const folded = words.map(word => fold(word.text).characters);
  return {
    characters: folded.join(''),
    origins: folded.flatMap((text, word) => Array.from({ length: text.length }, () => word)),
  };
}

/** Which words of the page show the characters of `span`. */
function shownWords({ text, words }: SeenText, span: Span): PlacedWord[] {
  const read = fold(text);
  const seen = foldWords(words);
  const places = alignCharacters(read.characters, seen.characters);
  const letters = new Map<number, number>();
  const found = new Map<number, number>();
  for (const word of seen.origins) letters.set(word, (letters.get(word) ?? 0) + 1);
  for (const [index, place] of places.entries()) {
    const offset = read.origins[index] ?? -1;
    if (place === -1 || offset < span.start || offset >= span.end) continue;
    const word = seen.origins[place] ?? 0;
    found.set(word, (found.get(word) ?? 0) + 1);
  }
  return words.filter((_, word) => (found.get(word) ?? 0) >= MIN_SHARE * (letters.get(word) ?? Infinity));
}

function isOnLine(line: Box, word: Box): boolean {
  const overlap = Math.min(line.top + line.height, word.top + word.height) - Math.max(line.top, word.top);
  if (overlap < MIN_OVERLAP * Math.min(line.height, word.height)) return false;
  const gap = Math.max(word.left - (line.left + line.width), line.left - (word.left + word.width));
  return gap * PAGE_PROPORTION <= MAX_GAP * Math.max(line.height, word.height);
}
function around(one: Box, two: Box): Box {
  const left = Math.min(one.left, two.left);
  const top = Math.min(one.top, two.top);
  return {
    left,
    top,
    width: Math.max(one.left + one.width, two.left + two.width) - left,
    height: Math.max(one.top + one.height, two.top + two.height) - top,
  };
}

const boxOf = ({ left, top, width, height }: Box): Box => ({ left, top, width, height });

/** One box for each line of words, in the order in which they were given. */
function linesOf(words: readonly PlacedWord[]): Box[] {
  const lines: Box[] = [];
  for (const word of words) {
    const at = lines.findLastIndex(line => isOnLine(line, word));
    const line = lines[at];
    if (line === undefined) lines.push(boxOf(word));
    else lines[at] = around(line, word);
  }
  return lines;
}

/**
 * Where a passage stands on a page: a box for each of its lines. Nothing for what is not on this page, or not seen there.
 *
 * @param page what was read of the page, with the words that are seen on it
 * @param span the passage, in offsets of that text; it may begin before it and go on after it
 */
export function boxesOf(page: SeenText, span: Span): Box[] {
  return linesOf(shownWords(page, span));
}
