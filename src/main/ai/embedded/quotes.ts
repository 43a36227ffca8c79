import type { Language } from '#shared/contract/vocabulary.ts';
import { CONFIDENCE_MEDIUM } from '#shared/lib/confidence.ts';
import { rowCells, rowInWords } from '#shared/lib/table-row.ts';
import { NO_ANSWER_MARK, type Grounding } from '../ports.ts';
import { LEAST_CERTAINTY } from './certainty.ts';
import { LONGEST_QUOTE_WORDS } from './quotation-groups.ts';
import { selectQuotations, type Quotation } from './selection.ts';
import { shorten } from './sentence-scoring.ts';

/** Name under which answers of the embedded model are recorded. */
export const EXTRACTIVE_MODEL = 'extractive-1';

const WORDS: Record<Language, { leadIn: string; nothing: string; opening: string; closing: string }> = {
  fr: {
    leadIn: 'Voici ce que disent les documents :',
    nothing: 'Les documents de ce chatbot ne répondent pas à cette question.',
    opening: '«\u00a0',
    closing: '\u00a0»',
  },
  en: {
    leadIn: 'Here is what the documents say:',
    nothing: 'This chatbot’s documents do not answer this question.',
    opening: '“',
    closing: '”',
  },
};

/** Writes a quotation word for word between quotation marks, each with its source. */
function write(quotation: Quotation, language: Language): string {
  const { opening, closing } = WORDS[language];
  const quote = (text: string): string =>
    `${opening}${shorten(text, LONGEST_QUOTE_WORDS)}${closing} [${quotation.passage.number}]`;
  const texts = quotation.pieces.map(piece => piece.text);
  if (quotation.kind === 'list') {
    const [announcement = '', ...items] = texts;
    return [quote(announcement), '', ...items.map(item => `- ${quote(item)}`)].join('\n');
  }
  if (quotation.kind === 'table-row') {
    return rowsInWords(quotation, language)
      .map(row => `- ${quote(row)}`)
      .join('\n');
  }
  return quote(texts.join(' '));
}

/** An answer in quotations, paragraph by paragraph; `certainty` (0 to 1) is null when no word says how likely it is right. */
export function quotedAnswer(grounding: Grounding): { paragraphs: string[]; certainty: number | null } {
  const { language, passages } = grounding;
  const { quotations, certainty } = selectQuotations(grounding);
  const answers =
    certainty === null || certainty >= LEAST_CERTAINTY || passages.some(({ byMeaning }) => byMeaning);
  const paragraphs =
    quotations.length === 0 || !answers
      ? [`${NO_ANSWER_MARK} ${WORDS[language].nothing}`]
      : [WORDS[language].leadIn, ...quotations.map(quotation => write(quotation, language))];
  return { paragraphs, certainty };
}

/** Words of a passage as they are shown by themselves. */
export type Quote = {
  /** Number of the passage. */
  passage: number;
  /** Items and rows stand in a line each. */
  text: string;
  /** Where they stand, in order; offsets in the passage, UTF-16 units. */
  spans: { start: number; end: number }[];
  /** Of rows: the row that names their columns. */
  header: string | null;
};

/**
 * The sentences of the passages that answer best, one to three: what a person may read before a model has written, with
 * nobody to say how sure they are. So none where they are less certain than most that are right, whatever was found by meaning.
 */
export function quotesFrom(grounding: Grounding): Quote[] {
  const { quotations, certainty } = selectQuotations(grounding);
  if (certainty === null || certainty < CONFIDENCE_MEDIUM) return [];
  return quotations.map(quotation => ({
    passage: quotation.passage.number,
    text: shorten(textOf(quotation, grounding.language), LONGEST_QUOTE_WORDS),
    spans: spansOf(quotation),
    header: quotation.header?.text ?? null,
  }));
}

function rowsInWords({ pieces, header }: Quotation, language: Language): string[] {
  const columns = header === null ? null : rowCells(header.text);
  return pieces.map(({ text }) => rowInWords(rowCells(text), columns, language));
}

function textOf(quotation: Quotation, language: Language): string {
  const { kind, pieces } = quotation;
  if (kind === 'table-row') return rowsInWords(quotation, language).join('\n');
  const texts = pieces.map(({ text }) => text);
  return texts.join(kind === 'list' ? '\n' : ' ');
}

/** Rows may stand apart in their table. */
function spansOf({ kind, pieces }: Quotation): Quote['spans'] {
  if (kind === 'table-row') return pieces.map(({ start, end }) => ({ start, end }));
  const [first, last] = [pieces[0], pieces.at(-1)];
  return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
}
