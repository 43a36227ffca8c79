import type { Language } from '#shared/contract/vocabulary.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import type { Word } from '#main/language/tokenise.ts';

import type { Grounding, GroundingPassage } from '../ports.ts';
import { askedKind } from './asked-kind.ts';
import { asksForNegative, asksYesOrNo, isNegative } from './polarity.ts';
import { CARRIERS, createTermMatcher, excludes, termsOf } from './question-terms.ts';
import type { TermMatcher } from './question-terms.ts';
import { countWords, groupsOf } from './quotation-groups.ts';
import type { Analysed, Group } from './quotation-groups.ts';
import { readPassage } from './read-passage.ts';
import type { Quotable } from './sentences.ts';

/** What may be quoted, with how well it answers. */
export type Candidate = Group & {
  passage: GroundingPassage;
  /** What of its passage stands under the same heading. */
  section: string;
  text: string;
  words: number;
  /** Distinct informative stems: two candidates that share most of them say the same. */
  stems: ReadonlySet<string>;
  /** How strongly each term of the question stands in it, and around it, by index. */
  found: ReadonlyMap<number, number>;
  around: ReadonlyMap<number, number>;
  /** Terms that stand above it, or in what its pronoun means. */
  meant: ReadonlySet<number>;
  /** Numbers of the question that it is about: they stand in it, above it, or in what its pronoun means. */
  numbers: readonly string[];
  /** Whether the kind of thing asked for is in it; null when the question asks for none that shows. */
  holdsKind: boolean | null;
  /** Pairs of neighbours of the question that are neighbours here, 0 to 1. */
  pairs: number;
  score: number;
};

/*
 * `lengthShare`, `neighbour`, `rankLoss` and `pair` were found on the questions of en-chunking with their reference
 * sentences (extractive-quality.test.ts prints the figures). Those passages have no headings and its questions few
 * of the forms the others look for: `heading`, `kind`, `noAnswer` and `carrier` change its figures by less than
 * .01 and were set by reading answers to the questions of fr-servicepublic and fr-cnil.
 */
export const WEIGHTS = {
  /** BM25's saturation by length, on sentences. */
  lengthShare: 0.15,
  /** A term found in the sentence before or after, which this one goes on from. */
  neighbour: 0.35,
  /** A term found in the sentence that the pronoun of this one stands for. */
  antecedent: 0.8,
  /** A term found in the title or heading above. */
  heading: 0.2,
  /** Lost from each passage to the next: retrieval ordered them. */
  rankLoss: 0.1,
  /** The kind of thing the question asks for (a number, a date, a reason, a definition) is there, or is not. */
  kind: 0.25,
  noKind: 1,
  /** What remains of the score of a sentence that says no where yes is asked for, and the other way round. */
  polarity: 0.4,
  /** What remains of the score of a question, a pointer to another page, or a sentence that lacks its beginning. */
  noAnswer: 0.4,
  /** What remains of the score of a caption that only repeats the question. */
  echo: 0.1,
  /** What remains of the weight of words that only carry a question ("à quoi sert", "according to"). */
  carrier: 0.35,
  /** Two question terms side by side in the sentence too. */
  pair: 0.25,
  /** A cell of a table that is just what the question names. */
  cell: 0.25,
  /** Share of a term's weight that comes from all passages, the rest from the sentences at hand. */
  global: 0.5,
};

/** Two quotations that share more of their words than this say the same thing. */
export const SAME_SHARE = 0.6;

/** Share of the smaller set that is in the other: a short sentence inside a long one says nothing new. */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size);
  return smaller === 0 ? 1 : [...one].filter(stem => other.has(stem)).length / smaller;
}

/** Sentences that send the reader elsewhere. */
const POINTER =
  /^(?:pour )?(?:en savoir plus|tout savoir|voir (?:aussi|également)|lire (?:aussi|la suite)|à lire|consulte[rz]|see also|read more|learn more|find out more)\b/iu;

/** True for what shares words with the question without answering it; `capitals` when sentences begin with one. */
function answersNothing(text: string, kind: Quotable['kind'] | 'list', capitals: boolean): boolean {
  return (
    asks(text) ||
    POINTER.test(text) ||
    (kind === 'sentence' && (capitals ? /^[\p{Ll})\]]/u : /^[)\]]/u).test(text))
  );
}

