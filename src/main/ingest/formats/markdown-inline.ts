import { parseFragment } from 'parse5';
import { textBelow } from './html-tree.ts';

const ESCAPED = /\\([!-/:-@[-`{-~])/gu;
/** Where escaped characters wait while the marks around them are taken away (private use, not in clean text). */
const ESCAPE_BASE = 0xe100;
const CODE_SPAN = /(`+)([^`\n](?:[^\n]*?[^`\n])?)\1(?!`)/gu;
const IMAGE = /!\[([^\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])/gu;
const LINK = /\[([^[\]\n]+)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])/gu;
const FOOTNOTE_MARK = /\[\^[^\]\s]+\]/gu;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s]+\.[^<>\s]+)>/gu;
const TAG = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/giu;
const LINE_BREAK_TAG = /<br\s*\/?>/giu;
const STRONG = /(\*\*|__|~~)(?=\S)([^\n]*?\S)\1/gu;
const STAR_EMPHASIS = /(?<![\\*\p{L}\p{N}])\*(?=[^\s*])([^*\n]*[^\s*])\*(?!\*)/gu;
/** Underscores inside words are part of names. */
const UNDERSCORE_EMPHASIS = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu;
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,31});/giu;

/** Character references as HTML defines them. */
export function decodeEntities(text: string): string {
  return text.replace(ENTITY, entity => textBelow(parseFragment(entity)));
}

/** The readable text of a line of Markdown: marks, link targets and tags gone, code as it is. */
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
    .replace(LINE_BREAK_TAG, ' ')
    .replace(TAG, '')
    .replace(STRONG, '$2')
    .replace(STAR_EMPHASIS, '$1')
    .replace(UNDERSCORE_EMPHASIS, '$1');
  text = decodeEntities(text);
  return text.replace(/[\ue100-\uf0ff]/gu, held => spans[held.charCodeAt(0) - ESCAPE_BASE] ?? '');
}
