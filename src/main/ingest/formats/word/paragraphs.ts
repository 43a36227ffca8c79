import { headingLevel } from '../text.ts';
import { PAGE_MARK } from './content.ts';
import type { TextBlock } from './content.ts';
import type { Line } from './line.ts';
import type { Label } from './numbering.ts';
import { outlineHeading } from './styles.ts';
import type { ParagraphStyle } from './styles.ts';
import { child, isOn, numberOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** A heading that only its number tells is at most this deep in its list. */
const MAX_LEVEL = 6;
const LEADING = new RegExp(`^[\\s${PAGE_MARK}]*`, 'u');

/** Two lines that Word shows as one. */
export function joinLines(first: Line | null, second: Line): Line {
  if (first === null) return second;
  return {
    text: first.text + second.text,
    boxes: [...first.boxes, ...second.boxes],
    notes: [...first.notes, ...second.notes],
    showsPage: first.showsPage || second.showsPage,
  };
}

/**
 * Whether the text of a paragraph goes on in the next one: its end was deleted or is hidden, or it is the large first
 * letter of the next (a drop cap). A heading that runs in (`w:specVanish`) stays one.
 */
export function runsOn(properties: XmlElement | undefined, style: ParagraphStyle): boolean {
  const dropCap = child(properties, 'w:framePr')?.attributes['w:dropCap'] ?? 'none';
  if (dropCap !== 'none') return true;
  const mark = child(properties, 'w:rPr');
  if (child(mark, 'w:del') !== undefined || child(mark, 'w:moveFrom') !== undefined) return true;
  return isOn(mark, 'w:specVanish') !== true && (isOn(mark, 'w:vanish') ?? style.isHidden);
}

/** The label before the text, but after the page break that may stand there. */
function labelled(label: string, text: string): string {
  const lead = LEADING.exec(text)?.[0] ?? '';
  return `${lead.replace(/\s+/gu, '')}${label}${text.slice(lead.length)}`;
}

/** White space as Word shows it: one space, and the ends of lines. */
function tidy(text: string): string {
  return text
    .replace(/[ \t\f\r]+/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
}

type Shape = Pick<TextBlock, 'kind' | 'level'>;

function shapeOf(
  text: string,
  label: Label | null,
  properties: XmlElement | undefined,
  style: ParagraphStyle,
): Shape {
  const outline = numberOf(properties, 'w:outlineLvl');
  const level = outline === null ? style.headingLevel : outlineHeading(outline);
  if (level !== null) return { kind: 'heading', level };
  if (label?.isNamed === true && headingLevel(`${label.text}${text}`) !== null)
    return { kind: 'heading', level: Math.min(MAX_LEVEL, label.depth + 1) };
  if (label !== null) return { kind: 'list', level: label.depth };
  return { kind: style.isQuote ? 'quote' : 'paragraph', level: 0 };
}

/** A line as a block of text, or null when there is nothing to read in it. */
export function textBlock(
  line: Line,
  label: Label | null,
  properties: XmlElement | undefined,
  style: ParagraphStyle,
): TextBlock | null {
  const text = tidy(line.text);
  if (text === '' && line.notes.length === 0) return null;
  const { notes, showsPage } = line;
  if (text.replaceAll(PAGE_MARK, '').trim() === '')
    return { kind: 'paragraph', level: 0, text, isNumbered: false, notes, showsPage };
  const shape = shapeOf(text, label, properties, style);
  const isOneLine = shape.kind === 'heading' || shape.kind === 'list';
  const shown = isOneLine ? text.replace(/\s+/gu, ' ') : text;
  const hasLabel = label !== null && !(shape.kind === 'heading' && label.isBullet);
  return {
    ...shape,
    text: hasLabel ? labelled(label.text, shown) : shown,
    isNumbered: label?.isBullet === false,
    notes,
    showsPage,
  };
}
