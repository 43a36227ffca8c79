import type { Language } from '#shared/contract/vocabulary.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import type { Word } from '#main/language/tokenise.ts';

import type { GroundingPassage } from '../ports.ts';
import { splitQuotables } from './sentences.ts';
import type { Quotable } from './sentences.ts';

/** What may be quoted, with how well it answers. */
export type Candidate = {
  passage: GroundingPassage;
  /** First and last quotable of the passage it spans: a list comes with the line that announces it. */
  first: number;
  last: number;
  kind: Quotable['kind'] | 'list';
  /** Index of the row that names the columns, for a row of a table. */
  header: number | null;
  text: string;
  words: number;
  /** Distinct informative stems: two candidates that share most of them say the same. */
  stems: ReadonlySet<string>;
  /** Question terms it contains, by index. */
  matched: ReadonlySet<number>;
  score: number;
};

/** Longest quotation, in words: what a person reads at a glance. */
export const LONGEST_QUOTE_WORDS = 90;

/*
 * Weights found on the questions of en-chunking with their reference sentences (extractive-quality.test.ts prints the
 * figures); each is a share of the score that term overlap alone gives.
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
  /** What remains of the weight of words that only carry a question ("à quoi sert", "according to"). */
  carrier: 0.35,
  /** Two question terms side by side in the sentence too. */
  pair: 0.25,
};

type Term = { surface: string; french: string; english: string };

/** Words that put a question rather than say what it is about, folded. */
const CARRIERS = new Set(
  (
    'sert servent servir signifie dire savoir existe concerne marche fonctionne obtenir trouver devient utile ' +
    'mean means happen happens work works use used tell say says said mention mentioned according describe described'
  ).split(' '),
);

/** Sentences that send the reader elsewhere. */
const POINTER =
  /^(?:pour )?(?:en savoir plus|tout savoir|voir (?:aussi|également)|lire (?:aussi|la suite)|à lire|consulte[rz]|see also|read more|learn more|find out more)\b/iu;

