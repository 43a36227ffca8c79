import type { Language } from '#shared/contract/vocabulary.ts';
import { pairFields, type importProblems, type PairFields } from '../contract.ts';
import { BYTE_ORDER_MARK, csvLine, fold, readCsv, withoutFormulaMark } from '../../api.ts';

type Column = 'question' | 'answer' | 'synonyms' | 'validFrom' | 'validUntil' | 'sourceUrl';

const HEADINGS: Readonly<Record<Language, Readonly<Record<Column, string>>>> = {
  fr: {
    question: 'Question',
    answer: 'Réponse',
    synonyms: 'Synonymes',
    validFrom: 'Valable du',
    validUntil: 'Valable jusqu’au',
    sourceUrl: 'Lien',
  },
  en: {
    question: 'Question',
    answer: 'Answer',
    synonyms: 'Synonyms',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    sourceUrl: 'Link',
  },
};
const COLUMNS = Object.keys(HEADINGS.fr) as Column[];

/** Between two synonyms of a cell. */
const BETWEEN = ' | ';

export type ImportProblem = (typeof importProblems)[number];
export type ReadLine = { line: number; question: string } & ({ fields: Pair } | { problem: ImportProblem });
/** A pair with nothing left out. */
export type Pair = Required<PairFields>;

/** Pairs as a table for spreadsheets, with headings in one language. `readTable` reads it again as it was. */
export function writeTable(pairs: readonly Pair[], language: Language): string {
  const lines = pairs.map(pair =>
    csvLine(
      COLUMNS.map(column => (column === 'synonyms' ? pair.synonyms.join(BETWEEN) : pair[column])),
      language,
    ),
  );
  return BYTE_ORDER_MARK + csvLine(Object.values(HEADINGS[language]), language) + lines.join('');
}

/** What a table says, line by line; null when its head names no column of questions and one of answers. */
export function readTable(csv: string): ReadLine[] | null {
  const [head, ...records] = readCsv(csv);
  const places = placesOf(head?.cells ?? []);
  if (places === null) return null;
  return records.map(({ line, cells }) => {
    const cell = (column: Column) => withoutFormulaMark(cells[places.get(column) ?? -1] ?? '').trim();
    const question = cell('question');
    const problem = (found: ImportProblem): ReadLine => ({ line, question, problem: found });
    if (question === '') return problem('question_missing');
    if (cell('answer') === '') return problem('answer_missing');
    const [validFrom, validUntil] = [dayOf(cell('validFrom')), dayOf(cell('validUntil'))];
    if (validFrom === undefined || validUntil === undefined) return problem('date_unreadable');
    const read = pairFields.safeParse({
      question,
      answer: cell('answer'),
      synonyms: cell('synonyms')
        .split(/[|\n]/u)
        .map(synonym => synonym.trim())
        .filter(synonym => synonym !== ''),
      validFrom,
      validUntil,
      sourceUrl: cell('sourceUrl') === '' ? null : cell('sourceUrl'),
    });
    if (read.success) return { line, question, fields: read.data as Pair };
    const [issue] = read.error.issues;
    const [place] = issue?.path ?? [];
    if (place === 'sourceUrl') return problem('address_unreadable');
    if (place === 'synonyms' && issue?.path.length === 1) return problem('too_many_synonyms');
    return problem(place === 'validUntil' ? 'dates_reversed' : 'too_long');
  });
}

function placesOf(head: readonly string[]): ReadonlyMap<Column, number> | null {
  const places = new Map<Column, number>();
  for (const [at, name] of head.entries()) {
    const plain = plainName(name);
    const column = COLUMNS.find(each =>
      [each, HEADINGS.fr[each], HEADINGS.en[each]].some(heading => plainName(heading) === plain),
    );
    if (column !== undefined && !places.has(column)) places.set(column, at);
  }
  return places.has('question') && places.has('answer') ? places : null;
}

function plainName(name: string): string {
  return fold(name).replaceAll(/[^a-z]/gu, '');
}

/** `2026-11-30`, or as the French write it and spreadsheets make of it: 30/11/2026. Undefined when it is no day. */
function dayOf(cell: string): string | null | undefined {
  if (cell === '') return null;
  const french = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/u.exec(cell);
  const [year, month, day] =
    french === null ? (/^(\d{4})-(\d\d)-(\d\d)$/u.exec(cell)?.slice(1) ?? []) : french.slice(1).toReversed();
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== written ? undefined : written;
}
