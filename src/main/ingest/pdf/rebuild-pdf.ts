const PAGE_OBJECT =
  /(\d{1,10})\s+(\d{1,5})\s+obj\b(?:(?!\bendobj\b|\bstream\b)[\s\S]){0,4000}?\/Type\s*\/Page(?![a-zA-Z])/gu;
const MAX_REBUILT_PAGES = 2_000;
/** The mark of the end stands within so many characters of it. */
const END_CHARACTERS = 4_096;
/** Object numbers no real file reaches. */
const CATALOG_NUMBER = 8_388_600;
const PAGES_NUMBER = 8_388_601;

/**
 * A PDF whose cross-reference table or page tree is broken, with a new tree of all the page objects that can be
 * found by reading the file from its start. Null when there are none (they may be compressed) or when the file
 * is encrypted: its old trailer would be needed.
 */
export function rebuildPdf(bytes: Uint8Array): Uint8Array | null {
  // Latin-1 keeps one character a byte, so that the text can be edited and written back.
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (/\/Encrypt\s+\d+\s+\d+\s+R/u.test(source)) return null;
  const pages = new Map<string, string>();
  for (const match of source.matchAll(PAGE_OBJECT)) {
    const number = match[1] ?? '';
    pages.set(number, `${number} ${match[2] ?? '0'} R`);
    if (pages.size >= MAX_REBUILT_PAGES) break;
  }
  if (pages.size === 0) return null;
  // Without the old pointers the reader looks for the objects themselves. In a file that was cut off, a table without
  // a whole trailer would hide all that follows.
  const isCutOff = !source.slice(-END_CHARACTERS).includes('%%EOF');
  const unlinked = isCutOff ? source.replace(/xref\b/gu, 'xxxx') : source.replace(/startxref/gu, 'startxxxx');
  const body = unlinked.replace(/\btrailer\b/gu, 'txxxxxx');
  const tree =
    `\n${CATALOG_NUMBER} 0 obj\n<</Type/Catalog/Pages ${PAGES_NUMBER} 0 R>>\nendobj\n` +
    `${PAGES_NUMBER} 0 obj\n<</Type/Pages/Count ${pages.size}/Kids[${[...pages.values()].join(' ')}]>>\nendobj\n` +
    `trailer\n<</Root ${CATALOG_NUMBER} 0 R>>\n`;
  return Uint8Array.from(Buffer.from(body + tree, 'latin1'));
}
