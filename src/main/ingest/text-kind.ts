/** Elements that a page, or what was cut out of one, begins with. */
const FIRST_ELEMENTS =
  'html head body title meta link base script style noscript template div table article section main nav header footer aside form figure blockquote pre ul ol dl center h1 h2 h3 h4 h5 h6 p'.split(
    ' ',
  );
const HTML_START = new RegExp(
  String.raw`^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,4000}?-->\s*)*<(?:!doctype\s+html|${FIRST_ELEMENTS.join('|')})\b`,
  'iu',
);
const HTML_TAGS =
  /<\/?(?:p|div|span|a|ul|ol|li|table|tr|td|th|h[1-6]|br|img|head|body|html|section|article)\b[^<>]*>/giu;
/** Tags in prose that mentions them stay far below this share of the characters. */
const HTML_TAG_SHARE = 0.1;

/** Whether a text is an HTML page, whole or in part. */
export function looksLikeHtml(text: string): boolean {
  if (HTML_START.test(text)) return true;
  if (!text.trimStart().startsWith('<')) return false;
  let inTags = 0;
  for (const match of text.matchAll(HTML_TAGS)) inTags += match[0].length;
  return inTags > text.length * HTML_TAG_SHARE;
}

const MARKDOWN_SIGNS: readonly { sign: RegExp; points: number; upTo: number }[] = [
  { sign: /^---\n(?:[\w-]+:.*\n)+---\n/u, points: 4, upTo: 1 },
  { sign: /^#{1,6} \S.*$/gmu, points: 2, upTo: 4 },
  { sign: /^(?:```|~~~)/gmu, points: 2, upTo: 2 },
  {
    sign: /!?\[[^\]\n]{1,300}\]\((?:https?:|\.{0,2}\/|#|mailto:|[\w-]+\.\w+)[^)\n]*\)/gu,
    points: 2,
    upTo: 3,
  },
  { sign: /^\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*$/gmu, points: 3, upTo: 1 },
  { sign: /\*\*[^*\n]+\*\*/gu, points: 1, upTo: 3 },
  { sign: /^\S.*\n(?:={3,}|-{3,})$/gmu, points: 1, upTo: 2 },
  { sign: /^[-*+] \S/gmu, points: 1, upTo: 1 },
];
const MARKDOWN_POINTS = 4;
/** A text named `.md` with one heading is Markdown; one named `.txt` needs more than that. */
const NAME_POINTS = 3;

/** Whether a text is written in Markdown; the name counts only as one sign among others. */
export function looksLikeMarkdown(text: string, fileName: string): boolean {
  const lines = text.replace(/\r\n?/gu, '\n');
  let points = 0;
  for (const { sign, points: each, upTo } of MARKDOWN_SIGNS) {
    points += Math.min(lines.match(sign)?.length ?? 0, upTo) * each;
  }
  if (/\.(?:md|markdown|mdown|mkd)$/iu.test(fileName)) points += NAME_POINTS;
  if (/\.(?:txt|text|csv|tsv|log)$/iu.test(fileName)) points -= NAME_POINTS;
  return points >= MARKDOWN_POINTS;
}

/** Headers that programs write and people do not: a memo begins with "From:" and "To:" too. */
const WRITTEN_BY_PROGRAMS = new Set(
  'mime-version message-id received return-path delivered-to content-type content-transfer-encoding dkim-signature'.split(
    ' ',
  ),
);
const WRITTEN_BY_PEOPLE = new Set(['from', 'to', 'subject']);
const HEADER_LINE = /^([!-9;-~]+):/u;
const MAILBOX_LINE = /^From \S+.*\d{4}/u;
const MAX_HEADER_LINES = 1_000;

/** Whether a text is a mailbox: mail after the line that stands before each message of one (RFC 4155). */
export function looksLikeMailbox(text: string): boolean {
  return MAILBOX_LINE.test(text) && looksLikeMail(text);
}

/** Whether a text is a mail, a mailbox, or a page saved as one: headers of both kinds, up to the first blank line. */
export function looksLikeMail(text: string): boolean {
  const lines = text.trimStart().split(/\r\n?|\n/u, MAX_HEADER_LINES);
  if (MAILBOX_LINE.test(lines[0] ?? '')) lines.shift();
  const names = new Set<string>();
  for (const line of lines) {
    if (line === '') break;
    if (/^[ \t]/u.test(line)) continue;
    const name = HEADER_LINE.exec(line)?.[1];
    if (name === undefined) return false;
    names.add(name.toLowerCase());
  }
  const has = (known: ReadonlySet<string>): boolean => [...names].some(name => known.has(name));
  return has(WRITTEN_BY_PROGRAMS) && (has(WRITTEN_BY_PEOPLE) || names.has('mime-version'));
}
