import { WINDOWS_1252_SPECIALS, withoutC1 } from './clean-text.ts';

/*
 * UTF-8 that some program took for Windows-1252 or Latin-1 and saved as UTF-8 again: "é" has become "Ã©", "’" "â€™".
 */

const BYTES = new Map(WINDOWS_1252_SPECIALS.map(([byte, character]) => [character, byte]));
const CONTINUATION = `[\\u0080-\\u00bf${WINDOWS_1252_SPECIALS.map(([, character]) => character).join('')}]`;
const SEQUENCE = new RegExp(`[Â-ß]${CONTINUATION}|[à-ï]${CONTINUATION}{2}|[ð-ô]${CONTINUATION}{3}`, 'gu');
const MAY_BE_DOUBLE = /[\u0080-\u009f]|[Â-ô][\u0080-\u00bf\u0152-\u2122]/u;
/** What French, English and their neighbours write beyond ASCII. */
const WESTERN = /^[\u0080-\u00ff\u0152\u0153\u0178\u2010-\u203a\u20ac\u2122]$/u;

/** So much of what is not ASCII is made of such sequences when the whole text was encoded twice. */
const WHOLE_SHARE = 0.8;
const WHOLE_LEAST = 10;
/** A text that explains such slips holds a few among many sound characters. */
const PART_SHARE = 0.02;
/** Some texts went through it several times. */
const MOST_TIMES = 3;

/** The character that a sequence was before, or null when its bytes are no UTF-8. */
function before(sequence: string): string | null {
  const bytes = Array.from(sequence, character => BYTES.get(character) ?? character.charCodeAt(0));
  const text = Buffer.from(bytes).toString('utf8');
  return text.includes('\ufffd') ? null : text;
}

/** Whether a sequence is one beyond doubt where it stands: "FORÊT»" ends with a capital and a quotation mark. */
function isCertain(text: string, index: number, sequence: string, meant: string): boolean {
  if (!WESTERN.test(meant)) return false;
  return !sequence.startsWith('Â') || !/\p{Lu}/u.test(text.charAt(index - 1));
}

function mendOnce(text: string): string {
  let chars = 0;
  let all = 0;
  let certain = 0;
  for (const { 0: sequence, index } of text.matchAll(SEQUENCE)) {
    const meant = before(sequence);
    if (meant === null) continue;
    all += 1;
    chars += sequence.length;
    if (isCertain(text, index, sequence, meant)) certain += 1;
  }
  if (all === 0) return text;
  const high = text.match(/\P{ASCII}/gu)?.length ?? 0;
  const isWhole = all >= WHOLE_LEAST && chars >= high * WHOLE_SHARE;
  if (!isWhole && certain < (high - chars + certain) * PART_SHARE) return text;
  return text.replace(SEQUENCE, (sequence: string, index: number) => {
    const meant = before(sequence);
    return meant !== null && (isWhole || isCertain(text, index, sequence, meant)) ? meant : sequence;
  });
}

/** The text as it was before it was encoded a second time; what was encoded once stays as it is. */
export function mendDoubleEncoding(text: string): string {
  if (!MAY_BE_DOUBLE.test(text)) return text;
  let mended = text;
  for (let time = 0; time < MOST_TIMES; time += 1) {
    const next = mendOnce(mended);
    if (next === mended) break;
    mended = next;
  }
  // Where other such controls are, this one is an ellipsis and no line end.
  const isEllipsis = /[\u0080-\u0084\u0086-\u009f]/u.test(mended) || /\n/u.test(mended);
  return withoutC1(isEllipsis ? mended.replaceAll('\u0085', '…') : mended);
}
