import type { Group } from './groups.ts';
import type { RowShape } from './story.ts';

/** Word has 63 at most; a row that says so was written to fill memory. */
const MAX_CELLS = 1_000;
const NO_CELL = { goesOnAbove: false, goesOnBefore: false };

/** Follows what is said of rows and cells, and ends them in the story. */
export function createRows() {
  const usual: RowShape = { isHead: false, cells: [] };
  const shapes = { outer: usual, nested: usual };
  let cell = NO_CELL;

  return {
    /** Takes a word about tables; false for any other. */
    take(name: string, value: number | null, { story, paragraph, isNestedRow }: Group): boolean {
      const level = isNestedRow ? 'nested' : 'outer';
      const nestedLevel = Math.max(2, paragraph.tableLevel);
      switch (name) {
        case 'trowd':
          shapes[level] = { isHead: false, cells: [] };
          cell = NO_CELL;
          return true;
        case 'trhdr':
          shapes[level] = { ...shapes[level], isHead: true };
          return true;
        case 'clvmrg':
          cell = { ...cell, goesOnAbove: true };
          return true;
        case 'clmrg':
          cell = { ...cell, goesOnBefore: true };
          return true;
        case 'cellx':
          if (shapes[level].cells.length < MAX_CELLS)
            shapes[level].cells.push({ right: value ?? 0, ...cell });
          cell = NO_CELL;
          return true;
        case 'cell':
          story.endCell(paragraph, 1);
          return true;
        case 'nestcell':
          story.endCell(paragraph, nestedLevel);
          return true;
        case 'row':
          story.endRow(shapes.outer, 1);
          return true;
        case 'nestrow':
          story.endRow(shapes.nested, nestedLevel);
          return true;
        default:
          return false;
      }
    },
  };
}
