import { formatNumber } from '../word/number-format.ts';
import type { OldWordFile } from './file.ts';

/** How numbers are written, by the codes of Word; others as figures. */
const FORMATS: Record<number, string> = {
  0: 'decimal',
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  22: 'decimalZero',
};
const BULLET = 23;
const NONE = 255;
const LIST_BYTES = 28;
const LEVEL_BYTES = 28;
const USE_BYTES = 16;
const LEVELS = 9;
const IS_SIMPLE = 1;

type Level = { start: number; format: number; text: string };
type List = { id: number; levels: Level[] };

/** The levels of all lists, which follow their table. */
function readLists(file: OldWordFile): Map<number, List> {
  const table = file.table('lists');
  const levels = file.after('lists');
  const lists = new Map<number, List>();
  const count = table.length < 2 ? 0 : table.readUInt16LE(0);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = table.subarray(2 + index * LIST_BYTES, 2 + (index + 1) * LIST_BYTES);
    if (entry.length < LIST_BYTES) break;
    const list: List = { id: entry.readInt32LE(0), levels: [] };
    const isSimple = ((entry[26] ?? 0) & IS_SIMPLE) !== 0;
    for (let level = 0; level < (isSimple ? 1 : LEVELS); level += 1) {
      if (at + LEVEL_BYTES > levels.length) return lists;
      const text = at + LEVEL_BYTES + (levels[at + 24] ?? 0) + (levels[at + 25] ?? 0);
      if (text + 2 > levels.length) return lists;
      const end = text + 2 + levels.readUInt16LE(text) * 2;
      list.levels.push({
        start: levels.readInt32LE(at),
        format: levels[at + 4] ?? 0,
        text: levels.toString('utf16le', text + 2, end),
      });
      at = end;
    }
    lists.set(list.id, list);
  }
  return lists;
}

export type Label = { text: string; isBullet: boolean };

/** Counts the items of lists as Word shows them. */
export function createOldNumbering(file: OldWordFile): (use: number, depth: number) => Label | null {
  const lists = readLists(file);
  const uses = file.table('listUses');
  const counted = new Map<number, number[]>();
  return (use, depth) => {
    const at = 4 + (use - 1) * USE_BYTES;
    if (use < 1 || at + USE_BYTES > uses.length) return null;
    const list = lists.get(uses.readInt32LE(at));
    const level = list?.levels[depth];
    if (list === undefined || level === undefined || level.format === NONE) return null;
    if (level.format === BULLET) return { text: '- ', isBullet: true };
    const numbers = counted.get(list.id) ?? [];
    numbers[depth] = (numbers[depth] ?? level.start - 1) + 1;
    numbers.length = depth + 1;
    counted.set(list.id, numbers);
    const text = level.text.replace(/[\u0000-\u0008]/gu, place => {
      const above = place.charCodeAt(0);
      const { start = 1, format = 0 } = list.levels[above] ?? {};
      return formatNumber(numbers[above] ?? start, FORMATS[format] ?? 'decimal', null);
    });
    return text.trim() === '' ? null : { text: `${text.trim()} `, isBullet: false };
  };
}
