import type { Language } from '#shared/contract/vocabulary.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import type { Word } from '#main/language/tokenise.ts';

import type { GroundingPassage } from '../ports.ts';
import { CARRIERS, EXPECTATIONS, countPairs, findTerms, termsOf } from './question-terms.ts';
import type { Term } from './question-terms.ts';
import { countWords, groupsOf } from './quotation-groups.ts';
import type { Analysed, Group } from './quotation-groups.ts';
import { splitQuotables } from './sentences.ts';
import type { Quotable } from './sentences.ts';

/** What may be quoted, with how well it answers. */
export type Candidate = Group & {
  passage: GroundingPassage;
  text: string;
  words: number;
  /** Distinct informative stems: two candidates that share most of them say the same. */
  stems: ReadonlySet<string>;
  /** Question terms it contains, by index. */
  matched: ReadonlySet<number>;
  score: number;
};

/*
 * `lengthShare`, `neighbour`, `rankLoss` and `pair` were found on the questions of en-chunking with their reference
 * sentences (extractive-quality.test.ts prints the figures). Those passages have no headings and its questions few
 * of the forms the others look for: `heading`, `expectation`, `noAnswer` and `carrier` change its figures by less than
 * .01 and were set by reading answers to the questions of fr-servicepublic and fr-cnil.
 */
export const WEIGHTS = {
  /** BM25's saturation by length, on sentences. */
  lengthShare: 0.15,
  /** A term found in the sentence before or after, which this one goes on from. */
  neighbour: 0.35,
  /** A term found in the title or heading above. */
  heading: 0.2,
  /** Lost from each passage to the next: retrieval ordered them. */
  rankLoss: 0.1,
  /** The kind of answer the question asks for (a number, a date, a reason, a definition) is there. */
  expectation: 0.25,
  /** What remains of the score of a question, a pointer to another page, or a sentence that lacks its beginning. */
  noAnswer: 0.4,
  /** What remains of the score of a caption that only repeats the question. */
  echo: 0.1,
  /** What remains of the weight of words that only carry a question ("à quoi sert", "according to"). */
  carrier: 0.35,
  /** Two question terms side by side in the sentence too. */
  pair: 0.25,
};

/** Sentences that send the reader elsewhere. */
const POINTER =
  /^(?:pour )?(?:en savoir plus|tout savoir|voir (?:aussi|également)|lire (?:aussi|la suite)|à lire|consulte[rz]|see also|read more|learn more|find out more)\b/iu;

