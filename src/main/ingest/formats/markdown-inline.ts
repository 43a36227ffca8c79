import { parseFragment } from 'parse5';
import { BLOCK_ELEMENTS, textBelow } from './html-tree.ts';

const ESCAPED = /\\([!-/:-@[-`{-~])/gu;
/** Where escaped characters wait while the marks around them are taken away (private use, not in clean text). */
const ESCAPE_BASE = 0xe100;
const CODE_SPAN = /(`+)([^`\n](?:[^\n]*?[^`\n])?)\1(?!`)/gu;
const IMAGE = /!\[([^\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])/gu;
const LINK = /\[([^[\]\n]+)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])/gu;
const FOOTNOTE_MARK = /\[\^[^\]\s]+\]/gu;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s]+\.[^<>\s]+)>/gu;
const TAG = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/giu;
/** `<file>`: what a writer left to be filled in, unless HTML knows an element of that name. */
const PLAIN_NAME = /^<[a-z]+>$/u;
const INLINE_ELEMENTS = new Set(
  'a abbr acronym audio b base basefont bdi bdo big br button canvas cite code col colgroup data datalist del dfn dir em embed font frame frameset head i iframe img input ins kbd label link map mark math menuitem meta meter nobr noframes noscript object optgroup option output param picture progress q rb rp rt rtc ruby s samp script select slot small source span strike strong style sub sup svg template textarea time title track tt u var video wbr'.split(
    ' ',
  ),
);
const ALTERNATIVE = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/iu;
const STRONG = /(\*\*|__|~~)(?=\S)([^\n]*?\S)\1/gu;
const STAR_EMPHASIS = /(?<![\\*\p{L}\p{N}])\*(?=[^\s*])([^*\n]*[^\s*])\*(?!\*)/gu;
/** Underscores inside words are part of names. */
const UNDERSCORE_EMPHASIS = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu;
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,31});/giu;

/** Character references as HTML defines them. */
export function decodeEntities(text: string): string {
  return text.replace(ENTITY, entity => textBelow(parseFragment(entity)));
}

/** What a tag in running text shows: pictures their words, the ends of lines and blocks a space, others nothing. */
function tagText(tag: string): string {
  const name = /[a-z][a-z0-9-]*/iu.exec(tag)?.[0].toLowerCase() ?? '';
  if (name === 'br') return ' ';
  if (name === 'img') {
    const [, quoted, single, bare] = ALTERNATIVE.exec(tag) ?? [];
    return ` ${quoted ?? single ?? bare ?? ''} `;
  }
  if (BLOCK_ELEMENTS.has(name)) return ' ';
  return PLAIN_NAME.test(tag) && !INLINE_ELEMENTS.has(name) ? tag : '';
}

/** The readable text of a line or paragraph of Markdown: marks, link targets and tags gone, code as it is. */
export function inlineText(source: string): string {
  if (!/[*_`[\]<&\\~]/u.test(source)) return source;
  const spans: string[] = [];
  const hold = (text: string): string => {
    spans.push(text);
    return String.fromCharCode(ESCAPE_BASE + spans.length - 1);
  };
  // More held pieces than private characters: such a line is no prose, and keeps its marks.
  const room = 0x1000;
  let text = source
    .replace(CODE_SPAN, (whole, _marks, code: string) => (spans.length < room ? hold(code.trim()) : whole))
    .replace(ESCAPED, (whole, character: string) => (spans.length < room ? hold(character) : whole))
    .replace(IMAGE, '$1')
    .replace(LINK, '$1')
    .replace(LINK, '$1') // a picture inside a link left one more
    .replace(FOOTNOTE_MARK, '')
    .replace(AUTOLINK, '$1')
    .replace(TAG, tagText)
    .replace(/[ \t]{2,}/gu, ' ')
    .replace(STRONG, '$2')
    .replace(STAR_EMPHASIS, '$1')
    .replace(UNDERSCORE_EMPHASIS, '$1');
  text = decodeEntities(text);
  return text.replace(/[\ue100-\uf0ff]/gu, held => spans[held.charCodeAt(0) - ESCAPE_BASE] ?? '');
}
