import type { Doubt } from '#shared/contract/messages.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import { claimsIn, type Claim } from './claims.ts';
import type { Evidence } from './evidence.ts';
import { figuresIn, holdsFigure, type Figure } from './figures.ts';
import { contradicts } from './polarity.ts';

/** A sentence of an answer, and what it must be held by. */
export type Stated = {
  text: string;
  /** What it cites. */
  sources: readonly Evidence[];
  /** What the answer cites elsewhere: a name said once is known. */
  elsewhere: readonly Evidence[];
  /** The question and what the person said before: their own figures are not the answer's. */
  known: Evidence;
  /** The sentences of its sources that say most of the same, best first, with the share (0-1) of its words they hold. */
  supports: readonly { text: string; share: number }[];
  /** The rows of tables among its sources: the words that name each, and its figures. */
  rows: readonly NamedRow[];
  /** The figures of the sources that stand in no row. */
  outsideRows: readonly Figure[];
  /** Whether its sources are in its language: names and negations can be compared. */
  sameLanguage: boolean;
};

export type NamedRow = { name: readonly string[]; figures: readonly Figure[] };

/** From here on a sentence of the source is about the same. */
const SAME_SHARE = 0.6;

/** What a sentence says and its sources do not hold, or deny; places in the sentence. */
export function doubtsIn(stated: Stated): Doubt[] {
  const { text, sources, known } = stated;
  const doubts: Doubt[] = claimsIn(text, stated.sameLanguage)
    .filter(claim => !sources.some(claim.isHeldBy) || isOfAnotherRow(claim, stated))
    .filter(claim => claim.kind !== 'name' || !stated.elsewhere.some(claim.isHeldBy))
    .filter(claim => !claim.isHeldBy(known) || isDenied(claim, stated))
    .map(({ kind, start, end }) => ({ kind, start, end }));
  if (stated.sameLanguage && isContradicted(stated)) {
    const start = text.length - text.trimStart().length;
    doubts.push({ kind: 'contradiction', start, end: text.trimEnd().length });
  }
  return doubts;
}

/**
 * A figure of the question, given back as the answer, where the source counts the same otherwise ("Does lunch last 90
 * minutes?" over "Lunch lasts 45 minutes"). Beside another figure it is what that one depends on.
 */
function isDenied({ figure }: Claim, { text, supports }: Stated): boolean {
  if (figure === null || figure.unit === null || figuresIn(text).length > 1) return false;
  return supports.some(({ text: source, share }) => {
    const counted = figuresIn(source).filter(({ unit }) => unit === figure.unit);
    return share >= SAME_SHARE && counted.length > 0 && !holdsFigure(counted, figure);
  });
}

/**
 * A figure that only rows of a table hold, none of which the sentence names, while it names others: that of Foxtrot told
 * of Charlie.
 */
function isOfAnotherRow({ figure }: Claim, { text, rows, outsideRows }: Stated): boolean {
  if (figure === null || rows.length === 0 || holdsFigure(outsideRows, figure)) return false;
  const words = new Set(wordsOf(text).map(({ surface }) => surface));
  const named = rows.filter(({ name }) => name.length > 0 && name.every(word => words.has(word)));
  return named.length > 0 && !named.some(({ figures }) => holdsFigure(figures, figure));
}

/** The sentence of the source that is most about the same says the opposite, and none as good agrees. */
function isContradicted({ text, supports }: Stated): boolean {
  const [best] = supports;
  if (best === undefined || best.share < SAME_SHARE || !contradicts(text, best.text)) return false;
  return supports.every(other => other.share < best.share || contradicts(text, other.text));
}
