import { detectLanguage } from '#main/language/detect.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import type { Grounding } from '../ports.ts';
import { CARRIERS, createTermMatcher, termsOf } from './question-terms.ts';
import type { Term } from './question-terms.ts';
import { informativeLengthOf, readPassage } from './read-passage.ts';
import { SAME_SHARE, overlap } from './sentence-scoring.ts';
import type { Candidate } from './sentence-scoring.ts';

/** What speaks for the best candidate being the answer. */
export type Evidence = {
  /** Share of what the question tells that the sentence holds, with the one its pronoun means and the headings above. */
  inSentence: number;
  /**
   * Share that its passage holds under the same heading, 0 to 1; more for words that it is about: repeated, in the title,
   * or in a short text.
   */
  saturated: number;
  /**
   * How far the words found together go beyond what some passage of so many would hold by chance, -1 to 1: the
   * expected number of passages that hold them is N × Π(n/N) = exp(ln N − Σ idf).
   */
  beyondChance: number;
  /** Neighbours of the question that are neighbours in the sentence, 0 to 1. */
  pairs: number;
  /** 1 when the kind of thing asked for is not there, else 0. */
  kindMissing: number;
  /** Lead over the best candidate of another passage that says something else, 0 to 1. */
  margin: number;
};

const K1 = 1.2;
const LENGTH_NORMALISATION = 0.5;
const TITLE_WEIGHT = 5;
/** Under so many passages the scale stays that of so many. */
const LEAST_PASSAGES = 50;
/** Weight of a word when nothing was searched: that of a word in one of some fifty passages. */
const USUAL_WEIGHT = 3;

/** How often each term stands in a section; in the title or heading it counts `TITLE_WEIGHT` times. */
function frequencies({ passage, section }: Candidate, terms: readonly Term[]): number[] {
  const matcher = createTermMatcher(terms, readPassage(passage.text).language ?? 'fr');
  const counts = terms.map(() => 0);
  for (const [text, weight] of [
    [section, 1],
    // The heading of a passage is that of its first section.
    [
      passage.text.startsWith(section)
        ? `${passage.title} ${passage.context} ${passage.heading ?? ''}`
        : `${passage.title} ${passage.context}`,
      TITLE_WEIGHT,
    ],
  ] as const) {
    for (const word of wordsOf(text)) {
      for (const { index } of matcher.matchesOf(word)) counts[index] = (counts[index] ?? 0) + weight;
    }
  }
  return counts;
}

/** The evidence for the first of `candidates`, best first. */
export function evidenceFor(
  best: Candidate,
  candidates: readonly Candidate[],
  { question, language, passages, searched }: Grounding,
): Evidence {
  const terms = termsOf(question, detectLanguage(question) ?? language, searched?.terms);
  const weights = terms.map(
    ({ surface, weight }) => (weight ?? USUAL_WEIGHT) * (CARRIERS.has(surface) ? 0.35 : 1),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  // A correction is a guess, but not that the word is another: it weighs by its likeness (trust is its square).
  const weigh = (strength: (index: number) => number): number =>
    weights.reduce(
      (sum, weight, index) => sum + weight * strength(index) * Math.sqrt(terms[index]?.trust ?? 0),
      0,
    );

  const counts = frequencies(best, terms);
  const meanLength =
    passages.reduce((sum, passage) => sum + readPassage(passage.text).informativeLength, 0) /
    Math.max(1, passages.length);
  const length = informativeLengthOf(wordsOf(best.section)) / Math.max(1, meanLength);
  const saturation = K1 * (1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * length);
  const passageCount = Math.max(1, searched?.passages ?? 0);
  const chance = Math.log(passageCount);
  const scale = Math.log(Math.max(LEAST_PASSAGES, passageCount));
  const together = weigh(index => Math.max(best.found.get(index) ?? 0, best.around.get(index) ?? 0));
  const rival = candidates.find(
    other => other.passage !== best.passage && overlap(other.stems, best.stems) <= SAME_SHARE,
  );
  return {
    inSentence: weigh(index => best.found.get(index) ?? (best.meant.has(index) ? 1 : 0)) / total,
    saturated: weigh(index => (counts[index] ?? 0) / ((counts[index] ?? 0) + saturation)) / total,
    beyondChance: Math.tanh((together - chance) / scale),
    pairs: best.pairs,
    kindMissing: best.holdsKind === false ? 1 : 0,
    margin: rival === undefined ? 1 : 1 - rival.score / best.score,
  };
}
