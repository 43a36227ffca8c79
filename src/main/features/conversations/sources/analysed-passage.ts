import { readPassage } from '#main/ai/embedded/read-passage.ts';
import type { Quotable } from '#main/ai/embedded/sentences.ts';
import { sameStem, wordsOf, type Word } from '#main/language/tokenise.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { evidenceOf, type Evidence } from '../claims/evidence.ts';
import { figuresIn, type Figure } from '../claims/figures.ts';
import { knownMomentsIn, type KnownMoments } from '../claims/moments.ts';

/** Part of a passage that can be shown by itself. */
export type Part = {
  kind: Quotable['kind'];
  /** Offsets in the passage, UTF-16 units. */
  start: number;
  end: number;
  text: string;
  /** Of a row: the row that names its columns; a header has none. */
  header: Part | null;
  /** Names the columns of the rows below it. */
  isHeader: boolean;
  /** Informative words; those of the header too, for a row. */
  readonly words: readonly Word[];
  /** Whether it holds a word or another form of it. */
  holds(word: Word): boolean;
  readonly figures: readonly Figure[];
  readonly moments: KnownMoments;
};

export type AnalysedPassage = {
  number: number;
  text: string;
  language: Language | null;
  parts: readonly Part[];
  /** Its text with title, heading and page: all that the model was given of it. */
  evidence: Evidence;
};

type Given = { number: number; text: string; title: string; heading: string | null; page: number | null };

/** Made when it is first asked for, and once. */
function later<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** A passage made ready for every question asked of it; each piece of the work is done when it is first needed. */
export function analysePassage({ number, text, title, heading, page }: Given): AnalysedPassage {
  const parts = later(() => partsOf(text));
  const language = later(() => readPassage(text).language);
  const evidence = later(() => evidenceOf([title, heading ?? '', page ?? '', text].join('\n')));
  return {
    number,
    text,
    get parts() {
      return parts();
    },
    get language() {
      return language();
    },
    get evidence() {
      return evidence();
    },
  };
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let header: Part | null = null;
  let previous: Quotable | null = null;
  const read = readPassage(text);
  const wordsBy = new Map(read.quotables.map((quotable, index) => [quotable, read.words[index]]));
  for (const quotable of read.quotables.flatMap(one => cutLong(text, one))) {
    const { kind, start, end } = quotable;
    const goesOn = kind === 'table-row' && previous?.kind === 'table-row';
    const between = previous === null ? '' : text.slice(previous.end, start);
    if (!goesOn || /\n\s*\n/.test(between)) header = null;
    const isHeader = kind === 'table-row' && header === null && isRuledBelow(text, end);
    const words = wordsBy.get(quotable) ?? wordsOf(quotable.text); // pieces of a long one have none yet
    const part = partOf(quotable, words, kind === 'table-row' ? header : null, isHeader);
    if (isHeader) header = part;
    parts.push(part);
    previous = quotable;
  }
  return parts;
}

/** Longer sentences, and text without full stops, are shown by their clauses. */
const LONGEST_PART = 420; // characters, about 70 words
const PAUSES = [/[;:]\s+|\n+|\s[–—]\s/g, /,\s+/g, /\s+/g];

function cutLong(text: string, quotable: Quotable): Quotable[] {
  const { kind, start, end } = quotable;
  if (kind === 'table-row' || end - start <= LONGEST_PART) return [quotable];
  const pieces: Quotable[] = [];
  let from = start;
  while (from < end) {
    const to = end - from <= LONGEST_PART ? end : pauseBefore(text, from, from + LONGEST_PART);
    const words = text.slice(from, to);
    const inner = words.trim();
    const begin = from + words.length - words.trimStart().length;
    if (inner !== '') {
      pieces.push({ ...quotable, start: begin, end: begin + inner.length, text: inner.replace(/\s+/g, ' ') });
    }
    from = to;
  }
  return pieces;
}

/** The last good place to cut before `limit`; `limit` itself in endless words. */
function pauseBefore(text: string, from: number, limit: number): number {
  const window = text.slice(from, limit);
  for (const pause of PAUSES) {
    const last = [...window.matchAll(pause)].at(-1);
    if (last !== undefined && last.index > 0) return from + last.index + last[0].length;
  }
  return limit;
}

function partOf(
  { kind, start, end, text }: Quotable,
  all: readonly Word[],
  header: Part | null,
  isHeader: boolean,
): Part {
  const words = later(() => [...(header?.words ?? []), ...all.filter(isInformative)]);
  const byBeginning = later(() => Map.groupBy(words(), ({ surface }) => surface.charAt(0)));
  const figures = later(() => figuresIn(text));
  const moments = later(() => knownMomentsIn(text));
  return {
    kind,
    start,
    end,
    text,
    header,
    isHeader,
    get words() {
      return words();
    },
    holds(word) {
      const alike = byBeginning().get(word.surface.charAt(0)) ?? [];
      return alike.some(own => isFormOf(word, own));
    },
    get figures() {
      return figures();
    },
    get moments() {
      return moments();
    },
  };
}

/** Whether two words are the same, or forms of one by the rules of either language. */
function isFormOf(one: Word, other: Word): boolean {
  return one.surface === other.surface || sameStem(one, other, 'fr') || sameStem(one, other, 'en');
}

/** Whether the line below is the rule that stands under the head of a table. */
function isRuledBelow(text: string, end: number): boolean {
  return /^[^\S\n]*\n[|\s:+-]*-[|\s:+-]*(?:\n|$)/.test(text.slice(end, end + 400));
}

export function informative(text: string): Word[] {
  return wordsOf(text).filter(isInformative);
}

function isInformative({ stopWord, surface }: Word): boolean {
  return !stopWord.fr && !stopWord.en && !/^\d+$/.test(surface);
}
