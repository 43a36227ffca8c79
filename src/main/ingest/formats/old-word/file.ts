import { FoyerError } from '#shared/errors.ts';
import { MAX_EXTRACTED_CHARACTERS } from '../../limits.ts';
import { protectedOtherwise } from '../../locks/lock.ts';
import { openOleFile } from '../../ole-file.ts';
import { decodeBytes } from '../rtf/code-pages.ts';
import { isOn, propertiesIn } from './properties.ts';

/*
 * Word 97 to 2003 ([MS-DOC]): a text in pieces, and what is said of its stretches in pages of 512 bytes.
 */

const WORD = 0xa5ec;
const WORD_97 = 0xc1;
const IS_ENCRYPTED = 0x01_00;
const USES_TABLE_1 = 0x02_00;
const PAGE = 512;
const IS_COMPRESSED = 0x4000_0000;
const PIECE_BYTES = 8;
/** Stands for a character that is not shown, so that all others keep their places. */
const UNSEEN = '\ufffe';

/** Where the header says that a table lies: its place, then its size. */
const TABLES = {
  styles: 0xa2,
  footnoteReferences: 0xaa,
  footnotes: 0xb2,
  headers: 0xf2,
  characters: 0xfa,
  paragraphs: 0x1_02,
  pieces: 0x1_a2,
  endnoteReferences: 0x2_0a,
  endnotes: 0x2_12,
  lists: 0x2_e2,
  listUses: 0x2_ea,
} as const;
/** How many characters each text has, in the order in which they follow each other. */
const TEXTS = {
  body: 0x4c,
  footnotes: 0x50,
  headers: 0x54,
  remarks: 0x5c,
  endnotes: 0x60,
  boxes: 0x64,
} as const;

export type TextName = keyof typeof TEXTS;
/** What is said of a stretch of bytes of the file. */
type Stretch = { start: number; end: number; style: number; properties: Buffer };
type Piece = { start: number; end: number; offset: number; isCompressed: boolean };

export type OldWordFile = {
  /** Where a text begins and ends among all characters. */
  rangeOf: (name: TextName) => { start: number; end: number };
  /** Without what is hidden or was deleted. */
  textBetween: (start: number, end: number) => string;
  /** What is said of the paragraph that ends with this character. */
  paragraphAt: (character: number) => Pick<Stretch, 'style' | 'properties'>;
  table: (name: keyof typeof TABLES) => Buffer;
  /** What follows a table, which does not count it. */
  after: (name: keyof typeof TABLES) => Buffer;
};

function damaged(what: string): FoyerError {
  return new FoyerError('document.damaged', `Word file: ${what}`);
}

function numberAt(bytes: Buffer, at: number): number {
  if (at < 0 || at + 4 > bytes.length) throw damaged('cut short');
  return bytes.readUInt32LE(at);
}

/** The pieces of the text, which begin where changes to them end. */
function readPieces(table: Buffer): Piece[] {
  let at = 0;
  while (table[at] === 1) at += 3 + table.readUInt16LE(at + 1);
  if (table[at] !== 2) throw damaged('no pieces');
  const plan = table.subarray(at + 5, at + 5 + numberAt(table, at + 1));
  const count = Math.floor((plan.length - 4) / (4 + PIECE_BYTES));
  const pieces = Array.from({ length: Math.max(0, count) }, (_, index): Piece => {
    const place = numberAt(plan, (count + 1) * 4 + index * PIECE_BYTES + 2);
    const isCompressed = (place & IS_COMPRESSED) !== 0;
    const offset = place & (IS_COMPRESSED - 1);
    return {
      start: numberAt(plan, index * 4),
      end: numberAt(plan, index * 4 + 4),
      offset: isCompressed ? offset / 2 : offset,
      isCompressed,
    };
  });
  // They follow each other: what says otherwise was made to have no end.
  if (pieces.some(({ start, end }, index) => end < start || start < (pieces[index - 1]?.end ?? 0)))
    throw damaged('pieces that overlap');
  if ((pieces.at(-1)?.end ?? 0) > MAX_EXTRACTED_CHARACTERS)
    throw new FoyerError('document.too_large', 'Too much text for one document');
  return pieces;
}

/** The stretches of the pages that a table names. */
function readStretches(
  file: Buffer,
  table: Buffer,
  read: (page: Buffer, index: number) => Omit<Stretch, 'start' | 'end'>,
): Stretch[] {
  const count = Math.max(0, Math.floor((table.length - 4) / 8));
  return Array.from({ length: count }, (_, index) => numberAt(table, (count + 1 + index) * 4) & 0x3f_ffff)
    .flatMap(number => {
      const page = file.subarray(number * PAGE, (number + 1) * PAGE);
      const stretches = page[PAGE - 1] ?? 0;
      return Array.from({ length: stretches }, (_, place) => ({
        start: numberAt(page, place * 4),
        end: numberAt(page, place * 4 + 4),
        ...read(page, place),
      }));
    })
    .toSorted((one, other) => one.start - other.start);
}

function characterProperties(page: Buffer, index: number): Omit<Stretch, 'start' | 'end'> {
  const count = page[PAGE - 1] ?? 0;
  const at = (page[(count + 1) * 4 + index] ?? 0) * 2;
  return {
    style: 0,
    properties: at === 0 ? Buffer.alloc(0) : page.subarray(at + 1, at + 1 + (page[at] ?? 0)),
  };
}

