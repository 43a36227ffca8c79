import { BLOCK_ELEMENTS, findElement } from '#main/ingest/formats/html-tree.ts';
import type { HtmlElement } from '#main/ingest/formats/html-tree.ts';
import { detach, eachElement, lineOf, wordCount, wordsBelow } from './page-tree.ts';

/** Pages that are compared: more say little more, and what was learned no longer changes while pages are read. */
const PAGES_COMPARED = 6;
const LEAST_PAGES = 3;
/** A block on this share of them is the site's. */
const SHARE = 0.6;
/** A page that would lose more than this is like the others, and keeps what it has. */
const MOST_LOST = 0.7;

/** Elements that hold text and no other block, in the order of the page. */
export function leafBlocks(root: HtmlElement): { element: HtmlElement; text: string }[] {
  const blocks: { element: HtmlElement; text: string }[] = [];
  const holdsBlock = (element: HtmlElement): boolean =>
    findElement(element, inner => inner !== element && BLOCK_ELEMENTS.has(inner.tagName)) !== null;
  eachElement(root, element => {
    if (holdsBlock(element)) return true;
    const text = lineOf(element);
    if (text !== '') blocks.push({ element, text });
    return false;
  });
  return blocks;
}

/** What stands on most pages of a site, learned from the first ones that are read. */
export function createSiteBlocks() {
  const pages = new Map<string, number>();
  let compared = 0;
  const isRepeated = (text: string): boolean =>
    compared >= LEAST_PAGES && (pages.get(text) ?? 0) >= Math.max(LEAST_PAGES, compared * SHARE);

  return {
    learn(root: HtmlElement): void {
      if (compared === PAGES_COMPARED) return;
      compared += 1;
      for (const text of new Set(leafBlocks(root).map(block => block.text)))
        pages.set(text, (pages.get(text) ?? 0) + 1);
    },
    /** Takes away the site's blocks. Cells keep their place in their table. */
    remove(root: HtmlElement): void {
      const repeated = leafBlocks(root).filter(
        ({ element, text }) =>
          element.tagName !== 'h1' && !/^t[dh]$/u.test(element.tagName) && isRepeated(text),
      );
      const lost = repeated.reduce((sum, { text }) => sum + wordCount(text), 0);
      if (lost > wordsBelow(root) * MOST_LOST) return;
      for (const { element } of repeated) detach(element);
    },
  };
}

export type SiteBlocks = ReturnType<typeof createSiteBlocks>;
