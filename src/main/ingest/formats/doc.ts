import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { openOldWordFile, withoutUnseen } from './old-word/file.ts';
import type { OldWordFile } from './old-word/file.ts';
import { createOldNumbering } from './old-word/numbering.ts';
import { isOn, propertiesIn } from './old-word/properties.ts';
import { readOldStyles } from './old-word/styles.ts';
import { isText, marked, plainBlock } from './word/content.ts';
import type { Block, Row, TextBlock } from './word/content.ts';
import { formatNumber } from './word/number-format.ts';
import { distinctRunning } from './word/running-parts.ts';
import { writeBlocks } from './word/write-blocks.ts';

/** What is said of paragraphs. */
const IN_TABLE = 0x24_16;
const ENDS_ROW = 0x24_17;
const OUTLINE = 0x26_40;
const LIST_USE = 0x46_0b;
const LIST_DEPTH = 0x26_0a;
/** Styles of these numbers are headings in every file. */
const HEADING_STYLES = 9;
const BODY_OUTLINE = 9;
const DEEPEST_HEADING = 6;
const TITLE = /^(?:title|titre)$/iu;

const CELL = '\u0007';
const REFERENCE = '\u0002';
/** Begins the code of a field, ends it and begins what it shows, ends that. */
const [FIELD, SHOWN, FIELD_END] = ['\u0013', '\u0014', '\u0015'];
/** Parts of a text that end a paragraph or a cell. */
const PARAGRAPHS = /[^\r\u0007\f]*(?:[\r\u0007\f]|$)/gu;

