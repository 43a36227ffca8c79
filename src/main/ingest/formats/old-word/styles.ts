import type { OldWordFile } from './file.ts';
import { propertiesIn } from './properties.ts';

/** What a style of paragraphs says, those that it is made after included. */
export type OldStyle = { name: string; properties: ReadonlyMap<number, Buffer> };

const PARAGRAPH = 1;
/** Styles made after each other; beyond it they were made to have no end. */
const MAX_DEPTH = 12;

type Written = { name: string; base: number; properties: ReadonlyMap<number, Buffer> };

function readStyle(style: Buffer, baseBytes: number): Written | null {
  if (style.length < baseBytes + 2) return null;
  const kind = style.readUInt16LE(2);
  if ((kind & 0xf) !== PARAGRAPH) return null;
  const length = style.readUInt16LE(baseBytes);
  const name = style.toString('utf16le', baseBytes + 2, baseBytes + 2 + length * 2);
  // Names end with a zero; what follows begins at an even place.
  const at = baseBytes + 2 + (length + 1) * 2;
  const size = at + 2 > style.length ? 0 : style.readUInt16LE(at);
  return { name, base: kind >> 4, properties: propertiesIn(style.subarray(at + 4, at + 2 + size)) };
}

/** The styles of paragraphs, by their numbers. */
export function readOldStyles(file: OldWordFile): (number: number) => OldStyle {
  const table = file.table('styles');
  const styles: (Written | null)[] = [];
  if (table.length > 6) {
    const baseBytes = table.readUInt16LE(4);
    for (let at = 2 + table.readUInt16LE(0); at + 2 <= table.length;) {
      const size = table.readUInt16LE(at);
      styles.push(size === 0 ? null : readStyle(table.subarray(at + 2, at + 2 + size), baseBytes));
      at += 2 + size + (size % 2);
    }
  }
  return number => {
    const chain: Written[] = [];
    for (let style = styles[number]; style && chain.length < MAX_DEPTH; style = styles[style.base])
      chain.push(style);
    return {
      name: chain[0]?.name ?? '',
      properties: new Map(chain.toReversed().flatMap(({ properties }) => [...properties])),
    };
  };
}
