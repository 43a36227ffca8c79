import type { Word } from '#main/language/tokenise.ts';
import { figuresIn, holdsFigure, type Figure } from '../claims/figures.ts';
import { holdsMoment, momentsIn } from '../claims/moments.ts';
import type { Stated } from '../claims/doubts.ts';
import { informative, type AnalysedPassage, type Part } from './analysed-passage.ts';

/** A stretch of a passage: one or more parts that follow one another. */
export type Support = { start: number; end: number; header: Part | null; parts: readonly Part[] };

/** What is looked for: the sentence that cites the passage, and what was asked. */
export type Wanted = { sentence: string; question: string };

/** A figure says more than a word; so does a name. */
const FIGURE_WEIGHT = 2.5;
const NAME_WEIGHT = 1.5;
/** A heading repeats what is below it; what is cut at the end of a page may look like one: it only adds to others. */
const HEADING_SHARE = 0.6;
/** What the question asks for decides between sentences that hold the same of the answer. */
const QUESTION_WEIGHT = 0.3;
/** Each word that is about something else, so that of two sentences that hold the same the shorter one is shown. */
const FOREIGN_COST = 0.02;
/** A further sentence must hold so much of what the others lack, as a share of the whole. */
const FURTHER_SHARE = 0.2;
const FURTHER_MIN = 1.5;
const SHOWN_MAX = 3;

type Term = { weight: number; holders: ReadonlySet<Part> };

/**
 * The sentences or rows of a passage that best support a sentence, at most three, in the order of the passage; those
 * that follow one another are one. Never empty for a passage that has words, and never the passage as such.
 */
export function supportingParts(passage: AnalysedPassage, wanted: Wanted): Support[] {
  const parts = passage.parts.filter(part => !part.isHeader && !isAskingHeading(part));
  const candidates = parts.some(({ kind }) => kind !== 'heading') ? parts : passage.parts;
  const said = termsOf(wanted.sentence, candidates);
  const asked = termsOf(wanted.question, candidates);
  const total = said.reduce((sum, { weight }) => sum + weight, 0);
  const weighed = candidates.map(part => {
    const share = part.kind === 'heading' ? HEADING_SHARE : 1;
    const askedOf = weightIn(part, asked) * share * QUESTION_WEIGHT;
    return { part, share, beside: askedOf - part.words.length * FOREIGN_COST };
  });
  const chosen: Part[] = [];
  let missing = said;
  while (chosen.length < SHOWN_MAX) {
    const [best] = weighed
      .filter(
        ({ part }) =>
          !chosen.includes(part) &&
          (chosen.length > 0 || part.kind !== 'heading' || candidates === passage.parts),
      )
      .map(({ part, share, beside }) => {
        const held = weightIn(part, missing) * share;
        return { part, held, score: held + beside };
      })
      .toSorted((one, other) => other.score - one.score || one.part.start - other.part.start);
    if (best === undefined) break;
    if (chosen.length > 0 && best.held < Math.max(FURTHER_MIN, total * FURTHER_SHARE)) break;
    chosen.push(best.part);
    missing = missing.filter(({ holders }) => !holders.has(best.part));
    if (missing.length === 0) break;
  }
  return joined(chosen, passage);
}

/** Share (0-1) of the informative words of a sentence that a part holds. */
function shareOfWords(sentence: string, part: Part): number {
  const words = distinct(informative(sentence));
  if (words.length === 0) return 0;
  return words.filter(word => part.holds(word)).length / words.length;
}

