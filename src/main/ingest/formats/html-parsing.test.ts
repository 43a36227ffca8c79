import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { parsePage } from './html-parsing.ts';
import { readHtmlBlocks } from './html-reader.ts';
import type { HtmlNode } from './html-tree.ts';

const TAGS =
  'p div b i a span table thead tr td th ul ol li dl dt dd h2 pre br img form button blockquote section nav details summary script style template math svg em font'.split(
    ' ',
  );
const ATTRIBUTES = [
  ' class="noprint"',
  ' hidden',
  ' style="color: red; display: none"',
  ' alt="picture"',
  ' colspan=2 rowspan=2',
  ' id=x href="/y"',
];

/** Pages that no person writes: elements that open and close in any order. */
function randomPages(count: number): string[] {
  let seed = 20_261_130;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const piece = (): string => {
    const tag = TAGS[random(TAGS.length)] ?? 'p';
    const attributes = ATTRIBUTES.filter(() => random(10) === 0).join('');
    return (
      [`<${tag}${attributes}>`, `</${tag}>`, ` word${random(99)}${random(3) === 0 ? '\n' : ' '}`][
        random(3)
      ] ?? ''
    );
  };
  return Array.from({ length: count }, () => Array.from({ length: 5 + random(60) }, piece).join(''));
}

function readingOf(root: HtmlNode): ExtractedDocument {
  const builder = createDocumentBuilder();
  readHtmlBlocks(root, { builder, skips: () => false });
  return builder.build(null);
}

describe('parsePage', () => {
  it('keeps all that the readers read of a page, however broken', () => {
    for (const page of randomPages(1_500))
      expect(readingOf(parsePage(page)), page).toEqual(readingOf(parse(page)));
  });

  it('keeps text that stands in a list without being an item', () => {
    expect(
      readingOf(parsePage('<ul>Before <b>it</b><li>one</li>between<img alt=plan></ul><dl>x<dt>a<dd>b</dl>'))
        .text,
    ).toBe('Before it\n- one\nbetween plan\n\nx\na\n  b');
  });
});
