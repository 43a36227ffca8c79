import { sentenceSpans } from '#main/ai/embedded/sentences.ts';
import type { CitationMark } from './citation-stream.ts';

/** A sentence, item or row of an answer. Offsets are those of the text shown. */
export type AnswerSentence = {
  start: number;
  end: number;
  /** Its words: citations, code and marks of Markdown are spaces, so that offsets stay. */
  text: string;
  /** Citations in it or right behind it. */
  marks: CitationMark[];
  /** Citations it leans on where it has none: later in its line or its block, or above its list. */
  inherited: CitationMark[];
  /** It announces what follows, or names columns, or stands in brackets: it states nothing. */
  announces: boolean;
};

/** A line of an answer, with its sentences in order. */
export type AnswerLine = { start: number; end: number; text: string; sentences: AnswerSentence[] };

const CITATION = /\[\d{1,3}\]/g;
const FENCED = /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:\n {0,3}\1[`~]*[ \t]*(?=\n|$)|$)/gm;
const INLINE_CODE = /(`+)(?!`)[^\n]*?[^`]\1(?!`)/g;
const ADDRESS = /\]\([^)\n]*\)/g;
/** A star at the beginning of a line is that of an item; an underscore inside a word is of the word. */
const EMPHASIS =
  /(?<=\S)[*~`]+|[*~`]+(?=\S)|(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])|^ {0,3}(?:#+|>+)/gmu;
const HEADING = /^ {0,3}#{1,6}\s/;
const ITEM = /^\s*(?:[-•*]\s|\||\d+[.)]\s)/;
const TABLE_RULE = /^[|\s:+-]*-[|\s:+-]*$/;

/** The lines of an answer that say something. */
export function linesOf(answer: string, marks: readonly CitationMark[]): AnswerLine[] {
  const plain = plainOf(answer);
  const lines: AnswerLine[] = [];
  let start = 0;
  for (const text of plain.split('\n')) {
    const end = start + text.length;
    lines.push({ start, end, text, sentences: sentencesOf(text, start, marks) });
    start = end + 1;
  }
  for (const [index, { start: from, end: to, text, sentences }] of lines.entries()) {
    const namesColumns = text.includes('|') && TABLE_RULE.test(lines[index + 1]?.text ?? '');
    if (!namesColumns && !HEADING.test(answer.slice(from, to))) continue;
    for (const sentence of sentences) sentence.announces = true;
  }
  inherit(lines);
  return lines.filter(({ sentences }) => sentences.length > 0);
}

/** The same text with spaces where it does not speak: citations, code, addresses, marks of Markdown. */
function plainOf(answer: string): string {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ');
  return [FENCED, INLINE_CODE, ADDRESS, CITATION, EMPHASIS].reduce(
    (text, pattern) => text.replaceAll(pattern, blank),
    answer,
  );
}

function sentencesOf(line: string, offset: number, marks: readonly CitationMark[]): AnswerSentence[] {
  if (TABLE_RULE.test(line)) return [];
  const spans = line.includes('|') ? [{ start: 0, end: line.length }] : sentenceSpans(line);
  const spoken = spans.filter(({ start, end }) => /[\p{L}\p{N}]/u.test(line.slice(start, end)));
  return spoken.map(({ start, end }, index) => {
    // What follows the full stop belongs to the sentence before it.
    const next = spoken[index + 1];
    const reach = next === undefined ? line.length : next.start + leadingSpace(line, next.start);
    const from = index === 0 ? 0 : start;
    const text = line.slice(start, end);
    return {
      start: offset + start,
      end: offset + end,
      text,
      marks: marks.filter(({ at }) => at >= offset + from && at < offset + reach),
      inherited: [],
      announces: /:\s*$/.test(text) || /^\s*\(.*\)\s*$/.test(text),
    };
  });
}

function leadingSpace(line: string, from: number): number {
  return line.slice(from).length - line.slice(from).trimStart().length;
}

/** Gives sentences without a citation those they lean on. */
function inherit(lines: readonly AnswerLine[]): void {
  let later: CitationMark[] = [];
  for (const { text, sentences } of lines.toReversed()) {
    if (text.trim() === '' && sentences.length === 0) later = [];
    for (const sentence of sentences.toReversed()) {
      if (sentence.marks.length > 0) later = sentence.marks;
      else sentence.inherited = later;
    }
  }
  let announced: CitationMark[] = [];
  for (const { text, sentences } of lines) {
    const last = sentences.at(-1);
    if (last === undefined) continue; // blank
    if (!ITEM.test(text)) announced = [];
    for (const sentence of sentences)
      if (sentence.marks.length === 0 && sentence.inherited.length === 0) sentence.inherited = announced;
    if (/:\s*$/.test(text)) announced = last.marks;
  }
}