/** True for a question, as in a list of questions and answers. */
export function asks(text: string): boolean {
  return /\?["'”’»)\s]*$/u.test(text);
}

/** True for what may answer the question above it. */
function isAnswer(sentence: Analysed | undefined): boolean {
  return sentence?.quotable.kind === 'sentence' && !asks(sentence.quotable.text);
}

/** Whether the sentences of a passage begin with capitals, as they do not in some exports. */
function hasCapitals(sentences: readonly Analysed[]): boolean {
  const begun = sentences.filter(({ quotable }) => /^\p{L}/u.test(quotable.text));
  return begun.filter(({ quotable }) => /^\p{Lu}/u.test(quotable.text)).length * 2 >= begun.length;
}

/** True for a caption or heading that gives the words of such a question back and no other: "Male mallard." */
function onlyRepeats(words: readonly Word[], matcher: TermMatcher, language: Language): boolean {
  return words
    .filter(word => !STOP_WORDS[language].has(word.surface))
    .every(word => matcher.matchesOf(word).length > 0);
}

const POINTS_BACK =
  /^(?:(?:il|elle|ils|elles|cela|ceci|ce|cet|cette|ces|celui-ci|celle-ci|ceux-ci|celles-ci|son|sa|ses|leur|leurs|it|its|this|that|these|those|he|she|his|her|they|their|such)(?!\p{L})|c['’](?:est|était)|(?:but|and|mais|et|however|toutefois|cependant),? (?:il|elle|ils|elles|it|he|she|they)(?!\p{L}))/iu;

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

/** The part of a passage between the headings around one of its sentences: the whole of most. */
function sectionAt(text: string, sentences: readonly Analysed[], index: number): string {
  const isHeading = ({ quotable }: Analysed): boolean => quotable.kind === 'heading';
  const from = sentences.slice(0, index).findLast(isHeading)?.quotable.start ?? 0;
  const to = sentences.slice(index).find(isHeading)?.quotable.start ?? text.length;
  return text.slice(from, to);
}

/** The cells of a table row that are just what the question names. */
function namedCells(row: string, matcher: TermMatcher, language: Language): number {
  return row
    .split('|')
    .map(cell => wordsOf(cell).filter(word => !STOP_WORDS[language].has(word.surface)))
    .filter(words => words.length > 0 && words.every(word => matcher.matchesOf(word).length > 0)).length;
}

/**
 * Scores everything quotable in the passages against the question: overlap of terms weighted by how rare they are,
 * helped by what stands around and by what kind of answer is asked for. Best first; what shares nothing with the
 * question is left out.
 */
export function scoreCandidates(input: Grounding & { weights?: typeof WEIGHTS }): Candidate[] {
  const weights = input.weights ?? WEIGHTS;
  const { question } = input;
  const terms = termsOf(question, detectLanguage(question) ?? input.language, input.searched?.terms);
  const wantsMore = !asksYesOrNo(question);
  const kind = askedKind(question);
  const wantsNegative = asksForNegative(question);
  const excluded = excludes(question);
  const matchers = { fr: createTermMatcher(terms, 'fr'), en: createTermMatcher(terms, 'en') };
  const passages = input.passages.map(passage => {
    const read = readPassage(passage.text);
    const language = read.language ?? input.language;
    const find = (words: readonly Word[]) => matchers[language].find(words, { excluded });
    const ofPassage = find(wordsOf(`${passage.title} ${passage.context} ${passage.heading ?? ''}`));
    const ofDocument = find(wordsOf(`${passage.title} ${passage.context}`));
    const sentences = read.quotables.map((quotable, index): Analysed => {
      const words = read.words[index] ?? [];
      return { quotable, words, found: find(words) };
    });
    /** The title and the heading that a sentence stands under: a passage may hold several sections. */
    const aboveAt = (index: number): ReadonlyMap<number, number> => {
      const heading = sentences.slice(0, index).findLast(({ quotable }) => quotable.kind === 'heading');
      return heading === undefined ? ofPassage : new Map([...ofDocument, ...heading.found]);
    };
    return { passage, language, aboveAt, sentences, capitals: hasCapitals(sentences) };
  });

  const all = passages.flatMap(({ sentences }) => sentences);
  const rarity = terms.map((term, index) => {
    const count = all.filter(({ found }) => found.has(index)).length;
    const carried = CARRIERS.has(term.surface) ? weights.carrier : 1;
    const local = Math.log(1 + (all.length - count + 0.5) / (count + 0.5));
    return (
      carried * (term.weight === null ? local : weights.global * term.weight + (1 - weights.global) * local)
    );
  });
  const averageLength = all.reduce((sum, { words }) => sum + words.length, 0) / Math.max(1, all.length);

  const candidates: Candidate[] = [];
  for (const [rank, { passage, language, aboveAt, sentences, capitals }] of passages.entries()) {
    const matcher = matchers[language];
    for (const group of groupsOf(sentences)) {
      const members = sentences.slice(group.first, group.last + 1);
      const words = members.flatMap(member => member.words);
      const text = members.map(({ quotable }) => quotable.text).join(' ');
      const found = new Map<number, number>();
      for (const member of members) {
        for (const [index, strength] of member.found)
          found.set(index, Math.max(strength, found.get(index) ?? 0));
      }
      const above = aboveAt(group.first);
      const before = sentences[group.first - 1];
      const antecedent = pointsBack(text) ? before : undefined;
      const near = [
        before,
        sentences[group.last + 1],
        sentences[group.header ?? -1],
        sentences[members[0]?.quotable.announcedBy ?? -1],
      ];
      const around = new Map<number, number>();
      let overlap = 0;
      let context = 0;
      for (const [index, weight] of rarity.entries()) {
        const strength = found.get(index);
        if (strength !== undefined) {
          overlap += weight * strength;
          continue;
        }
        const share = antecedent?.found.has(index)
          ? weights.antecedent
          : near.some(sentence => sentence?.found.has(index) === true)
            ? weights.neighbour
            : above.has(index)
              ? weights.heading
              : 0;
        if (share > 0) around.set(index, share);
        context += weight * share;
      }
      if (overlap + context === 0) continue;
      const announcer = sentences[members[0]?.quotable.announcedBy ?? -1];
      const meant = new Set(
        [above, antecedent?.found, announcer?.found].flatMap(held => [...(held?.keys() ?? [])]),
      );
      const numbers = terms.flatMap(({ surface }, index) =>
        /\d/u.test(surface) && (found.has(index) || meant.has(index)) ? [surface] : [],
      );
      const pairs = matcher.pairsIn(words);
      const length = 1 - weights.lengthShare + weights.lengthShare * (words.length / averageLength);
      let score = (overlap * (1 + pairs * weights.pair) + context) / Math.max(0.75, Math.sqrt(length));
      const holdsKind = kind === null ? null : kind.holds(text);
      if (holdsKind !== null) score *= holdsKind ? 1 + weights.kind : weights.noKind;
      if (group.kind === 'table-row') score *= 1 + weights.cell * namedCells(text, matcher, language);
      if (wantsMore && isNegative(text) !== wantsNegative) score *= wantsNegative ? weights.polarity : 1;
      const answered = asks(text) && isAnswer(sentences[group.last + 1]);
      if (!answered && answersNothing(text, group.kind, capitals)) score *= weights.noAnswer;
      if (wantsMore && onlyRepeats(words, matcher, language)) score *= weights.echo;
      score /= 1 + weights.rankLoss * rank;
      let stems: ReadonlySet<string> | null = null;
      candidates.push({
        passage,
        // Asked of few: stemming takes most of the time.
        get section() {
          return sectionAt(passage.text, sentences, group.first);
        },
        ...group,
        text,
        words: countWords(text),
        get stems() {
          stems ??= new Set(
            words.filter(word => !STOP_WORDS[language].has(word.surface)).map(word => word.stem(language)),
          );
          return stems;
        },
        found,
        around,
        meant,
        numbers,
        holdsKind,
        pairs,
        score,
      });
    }
  }
  return candidates.sort((one, other) => other.score - one.score);
}
