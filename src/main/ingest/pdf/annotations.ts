import type { PDFPageProxy } from 'pdfjs-dist';
import { glyphStrips } from './glyph-words.ts';
import { readPageGlyphs } from './page-glyphs.ts';
import { numbersOf, property, textProperty, textsProperty } from './pdf-values.ts';

/** Left, bottom, right, top in points. */
export type Box = [number, number, number, number];

/** What lies on a page without being part of it, as far as a person reads it. */
export type PageAnnotations = {
  /** Values of fields and text that was typed on the page, line by line. */
  entries: { box: Box; lines: string[]; size: number | null; label: string }[];
  /** Check boxes and radio buttons. `value` is what the file calls the choice. */
  marks: { box: Box; isOn: boolean; value: string; label: string }[];
  /** Notes and comments, with what they are about left out. */
  notes: string[];
  /** Names of files that are pinned to the page. */
  files: string[];
};

/** Names of a choice that say no more than that it is one. */
const PLAIN_CHOICE = /^(?:yes|on|oui|ja|si|sí|true|vrai|x|choice\d*|button\d*|option\d*|\d+|checked|)$/iu;
const COMMENTS = new Set([
  'Text',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Caret',
  'Ink',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'Stamp',
]);

const HIDDEN_FLAGS = 0b100010; // hidden, and no view

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

function linesOfText(text: string): string[] {
  return text
    .split(/\r\n?|\n/u)
    .map(line => line.trim())
    .filter(line => line !== '');
}

function contentsOf(annotation: unknown): string {
  const contents = textProperty(property(annotation, 'contentsObj'), 'str').trim();
  return contents === '' ? textProperty(property(annotation, 'richText'), 'str').trim() : contents;
}

/** The value of a field as it is shown: choices by what a person chose from, numbers with the marks of their format. */
function fieldLines(annotation: unknown): string[] {
  const values = textsProperty(annotation, 'fieldValue');
  const options: unknown = property(annotation, 'options');
  if (Array.isArray(options)) {
    const shown = values.map(value => {
      const option: unknown = options.find((found: unknown) => textProperty(found, 'exportValue') === value);
      return (option === undefined ? '' : textProperty(option, 'displayValue')) || value;
    });
    return linesOfText(shown.join(', '));
  }
  const value = values.join(', ');
  const appearance = textsProperty(annotation, 'textContent').map(line => line.trim());
  const shown = lettersOf(appearance.join(''));
  const isFormatted = shown.length > lettersOf(value).length && shown.includes(lettersOf(value));
  return isFormatted || value.trim() === '' ? appearance.filter(line => line !== '') : linesOfText(value);
}

function isHidden(annotation: unknown): boolean {
  const flags = Number(property(annotation, 'annotationFlags') ?? 0);
  return property(annotation, 'hidden') === true || (flags & HIDDEN_FLAGS) !== 0;
}

function readField(annotation: unknown, box: Box, found: PageAnnotations): void {
  const label = textProperty(annotation, 'alternativeText').trim();
  const kind = textProperty(annotation, 'fieldType');
  if (kind === 'Btn') {
    if (property(annotation, 'pushButton') === true) return;
    const isRadio = property(annotation, 'radioButton') === true;
    const choice = textProperty(annotation, isRadio ? 'buttonValue' : 'exportValue');
    const [value = ''] = textsProperty(annotation, 'fieldValue');
    const isOn = value !== '' && value !== 'Off' && (choice === '' || value === choice);
    found.marks.push({ box, isOn, value: PLAIN_CHOICE.test(choice) ? '' : choice, label });
    return;
  }
  if ((kind !== 'Tx' && kind !== 'Ch') || property(annotation, 'password') === true) return;
  const lines = fieldLines(annotation);
  const size = Number(property(property(annotation, 'defaultAppearanceData'), 'fontSize')) || null;
  if (lines.length > 0) found.entries.push({ box, lines, size, label });
}

/** Text that stamps draw, by the id of the stamp. */
async function stampTexts(page: PDFPageProxy): Promise<Map<string, string[]>> {
  const { glyphs } = await readPageGlyphs(page, true);
  const texts = new Map<string, string[]>();
  for (const { glyphs: placed, ends } of glyphStrips(glyphs.filter(glyph => glyph.annotation !== null))) {
    const id = placed[0]?.glyph.annotation ?? '';
    const line = placed.map(({ glyph }, index) => glyph.text + (ends[index] === true ? ' ' : '')).join('');
    texts.set(id, [...(texts.get(id) ?? []), line.trim()]);
  }
  return texts;
}

/** Reads fields, typed-on text, stamps, notes and pinned files of a page. Hidden ones, passwords and signatures not. */
export async function readAnnotations(page: PDFPageProxy): Promise<PageAnnotations> {
  const found: PageAnnotations = { entries: [], marks: [], notes: [], files: [] };
  const annotations: unknown[] = await page.getAnnotations();
  const stamps = annotations.some(one => textProperty(one, 'subtype') === 'Stamp')
    ? await stampTexts(page)
    : null;
  for (const annotation of annotations) {
    const kind = textProperty(annotation, 'subtype');
    const corners = numbersOf(property(annotation, 'rect'), 4);
    if (corners === null || isHidden(annotation)) continue;
    const [left = 0, bottom = 0, right = 0, top = 0] = corners;
    const box: Box = [
      Math.min(left, right),
      Math.min(bottom, top),
      Math.max(left, right),
      Math.max(bottom, top),
    ];
    const contents = contentsOf(annotation);
    if (kind === 'Widget') readField(annotation, box, found);
    else if (kind === 'FreeText') {
      const drawn = textsProperty(annotation, 'textContent').filter(line => line.trim() !== '');
      const size = Number(property(property(annotation, 'defaultAppearanceData'), 'fontSize')) || null;
      const lines = drawn.length > 0 ? drawn.map(line => line.trim()) : linesOfText(contents);
      if (lines.length > 0) found.entries.push({ box, lines, size, label: '' });
    } else if (kind === 'FileAttachment') {
      const file = property(annotation, 'file');
      found.files.push(textProperty(file, 'filename') || contents || '?');
    } else if (COMMENTS.has(kind)) {
      const drawn = stamps?.get(textProperty(annotation, 'id')) ?? [];
      if (drawn.length > 0) found.entries.push({ box, lines: drawn, size: null, label: '' });
      // Reviewing programs write their states (accepted, rejected) as notes, and the marked words as the comment.
      const isState = textProperty(annotation, 'state') !== '';
      const repeated = lettersOf(textProperty(annotation, 'overlaidText') + drawn.join(' '));
      if (contents !== '' && !isState && !repeated.includes(lettersOf(contents))) found.notes.push(contents);
    }
  }
  return found;
}
