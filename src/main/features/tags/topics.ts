import type { Language } from '#shared/contract/vocabulary.ts';
import { tokenise, wordsOf, type Word } from '#main/language/tokenise.ts';
import { grammarOf, type Grammar } from './topic-grammar.ts';

/** What a document is about, in a word or a few: a noun, or nouns that belong together. */
export type Topic = { key: string; name: string; weight: number; heading: boolean };

type Read = { title: string; headings: readonly string[]; text: string; language: Language | null };

/** Topics that are kept of a document. */
const KEPT = 16;
export const WORDS_OF_ONE = 3;
/** What a title, and each heading, says counts as often as it were said so many times. */
const TITLE_TIMES = 6;
const HEADING_TIMES = 3;
/** Said less often than that, and in no heading, a word is none that the text is about; several together are rarer. */
const LEAST_SAID = 4;
const LEAST_SAID_TOGETHER = 2;
/** Said as part of something longer as often as that, it is that which is meant. */
const MOSTLY = 0.6;
/** Several words tell more than one of them, but for those that are hardly said except in a longer one. */
const TOGETHER_TELLS = 1.5;
const PART_TELLS = 0.9;
/** Where a smaller share of a word stands after an article, it is hardly a noun. */
const LEAST_NOUN = 0.15;
const LEAST_LETTERS = 4;
const ACRONYM = /^\p{Lu}{2,5}$/u;
const CAPITAL = /^\p{Lu}/u;
const ANY_DIGIT = /\d/u;
const ANY_LOWER = /\p{Ll}/u;
const JOINED = /^[ \u00a0\u202f'’-]?$/u;
const ELIDED = /^[ \u00a0](?<article>[ld])['’]$/iu;

/** The keys of the words of a name, in each language: a document says them in its own. */
export function keysOfName(name: string): string[][] {
  return wordsOf(name)
    .filter(({ stopWord }) => !stopWord.fr && !stopWord.en)
    .map(word => [...new Set([word.surface, word.stem('fr'), word.stem('en')])]);
}

/** The words of a key, in their order. */
export const wordsOfKey = (key: string): string[] => key.split(' ');

type Said = { times: number; heading: boolean; names: Map<string, number> };
type Role = { said: number; noun: number; sure: number; verb: number };
type Spoken = {
  word: Word;
  start: number;
  end: number;
  key: string;
  /** Whether it may be part of a topic. */
  tells: boolean;
  acronym: boolean;
  capital: boolean;
};
type Before = 'article' | 'sure article' | 'link' | 'beside' | 'joined' | 'apart' | 'verb';

/** What a text is about, the most telling first; nothing where its language is not known, and so no word of it. */
export function topicsOf({ title, headings, text, language }: Read): Topic[] {
  if (language === null) return [];
  const grammar = grammarOf(language);
  const roles = new Map<string, Role>();
  const met = new Map<string, Said>();
  const parts = [
    { part: title, times: TITLE_TIMES, heading: true },
    ...headings.map(part => ({ part, times: HEADING_TIMES, heading: true })),
    { part: text, times: 1, heading: false },
  ].map(one => ({ ...one, ...read(one.part, language, grammar) }));
  for (const one of parts) countRoles(one, language, roles);
  const isNoun = ({ word, acronym }: Spoken): boolean => {
    const role = roles.get(word.surface);
    if (acronym || role === undefined) return acronym;
    if (grammar.isDoubtful(word)) return role.sure > 0;
    return role.noun > 0 && role.noun >= role.verb && role.noun >= LEAST_NOUN * role.said;
  };
  const isVerb = ({ word }: Spoken) => (roles.get(word.surface)?.verb ?? 0) > 0;
  const mayBeLinked = (one: Spoken) => isNoun(one) || (!isVerb(one) && !grammar.isDoubtful(one.word));
  for (const { part, spoken, before, times, heading } of parts)
    for (const group of groups(spoken, before, { isNoun, isVerb, mayBeLinked, grammar, language })) {
      const key = group.map(one => one.key).join(' ');
      const known = met.get(key) ?? { times: 0, heading: false, names: new Map<string, number>() };
      const name = written(group, part, heading && language === 'en');
      known.times += times;
      known.heading ||= heading;
      known.names.set(name, (known.names.get(name) ?? 0) + 1);
      met.set(key, known);
    }
  const told = [...met]
    .map(([key, said]) => ({ key, said, together: key.includes(' ') }))
    .filter(
      ({ said, together }) => said.heading || said.times >= (together ? LEAST_SAID_TOGETHER : LEAST_SAID),
    );
  const tells = (one: Counted): number => {
    if (!one.together) return 1;
    return told.some(other => isPartOf(one, other)) ? PART_TELLS : TOGETHER_TELLS;
  };
  return told
    .map(one => ({
      key: one.key,
      name: capitalised(mostOften(one.said.names)),
      weight: Math.log2(1 + one.said.times) * tells(one),
      heading: one.said.heading,
    }))
    .sort((one, other) => other.weight - one.weight || one.key.localeCompare(other.key))
    .slice(0, KEPT);
}

function read(part: string, language: Language, grammar: Grammar): { spoken: Spoken[]; before: Before[] } {
  // Where all is in capitals, these tell nothing.
  const tellsCapitals = ANY_LOWER.test(part);
  const spoken = tokenise(part).map(({ word, start, end }) => {
    const acronym = tellsCapitals && ACRONYM.test(part.slice(start, end));
    const capital = tellsCapitals && CAPITAL.test(part.charAt(start));
    const isWord = !grammar.isOutside(word) && !ANY_DIGIT.test(word.surface);
    const tells = isWord && (acronym || word.surface.length >= LEAST_LETTERS);
    return { word, start, end, key: word.stem(language), tells, acronym, capital };
  });
  const before = spoken.map(({ start }, index): Before => {
    const previous = spoken[index - 1];
    if (previous === undefined) return 'apart';
    const gap = part.slice(previous.end, start);
    const elided = ELIDED.exec(gap)?.groups?.['article']?.toLowerCase();
    if (elided === 'd') return 'link';
    if (elided === 'l') return 'article';
    if (!JOINED.test(gap)) return 'apart';
    if (grammar.isSureArticle(previous.word)) return 'sure article';
    if (grammar.isArticle(previous.word)) return 'article';
    if (grammar.isBeforeVerbs(previous.word)) return 'verb';
    if (grammar.isBetweenEqual(previous.word)) return 'beside';
    return grammar.isLink(previous.word) ? 'link' : 'joined';
  });
  return { spoken, before };
}

/** Counts whether words stand where nouns do, or verbs. */
function countRoles(
  { spoken, before, heading }: { spoken: readonly Spoken[]; before: readonly Before[]; heading: boolean },
  language: Language,
  roles: Map<string, Role>,
): void {
  const roleOf = ({ word: { surface } }: Spoken): Role => {
    const role = roles.get(surface) ?? { said: 0, noun: 0, sure: 0, verb: 0 };
    roles.set(surface, role);
    return role;
  };
  spoken.forEach((one, index) => {
    if (!one.tells) return;
    const stands = before[index];
    roleOf(one).said += 1;
    if (stands === 'verb') roleOf(one).verb += 1;
    const isArticle = stands === 'article' || stands === 'sure article';
    const isNamed = !heading && index > 0 && stands !== 'apart' && one.capital;
    const beginsInHeading = heading && (index === 0 || stands === 'apart' || stands === 'beside');
    if (!isArticle && !isNamed && !beginsInHeading) return;
    // The noun that an article belongs to comes first in French, and last in English.
    const noun = roleOf(language === 'fr' ? one : (spoken[endOfRun(spoken, before, index)] as Spoken));
    noun.noun += 1;
    if (stands === 'sure article') noun.sure += 1;
  });
}

/** Where words that tell something stop following each other. */
function endOfRun(spoken: readonly Spoken[], before: readonly Before[], from: number): number {
  let at = from;
  while (spoken[at + 1]?.tells === true && before[at + 1] === 'joined') at += 1;
  return at;
}

type Judge = {
  isNoun: (word: Spoken) => boolean;
  isVerb: (word: Spoken) => boolean;
  /** "Dépôt de garantie": what stands there is hardly anything but a noun, unless an infinitive. */
  mayBeLinked: (word: Spoken) => boolean;
  grammar: Grammar;
  language: Language;
};

/** Nouns, and what belongs together to one: after a link, or beside each other. */
function* groups(spoken: readonly Spoken[], before: readonly Before[], judge: Judge): Generator<Spoken[]> {
  const { isNoun, isVerb, mayBeLinked, grammar, language } = judge;
  let coveredTo = 0;
  for (let index = 0; index < spoken.length; index += 1) {
    const first = spoken[index] as Spoken;
    if (!first.tells) continue;
    if (language === 'fr' ? !isNoun(first) : before[index] === 'joined' && spoken[index - 1]?.tells === true)
      continue;
    const group = [first];
    let at = index;
    while (group.length < WORDS_OF_ONE) {
      const last = group.at(-1) as Spoken;
      const next = spoken[at + 1];
      if (next === undefined) break;
      const linked = grammar.isLink(next.word) && before[at + 1] !== 'apart' ? spoken[at + 2] : undefined;
      if (before[at + 1] === 'link' && next.tells) {
        if (!mayBeLinked(next)) break; // "demande d’aide"
        group.push(next);
        at += 1;
      } else if (linked?.tells === true && mayBeLinked(linked) && before[at + 2] !== 'apart') {
        group.push(linked);
        at += 2;
      } else if (
        next.tells &&
        before[at + 1] === 'joined' &&
        !isVerb(next) &&
        grammar.goTogether(last.word.surface, next.word.surface)
      ) {
        group.push(next);
        at += 1;
      } else break;
      const end = group.at(-1) as Spoken;
      if (isWhole(group, judge, spoken[at + 1], before[at + 1]) && !grammar.isDoubtful(end.word)) {
        coveredTo = Math.max(coveredTo, at + 1);
        yield [...group];
      }
    }
    // "Loss of weight": what it is a loss of would be the topic.
    const isAlone =
      !isLinked(spoken, before, index + 1, grammar) &&
      (language === 'fr' || endOfRun(spoken, before, index) === index);
    if (index >= coveredTo && isAlone && isNoun(first) && grammar.tells(first.word)) yield [first];
  }
}

function isLinked(
  spoken: readonly Spoken[],
  before: readonly Before[],
  at: number,
  grammar: Grammar,
): boolean {
  const next = spoken[at];
  return next !== undefined && before[at] !== 'apart' && (before[at] === 'link' || grammar.isLink(next.word));
}

/** In English the noun comes last: "rent" of "rent increase" is none of its topics. */
function isWhole(
  group: readonly Spoken[],
  { isNoun, grammar, language }: Judge,
  next?: Spoken,
  stands?: Before,
): boolean {
  if (!group.some(({ word }) => grammar.tells(word))) return false;
  if (language === 'fr') return true;
  return isNoun(group.at(-1) as Spoken) && !(next?.tells === true && stands === 'joined');
}

/** As it stands there, without the capital that begins a sentence, or those of an English heading. */
function written(group: readonly Spoken[], part: string, isHeading: boolean): string {
  let name = '';
  group.forEach(({ start, end, acronym }, index) => {
    const previous = group[index - 1];
    if (previous !== undefined) name += part.slice(previous.end, start);
    const word = part.slice(start, end);
    const keepsCapitals = acronym || (index > 0 && !isHeading && ANY_LOWER.test(word));
    name += keepsCapitals ? word : word.toLowerCase();
  });
  return name.replaceAll(/\s+/gu, ' ');
}

type Counted = { key: string; said: Said; together: boolean };

/** Whether it is hardly said but as part of a longer one. */
function isPartOf({ key, said }: Counted, longer: Counted): boolean {
  return (
    longer.key.length > key.length &&
    longer.said.times >= MOSTLY * said.times &&
    ` ${longer.key} `.includes(` ${key} `)
  );
}

/** The way it is written most often; of those the shortest, which is hardly a plural. */
function mostOften(names: ReadonlyMap<string, number>): string {
  const [first] = [...names].sort(
    ([name, times], [other, otherTimes]) => otherTimes - times || name.length - other.length,
  );
  return first?.[0] ?? '';
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