/** True for what shares words with the question without answering it. */
function answersNothing(text: string, kind: Quotable['kind'] | 'list'): boolean {
  return (
    /\?["'”’»)\s]*$/u.test(text) || POINTER.test(text) || (kind === 'sentence' && /^[\p{Ll})\]]/u.test(text))
  );
}

type Analysed = { quotable: Quotable; words: Word[]; found: Map<number, number> };

function termsOf(question: string, language: Language): Term[] {
  const words = wordsOf(question);
  const informative = words.filter(word => !STOP_WORDS[language].has(word.surface));
  const kept = informative.length > 0 ? informative : words;
  const distinct = new Map(kept.map(word => [word.surface, word]));
  return [...distinct.values()].map(word => ({
    surface: word.surface,
    french: word.frenchStem,
    english: word.englishStem,
  }));
}

/** Strength of the match of a word with a term: 1 as it stands, a little less by its stem, 0 otherwise. */
function matchStrength(word: Word, term: Term, language: Language): number {
  if (word.surface === term.surface) return 1;
  const same = language === 'fr' ? word.frenchStem === term.french : word.englishStem === term.english;
  return same ? 0.9 : 0;
}

function findTerms(words: readonly Word[], terms: readonly Term[], language: Language): Map<number, number> {
  const found = new Map<number, number>();
  for (const word of words) {
    for (const [index, term] of terms.entries()) {
      const strength = matchStrength(word, term, language);
      if (strength > (found.get(index) ?? 0)) found.set(index, strength);
    }
  }
  return found;
}

/** What a question asks for, and how it looks when it is there. */
const EXPECTATIONS: readonly (readonly [question: RegExp, answer: RegExp])[] = [
  [
    /\b(combien|quel(le)?s? (est |sont )?(le |la |les )?(montant|prix|tarif|taux|nombre|durée|délai|âge|coût)|how (many|much|long|old|often)|what (percentage|amount|number))/iu,
    /\d|\b(un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|one|two|three|four|five|six|seven|eight|nine|ten|half|moitié|gratuit|free)\b/iu,
  ],
  [
    /\b(quand|à partir de quand|quelle (date|heure|année)|when|what (year|date|time))\b/iu,
    /\d|\b(janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|avant|après|dès|before|after|within)\b/iu,
  ],
  [
    /\b(pourquoi|pour quelle raison|why|what reason)/iu,
    /\b(car|parce|puisque|afin|raison|because|since|due|so that|in order|reason|therefore)\b/iu,
  ],
  [
    /\b(qu['’]est[- ]ce qu|c['’]est quoi|définition|what is an?\b|define|meaning of)/iu,
    /\b(est|sont|désigne|consiste|permet|is|are|means|refers)\b/iu,
  ],
  [/\b(qui|who|whom)\b/iu, /(?<!^)\b\p{Lu}\p{Ll}+/u],
];

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

function countWords(text: string): number {
  return text.split(' ').length;
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
      if (expected.length > 0 && expected.some(pattern => pattern.test(text)))
        score *= 1 + weights.expectation;
      if (answersNothing(text, group.kind)) score *= weights.noAnswer;
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

/** Pairs of terms that stand side by side in the question and, with at most one word between, in the words; 0 to 1. */
function countPairs(words: readonly Word[], terms: readonly Term[], language: Language): number {
  if (terms.length < 2) return 0;
  let pairs = 0;
  for (let index = 0; index + 1 < terms.length; index += 1) {
    const [one, other] = [terms[index], terms[index + 1]];
    if (one === undefined || other === undefined) continue;
    const together = words.some(
      (word, at) =>
        matchStrength(word, one, language) > 0 &&
        words.slice(at + 1, at + 4).some(next => matchStrength(next, other, language) > 0),
    );
    if (together) pairs += 1;
  }
  return pairs / (terms.length - 1);
}

type Group = Pick<Candidate, 'first' | 'last' | 'kind' | 'header'>;

/** The first row of the table a row belongs to, or null when it is that row or when there is no table. */
function headerOf(quotables: readonly Quotable[], index: number): number | null {
  let first = index;
  while (quotables[first]?.kind === 'table-row' && quotables[first - 1]?.kind === 'table-row') first -= 1;
  return first === index ? null : first;
}

/** The last row of a table, or of what is short enough to be quoted. */
function lastRow(quotables: readonly Quotable[], header: number): number {
  let last = header;
  let words = countWords(quotables[header]?.text ?? '');
  for (let next = header + 1; quotables[next]?.kind === 'table-row'; next += 1) {
    words += countWords(quotables[next]?.text ?? '');
    if (words > LONGEST_QUOTE_WORDS) break;
    last = next;
  }
  return last;
}

/** Quotables that are quoted together: a list with the line that announces it, everything else alone. No headings. */
function groupsOf(sentences: readonly Analysed[]): Group[] {
  const quotables = sentences.map(({ quotable }) => quotable);
  const groups: Group[] = [];
  for (const [index, quotable] of quotables.entries()) {
    if (quotable.kind === 'heading') continue;
    if (quotable.kind === 'table-row') {
      const header = headerOf(quotables, index);
      const last = header === null ? lastRow(quotables, index) : index;
      // A row answers by its own words; the whole table only when none of its rows does.
      const rows = sentences.slice(index + 1, last + 1);
      if (
        header !== null ? sentences[index]?.found.size !== 0 : rows.every(({ found }) => found.size === 0)
      ) {
        groups.push({ first: index, last, kind: 'table-row', header });
      }
      continue;
    }
    const items = quotables.filter(other => other.announcedBy === index).length;
    if (items === 0) {
      // An announcement without its list says nothing.
      if (!quotable.text.endsWith(':'))
        groups.push({ first: index, last: index, kind: quotable.kind, header: null });
      continue;
    }
    let last = index;
    let words = countWords(quotable.text);
    for (let next = index + 1; next <= index + items; next += 1) {
      words += countWords(quotables[next]?.text ?? '');
      if (words > LONGEST_QUOTE_WORDS && last > index) break;
      last = next;
    }
    groups.push({ first: index, last, kind: 'list', header: null });
  }
  return groups;
}
