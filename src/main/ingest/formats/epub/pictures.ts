import type { Language } from '#shared/contract/vocabulary.ts';
import { attribute, childrenOf, isElement, isHidden } from '../html-tree.ts';
import type { HtmlElement, HtmlNode } from '../html-tree.ts';
import { pictureName } from '../pictures-shown.ts';
import type { ShownPictures } from '../pictures-shown.ts';
import { nameWithin } from './package.ts';

/** A picture within a drawing (`svg`), as in books made of scans. */
const DRAWN = /<(?:svg:)?image\b[^<>]*?\bhref\s*=\s*["']([^"'<>]*)["'][^<>]*>/giu;

/** The same markup, with pictures of drawings beside these: what is drawn is no text. */
export const withPictures = (markup: string): string => markup.replace(DRAWN, '</svg><img src="$1"/><svg>');

type Found = { element: HtmlElement; part: string };

/** Pictures in reading order. */
function picturesIn(body: HtmlNode, owner: string): Found[] {
  const found: Found[] = [];
  const waiting: HtmlNode[] = [body];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isElement(node)) {
      if (isHidden(node)) continue;
      const name = node.tagName === 'img' ? attribute(node, 'src') : null;
      if (name !== null) found.push({ element: node, part: nameWithin(owner, name) });
    }
    for (const child of childrenOf(node).toReversed()) waiting.push(child);
  }
  return found;
}

/** What was recognised in the pictures of one file of the book, by the element that shows each. */
export async function readPictures(
  body: HtmlNode,
  { name, called, language }: { name: string; called: string; language: Language },
  pictures: ShownPictures,
): Promise<ReadonlyMap<HtmlElement, () => void>> {
  const writes = new Map<HtmlElement, () => void>();
  const found = picturesIn(body, name);
  for (const [index, { element, part }] of found.entries()) {
    const number = found.length === 1 ? null : index + 1;
    const file = await pictures.read(part, pictureName(called, number, language));
    if (file !== null) writes.set(element, () => file.write());
  }
  return writes;
}
