import { plainBlock } from '../word/content.ts';
import type { TextBlock } from '../word/content.ts';
import { equationText } from '../word/equation-text.ts';
import { formatNumber } from '../word/number-format.ts';
import { shownText } from '../word/symbols.ts';
import { child, descend, elementsOf, textOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';

const MAX_LEVEL = 8;
/** Numbers of slides and dates that PowerPoint fills in. */
const FILLED_IN = /^(?:slidenum|datetime)/iu;
/** How `buAutoNum` counts (ECMA-376 part 1, 20.1.10.61), by the beginning of its name. */
const COUNTS: readonly (readonly [prefix: string, format: string])[] = [
  ['alphaLc', 'lowerLetter'],
  ['alphaUc', 'upperLetter'],
  ['romanLc', 'lowerRoman'],
  ['romanUc', 'upperRoman'],
];

/** The look of lists that a text inherits, the nearest first: each has `a:lvl1pPr` to `a:lvl9pPr`. */
export type ListStyles = readonly XmlElement[];

/** The text of a paragraph in one line, line breaks kept. */
function lineOf(paragraph: XmlElement): string {
  return elementsOf(paragraph)
    .map((element): string => {
      const { name, attributes } = element;
      if (name === 'a:br') return '\n';
      if (name === 'a:fld') return FILLED_IN.test(attributes['type'] ?? '') ? '' : lineOf(element);
      if (name === 'm:oMath' || name === 'm:oMathPara') return ` ${equationText(element)} `;
      if (name === 'mc:AlternateContent') return lineOf(child(element, 'mc:Choice') ?? element);
      if (name === 'a:r') {
        const found = child(element, 'a:t');
        const font = descend(element, 'a:rPr', 'a:sym') ?? descend(element, 'a:rPr', 'a:latin');
        return found === undefined ? '' : shownText(textOf(found), font?.attributes['typeface'] ?? null);
      }
      return /^a14:m$|:m$/u.test(name) ? lineOf(element) : '';
    })
    .join('')
    .replaceAll('_x000B_', '\n');
}

const BULLETS = ['a:buNone', 'a:buChar', 'a:buAutoNum', 'a:buBlip'];

/** What stands before a paragraph: its own choice, else that of the nearest style that makes one. */
function bulletOf(properties: XmlElement | undefined, level: number, styles: ListStyles): XmlElement | null {
  const sources = [properties, ...styles.map(style => child(style, `a:lvl${level + 1}pPr`))];
  for (const source of sources) {
    const found =
      source === undefined ? undefined : elementsOf(source).find(({ name }) => BULLETS.includes(name));
    if (found !== undefined) return found.name === 'a:buNone' ? null : found;
  }
  return null;
}

function numberLabel(value: number, type: string): string {
  const format = COUNTS.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'decimal';
  const number = formatNumber(value, format, null);
  if (type.endsWith('ParenBoth')) return `(${number}) `;
  if (type.endsWith('ParenR')) return `${number}) `;
  return type.endsWith('Plain') ? `${number} ` : `${number}. `;
}

/** The paragraphs of a text body, items of lists with what PowerPoint shows before them. */
export function drawnBlocks(body: XmlElement, styles: ListStyles): TextBlock[] {
  const own = child(body, 'a:lstStyle');
  const inForce = own === undefined ? styles : [own, ...styles];
  /** The last number of each level, and how it counts. */
  let counted: { type: string; value: number }[] = [];
  const blocks: TextBlock[] = [];
  for (const paragraph of elementsOf(body).filter(({ name }) => name === 'a:p')) {
    const text = lineOf(paragraph).trim();
    if (text === '') continue;
    const properties = child(paragraph, 'a:pPr');
    const level = Math.min(MAX_LEVEL, Math.max(0, Number(properties?.attributes['lvl'] ?? 0) || 0));
    const bullet = bulletOf(properties, level, inForce);
    counted = counted.slice(0, level + 1);
    if (bullet === null) {
      counted = counted.slice(0, level);
      blocks.push(plainBlock(text.replace(/[ \t]+/gu, ' ')));
      continue;
    }
    let label = '- ';
    if (bullet.name === 'a:buAutoNum') {
      const type = bullet.attributes['type'] ?? '';
      const before = counted[level];
      const start = Number(bullet.attributes['startAt'] ?? 1) || 1;
      const value = before?.type === type ? before.value + 1 : start;
      for (let above = counted.length; above < level; above += 1) counted[above] = { type: '', value: 0 };
      counted[level] = { type, value };
      label = numberLabel(value, type);
    } else counted = counted.slice(0, level);
    blocks.push(plainBlock(`${label}${text.replace(/\s+/gu, ' ')}`, 'list', level));
  }
  return blocks;
}