/** What Word shows of characters: the results of fields without their codes. */
function shown(text: string): string {
  const open: boolean[] = [];
  let result = '';
  for (const character of text) {
    if (character === FIELD) open.push(false);
    else if (character === SHOWN && open.length > 0) open[open.length - 1] = true;
    else if (character === FIELD_END) open.pop();
    else if (open.every(isShown => isShown)) result += character;
  }
  return withoutUnseen(result)
    .replace(/\u000b/gu, '\n')
    .replace(/\u001e/gu, '-')
    .replace(/\u001f/gu, '')
    .replace(/[\u0000-\u0008\u000e-\u001d]/gu, '')
    .replace(/[ \t]+/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
}

/** Reads the texts of one file. */
function createReader(file: OldWordFile) {
  const styleOf = readOldStyles(file);
  const numbering = createOldNumbering(file);

  function textBlock(text: string, end: number, notes: readonly Block[]): TextBlock | null {
    const { style, properties: own } = file.paragraphAt(end);
    const { name, properties: inherited } = styleOf(style);
    const said = propertiesIn(own);
    const value = (code: number): number | null => {
      const bytes = said.get(code) ?? inherited.get(code);
      return bytes === undefined ? null : bytes.readUIntLE(0, bytes.length);
    };
    const shownText = shown(text);
    if (shownText === '') return notes.length === 0 ? null : { ...plainBlock(''), notes };
    const outline = value(OUTLINE) ?? BODY_OUTLINE;
    const level =
      style >= 1 && style <= HEADING_STYLES
        ? style
        : outline < BODY_OUTLINE
          ? outline + 1
          : TITLE.test(name)
            ? 1
            : null;
    const depth = value(LIST_DEPTH) ?? 0;
    const label = numbering(value(LIST_USE) ?? 0, depth);
    const isNumbered = label?.isBullet === false;
    if (level !== null) {
      const words = shownText.replace(/\s+/gu, ' ');
      return {
        ...plainBlock(
          isNumbered ? `${label.text}${words}` : words,
          'heading',
          Math.min(DEEPEST_HEADING, level),
        ),
        isNumbered,
        notes,
      };
    }
    if (label === null) return { ...plainBlock(shownText), notes };
    const item = `${label.text}${shownText.replace(/\s+/gu, ' ')}`;
    return { ...plainBlock(item, 'list', depth), isNumbered, notes };
  }

  /** The blocks between two places; `notesAt` are those that a character refers to. */
  function read(
    start: number,
    end: number,
    notesAt: (place: number) => { mark: string; blocks: Block[] } | null = () => null,
  ): Block[] {
    const blocks: Block[] = [];
    let rows: Row[] = [];
    let cells: Block[][] = [];
    let cell: Block[] = [];
    const endTable = (): void => {
      if (cell.length > 0) cells.push(cell);
      if (cells.length > 0) endRow();
      if (rows.length > 0) blocks.push({ kind: 'table', rows });
      [rows, cells, cell] = [[], [], []];
    };
    const endRow = (): void => {
      rows.push({
        isHead: rows.length === 0,
        cells: cells.map((own, column) => ({ column, width: 1, isContinued: false, blocks: own })),
      });
      [cells, cell] = [[], []];
    };
    let at = start;
    for (const [part] of file.textBetween(start, end).matchAll(PARAGRAPHS)) {
      if (part === '') break;
      const last = at + part.length - 1;
      const properties = propertiesIn(file.paragraphAt(last).properties);
      const notes: Block[] = [];
      const text = part.replaceAll(REFERENCE, (_, place: number) => {
        const note = notesAt(at + place);
        notes.push(...(note?.blocks ?? []));
        return note?.mark ?? '';
      });
      at += part.length;
      const isInTable = isOn(properties.get(IN_TABLE)) || part.endsWith(CELL);
      if (!isInTable) endTable();
      if (isOn(properties.get(ENDS_ROW)) && part.endsWith(CELL)) {
        endRow();
        continue;
      }
      const block = textBlock(text, last, notes);
      if (block !== null) (isInTable ? cell : blocks).push(block);
      if (isInTable && part.endsWith(CELL)) {
        cells.push(cell);
        cell = [];
      }
    }
    endTable();
    return blocks;
  }
  return { read };
}

/** The places that a table names, from where its texts begin; none is before the one above it. */
function placesIn(table: Buffer, count: number, from: number): number[] {
  let last = from;
  return Array.from({ length: count }, (_, index) => {
    if ((index + 1) * 4 <= table.length) last = Math.max(last, from + table.readUInt32LE(index * 4));
    return last;
  });
}

/** All that is read, in its order, and the first heading. */
function readTexts(file: OldWordFile): { blocks: Block[]; heading: TextBlock | null } {
  const { read } = createReader(file);

  const notesOf = (
    kind: 'footnotes' | 'endnotes',
    references: 'footnoteReferences' | 'endnoteReferences',
  ) => {
    const table = file.table(references);
    // Each place is followed by two bytes, but for the last one, which only ends the table.
    const count = Math.max(0, Math.floor((table.length - 4) / 6));
    const texts = placesIn(file.table(kind), count + 1, file.rangeOf(kind).start);
    return new Map(
      placesIn(table, count, 0).map((place, index) => [
        place,
        {
          mark: `[${formatNumber(index + 1, kind === 'footnotes' ? 'decimal' : 'lowerRoman', null)}]`,
          start: texts[index] ?? 0,
          end: texts[index + 1] ?? 0,
        },
      ]),
    );
  };
  const footnotes = notesOf('footnotes', 'footnoteReferences');
  const endnotes = notesOf('endnotes', 'endnoteReferences');
  const atEnd: Block[] = [];
  const body = file.rangeOf('body');
  const content = read(body.start, body.end, place => {
    const note = footnotes.get(place) ?? endnotes.get(place);
    if (note === undefined) return null;
    const blocks = marked(read(note.start, note.end), note.mark);
    if (footnotes.has(place)) return { mark: note.mark, blocks };
    atEnd.push(...blocks);
    return { mark: note.mark, blocks: [] };
  });

  const running = file.rangeOf('headers');
  const table = file.table('headers');
  const edges = placesIn(table, Math.floor(table.length / 4), running.start);
  const runningAt = (places: readonly number[]): Block[] =>
    distinctRunning(
      edges
        .slice(0, -1)
        // The first six only part notes from the text; then come six for each section.
        .flatMap((start, index) =>
          index >= 6 && places.includes(index % 6)
            ? read(start, Math.max(start, edges[index + 1] ?? start))
            : [],
        ),
    );
  const boxes = file.rangeOf('boxes');
  const first = content.find(block => block.kind === 'heading');
  return {
    blocks: [
      ...runningAt([0, 1, 4]),
      ...content,
      ...read(boxes.start, boxes.end),
      ...runningAt([2, 3, 5]),
      ...atEnd,
    ],
    heading: first !== undefined && isText(first) ? first : null,
  };
}

/** Reads a Word document of before 2007: headings, lists, tables and notes, without what was deleted or hidden. */
export async function extractDoc(bytes: Buffer): Promise<ExtractedDocument> {
  const file = openOldWordFile(bytes);
  const { blocks, heading } = readTexts(file);
  const builder = createDocumentBuilder();
  await writeBlocks(blocks, { builder, writeEmbedded: () => Promise.resolve() });
  const document = builder.build(null);
  // What is counted is one of several, and so no name for the whole.
  return heading?.isNumbered === true ? { ...document, heading: null } : document;
}
