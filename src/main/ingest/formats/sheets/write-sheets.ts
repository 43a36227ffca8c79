import type { Language } from '#shared/contract/vocabulary.ts';
import { cleanLine } from '../../clean-text.ts';
import type { DocumentBuilder } from '../../document-builder.ts';
import { MAX_SHEETS_CHARACTERS } from '../../limits.ts';
import { pipeRow } from '../html-table.ts';
import { columnName } from './sheet.ts';
import type { CellNote, Sheet } from './sheet.ts';
import { partsOf } from './sheet-tables.ts';
import type { SheetPart, SheetTable } from './sheet-tables.ts';

const WORDS = {
  fr: { hidden: 'masquée', note: 'Commentaire', chart: 'Graphique', colon: ' : ' },
  en: { hidden: 'hidden', note: 'Comment', chart: 'Chart', colon: ': ' },
} as const;

const MAX_HEADING_CHARACTERS = 90;
/** Below what the chunker repeats with the later rows of a table. */
const MAX_HEADER_CHARACTERS = 500;
const MAX_NOTED_VALUE_CHARACTERS = 80;
/** What is handed to the builder at once. */
const CHARACTERS_AT_ONCE = 32_000;

/** Where a document takes sheets, and what did not fit in. */
export type SheetWriting = { builder: DocumentBuilder; unread: number; places: string[] };

export function beginWriting(builder: DocumentBuilder): SheetWriting {
  return { builder, unread: 0, places: [] };
}

function isFull({ builder }: SheetWriting): boolean {
  return builder.length() >= MAX_SHEETS_CHARACTERS;
}

/** Columns that are written together: a header that is too long to be repeated is cut, the first column kept with each piece. */
function columnGroups({ columns, header }: SheetTable): number[][] {
  const whole = columns.map((_, index) => index);
  const lengthOf = (index: number): number => (header?.[index] ?? '').length + 3;
  if (whole.reduce((sum, index) => sum + lengthOf(index), 0) <= MAX_HEADER_CHARACTERS) return [whole];
  if (header === null) return [whole];
  const groups: number[][] = [];
  let room = 0;
  for (const index of whole.slice(1)) {
    room -= lengthOf(index);
    if (room < 0) {
      groups.push([0]);
      room = MAX_HEADER_CHARACTERS - lengthOf(0) - lengthOf(index);
    }
    groups.at(-1)?.push(index);
  }
  return groups;
}

/** Writes the rows that fit in. */
function writeRows(table: SheetTable, group: readonly number[], writing: SheetWriting): void {
  const { builder } = writing;
  const columns = group.map(index => table.columns[index] ?? 0);
  // In a piece of a wide table the first column alone says nothing.
  const first = group.length < table.columns.length ? 1 : 0;
  let lines: string[] = [];
  let waiting = 0;
  const hand = (): void => {
    builder.append(lines.join(''));
    lines = [];
    waiting = 0;
  };
  for (const { cells } of table.rows) {
    const texts = columns.map(column => cells[column]?.text ?? '');
    if (isFull(writing)) writing.unread += texts.join('').length;
    else if (texts.slice(first).some(text => text !== '')) {
      const line = `${pipeRow(texts)}\n`;
      lines.push(line);
      waiting += line.length;
      if (waiting > CHARACTERS_AT_ONCE) hand();
    }
  }
  hand();
}

function writeTable(table: SheetTable, writing: SheetWriting): void {
  const { builder } = writing;
  for (const group of columnGroups(table)) {
    builder.begin('table', null);
    if (table.header !== null && !isFull(writing)) {
      const names = group.map(index => table.header?.[index] ?? '');
      builder.append(`${pipeRow(names)}\n|${' --- |'.repeat(names.length)}\n`);
    }
    writeRows(table, group, writing);
    builder.finish();
  }
}

function hasHeading({ titles: [first] }: SheetTable): boolean {
  return first !== undefined && cleanLine(first).length <= MAX_HEADING_CHARACTERS;
}

