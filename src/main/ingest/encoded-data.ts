/*
 * Files that somebody wrote as letters so that they pass as text: base64 (pictures in a page, certificates, keys),
 * uuencode. Nobody can read them, and cut into passages they would be found by chance.
 */

/** Shorter ones are references, signatures and checksums, which people do look for. */
const LEAST_CHARACTERS = 200;
const LEAST_DISTINCT = 30;
/** Of neighbours, how many are a capital beside a small letter or a figure: two thirds in base64, hardly any in words. */
const LEAST_CHANGES = 0.35;

/** The least that a line of base64 has. */
const LINE_CHARACTERS = 40;
const UUENCODED_LINE = /^M[ -`]{60}$/m;
const LINE = String.raw`[A-Za-z0-9+/_\\-]`;
/** Lines of one file, with what stands between them in text, quoted mail and JSON; the last may be short. */
const BASE64 = new RegExp(
  String.raw`(?:data:[\w/+.;=-]*,)?(?<!${LINE})${LINE}{40,}(?:(?:[\s>]|\\[rn])+${LINE}{40,})*(?:\n[ \t>]*${LINE}+(?=={0,2}[ \t]*(?:\n|$)))?={0,2}`,
  'gu',
);
/** Lines of 45 bytes, and those that end the file. */
const UUENCODE = /(?:^M[ -`]{60}(?:\n|$)){3,}(?:[!-L][ -`]{1,60}(?:\n|$))?(?:^`?(?:\n|$))?/gmu;
const LEFT_OUT = '[…]';

function isOfBase64(code: number): boolean {
  return (
    classOf(code) !== 0 || code === 0x2b || code === 0x2f || code === 0x2d || code === 0x5c || code === 0x5f
  );
}

/** Whether a line of base64 may be there: a run that long covers one of the places looked at. Prose is read in no time. */
function hasLongRun(text: string): boolean {
  for (let at = LINE_CHARACTERS - 1; at < text.length; at += LINE_CHARACTERS) {
    if (!isOfBase64(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && at - start < LINE_CHARACTERS && isOfBase64(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    while (end < text.length && end - start < LINE_CHARACTERS && isOfBase64(text.charCodeAt(end))) end += 1;
    if (end - start >= LINE_CHARACTERS) return true;
  }
  return false;
}

function classOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return 1;
  if (code >= 0x41 && code <= 0x5a) return 2;
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
  if (!hasLongRun(text) && !UUENCODED_LINE.test(text)) return { text, leftOut: 0 };
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