function paragraphProperties(page: Buffer, index: number): Omit<Stretch, 'start' | 'end'> {
  const count = page[PAGE - 1] ?? 0;
  const at = (page[(count + 1) * 4 + index * 13] ?? 0) * 2;
  const size = page[at] ?? 0;
  if (at === 0) return { style: 0, properties: Buffer.alloc(0) };
  const [start, end] = size === 0 ? [at + 2, at + 2 + 2 * (page[at + 1] ?? 0)] : [at + 1, at + 2 * size];
  const said = page.subarray(start, end);
  return said.length < 2
    ? { style: 0, properties: Buffer.alloc(0) }
    : { style: said.readUInt16LE(0), properties: said.subarray(2) };
}

/** The last of sorted things that begins at or before a place. */
function lastBefore<Thing extends { start: number }>(
  things: readonly Thing[],
  place: number,
): Thing | undefined {
  let [low, high] = [0, things.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((things[middle]?.start ?? Infinity) <= place) low = middle + 1;
    else high = middle;
  }
  return things[low - 1];
}

const HIDDEN = 0x08_3c;
const DELETED = 0x08_00;

function isUnseen({ properties }: Stretch): boolean {
  const said = propertiesIn(properties);
  return isOn(said.get(HIDDEN)) || isOn(said.get(DELETED));
}

/** Opens a Word file of before 2007. Throws document.damaged, .protected, or .unsupported for one of before 1997. */
export function openOldWordFile(bytes: Buffer): OldWordFile {
  const storage = openOleFile(bytes);
  const file = storage.stream('WordDocument') ?? Buffer.alloc(0);
  if (file.length < PAGE || file.readUInt16LE(0) !== WORD) throw damaged('no text');
  if (file.readUInt16LE(2) < WORD_97) {
    const found = 'a Word file of before 1997';
    throw new FoyerError('document.unsupported', `The content is ${found}`, { details: { found } });
  }
  const flags = file.readUInt16LE(10);
  if ((flags & IS_ENCRYPTED) !== 0) throw protectedOtherwise('The Word file is encrypted');
  const tables = storage.stream((flags & USES_TABLE_1) === 0 ? '0Table' : '1Table');
  if (tables === null) throw damaged('no tables');
  const placeOf = (name: keyof typeof TABLES): { start: number; end: number } => {
    const start = numberAt(file, TABLES[name]);
    return { start, end: start + numberAt(file, TABLES[name] + 4) };
  };
  const table = (name: keyof typeof TABLES): Buffer => {
    const { start, end } = placeOf(name);
    return tables.subarray(start, end);
  };
  const pieces = readPieces(table('pieces'));
  const paragraphs = readStretches(file, table('paragraphs'), paragraphProperties);
  const unseen = readStretches(file, table('characters'), characterProperties).filter(isUnseen);

  /** The characters of a piece between two places, those that are not shown left out. */
  function textOf({ offset, isCompressed, start: first }: Piece, from: number, to: number): string {
    const width = isCompressed ? 1 : 2;
    const start = offset + (from - first) * width;
    const end = offset + (to - first) * width;
    if (end > file.length) throw damaged('a piece that is cut short');
    const content = file.subarray(start, end);
    const text = isCompressed ? decodeBytes(content, 'cp1252') : content.toString('utf16le');
    const parts: string[] = [];
    let done = 0;
    const before = lastBefore(unseen, start);
    for (let index = before === undefined ? 0 : unseen.indexOf(before); index < unseen.length; index += 1) {
      const stretch = unseen[index];
      if (stretch === undefined || stretch.start >= end) break;
      const left = Math.max(0, Math.floor((stretch.start - start) / width));
      const right = Math.min(text.length, Math.ceil((stretch.end - start) / width));
      if (right <= left) continue;
      // What ends a paragraph or a cell is kept.
      parts.push(text.slice(done, left), text.slice(left, right).replace(/[^\r\u0007]/gu, UNSEEN));
      done = right;
    }
    parts.push(text.slice(done));
    return parts.join('');
  }

  const order = Object.keys(TEXTS) as TextName[];
  return {
    rangeOf(name) {
      const before = order.slice(0, order.indexOf(name));
      const start = before.reduce((sum, one) => sum + numberAt(file, TEXTS[one]), 0);
      return { start, end: start + numberAt(file, TEXTS[name]) };
    },
    textBetween: (start, end) =>
      pieces
        .filter(piece => piece.start < end && piece.end > start)
        .map(piece => textOf(piece, Math.max(start, piece.start), Math.min(end, piece.end)))
        .join(''),
    paragraphAt(character) {
      const piece = lastBefore(pieces, character);
      if (piece === undefined) return { style: 0, properties: Buffer.alloc(0) };
      const place = piece.offset + (character - piece.start) * (piece.isCompressed ? 1 : 2);
      return lastBefore(paragraphs, place) ?? { style: 0, properties: Buffer.alloc(0) };
    },
    table,
    after: name => tables.subarray(placeOf(name).end),
  };
}

/** What stands for characters that are not shown. */
export const withoutUnseen = (text: string): string => text.replaceAll(UNSEEN, '');
