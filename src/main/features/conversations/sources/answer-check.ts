import type { Doubt } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { doubtsIn } from '../claims/doubts.ts';
import { evidenceOf, squeeze, type Evidence } from '../claims/evidence.ts';
import { informative, type AnalysedPassage } from './analysed-passage.ts';
import { linesOf, type AnswerLine, type AnswerSentence } from './answer-lines.ts';
import type { CitationMark } from './citation-stream.ts';
import { placesOfCitations, type CitedPlace } from './cited-places.ts';
import { placesOfWords, quotationsIn, wordCount, type Quotation } from './quotations.ts';
import { bestParts, rowsIn } from './supporting-parts.ts';

/** An answer as it is shown, and what it was given. */
export type CheckedAnswer = {
  text: string;
  marks: readonly CitationMark[];
  passages: readonly AnalysedPassage[];
  language: Language;
  /** The question as it was searched. */
  question: string;
  /** What the person and the bot's owner said: figures and names in it are not the answer's. */
  known: string;
  /** Whether a model wrote it; words that are the documents' own state nothing more than they do. */
  written: boolean;
};

export type AnswerCheck = {
  /** Share (0-1) of the answer's sentences that the passages they cite support. */
  support: number;
  /** For each citation, the words of its passages that it is about. */
  places: ReadonlyMap<CitationMark, CitedPlace[]>;
  /** What the answer says and its sources do not hold, or deny; in order, none inside another. */
  doubts: Doubt[];
  /** The same in its words, each once: a doubt may stand in several pieces where Markdown cuts it. */
  unheld: string[];
};

/** A sentence is supported when its cited passages hold this share of its informative words. */
const SUPPORT_SHARE = 0.5;
/** What a sentence counts whose sources are in another language, when its figures and dates are held. */
const FOREIGN_SUPPORT = 0.7;
/** Shorter words between quotation marks may be terms: not reported when no passage holds them. */
const REPORTED_MIN_WORDS = 4;

/** Where in its passages an answer rests; cheap enough to be asked while it streams. */
export function placesIn({
  text,
  marks,
  passages,
  question,
}: Pick<CheckedAnswer, 'text' | 'marks' | 'passages' | 'question'>): AnswerCheck['places'] {
  return placesOfCitations(linesOf(text, marks), byNumber(passages), question);
}

/** Checks an answer against the passages it was given. */
export function checkAnswer(answer: CheckedAnswer): AnswerCheck {
  const { text, marks, passages, question } = answer;
  const lines = linesOf(text, marks);
  const numbered = byNumber(passages);
  const cited = passagesOf(marks, numbered);
  const known = evidenceOf(answer.known);
  const doubts: Doubt[] = [];
  let sentences = 0;
  let supported = 0;
  for (const line of lines) {
    const quotations = quotationsIn(line.text).map(quotation => ({
      ...quotation,
      held: isHeld(quotation, line, numbered, passages),
    }));
    for (const { start, end, words, held } of quotations) {
      if (held || wordCount(words) < REPORTED_MIN_WORDS || known.squeezed.includes(squeeze(words))) continue;
      doubts.push({ kind: 'quotation', start: line.start + start, end: line.start + end });
    }
    for (const sentence of line.sentences) {
      const own = passagesOf(sentence.marks.length > 0 ? sentence.marks : sentence.inherited, numbered);
      const found = answer.written ? doubtsOf(sentence, { own, cited, known, answer }) : [];
      doubts.push(...found);
      const words = informative(sentence.text);
      if (sentence.announces || words.length === 0) continue;
      sentences += 1;
      const quoted = quotations.some(
        one => one.held && one.start + line.start < sentence.end && one.end + line.start > sentence.start,
      );
      if (own.length > 0 && found.length === 0)
        supported += quoted ? 1 : supportOf(words, own, answer.language);
    }
  }
  return {
    support: sentences === 0 ? 0 : supported / sentences,
    places: placesOfCitations(lines, numbered, question),
    ...asShown(doubts, text),
  };
}

type Surroundings = {
  own: readonly AnalysedPassage[];
  cited: readonly AnalysedPassage[];
  known: Evidence;
  answer: CheckedAnswer;
};

