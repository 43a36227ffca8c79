/**
 * Rules for the text of an answer that every place showing it shares: the interface, the widget, streamed or final.
 */

type ParsedAddress = { protocol: string; username: string; password: string; href: string };

/** Every side has it, while the types of shared code name neither the page nor Node. */
declare const URL: { new (address: string): ParsedAddress };

const CITATION = /\[\^?(\d{1,3}(?:\s*[,;]\s*\^?\d{1,3})*)\]/g;

/** Text and source numbers in order; a bracket that names any source that does not exist stays text. */
export function citationParts(value: string, citable: ReadonlySet<number>): (string | number)[] {
  const parts: (string | number)[] = [];
  let from = 0;
  for (const match of value.matchAll(CITATION)) {
    const numbers = [...(match[1] ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits));
    if (!numbers.every(number => citable.has(number))) continue;
    if (match.index > from) parts.push(value.slice(from, match.index));
    parts.push(...numbers);
    from = match.index + match[0].length;
  }
  if (from < value.length) parts.push(value.slice(from));
  return parts;
}

/** Code, whose brackets are its own; then citations with the space before them. */
const CODE_OR_CITATION =
  /(?:^|\n) {0,3}```[\s\S]*?(?:\n {0,3}```|$)|`[^`\n]+`|[ \u00a0\u202f]?\[\^?\d{1,3}(?:\s*[,;]\s*\^?\d{1,3})*\]/g;

/** An answer without its citations: what it says, to be read aloud or told to a model whose passages have other numbers. */
export function withoutCitations(answer: string): string {
  return answer
    .replace(CODE_OR_CITATION, match => (match.includes('`') ? match : ''))
    .replace(/\[\u2060/g, '[');
}

/** Stands on both sides of words that are in doubt while Markdown is read: a character of no language, on no keyboard. */
export const DOUBT_MARK = '\ue000';

/**
 * The text with `DOUBT_MARK` around each stretch, so that the reader of Markdown finds it again wherever it stands.
 * @param spans offsets in the text, in order, none inside another
 */
export function withDoubtMarks(text: string, spans: readonly { start: number; end: number }[]): string {
  return spans.reduceRight(
    (marked, { start, end }) =>
      marked.slice(0, start) + DOUBT_MARK + marked.slice(start, end) + DOUBT_MARK + marked.slice(end),
    text.replaceAll(DOUBT_MARK, '\ufffd'), // of the same length: offsets stay
  );
}

/** The address a link may lead to after a person agreed, or null: https and mailto only, complete and plain. */
export function allowedAddress(href: string | undefined): string | null {
  if (href === undefined || !/^(https:\/\/|mailto:)/i.test(href)) return null;
  const url = parsed(href);
  if (url === null) return null;
  const named =
    url.protocol === 'https:' ? url.username === '' && url.password === '' : url.protocol === 'mailto:';
  return named ? url.href : null;
}

function parsed(href: string): ParsedAddress | null {
  try {
    return new URL(href);
  } catch (error) {
    if (error instanceof TypeError) return null; // what the standard throws for an address that is none
    throw error;
  }
}

const OPEN_FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The text of an answer still being written, without the marks whose other half has not come yet: they would
 * flicker as brackets and stars. The finished text is shown as it is.
 */
export function settledText(streamed: string): string {
  if (insideFence(streamed)) return streamed.replace(/\n {0,3}(`{1,2}|~{1,2})$/, '');
  const tailFrom = streamed.lastIndexOf('\n\n') + 1;
  const head = streamed.slice(0, tailFrom);
  const tail = streamed
    .slice(tailFrom)
    .replace(/!?\[[^\]\n]*\]\([^)\n]*$/, '') // a link or image whose address is still coming
    .replace(/!?\[\^?[^\]\n]{0,80}$/, '') // a citation or link text still open
    .replace(/\n {0,3}[`~]{1,2}$/, '');
  return head + closeOdd(closeOdd(tail, '`'), '**');
}

function insideFence(value: string): boolean {
  let open: string | null = null;
  for (const line of value.split('\n')) {
    const fence = OPEN_FENCE.exec(line)?.[1];
    if (fence === undefined) continue;
    if (open === null) open = fence;
    else if (fence[0] === open[0] && fence.length >= open.length && line.trim() === fence) open = null;
  }
  return open !== null;
}

function closeOdd(value: string, mark: string): string {
  if (value.split(mark).length % 2 === 1) return value;
  const bare = value.trimEnd();
  return bare.endsWith(mark) ? bare.slice(0, -mark.length) : bare + mark;
}