/** "How long does it take?" above what answers it. */
function isAskingHeading({ kind, text }: Part): boolean {
  return kind === 'heading' && /\?["'”’»)\s]*$/u.test(text);
}

function weightIn(part: Part, terms: readonly Term[]): number {
  return terms.reduce((sum, { holders, weight }) => (holders.has(part) ? sum + weight : sum), 0);
}

/** What a text says, each with its weight: what is in few of the parts tells more. */
function termsOf(text: string, parts: readonly Part[]): Term[] {
  const names = new Set(
    [...text.matchAll(/(?<=[\p{L},;)]\s+)\p{Lu}[\p{L}-]+/gu)].map(([name]) => informative(name)[0]?.surface),
  );
  const words = distinct(informative(text)).map(word => ({
    weight: names.has(word.surface) ? NAME_WEIGHT : 1,
    isIn: (part: Part) => part.holds(word),
  }));
  const moments = momentsIn(text).map(moment => ({
    weight: FIGURE_WEIGHT,
    isIn: (part: Part) =>
      holdsMoment(part.moments, new Set(part.figures.flatMap(({ values }) => values)), moment),
  }));
  const figures = figuresIn(text)
    .filter(figure => !isArticle(figure))
    .map(figure => ({
      weight: FIGURE_WEIGHT,
      isIn: (part: Part) => holdsFigure(part.figures, figure),
    }));
  return [...figures, ...moments, ...words].map(({ weight, isIn }) => {
    const holders = new Set(parts.filter(isIn));
    return { holders, weight: weight * (1 + Math.log(parts.length / Math.max(1, holders.size)) / 2) };
  });
}

/** "un", "one": as often no figure. */
function isArticle({ inWords, values }: Figure): boolean {
  return inWords && (values[0] ?? 0) < 2;
}

function distinct(words: readonly Word[]): Word[] {
  return [...new Map(words.map(word => [word.surface, word])).values()];
}

/** In the order of the passage; sentences or items that follow one another become one stretch. */
function joined(chosen: readonly Part[], { parts }: AnalysedPassage): Support[] {
  const stretches: { start: number; end: number; header: Part | null; parts: Part[] }[] = [];
  for (const part of completed(chosen, parts)) {
    const last = stretches.at(-1);
    const before = last?.parts.at(-1);
    if (last && before && isFollowedBy(before, part, parts)) {
      last.end = part.end;
      last.parts.push(part);
    } else stretches.push({ start: part.start, end: part.end, header: part.header, parts: [part] });
  }
  return stretches;
}

function isFollowedBy(part: Part, next: Part, parts: readonly Part[]): boolean {
  return (
    parts.indexOf(part) === parts.indexOf(next) - 1 && (part.kind === next.kind || isCutBefore(part, next))
  );
}

/** The parts in order, each with the rest of its sentence where the end of a page has cut it. */
function completed(chosen: readonly Part[], parts: readonly Part[]): Part[] {
  const all = new Set(chosen);
  for (const part of chosen) {
    const at = parts.indexOf(part);
    const [before, next] = [parts[at - 1], parts[at + 1]];
    if (before !== undefined && isCutBefore(before, part)) all.add(before);
    if (next !== undefined && isCutBefore(part, next)) all.add(next);
  }
  return [...all].toSorted((one, other) => one.start - other.start);
}

/** Whether a sentence goes on in the next part: it has no end, and that one has no beginning. */
function isCutBefore({ kind, text }: Part, next: Part): boolean {
  return (
    kind !== 'table-row' &&
    kind !== 'list-item' &&
    (next.kind === 'sentence' || next.kind === 'heading') &&
    !/[.!?…:;]["'”’»)\]]*$/u.test(text) &&
    /^\p{Ll}/u.test(next.text)
  );
}

/** The parts of passages that hold most words of a sentence, best first. */
export function bestParts(
  sentence: string,
  passages: readonly AnalysedPassage[],
): { text: string; share: number }[] {
  return passages
    .flatMap(({ parts }) => parts)
    .filter(part => !part.isHeader && part.kind !== 'heading')
    .map(part => ({ text: part.text, share: shareOfWords(sentence, part) }))
    .filter(({ share }) => share > 0)
    .toSorted((one, other) => other.share - one.share);
}

/** The rows of tables of passages, by the words of their first cell, and the figures that stand in none. */
export function rowsIn(passages: readonly AnalysedPassage[]): Pick<Stated, 'rows' | 'outsideRows'> {
  const parts = passages.flatMap(passage => passage.parts);
  const rows = parts.filter(part => part.kind === 'table-row' && !part.isHeader);
  return {
    rows: rows.map(({ text, figures }) => ({
      name: informative(firstCellOf(text)).map(({ surface }) => surface),
      figures,
    })),
    outsideRows:
      rows.length === 0 ? [] : parts.filter(part => !rows.includes(part)).flatMap(part => part.figures),
  };
}

function firstCellOf(row: string): string {
  return row.replace(/^\s*\|/, '').split(/\||\t/, 1)[0] ?? '';
}
