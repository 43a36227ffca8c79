/** Bytes of what a property says, by its kind; of the sixth kind it says so itself. */
const SIZES = [1, 1, 2, 4, 2, 2, null, 3] as const;
const CELLS = 0xd6_08;
const TABS = 0xc6_15;
const MANY_TABS = 255;

function sizeAt(said: Buffer, code: number, at: number): number {
  const known = SIZES[code >> 13] ?? null;
  if (known !== null) return known;
  if (code === CELLS) return at + 2 > said.length ? Infinity : said.readUInt16LE(at) + 1;
  const size = said[at] ?? Infinity;
  if (code !== TABS || size !== MANY_TABS) return size + 1;
  const removed = said[at + 1] ?? Infinity;
  return 2 + removed * 4 + 1 + (said[at + 2 + removed * 4] ?? Infinity) * 3;
}

/** What is said of a stretch of text ([MS-DOC] 2.6), by code; the last word counts. */
export function propertiesIn(said: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; at + 3 <= said.length;) {
    const code = said.readUInt16LE(at);
    const end = at + 2 + sizeAt(said, code, at + 2);
    if (end > said.length) break;
    found.set(code, said.subarray(at + 2, end));
    at = end;
  }
  return found;
}

export const isOn = (value: Buffer | undefined): boolean => value?.[0] === 1;
