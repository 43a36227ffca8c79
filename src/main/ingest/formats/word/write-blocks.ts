import type { DocumentBuilder } from '../../document-builder.ts';
import type { BlockKind } from '../../ports.ts';
import { PAGE_MARK } from './content.ts';
import type { Block, EmbeddedBlock, PictureBlock, TextBlock } from './content.ts';
import { isLayout, tableText } from './table-text.ts';

type Target = {
  builder: DocumentBuilder;
  writeEmbedded(block: EmbeddedBlock): Promise<void>;
  /** Left out where the format has none, or none that is recognised. */
  writePicture?: (block: PictureBlock) => Promise<void>;
};

/** Deeper items are not set in any further. */
const MAX_INDENTED = 8;

/** Adds a block, starting a page wherever the text says so. */
function addBlock(
  builder: DocumentBuilder,
  kind: BlockKind,
  text: string,
  level: number | null = null,
): void {
  const [first = '', ...others] = text.split(PAGE_MARK);
  builder.begin(kind, level);
  builder.append(first);
  for (const part of others) {
    builder.startPage();
    builder.append(part);
  }
  builder.finish();
}

/** What hangs on a block: its notes, and of a table the notes and pictures in its cells. */
function notesOf(block: Block): Block[] {
  if (block.kind === 'embedded') return [];
  if (block.kind === 'picture') return [block];
  if (block.kind !== 'table') return [...block.notes];
  return block.rows.flatMap(({ cells }) => cells.flatMap(cell => cell.blocks.flatMap(notesOf)));
}

function listText(items: readonly TextBlock[]): string {
  const least = items.reduce((lowest, { level }) => Math.min(lowest, level), Infinity);
  return items
    .map(({ level, text }) => `${'  '.repeat(Math.min(MAX_INDENTED, level - least))}${text}`)
    .join('\n');
}

/** The items from `at` on that make one list. */
function listFrom(blocks: readonly Block[], at: number): TextBlock[] {
  const items: TextBlock[] = [];
  for (let block = blocks[at]; block?.kind === 'list'; block = blocks[at + items.length]) items.push(block);
  return items;
}

/** Writes blocks into a document; the notes of a block come after it. */
export async function writeBlocks(blocks: readonly Block[], target: Target): Promise<void> {
  const { builder } = target;
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined) continue;
    if (block.kind === 'embedded') await target.writeEmbedded(block);
    else if (block.kind === 'picture') await target.writePicture?.(block);
    else if (block.kind === 'table' && isLayout(block)) {
      const cells = block.rows.flatMap(row => row.cells).filter(cell => !cell.isContinued);
      await writeBlocks(
        cells.flatMap(cell => cell.blocks),
        target,
      );
    } else if (block.kind === 'table') {
      const { titles, markdown } = tableText(block);
      for (const title of titles) addBlock(builder, 'paragraph', title);
      addBlock(builder, 'table', markdown);
      await writeBlocks(notesOf(block), target);
    } else if (block.kind === 'list') {
      const items = listFrom(blocks, at);
      addBlock(builder, 'list', listText(items));
      await writeBlocks(items.flatMap(notesOf), target);
      at += items.length - 1;
    } else {
      addBlock(builder, block.kind, block.text, block.kind === 'heading' ? block.level : null);
      await writeBlocks(block.notes, target);
    }
  }
}
