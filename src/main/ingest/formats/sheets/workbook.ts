import { read, set_cptable } from '@e965/xlsx';
import type { CellObject, Comments, SheetProps, WorkBook, WorkSheet } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import type { Language } from '#shared/contract/vocabulary.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { FoyerError } from '#shared/errors.ts';
import { cleanLine } from '../../clean-text.ts';
import { protectedOtherwise } from '../../locks/lock.ts';
import { putCell } from './sheet.ts';
import type { CellNote, Sheet, SheetRow } from './sheet.ts';
import { shownValue } from './shown-value.ts';
import type { Showing } from './shown-value.ts';

export type Workbook = {
  title: string | null;
  language: Language;
  /** `id` is that by which the workbook refers to the part of the sheet; none in other formats. */
  sheets: (Sheet & { id: string })[];
  /** Names of sheets that are damaged. */
  damaged: string[];
};

/** Errors as cells show them ([MS-XLS] 2.5.10). */
const ERRORS: Record<number, string> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
};
/** Enough words to tell a language. */
const SAMPLE_CHARACTERS = 8_000;
/** What Excel and LibreOffice call sheets where they speak French. */
const FRENCH_SHEET = /^Feuil(?:le)?\d+$/u;

function opened(bytes: Uint8Array): WorkBook {
  set_cptable(codePages);
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      nodim: true,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/password/iu.test(message)) throw protectedOtherwise('A workbook of Excel 5 with a password');
    throw new FoyerError('document.damaged', `Workbook: ${message}`);
  }
}

/** Whether an address says no more than the words that lead to it. */
function isSaid(address: string, words: string): boolean {
  const bare = (text: string): string =>
    cleanLine(text)
      .toLowerCase()
      .replace(/^(?:mailto:|tel:|https?:\/\/(?:www\.)?|www\.)/u, '')
      .replace(/\/$/u, '');
  return bare(words).includes(bare(address));
}

/** Words with the address that they lead to, unless they are it; places within the file are no address. */
export function withAddress(text: string, address: string | undefined): string {
  const isOutside = address !== undefined && /^(?:https?|mailto|tel|ftp):/iu.test(address);
  return isOutside && !isSaid(address, text) ? `${text.trim()} (${address.replace(/^mailto:/iu, '')})` : text;
}

function rowsOf(sheet: WorkSheet): (CellObject | undefined)[][] {
  const data: (CellObject | undefined)[][] | undefined = sheet['!data'];
  return data ?? [];
}

function notesOf(comments: Comments | undefined, row: number, column: number): CellNote[] {
  return (comments ?? []).flatMap(({ a: author = '', t: text = '' }) => {
    const name = cleanLine(author);
    // Excel begins a note with the name of who wrote it.
    const bare = name !== '' && text.startsWith(`${name}:`) ? text.slice(name.length + 1) : text;
    return bare.trim() === '' ? [] : [{ row, column, author: name, text: bare.trim() }];
  });
}

function readSheet(source: WorkSheet, showing: Showing): Pick<Sheet, 'rows' | 'merged' | 'notes'> {
  const rows: SheetRow[] = [];
  const notes: CellNote[] = [];
  rowsOf(source).forEach((cells, row) => {
    cells.forEach((cell, column) => {
      if (cell === undefined) return;
      notes.push(...notesOf(cell.c, row, column));
      const { v: value, t: type } = cell;
      if (type === 'e') {
        putCell(rows, row, column, { text: ERRORS[Number(value)] ?? '#N/A', kind: 'number' });
      } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        const shown = shownValue(value, String(cell.z ?? ''), showing);
        putCell(rows, row, column, { ...shown, text: withAddress(shown.text, cell.l?.Target) });
      }
    });
  });
  const merged = (source['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r,
    left: s.c,
    bottom: e.r,
    right: e.c,
  }));
  return { rows, merged, notes };
}

/** The language of what is written in a workbook; where words are too few, that of the program which wrote it. */
export function languageOf(names: readonly string[], words: Iterable<string>): Language {
  let sample = names.join('\n');
  for (const word of words) {
    sample += `\n${word}`;
    if (sample.length > SAMPLE_CHARACTERS) break;
  }
  return detectLanguage(sample) ?? (names.some(name => FRENCH_SHEET.test(name)) ? 'fr' : 'en');
}

function* wordsOf(workbook: WorkBook): Generator<string> {
  for (const name of workbook.SheetNames) {
    const sheet = workbook.Sheets[name];
    for (const cells of sheet === undefined ? [] : rowsOf(sheet))
      for (const cell of cells ?? []) if (typeof cell?.v === 'string') yield cell.v;
  }
}

/**
 * Reads a workbook of Excel: what its cells show, never how that was computed. Throws document.protected or .damaged.
 *
 * @param bytes a workbook that was inflated under caps, or one that is not compressed
 */
export function readWorkbook(bytes: Uint8Array): Workbook {
  const workbook = opened(bytes);
  const language = languageOf(workbook.SheetNames, wordsOf(workbook));
  const showing = { language, is1904: workbook.Workbook?.WBProps?.date1904 === true };
  const damaged: string[] = [];
  const sheets = workbook.SheetNames.map((name, index) => {
    const source = workbook.Sheets[name];
    const about: SheetProps & { id?: string } = workbook.Workbook?.Sheets?.[index] ?? {};
    const isHidden = (about.Hidden ?? 0) !== 0;
    if (source === undefined) damaged.push(name);
    const content = source === undefined ? { rows: [], merged: [], notes: [] } : readSheet(source, showing);
    return { name, id: about.id ?? '', isHidden, ...content, charts: [] };
  });
  const title = cleanLine(workbook.Props?.Title ?? '');
  return { title: title === '' ? null : title, language, sheets, damaged };
}
