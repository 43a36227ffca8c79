import type { Language } from '#shared/contract/vocabulary.ts';
import { detectLanguage, editDistance, isKnownWord } from '../../api.ts';
import { DIRECTION } from './question-words.ts';
import {
  readQuestion,
  sameWordsOf,
  withSameWords,
  type ReadQuestion,
  type SameWords,
} from './read-question.ts';

/** A question that has an answer, as it is kept. */
export type KnownQuestion = { id: string; question: string; synonyms: readonly string[] };

/** Shorter words are too near to others to be slips of them. */
const SLIP_FROM_LETTERS = 6;
/** Beyond, the order of words is part of what is asked: "Paris to Lyon". */
const FREE_ORDER_WORDS = 2;

type Wording = { id: string; read: ReadQuestion; language: Language; same: Group | null };
/** Words that mean the same for some of the questions. */
type Group = { same: SameWords; language: Language };

export type Matcher = {
  /** The one question that asks the same, or null. Never guesses between two. */
  match(asked: string, language: Language): string | null;
};

/**
 * Compares by words alone, without a model. The same text matches; so does the same question in nearly the same words:
 * what tells must be there in the same order, in any form of the word or by a synonym, one of it perhaps misspelt, and
 * figures, names, negations, whose thing it is and what kind of thing is asked for must agree.
 */
export function createMatcher(known: readonly KnownQuestion[], usual: Language): Matcher {
  const exact = new Map<string, Set<string>>();
  const near = new Map<string, Wording[]>();
  const slips = new Map<string, Wording[]>();
  const groups = new Map<string, Group>();
  for (const { id, question, synonyms } of known) {
    const language = detectLanguage(question) ?? usual;
    const same = groupOf(
      synonyms.filter(line => line.includes('=')),
      language,
    );
    for (const text of [question, ...synonyms.filter(line => !line.includes('='))]) {
      const typed = readQuestion(text, language);
      const read = same === null ? typed : withSameWords(typed, same.same);
      (exact.get(read.plain) ?? put(exact, read.plain, new Set())).add(id);
      if (read.telling.length === 0) continue;
      const wording = { id, read, language, same };
      (near.get(keyOf(read)) ?? put(near, keyOf(read), [])).push(wording);
      for (const key of keysWithOneLess(read)) (slips.get(key) ?? put(slips, key, [])).push(wording);
    }
  }

  /** The same lines are one group, however many questions name them. */
  function groupOf(lines: readonly string[], language: Language): Group | null {
    if (lines.length === 0) return null;
    const key = `${language} ${lines.join(' | ')}`;
    return groups.get(key) ?? put(groups, key, { same: sameWordsOf(lines, language), language });
  }

  return {
    match(asked, language) {
      const read = readQuestion(asked, language);
      const same = only(exact.get(read.plain) ?? []);
      if (same !== undefined) return same;
      if (read.telling.length === 0) return null;
      const found = new Set<string>();
      const look = (question: ReadQuestion, of: (wording: Wording) => boolean) => {
        for (const wording of near.get(keyOf(question)) ?? [])
          if (of(wording) && agree(wording.read, question)) found.add(wording.id);
      };
      look(read, wording => wording.language === language);
      for (const group of groups.values()) {
        if (group.language !== language) continue;
        const meant = withSameWords(read, group.same);
        if (meant !== read) look(meant, wording => wording.same === group);
      }
      if (found.size > 0) return only(found) ?? null;
      for (const key of keysWithOneLess(read))
        for (const wording of slips.get(key) ?? [])
          if (wording.language === language && agreeButForASlip(wording.read, read, language))
            found.add(wording.id);
      return only(found) ?? null;
    },
  };
}

function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  map.set(key, value);
  return value;
}

function only(ids: Iterable<string>): string | undefined {
  const [first, second] = ids;
  return second === undefined ? first : undefined;
}

/** The telling words whatever their order. */
function keyOf({ telling }: ReadQuestion): string {
  return telling
    .map(({ stem }) => stem)
    .toSorted()
    .join(' ');
}

/** The same with one word left out that may be misspelt. */
function keysWithOneLess({ telling }: ReadQuestion): Set<string> {
  const keys = new Set<string>();
  for (const [at, { surface }] of telling.entries()) {
    if (!mayBeMisspelt(surface)) continue;
    const left = telling.filter((_, index) => index !== at).map(({ stem }) => stem);
    keys.add(left.toSorted().join(' '));
  }
  return keys;
}

function mayBeMisspelt(surface: string): boolean {
  return surface.length >= SLIP_FROM_LETTERS && !/\d/u.test(surface);
}

/** Whether two questions with the same telling words ask the same. */
function agree(one: ReadQuestion, other: ReadQuestion): boolean {
  return sameCircumstances(one, other) && sameOrder(one, other) && sameForms(one, other);
}

function sameCircumstances(one: ReadQuestion, other: ReadQuestion): boolean {
  return one.negated === other.negated && one.kinds === other.kinds && one.persons === other.persons;
}

function sameOrder(one: ReadQuestion, other: ReadQuestion): boolean {
  if (one.telling.every(({ stem }, index) => stem === other.telling[index]?.stem)) return true;
  if (one.telling.length > FREE_ORDER_WORDS) return false;
  return ![one, other].some(({ plain }) => /\d/u.test(plain) || DIRECTION.test(` ${plain} `));
}

const ENDING_LETTERS = 3; // of an inflection; more is another word of the family: « univers », « université »

/** Forms of one word begin alike and end a little differently; words said to be the same have nothing in common. */
function sameForms({ telling: one }: ReadQuestion, { telling: other }: ReadQuestion): boolean {
  return one.every(({ surface, stem }) => {
    const met = other.find(word => word.stem === stem);
    if (met === undefined) return false;
    const inFamily = surface.startsWith(stem.slice(0, 2)) && met.surface.startsWith(stem.slice(0, 2));
    return !inFamily || Math.abs(surface.length - met.surface.length) <= ENDING_LETTERS;
  });
}

/** Whether they are the same but for one word that no dictionary holds and that is a slip away from the other's. */
function agreeButForASlip(known: ReadQuestion, asked: ReadQuestion, language: Language): boolean {
  if (known.telling.length !== asked.telling.length || !sameCircumstances(known, asked)) return false;
  let slips = 0;
  for (const [index, word] of asked.telling.entries()) {
    const meant = known.telling[index];
    if (meant === undefined) return false;
    if (word.stem === meant.stem) continue;
    slips += 1;
    const typed = word.surface;
    if (word.isName || meant.isName) return false;
    if (!mayBeMisspelt(typed) || !mayBeMisspelt(meant.surface)) return false;
    // What a dictionary holds was meant as it stands; what the office wrote and none holds is a name.
    if (isKnownWord(typed, language) || !isKnownWord(meant.surface, language)) return false;
    if (editDistance(typed, meant.surface, 1) > 1) return false;
  }
  return slips === 1;
}
