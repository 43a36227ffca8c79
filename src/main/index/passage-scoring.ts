import type { Database, Statement } from 'better-sqlite3';
import type { Language } from '#shared/contract/vocabulary.ts';
import { fileNameBeside } from '#main/language/document-name.ts';
import { STEM_MARK, wordsOf } from '#main/language/tokenise.ts';
import type { Word } from '#main/language/tokenise.ts';
import type { QueryGroup, QueryPhrase } from './keyword-query.ts';
import { TITLE_WEIGHT } from './keyword-table.ts';

export type ScoredPassage = {
  chunkId: number;
  documentId: string;
  /** BM25, larger is better. */
  score: number;
  /** Share (0-1) of the query's weight found in the passage, its headings or its title. */
  coverage: number;
};

type PassageRow = [
  documentId: string,
  text: string,
  heading: string | null,
  tableHeader: string | null,
  language: Language | null,
  title: string,
  fileName: string,
  questions: string | null,
];

/** Saturation of repeated words: the value of Robertson and of FTS5. */
const K1 = 1.2;
/**
 * Length normalisation. FTS5 has .75 built in, right for whole documents, whose length says something. A short
 * passage is the end of a section and nothing more: at .5 nDCG@10 gains .010 on fr-servicepublic and .011 on
 * fr-cnil, and stays on en-scifact (tests/quality).
 */
const LENGTH_NORMALISATION = 0.5;

/**
 * "Canards" is a French word and no slip for the "awards" of an English text: there a correction counts only when
 * it changes one letter of a long word, as in a name.
 */
const CERTAIN_IN_ANOTHER_LANGUAGE = 0.7; // squared similarity

type Match = { group: QueryGroup; phrase: QueryPhrase };
const NO_MATCH: readonly Match[] = [];

/** The first letter of an indexed term. */
function beginningOf(term: string): string {
  return term.charAt(term.startsWith(STEM_MARK) ? STEM_MARK.length : 0);
}

/**
 * Scores candidates anew from their stored text: BM25 with the normalisation passages need, and the coverage of
 * the query. 50 passages take 2 ms.
 */
export function createPassageScoring(
  database: Database,
): (
  groups: readonly QueryGroup[],
  chunkIds: readonly number[],
  queryLanguage: Language | null,
) => ScoredPassage[] {
  const passage: Statement<[number], PassageRow> = database
    .prepare<[number], PassageRow>(
      `SELECT d.id, c.text, c.heading, c.table_header, c.language, d.title, d.file_name, c.questions
       FROM chunks c JOIN documents d ON d.id = c.document_id WHERE c.id = ? AND d.state = 'ready'`,
    )
    .raw();

  return (groups, chunkIds, queryLanguage) => {
    const matchesOfTerm = new Map<string, Match[]>();
    /** Words and stems begin alike: another beginning is another word, and needs no stemming. */
    const beginnings = new Set<string>();
    let totalWeight = 0;
    for (const group of groups) {
      totalWeight += group.weight;
      for (const phrase of group.phrases) {
        beginnings.add(beginningOf(phrase.term));
        matchesOfTerm.set(phrase.term, [...(matchesOfTerm.get(phrase.term) ?? []), { group, phrase }]);
      }
    }
    /** Words are shared objects: what one means for this query is looked up once. */
    const matchesOfWord = new Map<Word, readonly Match[]>();
    const matchesOf = (word: Word): readonly Match[] => {
      const known = matchesOfWord.get(word);
      if (known !== undefined) return known;
      if (!beginnings.has(word.surface.charAt(0))) {
        matchesOfWord.set(word, NO_MATCH);
        return NO_MATCH;
      }
      const [fr, en] = [word.markedStem('fr'), word.markedStem('en')];
      const bySurface = matchesOfTerm.get(word.surface);
      const byFrench = matchesOfTerm.get(fr);
      const byEnglish = en === fr ? undefined : matchesOfTerm.get(en);
      const matches =
        bySurface || byFrench || byEnglish
          ? [...(bySurface ?? []), ...(byFrench ?? []), ...(byEnglish ?? [])]
          : NO_MATCH; // most words of a passage
      matchesOfWord.set(word, matches);
      return matches;
    };

    const candidates = chunkIds.flatMap(chunkId => {
      const row = passage.get(chunkId);
      if (row === undefined) return [];
      const [documentId, text, heading, tableHeader, language, title, fileName, questions] = row;
      const foreign = language !== null && queryLanguage !== null && language !== queryLanguage;
      const frequencies = new Map<QueryPhrase, number>();
      const found = new Set<QueryGroup>();
      let length = 0;
      const read = (part: string, weight: number): void => {
        for (const word of wordsOf(part)) {
          if (!word.stopWord.fr && !word.stopWord.en) length += 1;
          for (const { group, phrase } of matchesOf(word)) {
            found.add(group);
            frequencies.set(phrase, (frequencies.get(phrase) ?? 0) + weight);
          }
        }
      };
      read(text, 1);
      if (tableHeader !== null) read(tableHeader, 1);
      read(title, TITLE_WEIGHT);
      if (heading !== null) read(heading, TITLE_WEIGHT);
      if (questions !== null) read(questions, TITLE_WEIGHT);
      // Its words count like the title's, but make no passage longer than one of a file of another name.
      for (const word of wordsOf(fileNameBeside(title, fileName))) {
        for (const { group, phrase } of matchesOf(word)) {
          found.add(group);
          frequencies.set(phrase, (frequencies.get(phrase) ?? 0) + TITLE_WEIGHT);
        }
      }
      return [{ chunkId, documentId, frequencies, found, length, foreign }];
    });

    const meanLength = Math.max(
      1,
      candidates.reduce((sum, { length }) => sum + length, 0) / Math.max(1, candidates.length),
    );
    return candidates
      .map(({ chunkId, documentId, frequencies, found, length, foreign }): ScoredPassage => {
        const saturation = K1 * (1 - LENGTH_NORMALISATION + (LENGTH_NORMALISATION * length) / meanLength);
        let score = 0;
        for (const [phrase, frequency] of frequencies) {
          score += (phrase.weight * frequency * (K1 + 1)) / (frequency + saturation);
        }
        let held = 0;
        for (const group of found) {
          if (!foreign || group.trust >= CERTAIN_IN_ANOTHER_LANGUAGE) held += group.weight * group.trust;
        }
        return { chunkId, documentId, score, coverage: totalWeight === 0 ? 0 : held / totalWeight };
      })
      .sort((left, right) => right.score - left.score);
  };
}