function writeTitles(titles: readonly string[], hasHeadings: boolean, builder: DocumentBuilder): void {
  for (const [index, title] of titles.entries()) {
    if (hasHeadings && index === 0) builder.add('heading', cleanLine(title), 2);
    else builder.add('paragraph', title);
  }
}

/** A note with where it stands and what it is about: `Comment (C4, Rent, 2024: 840 €), A. Martin: to be paid`. */
function noteText(note: CellNote, sheet: Sheet, part: SheetPart | undefined, language: Language): string {
  const { note: word, colon } = WORDS[language];
  const cells = sheet.rows[note.row] ?? [];
  const isTable = part?.kind === 'table';
  const label = isTable ? cells[part.columns[0] ?? 0]?.text : undefined;
  const column = isTable ? part.header?.[part.columns.indexOf(note.column)] : undefined;
  const value = cells[note.column]?.text;
  const about = [label === value ? undefined : label, column === value ? undefined : column]
    .filter(text => text !== undefined && text !== '')
    .map(text => cleanLine(text ?? '').slice(0, MAX_NOTED_VALUE_CHARACTERS));
  const named = [`${columnName(note.column)}${note.row + 1}`, ...about].join(', ');
  const noted = value === undefined ? '' : `${colon}${cleanLine(value).slice(0, MAX_NOTED_VALUE_CHARACTERS)}`;
  const author = note.author === '' ? '' : `, ${cleanLine(note.author)}`;
  return `${word} (${named}${noted})${author}${colon}${note.text.trim()}`;
}

function addParagraph(text: string, writing: SheetWriting): void {
  if (isFull(writing)) writing.unread += text.length;
  else writing.builder.add('paragraph', text);
}

function writePart(part: SheetPart, hasHeadings: boolean, writing: SheetWriting): void {
  if (part.kind === 'text') {
    addParagraph(part.lines.join('\n'), writing);
    return;
  }
  writeTitles(part.titles, hasHeadings, writing.builder);
  writeTable(part, writing);
}

/** Writes what stands on a sheet, without its name. */
export function writeContent(sheet: Sheet, writing: SheetWriting, language: Language): void {
  const unreadBefore = writing.unread;
  const parts = partsOf(sheet);
  // A heading is that of all that follows: where one table has none, that of another would be taken for its own.
  const tables = parts.filter(part => part.kind === 'table');
  const hasHeadings = tables.every(hasHeading);
  const notes = sheet.notes.toSorted((one, other) => one.row - other.row || one.column - other.column);
  let next = 0;
  for (const part of parts) {
    writePart(part, hasHeadings, writing);
    for (let note = notes[next]; note !== undefined && note.row <= part.bottom; note = notes[next]) {
      addParagraph(noteText(note, sheet, part, language), writing);
      next += 1;
    }
  }
  for (const note of notes.slice(next)) addParagraph(noteText(note, sheet, undefined, language), writing);
  const { chart, colon } = WORDS[language];
  for (const title of sheet.charts) addParagraph(`${chart}${colon}${title}`, writing);
  if (writing.unread > unreadBefore) writing.places.push(sheet.name);
}

/** Writes sheets as pages, each under its name; those with nothing on them are left out, and counted all the same. */
export function writeSheets(sheets: readonly Sheet[], writing: SheetWriting, language: Language): void {
  for (const [index, sheet] of sheets.entries()) {
    const isEmpty = sheet.rows.length === 0 && sheet.notes.length === 0 && sheet.charts.length === 0;
    if (isEmpty) continue;
    const hidden = sheet.isHidden ? ` (${WORDS[language].hidden})` : '';
    writing.builder.startPage(index + 1);
    writing.builder.add('heading', `${cleanLine(sheet.name)}${hidden}`, 1);
    writeContent(sheet, writing, language);
  }
}

/** Tells how much did not fit in. */
export function warnOfUnread({ builder, unread, places }: SheetWriting): void {
  builder.warn({
    kind: 'beyond_limit',
    unread,
    total: builder.length() + unread,
    unit: 'characters',
    places,
  });
}
