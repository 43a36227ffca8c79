import { child, elementsOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What the readers make of a Word document, before it is written down. */
export type Block = TextBlock | TableBlock | EmbeddedBlock | PictureBlock;

export type TextBlock = {
  kind: 'heading' | 'paragraph' | 'quote' | 'list';
  /** 1-6 for headings, the depth for items of lists, else 0. */
  level: number;
  text: string;
  /** Whether Word counts it. */
  isNumbered: boolean;
  /** Footnotes that the text refers to, to be read after it. */
  notes: readonly Block[];
  /** Whether it shows the page it is on. */
  showsPage: boolean;
};

/** A block of plain text that nothing hangs on. */
export function plainBlock(text: string, kind: TextBlock['kind'] = 'paragraph', level = 0): TextBlock {
  return { kind, level, text: text.trim(), isNumbered: false, notes: [], showsPage: false };
}

export type TableBlock = { kind: 'table'; rows: readonly Row[] };

/** `isHead`: it names the columns, and is repeated on each page. */
export type Row = { isHead: boolean; cells: readonly Cell[] };

/** A cell in the grid of its table, whose columns may be narrower than what a person takes for one. */
export type Cell = {
  column: number;
  /** In columns of the grid. */
  width: number;
  /** Goes on with the cell above it. */
  isContinued: boolean;
  blocks: readonly Block[];
};

/** Tells of each block whether it is the first that says just this. */
export function createOnce(): (block: Block) => boolean {
  const seen = new Set<string>();
  return block => {
    const key = JSON.stringify(block);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}

/** Another document inside this one (`w:altChunk`). */
export type EmbeddedBlock = { kind: 'embedded'; name: string; bytes: Buffer };

/** A picture, by the name of its part in the package: words may be recognised in it. */
export type PictureBlock = { kind: 'picture'; part: string };

export const isPicture = (block: Block): block is PictureBlock => block.kind === 'picture';

/** Whether a block has words of its own, and no others below it. */
export const isText = (block: Block): block is TextBlock => 'text' in block;

/** The blocks of a note, its mark before the first words. */
export function marked(blocks: Block[], mark: string): Block[] {
  const [first, ...others] = blocks;
  if (mark === '' || first === undefined || !isText(first)) return blocks;
  return [{ ...first, text: `${mark} ${first.text}` }, ...others];
}

/** What a block says, that of the cells of a table included. */
export function wordsOf(block: Block): string {
  if (isText(block)) return block.text;
  if (block.kind !== 'table') return '';
  return block.rows.map(({ cells }) => cells.flatMap(cell => cell.blocks.map(wordsOf)).join(' ')).join(' ');
}

/** Private-use character that stands where a page starts. */
export const PAGE_MARK = '\ue0f0';

/** What only wraps content, and what was deleted or moved elsewhere. */
const WRAPPERS = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag', 'w:ins', 'w:moveTo']);
const LEFT_OUT = new Set(['w:del', 'w:moveFrom', 'w:sdtPr', 'w:sdtEndPr', 'w:customXmlPr']);

/** The blocks, rows or cells of an element, out of what wraps them, without what was deleted. */
export function contentOf(parent: XmlElement): XmlElement[] {
  return elementsOf(parent).flatMap(element => {
    if (LEFT_OUT.has(element.name)) return [];
    if (WRAPPERS.has(element.name)) return contentOf(element);
    if (element.name !== 'mc:AlternateContent') return [element];
    const chosen = child(element, 'mc:Choice') ?? child(element, 'mc:Fallback');
    return chosen === undefined ? [] : contentOf(chosen);
  });
}
