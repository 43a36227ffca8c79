import { SSF } from '@e965/xlsx';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { CellKind, SheetCell } from './sheet.ts';

/** The value of a cell as a file keeps it: dates are days counted from the system's first. */
export type StoredValue = string | number | boolean;

export type Showing = {
  /** Of the document, where a format says nothing. */
  language: Language;
  /** Days are counted from 1904, as the first Macs did. */
  is1904: boolean;
};

/** The formatter, whose types say nothing. */
const formatter: {
  format(format: string, value: StoredValue, options: { date1904: boolean }): unknown;
  is_date(format: string): boolean;
} = SSF;

/** Excel computes with fifteen digits, and shows no more of fractions; whole numbers keep all of theirs. */
const DIGITS = 15;
const GENERAL = /^general$/iu;
/** How a format names the language of its days and months: by number (its low bits say which language) or by name. */
const FORMAT_LANGUAGE = /\[\$[^\]-]*-(?:[\da-f]*?([\da-f]{2})|([a-z]{2,3})(?:-\w+)*)(?:,[\da-f]+)?\]/iu;
const FRENCH_CODE = '0c';
const ENGLISH_CODE = '09';

/** Formats that a program shows after the ways of its country: those of France, or what everybody understands. */
const LOCAL_FORMATS: Record<Language, { day: string; longDay: string; time: string }> = {
  fr: { day: 'dd/mm/yyyy', longDay: 'dddd d mmmm yyyy', time: 'hh:mm' },
  en: { day: 'yyyy-mm-dd', longDay: 'dddd, mmmm d, yyyy', time: 'h:mm' },
};
const LOCAL_DAY = /^(?:m\/d\/yy|mm-dd-yy)$/iu;
const LOCAL_DAY_AND_TIME = /^m\/d\/yy h:mm$/iu;
const SYSTEM_LONG_DAY = /^\[\$-(?:[\da-z]+-)?f800\]/iu;
const SYSTEM_TIME = /^\[\$-(?:[\da-z]+-)?f400\]/iu;

const ENGLISH_NAMES =
  'January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun'.split(
    ' ',
  );
const FRENCH_NAMES =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv. févr. mars avr. juin juil. août sept. oct. nov. déc. lundi mardi mercredi jeudi vendredi samedi dimanche lun. mar. mer. jeu. ven. sam. dim.'.split(
    ' ',
  );
const TO_FRENCH = new Map(ENGLISH_NAMES.map((name, index) => [name, FRENCH_NAMES[index] ?? name]));
const ENGLISH_NAME = new RegExp(`\\b(?:${ENGLISH_NAMES.join('|')})\\b`, 'gu');

const TRUTH: Record<Language, readonly [whenFalse: string, whenTrue: string]> = {
  fr: ['FAUX', 'VRAI'],
  en: ['FALSE', 'TRUE'],
};

function plainNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS))).toUpperCase();
}

/** `1,234.50` → `1 234,50`; only between digits. */
function withFrenchMarks(text: string): string {
  return text.replace(/(?<=\d),(?=\d{3})/gu, ' ').replace(/(?<=\d)\.(?=\d)/gu, ',');
}

function formatted(format: string, value: StoredValue, is1904: boolean): string {
  try {
    return String(formatter.format(format, value, { date1904: is1904 })).trim();
  } catch {
    return ''; // a format that is no format: the value is shown as it is
  }
}

function languageOf(format: string, usual: Language): Language {
  const [, code, name] = FORMAT_LANGUAGE.exec(format) ?? [];
  const found = (code ?? name ?? '').toLowerCase();
  if (found === FRENCH_CODE || found === 'fr') return 'fr';
  return found === ENGLISH_CODE || found === 'en' ? 'en' : usual;
}

function shownDate(value: number, format: string, { language, is1904 }: Showing): string {
  const local = LOCAL_FORMATS[language];
  let used = format;
  if (LOCAL_DAY.test(format)) used = local.day;
  else if (LOCAL_DAY_AND_TIME.test(format)) used = `${local.day} ${local.time}`;
  else if (SYSTEM_LONG_DAY.test(format)) used = local.longDay;
  else if (SYSTEM_TIME.test(format)) used = `${local.time}:ss`;
  const text = formatted(used, value, is1904);
  return languageOf(format, language) === 'fr'
    ? text.replace(ENGLISH_NAME, name => TO_FRENCH.get(name) ?? name)
    : text;
}

/** A value as a person sees it in a cell with this format (ECMA-376, 18.8.31). A format that shows nothing hides nothing. */
export function shownValue(value: StoredValue, format: string, showing: Showing): SheetCell {
  const { language, is1904 } = showing;
  const cell = (text: string, kind: CellKind): SheetCell => ({ text, kind });
  if (typeof value === 'boolean') return cell(TRUTH[language][value ? 1 : 0], 'number');
  if (typeof value === 'string') {
    const isFormatted = format.includes('@') && format !== '@';
    return cell((isFormatted ? formatted(format, value, is1904) : '') || value, 'words');
  }
  const isPlain = format === '' || format === '@' || GENERAL.test(format);
  if (!isPlain && formatter.is_date(format)) {
    const date = shownDate(value, format, showing);
    if (date !== '') return cell(date, 'date');
  }
  const text = (isPlain ? '' : formatted(format, value, is1904)) || plainNumber(value);
  return cell(language === 'fr' ? withFrenchMarks(text) : text, 'number');
}