/** True for what shares words with the question without answering it. */
function answersNothing(text: string, kind: Quotable['kind'] | 'list'): boolean {
  return (
    /\?["'”’»)\s]*$/u.test(text) || POINTER.test(text) || (kind === 'sentence' && /^[\p{Ll})\]]/u.test(text))
  );
}

/** Questions that "yes" does not answer. */
const ASKS_FOR_SOMETHING =
  /(?<!\p{L})(?:qui|que|quoi|quel(?:le)?s?|où|quand|comment|pourquoi|combien|who|what|which|where|when|why|how)(?!\p{L})|(?<!\p{L})qu['’]/iu;

/** True for a caption or heading that gives the words of such a question back and no other: "Male mallard." */
function onlyRepeats(words: readonly Word[], terms: readonly Term[], language: Language): boolean {
  return words
    .filter(word => !STOP_WORDS[language].has(word.surface))
    .every(word => findTerms([word], terms, language).size > 0);
}

const POINTS_BACK =
  /^(il|elle|ils|elles|cela|ceci|ce|cette|ces|celui-ci|celle-ci|it|this|that|these|those|he|she|they|such)\b/iu;

/** True when a sentence begins with a word that only the one before explains. */
export function pointsBack(text: string): boolean {
  return POINTS_BACK.test(text);
}

/** Cuts a long sentence to its beginning: whole words, and a mark that something follows. */
export function shorten(text: string, mostWords: number): string {
  const words = text.split(' ');
  if (words.length <= mostWords) return text;
  const kept = words.slice(0, mostWords).join(' ');
  // Prefer to stop where the writer paused.
  const pause = Math.max(kept.lastIndexOf('; '), kept.lastIndexOf('. '), kept.lastIndexOf(', '));
  return `${pause > kept.length / 2 ? kept.slice(0, pause) : kept} […]`;
}

/**
 * Scores everything quotable in the passages against the question: overlap of terms weighted by how rare they are
 * among these sentences, helped by what stands around and by what kind of answer is asked for. Best first; what
 * shares nothing with the question is left out.
 */
export function scoreCandidates(input: {
  question: string;
  language: Language;
  passages: readonly GroundingPassage[];
  weights?: typeof WEIGHTS;
}): Candidate[] {
  const weights = input.weights ?? WEIGHTS;
  const terms = termsOf(input.question, detectLanguage(input.question) ?? input.language);
  const wantsMore = ASKS_FOR_SOMETHING.test(input.question);
  const expected = EXPECTATIONS.filter(([question]) => question.test(input.question)).map(
    ([, answer]) => answer,
  );
  const passages = input.passages.map(passage => {
    const language = detectLanguage(passage.text) ?? input.language;
    const above = findTerms(wordsOf(`${passage.title} ${passage.heading ?? ''}`), terms, language);
    const sentences: Analysed[] = splitQuotables(passage.text).map(quotable => {
      const words = wordsOf(quotable.text);
      return { quotable, words, found: findTerms(words, terms, language) };
    });
    return { passage, language, above, sentences };
  });

  const all = passages.flatMap(({ sentences }) => sentences);
  const rarity = terms.map((term, index) => {
    const count = all.filter(({ found }) => found.has(index)).length;
    const carried = CARRIERS.has(term.surface) ? weights.carrier : 1;
    return carried * Math.log(1 + (all.length - count + 0.5) / (count + 0.5));
  });
  const averageLength = all.reduce((sum, { words }) => sum + words.length, 0) / Math.max(1, all.length);

  const candidates: Candidate[] = [];
  for (const [rank, { passage, language, above, sentences }] of passages.entries()) {
    for (const group of groupsOf(sentences)) {
      const members = sentences.slice(group.first, group.last + 1);
      const words = members.flatMap(member => member.words);
      const found = new Map<number, number>();
      for (const member of members) {
        for (const [index, strength] of member.found)
          found.set(index, Math.max(strength, found.get(index) ?? 0));
      }
      const near = [
        sentences[group.first - 1],
        sentences[group.last + 1],
        sentences[group.header ?? -1],
        sentences[members[0]?.quotable.announcedBy ?? -1],
      ];
      let overlap = 0;
      let context = 0;
      for (const [index, weight] of rarity.entries()) {
        const strength = found.get(index);
        if (strength !== undefined) overlap += weight * strength;
        else if (near.some(sentence => sentence?.found.has(index) === true))
          context += weight * weights.neighbour;
        else if (above.has(index)) context += weight * weights.heading;
      }
      if (overlap + context === 0) continue;
      const pairs = countPairs(words, terms, language) * weights.pair;
      const length = 1 - weights.lengthShare + weights.lengthShare * (words.length / averageLength);
      let score = (overlap * (1 + pairs) + context) / Math.max(0.75, Math.sqrt(length));
      const text = members.map(({ quotable }) => quotable.text).join(' ');
      if (expected.some(pattern => pattern.test(text))) score *= 1 + weights.expectation;
      if (answersNothing(text, group.kind)) score *= weights.noAnswer;
      if (wantsMore && onlyRepeats(words, terms, language)) score *= weights.echo;
      score /= 1 + weights.rankLoss * rank;
      candidates.push({
        passage,
        ...group,
        text,
        words: countWords(text),
        stems: new Set(
          words
            .filter(word => !STOP_WORDS[language].has(word.surface))
            .map(word => (language === 'fr' ? word.frenchStem : word.englishStem)),
        ),
        matched: new Set(found.keys()),
        score,
      });
    }
  }
  return candidates.sort((one, other) => other.score - one.score);
}
