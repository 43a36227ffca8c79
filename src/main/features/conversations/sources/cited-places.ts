import type { AnalysedPassage } from './analysed-passage.ts';
import type { AnswerLine } from './answer-lines.ts';
import type { CitationMark } from './citation-stream.ts';
import { placesOfWords, quotationsIn, wordCount } from './quotations.ts';
import { bestParts, supportingParts } from './supporting-parts.ts';
import { informative } from './analysed-passage.ts';

/** Words of a passage that a citation is about. Offsets in the passage, UTF-16 units. */
export type CitedPlace = { passage: number; start: number; end: number; header: string | null };

/** Shorter words between quotation marks may be a term, not what the sentence rests on. */
const QUOTED_MIN_WORDS = 4;
/** A sentence before the one that cites is held by the same passage when it holds so much of its words. */
const ALSO_HELD = 0.5;
const CLAUSE_MIN_WORDS = 2;

type Span = { start: number; end: number };
/** What a citation speaks for: a clause or sentence with the quotations in it. */
type Governed = Span & { text: string; before: boolean };

/**
 * For each citation, the words it is about: what is quoted of its passages, otherwise the sentences or rows that best
 * support what it stands behind.
 */
export function placesOfCitations(
  lines: readonly AnswerLine[],
  passages: ReadonlyMap<number, AnalysedPassage>,
  question: string,
): Map<CitationMark, CitedPlace[]> {
  const places = new Map<CitationMark, CitedPlace[]>();
  for (const line of lines) {
    const quotations = quotationsIn(line.text).map(({ start, end, words }) => ({
      start: start + line.start,
      end: end + line.start,
      words,
    }));
    for (const { marks, governed } of governedBy(line)) {
      for (const mark of marks) {
        const found = mark.passages.flatMap(number => {
          const passage = passages.get(number);
          if (passage === undefined) return [];
          return governed.flatMap(one => placesOf(one, quotations, passage, question));
        });
        places.set(mark, distinct(found));
      }
    }
  }
  return places;
}

function placesOf(
  { start, end, text, before }: Governed,
  quotations: readonly (Span & { words: string })[],
  passage: AnalysedPassage,
  question: string,
): CitedPlace[] {
  const quoted = quotations
    .filter(one => one.end > start && one.end <= end && wordCount(one.words) >= QUOTED_MIN_WORDS)
    .flatMap(({ words }) => placesOfWords(words, passage) ?? []);
  if (quoted.length > 0) {
    return quoted.map(place => {
      const row = passage.parts.find(part => part.start <= place.start && place.end <= part.end);
      return { passage: passage.number, ...place, header: row?.header?.text ?? null };
    });
  }
  if (before && (bestParts(text, [passage])[0]?.share ?? 0) < ALSO_HELD) return [];
  // A short quotation that is there, and nothing else: the words themselves are looked for.
  return supportingParts(passage, { sentence: text, question }).map(support => ({
    passage: passage.number,
    start: support.start,
    end: support.end,
    header: support.header?.text ?? null,
  }));
}

/** Citations that stand together, with the text since the ones before. */
function governedBy(line: AnswerLine): { marks: CitationMark[]; governed: Governed[] }[] {
  const groups: { marks: CitationMark[]; governed: Governed[] }[] = [];
  let waiting: Governed[] = [];
  for (const sentence of line.sentences) {
    const whole = { start: sentence.start, end: sentence.end, text: sentence.text };
    let from = sentence.start;
    for (const marks of together(sentence.marks, line)) {
      const at = marks[0]?.at ?? sentence.end;
      const last = marks.at(-1);
      const clause = line.text.slice(from - line.start, at - line.start);
      const own =
        informative(clause).length >= CLAUSE_MIN_WORDS || /\d/.test(clause)
          ? { start: from, end: at, text: clause }
          : { ...whole, end: Math.max(whole.end, at) };
      groups.push({ marks, governed: [...waiting, { ...own, before: false }] });
      waiting = [];
      from = last === undefined ? at : last.at + `[${last.number}]`.length;
    }
    if (sentence.marks.length === 0 && !sentence.announces) waiting.push({ ...whole, before: true });
  }
  return groups;
}

/** Citations side by side: only spaces between them, as they are blank in the line. */
function together(marks: readonly CitationMark[], line: AnswerLine): CitationMark[][] {
  const groups: CitationMark[][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && line.text.slice(last.at - line.start, mark.at - line.start).trim() === '')
      group.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

function distinct(places: readonly CitedPlace[]): CitedPlace[] {
  return [...new Map(places.map(place => [`${place.passage}:${place.start}:${place.end}`, place])).values()];
}
