import { parseJson } from './formats/json-values.ts';

/** A cue of SubRip, or the first line of WebVTT. */
const SUBTITLES_START =
  /^\s*(?:WEBVTT(?:[ \t].*)?(?:\r?\n|$)|\d+[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,3}:\d\d:\d\d[,.]\d)/u;

export function looksLikeSubtitles(text: string): boolean {
  return SUBTITLES_START.test(text);
}

const JSON_START = /^\s*(?:\/\/[^\n]*\n\s*|\/\*[\s\S]{0,4000}?\*\/\s*)*[[{]/u;

/**
 * Whether a text is JSON, or one value of it a line. One that ends too early is, when it says anything; one that is
 * broken in between is a text. `isCut`: there is more of it than this.
 */
export function looksLikeJson(text: string, isCut: boolean): boolean {
  if (!JSON_START.test(text)) return false;
  const read = parseJson(text);
  if (read.brokenAt === null) return read.values.length > 0;
  return read.isCut && (isCut || read.count > 2);
}

/** What may stand before the root element: declaration, comments, instructions, a document type with entities. */
const XML_PROLOGUE =
  /^\s*(?:<\?[\s\S]{0,4000}?\?>\s*|<!--[\s\S]{0,4000}?-->\s*|<!DOCTYPE\s[^[>]{0,1000}(?:\[[\s\S]*?\]\s*)?>\s*)*/iu;
const ROOT = /^<([\p{L}_][\p{L}\p{N}_.:-]*)(?:\s[^<]*?)?\/?>/u;
/** Pictures are read as text, pages and pieces of them as HTML. */
const NO_DATA = /^(?:[\w-]+:)?(?:svg|html|head|body|title|meta|div|table|article|section|main|h[1-6]|p)$/iu;
/** So many ends of elements are no accident. */
const LEAST_ENDS = 10;

/**
 * Whether a text is XML that is no page and no picture: it says so, or its last tag ends its first. `isCut`: there is
 * more of it than this.
 */
export function looksLikeXml(text: string, isCut: boolean): boolean {
  const prologue = XML_PROLOGUE.exec(text)?.[0] ?? '';
  const root = ROOT.exec(text.slice(prologue.length))?.[1];
  if (root === undefined || NO_DATA.test(root)) return false;
  if (/<(?:\?|!DOCTYPE)/iu.test(prologue)) return true;
  return isCut ? text.split('</').length > LEAST_ENDS : text.trimEnd().endsWith(`</${root}>`);
}