function doubtsOf(sentence: AnswerSentence, { own, cited, known, answer }: Surroundings): Doubt[] {
  // What cites nothing may come from any passage.
  const sources = own.length > 0 ? own : cited.length > 0 ? cited : answer.passages;
  const elsewhere = cited.map(({ evidence }) => evidence);
  return doubtsIn({
    text: sentence.text,
    sources: sources.map(({ evidence }) => evidence),
    elsewhere,
    known,
    supports: bestParts(sentence.text, sources),
    ...rowsIn(sources),
    sameLanguage: sources.every(({ language }) => language === null || language === answer.language),
  }).map(({ kind, start, end }) => ({ kind, start: sentence.start + start, end: sentence.start + end }));
}

/** How far passages hold the words of a sentence: 0 or 1, or less where languages cannot be compared. */
function supportOf(
  words: ReturnType<typeof informative>,
  passages: readonly AnalysedPassage[],
  language: Language,
): number {
  const held = words.filter(word =>
    passages.some(({ evidence: { words: known } }) =>
      [word.surface, word.frenchStem, word.englishStem].some(form => known.has(form)),
    ),
  ).length;
  if (held / words.length >= SUPPORT_SHARE) return 1;
  const foreign = passages.every(passage => passage.language !== null && passage.language !== language);
  return foreign ? FOREIGN_SUPPORT : 0;
}

/** Whether a passage cited behind a quotation holds its words; any passage, where none is cited behind it. */
function isHeld(
  { start, words }: Quotation,
  line: AnswerLine,
  numbered: ReadonlyMap<number, AnalysedPassage>,
  passages: readonly AnalysedPassage[],
): boolean {
  const marks = line.sentences.flatMap(sentence => [...sentence.marks, ...sentence.inherited]);
  const behind = marks.filter(({ at }) => at >= line.start + start);
  const asked = passagesOf(behind.length > 0 ? behind : marks, numbered);
  return (asked.length > 0 ? asked : passages).some(passage => placesOfWords(words, passage) !== null);
}

function passagesOf(
  marks: readonly CitationMark[],
  numbered: ReadonlyMap<number, AnalysedPassage>,
): AnalysedPassage[] {
  const numbers = new Set(marks.flatMap(mark => mark.passages));
  return [...numbers].flatMap(number => numbered.get(number) ?? []);
}

function byNumber(passages: readonly AnalysedPassage[]): Map<number, AnalysedPassage> {
  return new Map(passages.map(passage => [passage.number, passage]));
}

/** Citations and marks of Markdown, which are no words. */
const NO_WORDS = /\[\d{1,3}\]|[*~`|]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;

/** The doubts in order, cut where Markdown begins or ends something; what lies inside another is left out. */
function asShown(doubts: readonly Doubt[], text: string): Pick<AnswerCheck, 'doubts' | 'unheld'> {
  const widestFirst = doubts.toSorted((one, other) => other.end - other.start - (one.end - one.start));
  const kept: Doubt[] = [];
  for (const doubt of widestFirst)
    if (!kept.some(other => other.start < doubt.end && doubt.start < other.end)) kept.push(doubt);
  const shown = kept
    .toSorted((one, other) => one.start - other.start)
    .map(doubt => ({ ...doubt, spans: spansOfWords(text.slice(doubt.start, doubt.end)) }));
  const wordsOf = ({ start, spans }: (typeof shown)[number]) =>
    spans.map(span => text.slice(start + span.start, start + span.end)).join(' ');
  return {
    doubts: shown.flatMap(({ kind, start, spans }) =>
      spans.map(span => ({ kind, start: start + span.start, end: start + span.end })),
    ),
    unheld: [...new Set(shown.map(wordsOf))],
  };
}

function spansOfWords(text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let from = 0;
  const add = (to: number): void => {
    const words = text.slice(from, to);
    const inner = words.trim();
    const start = from + words.length - words.trimStart().length;
    if (/[\p{L}\p{N}]/u.test(inner)) spans.push({ start, end: start + inner.length });
  };
  for (const match of text.matchAll(NO_WORDS)) {
    add(match.index);
    from = match.index + match[0].length;
  }
  add(text.length);
  return spans;
}
