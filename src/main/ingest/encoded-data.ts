/*
 * Files that somebody wrote as letters so that they pass as text: base64 (pictures in a page, certificates, keys),
 * uuencode. Nobody can read them, and cut into passages they would be found by chance.
 */

/** Shorter ones are references, signatures and checksums, which people do look for. */
const LEAST_CHARACTERS = 200;
const LEAST_DISTINCT = 30;
/** Of neighbours, how many are a capital beside a small letter or a figure: two thirds in base64, hardly any in words. */
const LEAST_CHANGES = 0.35;

const MAY_BE_ENCODED = /[A-Za-z0-9+/_\\-]{40}|^M[ -`]{60}$/mu;
const LINE = String.raw`[A-Za-z0-9+/_\\-]`;
/** Lines of one file, with what stands between them in text, quoted mail and JSON; the last may be short. */
const BASE64 = new RegExp(
  String.raw`(?:data:[\w/+.;=-]*,)?(?<!${LINE})${LINE}{40,}(?:(?:[\s>]|\\[rn])+${LINE}{40,})*(?:\n[ \t>]*${LINE}+(?=={0,2}[ \t]*(?:\n|$)))?={0,2}`,
  'gu',
);
/** Lines of 45 bytes, and those that end the file. */
const UUENCODE = /(?:^M[ -`]{60}(?:\n|$)){3,}(?:[!-L][ -`]{1,60}(?:\n|$))?(?:^`?(?:\n|$))?/gmu;
const LEFT_OUT = '[…]';

function classOf(code: number): number {
  if (code >= 0x61) return 1;
  if (code >= 0x41) return 2;
  return code >= 0x30 && code <= 0x39 ? 3 : 0;
}

function isEncoded(run: string): boolean {
  const letters = run.replace(/^data:[^,]*,|[\s>]|\\[rn]/gu, '');
  if (letters.length < LEAST_CHARACTERS) return false;
  const sample = letters.slice(0, 4_000);
  let changes = 0;
  for (let at = 1; at < sample.length; at += 1) {
    if (classOf(sample.charCodeAt(at)) !== classOf(sample.charCodeAt(at - 1))) changes += 1;
  }
  return new Set(sample).size >= LEAST_DISTINCT && changes >= sample.length * LEAST_CHANGES;
}

/** A text without the files that stand in it as letters, and how many characters these took. */
export function withoutEncodedData(text: string): { text: string; leftOut: number } {
  if (!MAY_BE_ENCODED.test(text)) return { text, leftOut: 0 };
  let leftOut = 0;
  const drop = (run: string): string => {
    leftOut += run.length;
    return LEFT_OUT;
  };
  const kept = text
    .replace(UUENCODE, run => `${drop(run)}\n`)
    .replace(BASE64, run => (isEncoded(run) ? drop(run) : run));
  return { text: kept, leftOut };
}
