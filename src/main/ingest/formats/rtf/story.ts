import { plainBlock } from '../word/content.ts';
import type { Block, Cell, Row, TextBlock } from '../word/content.ts';

/** How a paragraph is shown when it ends. */
export type Paragraph = {
  /** 1-6, or null when it is no heading. */
  headingLevel: number | null;
  listLevel: number;
  /** How deep it stands in tables; 0 outside. */
  tableLevel: number;
  /** Of the paragraph and of its first line, in twips. */
  leftIndent: number;
  firstIndent: number;
};

/** What a row says of its cells: where each ends, in twips, and what it goes on with. */
export type RowShape = {
  isHead: boolean;
  cells: { right: number; goesOnAbove: boolean; goesOnBefore: boolean }[];
};

type Level = { rows: { shape: RowShape; cells: Block[][] }[]; cells: Block[][]; blocks: Block[] };

export type Story = ReturnType<typeof createStory>;

/** Cells whose edges are nearer than this (a millimetre) share a column. */
const SAME_EDGE_TWIPS = 57;
const INDENT_TWIPS = 360;
const MAX_LIST_LEVEL = 8;
/** Tables in tables: beyond it they were made to have no end. */
const MAX_TABLE_LEVEL = 20;
/** A mark that hangs before the first line, as programs without lists write one. */
const HANGING_MARK = /^\s*([^\s\p{L}\p{N}]|\(?[\p{L}\p{N}.]{1,6}[.)]) *\t\s*/u;
/** A mark of a note, and the spaces after it. */
const MAX_MARK = 40;
/** Word's bullet of the second level is the letter of a typewriter. */
const COUNTS = /[\p{L}\p{N}](?<!^o$)/u;

function newLevel(): Level {
  return { rows: [], cells: [], blocks: [] };
}

/** White space as it is shown: one space, and the ends of lines. */
function tidy(text: string, isOneLine: boolean): string {
  if (isOneLine) return text.replace(/\s+/gu, ' ').trim();
  return text
    .replace(/[ \t\f\r]+/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
}

function clamped(level: number): number {
  return Math.max(0, Math.min(MAX_LIST_LEVEL, level));
}

/** The edges of all cells of a table, those that are meant to be one as one. */
function columnsOf(rows: Level['rows']): (edge: number) => number {
  const edges = rows
    .flatMap(({ shape }) => shape.cells.map(({ right }) => right))
    .toSorted((one, two) => one - two);
  const columns: number[] = [];
  for (const edge of edges) if (edge - (columns.at(-1) ?? -Infinity) > SAME_EDGE_TWIPS) columns.push(edge);
  const indexes = new Map<number, number>();
  let column = 0;
  for (const edge of edges) {
    while (edge - (columns[column] ?? Infinity) > SAME_EDGE_TWIPS) column += 1;
    indexes.set(edge, column);
  }
  return edge => indexes.get(edge) ?? 0;
}

function rowOf({ shape, cells: contents }: Level['rows'][number], columnOf: (edge: number) => number): Row {
  const cells: Cell[] = [];
  const isShaped = shape.cells.length >= contents.length;
  for (const [index, blocks] of contents.entries()) {
    const written = isShaped ? shape.cells[index] : undefined;
    const before = cells.at(-1);
    const start = before === undefined ? 0 : before.column + before.width;
    const end = written === undefined ? start + 1 : Math.max(start + 1, columnOf(written.right) + 1);
    if (written?.goesOnBefore === true && before !== undefined) {
      before.width = end - before.column;
      before.blocks = [...before.blocks, ...blocks];
    } else
      cells.push({
        column: start,
        width: end - start,
        isContinued: written?.goesOnAbove === true,
        blocks: written?.goesOnAbove === true ? [] : blocks,
      });
  }
  return { isHead: shape.isHead, cells };
}

/** Puts the paragraphs and tables of one run of text together: the body, a header, a note, a box. */
export function createStory() {
  const levels: Level[] = [newLevel()];
  let text = '';
  let label = '';
  let notes: Block[] = [];
  let boxes: Block[] = [];
  let showsPage = false;

  /** The blocks that are being added to at this level of tables; deeper tables end. */
  const blocksAt = (level: number): Level => {
    const wanted = Math.min(MAX_TABLE_LEVEL, level);
    while (levels.length - 1 > wanted) closeTable();
    while (levels.length - 1 < wanted) levels.push(newLevel());
    return levels.at(-1) ?? newLevel();
  };

  const closeTable = (): void => {
    const level = levels.pop();
    const outer = levels.at(-1);
    if (level === undefined || outer === undefined) return;
    const { rows } = level;
    const columnOf = columnsOf(rows);
    if (rows.length > 0) outer.blocks.push({ kind: 'table', rows: rows.map(row => rowOf(row, columnOf)) });
    // A row that was never ended.
    outer.blocks.push(...level.cells.flat(), ...level.blocks);
  };

  const textBlock = (paragraph: Paragraph): TextBlock | null => {
    const hanging = paragraph.firstIndent < 0 && label === '' ? HANGING_MARK.exec(text) : null;
    const mark = (hanging?.[1] ?? label).trim();
    const words = hanging === null ? text : text.slice(hanging[0].length);
    const { headingLevel } = paragraph;
    const isItem = headingLevel === null && mark !== '';
    const shown = tidy(words, headingLevel !== null || isItem);
    if (shown === '' && notes.length === 0) return null;
    const isCounted = COUNTS.test(mark);
    const own =
      isItem && hanging !== null ? (paragraph.leftIndent + paragraph.firstIndent) / INDENT_TWIPS : null;
    const level =
      headingLevel ?? (isItem ? clamped(own === null ? paragraph.listLevel : Math.round(own)) : 0);
    const prefix = isCounted ? `${mark} ` : isItem ? '- ' : '';
    const kind = headingLevel !== null ? 'heading' : isItem ? 'list' : 'paragraph';
    const block = plainBlock(shown === '' ? '' : `${prefix}${shown}`, kind, level);
    return { ...block, isNumbered: isCounted, notes, showsPage };
  };

  const endParagraph = (paragraph: Paragraph): void => {
    const target = blocksAt(paragraph.tableLevel).blocks;
    const block = textBlock(paragraph);
    if (block !== null) target.push(block);
    target.push(...boxes);
    text = '';
    label = '';
    notes = [];
    boxes = [];
    showsPage = false;
  };

  return {
    append(more: string): void {
      text += more;
    },
    /** Whether a text ends so that `mark` is the last that is shown. */
    endsWith: (mark: string): boolean => text.slice(-MAX_MARK).trimEnd().endsWith(mark),
    setLabel(shown: string): void {
      label = shown;
    },
    showPage(): void {
      showsPage = true;
    },
    addNotes(blocks: readonly Block[]): void {
      notes.push(...blocks);
    },
    addBoxes(blocks: readonly Block[]): void {
      boxes.push(...blocks);
    },
    endParagraph,
    endCell(paragraph: Paragraph, level: number): void {
      endParagraph({ ...paragraph, tableLevel: level });
      const table = blocksAt(level);
      table.cells.push(table.blocks);
      table.blocks = [];
    },
    endRow(shape: RowShape, level: number): void {
      const table = blocksAt(level);
      if (table.cells.length > 0) table.rows.push({ shape, cells: table.cells });
      table.cells = [];
    },
    /** Everything in it; a last paragraph needs no end. */
    finish(paragraph: Paragraph): Block[] {
      endParagraph(paragraph);
      return blocksAt(0).blocks;
    },
  };
}
