import { unpackObjects } from './survey.ts';

const KIDS = /\/Kids\s*\[([^\]]*)\]/gu;
const REFERENCE = /(\d{1,10})\s+\d{1,5}\s+R/gu;
const DEFINITION = /(?:^|[\r\n\s])(\d{1,10})\s+\d{1,5}\s+obj\s*<</gu;
/** Numbers and places of the objects of a pack, before the objects themselves. */
const PACK_HEAD = /^\s*(?:\d+\s+\d+\s+)+/u;
const MAX_MISSING = 10_000;

/** Width and height, in points, of the pages that stand for those that are missing: no real page is like that. */
const PLACEHOLDER_POINTS = 8.125;

/** Whether a page stands for one that the file has lost. */
export function isPlaceholder([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): boolean {
  return right - left === PLACEHOLDER_POINTS && top - bottom === PLACEHOLDER_POINTS;
}

/**
 * A PDF whose page tree names pages that are not in the file, with a placeholder for each of them: the reader stops
 * at the first that it does not find. Null when all are there, or when the file is encrypted.
 */
export function withPlaceholders(bytes: Buffer): Buffer | null {
  const source = bytes.toString('latin1');
  if (/\/Encrypt\s/u.test(source)) return null;
  const packs = unpackObjects(bytes, source);
  if (packs === null) return null;
  const defined = new Set([...source.matchAll(DEFINITION)].map(([, number]) => number));
  for (const pack of packs) {
    const numbers = PACK_HEAD.exec(pack)?.[0].trim().split(/\s+/u) ?? [];
    for (const [index, number] of numbers.entries()) if (index % 2 === 0) defined.add(number);
  }
  const missing = new Set<string>();
  for (const text of [source, ...packs]) {
    for (const [, kids = ''] of text.matchAll(KIDS)) {
      for (const [, number = ''] of kids.matchAll(REFERENCE)) if (!defined.has(number)) missing.add(number);
    }
  }
  if (missing.size === 0 || missing.size > MAX_MISSING) return null;
  return withObjects(source, [...missing]);
}

/** The file with an update at its end, as programs write them that change a part of it only. */
function withObjects(source: string, numbers: readonly string[]): Buffer | null {
  const root = [...source.matchAll(/\/Root\s+(\d+\s+\d+\s+R)/gu)].at(-1)?.[1];
  const previous = [...source.matchAll(/startxref\s+(\d+)/gu)].at(-1)?.[1];
  if (root === undefined || previous === undefined) return null;
  let text = '\n';
  let table = '';
  for (const number of numbers) {
    table += `${number} 1\n${String(source.length + text.length).padStart(10, '0')} 00000 n \n`;
    text += `${number} 0 obj\n<</Type/Page/MediaBox[0 0 ${PLACEHOLDER_POINTS} ${PLACEHOLDER_POINTS}]>>\nendobj\n`;
  }
  const size = Math.max(...numbers.map(Number), MAX_MISSING) + 1;
  const trailer = `trailer\n<</Size ${size}/Root ${root}/Prev ${previous}>>\nstartxref\n${source.length + text.length}\n%%EOF\n`;
  return Buffer.from(`${source}${text}xref\n${table}${trailer}`, 'latin1');
}
