import type { Span } from '#shared/lib/find-words.ts';

type Stored = Span & { text: string };
type Part = Span & { original: string };

export function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** A span of a text without blanks around it. */
function trimmed(text: string, { start, end }: Span): Stored {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  return { start: from, end: from + words.trim().length, text: words.trim() };
}

/**
 * The two parts of a passage; null where one would be empty, or its words do not stand in the text.
 *
 * @param at characters from the start of the passage
 */
export function partsOf(text: string, passage: Stored, at: number): [Part, Stored] | null {
  const { start, end } = passage;
  if (at >= end - start || text.slice(start, end) !== passage.text) return null;
  const first = trimmed(text, { start, end: start + at });
  const second = trimmed(text, { start: start + at, end });
  if (first.text === '' || second.text === '') return null;
  return [{ start: first.start, end: first.end, original: first.text }, second];
}

type Joined = {
  /** As they stand in the document, with what lies between them. */
  original: string;
  /** Of a person, where the words of one of them are; null otherwise. */
  text: string | null;
};

export function joinedWords(
  text: string,
  one: Stored & { edited: boolean },
  next: Stored & { edited: boolean },
): Joined {
  const original = text.slice(one.start, Math.max(one.end, next.end));
  return { original, text: one.edited || next.edited ? `${one.text}\n\n${next.text}` : null };
}

const DIVIDER = /^\|[\s:|-]+\|?$/u;

/** The header row above a place within a passage where the rows of a table go on; null where none do. */
export function headerOf(
  text: string,
  around: Span & { tableHeader: string | null },
  at: number,
): string | null {
  if (at <= around.start) return around.tableHeader;
  if (text[at] !== '|') return null;
  const rows = text.slice(around.start, at).trimEnd().split('\n');
  const first = rows.findLastIndex(row => !row.startsWith('|')) + 1;
  if (first === rows.length) return null; // a table of its own begins there
  const [header, divider] = rows.slice(first);
  if (header !== undefined && divider !== undefined && DIVIDER.test(divider)) return header;
  return first === 0 ? around.tableHeader : null;
}
