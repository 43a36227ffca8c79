import type { DocumentBuilder } from '../../document-builder.ts';
import { PAGE_MARK } from '../word/content.ts';

const TAG = /<[a-z][^<>]*>/giu;
/** The id of a tag, wherever among its attributes that stands. */
const ID = /\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)')/iu;
/** A mark, and the number of the page that starts there. */
const MARK = new RegExp(`${PAGE_MARK}(\\d+)${PAGE_MARK}`, 'u');

/** Writes a mark into the text wherever a page starts; `pages` are the numbers by the id they start at. */
export function markPages(markup: string, pages: ReadonlyMap<string, number>): string {
  if (pages.size === 0) return markup;
  return markup.replaceAll(PAGE_MARK, '').replace(TAG, tag => {
    const [, double, single] = ID.exec(tag) ?? [];
    const number = pages.get(double ?? single ?? '');
    return number === undefined ? tag : `${tag}${PAGE_MARK}${number}${PAGE_MARK}`;
  });
}

/** A builder that starts pages where marks stand in what it is given. */
export function withPages(builder: DocumentBuilder, pages: ReadonlyMap<string, number>): DocumentBuilder {
  if (pages.size === 0) return builder;
  return {
    ...builder,
    add(kind, text, level = null) {
      const parts = text.split(MARK);
      builder.begin(kind, level);
      for (const [index, part] of parts.entries()) {
        // What the marks held stands between the texts.
        if (index % 2 === 1) builder.startPage(Number(part));
        else builder.append(part);
      }
      builder.finish();
    },
  };
}
