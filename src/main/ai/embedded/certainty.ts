import type { Evidence } from './evidence.ts';

/*
 * How likely the best candidate is the answer: a logistic curve over the evidence, fitted on right quotations against
 * wrong ones and against questions of other subjects, each base weighing the same (fr-servicepublic, fr-cnil, en-scifact,
 * en-chunking, and small parts of the first three). Left out one by one, each base is judged about as well as by a curve
 * fitted on it; a further one, French manuals of software, was only tried on. `npm run quality` prints what it gives.
 */
const INTERCEPT = -3.5;
const COEFFICIENTS: Record<Exclude<keyof Evidence, 'inSentence'>, number> = {
  saturated: 6.7,
  beyondChance: 2.3,
  pairs: 1.6,
  kindMissing: -0.8,
  margin: 0.5,
};

/**
 * Under this certainty the documents do not answer: nine in ten questions of other subjects stay under it, and two in a
 * hundred of those that are answered rightly.
 */
export const LEAST_CERTAINTY = 0.22;

/**
 * What is given to a language model, which reads more than words: under this no question of fr-servicepublic or
 * en-scifact that has an answer, and most everyday ones. A small model would make an answer up of the rest.
 */
export const LEAST_CERTAINTY_FOR_MODEL = 0.08;

/**
 * What is called certain besides: the sentence itself holds nearly all that was asked, and the kind of thing, and no other
 * sentence comes near it. Of such answers at least nine in ten are right on fr-servicepublic and en-scifact; elsewhere the
 * judgements are stricter than a reader (one of many like answers of fr-cnil, a long excerpt of en-chunking).
 */
const CERTAIN = { certainty: 0.93, inSentence: 0.85, margin: 0.15 };
/** The most for what is not; under the high confidence of `shared/lib/confidence.ts`. */
const MOST_WHEN_UNCERTAIN = 0.59;

/** 0 to 1. */
export function certaintyOf(evidence: Evidence): number {
  const certainty = likelihoodOf(evidence);
  const certain =
    certainty >= CERTAIN.certainty &&
    evidence.inSentence >= CERTAIN.inSentence &&
    evidence.margin >= CERTAIN.margin &&
    evidence.kindMissing === 0;
  return certain ? certainty : Math.min(certainty, MOST_WHEN_UNCERTAIN);
}

function likelihoodOf(evidence: Evidence): number {
  let sum = INTERCEPT;
  for (const [name, coefficient] of Object.entries(COEFFICIENTS) as [keyof typeof COEFFICIENTS, number][])
    sum += coefficient * evidence[name];
  return 1 / (1 + Math.exp(-sum));
}
