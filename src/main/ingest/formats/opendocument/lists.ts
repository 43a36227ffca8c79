import { formatNumber } from '../word/number-format.ts';
import { elementsOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';

/** The numbers of the levels of one list, as far as it has counted. */
type Counted = number[];

export type List = { style: XmlElement | null; counted: Counted };

const MAX_LEVELS = 10;
const FORMATS: Record<string, string> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

function levelOf(style: XmlElement | null, depth: number): XmlElement | null {
  if (style === null) return null;
  return elementsOf(style).find(({ attributes }) => attributes['text:level'] === String(depth + 1)) ?? null;
}

function startOf(level: XmlElement | null): number {
  const start = Number(level?.attributes['text:start-value'] ?? 1);
  return Number.isNaN(start) ? 1 : start;
}

/** Numbers of this level and of those above that it shows: `2.1`. */
function shownNumbers({ style, counted }: List, level: XmlElement, depth: number): string {
  const shown = Math.min(depth + 1, Math.max(1, Number(level.attributes['text:display-levels'] ?? 1) || 1));
  return Array.from({ length: shown }, (_, offset) => {
    const at = depth - shown + 1 + offset;
    const format = levelOf(style, at)?.attributes['style:num-format'] ?? '1';
    if (format === '') return '';
    return formatNumber(counted[at] ?? startOf(levelOf(style, at)), FORMATS[format] ?? 'decimal', null);
  })
    .filter(number => number !== '')
    .join('.');
}

/** Counts an item at this depth (from 0), and tells what stands before it, with the space that follows. */
export function countItem(list: List, depth: number, startsAt: number | null): string {
  const at = Math.min(MAX_LEVELS - 1, depth);
  const level = levelOf(list.style, at);
  const before = list.counted[at];
  for (let above = list.counted.length; above < at; above += 1)
    list.counted[above] = startOf(levelOf(list.style, above));
  list.counted.length = Math.min(list.counted.length, at + 1);
  list.counted[at] = startsAt ?? (before === undefined ? startOf(level) : before + 1);
  if (level === null || level.name.endsWith('-bullet') || level.name.endsWith('-image')) return '- ';
  if ((level.attributes['style:num-format'] ?? '') === '') return '';
  const { 'style:num-prefix': prefix = '', 'style:num-suffix': suffix = '' } = level.attributes;
  return `${prefix}${shownNumbers(list, level, at)}${suffix} `;
}

/** Lists that go on with others, by their style and by the id that they have. */
export type Lists = {
  /** The list that an outermost `text:list` begins or goes on with. */
  open(element: XmlElement, style: XmlElement | null): List;
};

export function createLists(): Lists {
  const byStyle = new Map<XmlElement | null, List>();
  const byId = new Map<string, List>();
  return {
    open({ attributes }, style) {
      const continued =
        byId.get(attributes['text:continue-list'] ?? '') ??
        (attributes['text:continue-numbering'] === 'true' ? byStyle.get(style) : undefined);
      const list = continued ?? { style, counted: [] };
      byStyle.set(style, list);
      const id = attributes['xml:id'] ?? attributes['text:id'];
      if (id !== undefined) byId.set(id, list);
      return list;
    },
  };
}
