import { lineOf, parseTree } from '../reading/page-tree.ts';

/** What a feed says of an entry, as it is written there. */
export type WrittenEntry = {
  id: string | null;
  title: string | null;
  /** Where the whole of it can be read; a full address. */
  link: string | null;
  published: string | null;
  changed: string | null;
  author: string | null;
  /** HTML, and whether it means to be all that the entry says; null where nobody can tell. */
  said: { html: string; isWhole: boolean | null } | null;
};

export type WrittenFeed = {
  title: string | null;
  language: string | null;
  /** The page that it belongs to. */
  home: string | null;
  entries: WrittenEntry[];
};

/** Words of markup in one line: titles and names are written as HTML by many. */
export function plainLine(markup: string): string | null {
  const line = /[<&]/u.test(markup) ? lineOf(parseTree(markup)) : markup.replace(/\s+/gu, ' ').trim();
  return line === '' ? null : line.slice(0, 300);
}

/** A full address of the web; null for anything else. */
export function webAddress(written: string | null | undefined, base: string): string | null {
  const trimmed = written?.trim() ?? '';
  if (trimmed === '' || !URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}
