import { z } from 'zod';
import { escapeHtml } from '../reading/clean-page.ts';
import { plainLine, webAddress, type WrittenEntry, type WrittenFeed } from './written-feed.ts';

const text = z.string().nullish().catch(null);
const author = z.object({ name: text }).nullish().catch(null);

const item = z.object({
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  author,
  authors: z.array(author).nullish().catch(null),
});

/** https://jsonfeed.org/version/1.1; what is not as it says is left out. */
const jsonFeed = z.object({
  version: z.string().regex(/jsonfeed\.org/u),
  title: text,
  home_page_url: text,
  language: text,
  author,
  authors: z.array(author).nullish().catch(null),
  items: z.array(z.unknown()).catch([]),
});

type Item = z.infer<typeof item>;
type Named = Pick<Item, 'author' | 'authors'>;

const inParagraphs = (plain: string): string =>
  plain
    .split(/\n\s*\n/u)
    .map(part => `<p>${escapeHtml(part)}</p>`)
    .join('\n');

function saidIn({ content_html: html, content_text: plain, summary }: Item): WrittenEntry['said'] {
  if (html) return { html, isWhole: true };
  if (plain) return { html: inParagraphs(plain), isWhole: true };
  return summary ? { html: inParagraphs(summary), isWhole: false } : null;
}

const namesIn = ({ author: one, authors }: Named): string | null =>
  plainLine(
    [...(authors ?? []), one]
      .map(each => each?.name ?? '')
      .filter(name => name !== '')
      .filter((name, index, all) => all.indexOf(name) === index)
      .map(escapeHtml)
      .join(', '),
  );

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Null for what is no JSON Feed. */
export function readJsonFeed(source: string, address: string): WrittenFeed | null {
  const trimmed = source.replace(/^\ufeff/u, '').trimStart();
  if (!trimmed.startsWith('{')) return null;
  const { data } = jsonFeed.safeParse(parsed(trimmed));
  if (data === undefined) return null;
  const home = webAddress(data.home_page_url, address);
  const entries = data.items.flatMap(one => {
    const { data: read } = item.safeParse(one);
    if (read === undefined) return [];
    const link = webAddress(read.url, address) ?? webAddress(read.external_url, address);
    return [
      {
        id: read.id === null || read.id === undefined ? null : String(read.id).trim() || null,
        title: plainLine(escapeHtml(read.title ?? '')),
        link,
        published: read.date_published ?? null,
        changed: read.date_modified ?? null,
        author: namesIn(read) ?? namesIn(data),
        said: saidIn(read),
      },
    ];
  });
  return { title: plainLine(escapeHtml(data.title ?? '')), language: data.language ?? null, home, entries };
}
