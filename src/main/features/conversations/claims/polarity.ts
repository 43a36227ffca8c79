import { fold } from '#main/language/fold.ts';
import { wordsOf, type Word } from '#main/language/tokenise.ts';

/** A part of a sentence that says one thing, and whether it says yes or no to it. */
type Clause = { words: ReadonlySet<string>; negative: boolean };

const CUT =
  /[;:,()–—]|\s-\s|(?<!\p{L})(?:mais|but|tandis que|alors que|whereas|while|however|cependant|toutefois)(?!\p{L})/giu;
/** A condition or an exception: what it says no to is said yes to elsewhere. */
const CONDITION =
  /(?<!\p{L})(?:sauf|hormis|excepte|a moins|seulement|uniquement|ne [^.]{1,40}? que|unless|except|only|other than|if|si|until|jusqu)(?!\p{L})/u;

// On folded text.
const NO_NEGATION =
  /(?<!\p{L})(?:no|not) (?:later|earlier|sooner|more|less|fewer) than(?!\p{L})|(?<!\p{L})not only(?!\p{L})|(?<!\p{L})pas (?:seulement|uniquement|que)(?!\p{L})|(?<!\p{L})no\.? ?\d|^\s*(?:non|no|oui|yes)\s*(?=[,.:!])/gu;
const FRENCH_NE = /(?<!\p{L})n(?:e(?!\p{L})|['’])/u;
const FRENCH_STRONG = /(?<!\p{L})(?:pas|jamais|nullement|guere|aucun|aucune|rien|nul|nulle)(?!\p{L})/gu;
const FRENCH_WITH_NE = /(?<!\p{L})(?:plus|personne|ni)(?!\p{L})/gu;
const ENGLISH = /(?<!\p{L})(?:not|never|no|none|neither|nobody|nothing|cannot)(?!\p{L})|n['’]t(?!\p{L})/gu;
const FORBIDDEN =
  /(?<!\p{L})(?:interdi\p{L}*|proscri\p{L}*|prohib\p{L}*|forbid\p{L}*|forbade|banned|disallow\p{L}*|impossible)(?!\p{L})/gu;
/** Being allowed and being forbidden are about the same thing. */
const PERMISSION =
  /^(?:interdi|proscri|prohib|forbid|forbad|banned|disallow|allow|permi|autori|authori|admis|admitted|possib|impossib|tolere)/;

/** Words of negation that are no function words. */
const NEGATORS = new Set(
  'jamais nullement guere rien nul nulle personne never none neither nobody nothing'.split(' '),
);
const WITHOUT = /(?<!\p{L})(?:sans|without)\s+(?:(?:any|aucune?|un|une|le|la|les|an?|the)\s+)?(\p{L}+)/gu;
const WITH = /(?<!\p{L})(?:avec|with)\s+(?:(?:un|une|le|la|les|an?|the)\s+)?(\p{L}+)/gu;

export function isNegative(text: string): boolean {
  const folded = fold(text).replaceAll(NO_NEGATION, ' ');
  const count = (pattern: RegExp) => folded.match(pattern)?.length ?? 0;
  // "ne … aucun", "ne … jamais rien" say no once.
  const ne = FRENCH_NE.test(folded);
  const french = count(FRENCH_STRONG) > 0 || (ne && count(FRENCH_WITH_NE) > 0) ? 1 : 0;
  const english = count(ENGLISH);
  return (french + english + count(FORBIDDEN)) % 2 === 1;
}

/** The informative words of a clause by their stems, permission and prohibition as one. */
function wordsFor(text: string): Set<string> {
  const said = (word: Word) => (PERMISSION.test(word.surface) ? 'permission' : word.frenchStem);
  return new Set(
    wordsOf(text)
      .filter(word => !word.stopWord.fr && !word.stopWord.en && !NEGATORS.has(word.surface))
      .map(said),
  );
}

function clausesOf(sentence: string): Clause[] {
  return sentence
    .split(CUT)
    .map(text => ({ words: wordsFor(text), negative: isNegative(text) }))
    .filter(({ words }) => words.size > 0);
}

/** Words that both clauses must share: fewer say nothing of what is meant. */
const SHARED_MIN = 2;
/** Share of the answer's clause that the source's must hold, and the other way round. */
const SHARED_OF_ANSWER = 0.75;
const SHARED_OF_SOURCE = 0.4;

/**
 * Whether a sentence says no where its source says yes, or the other way round, in otherwise the same words. Only plain
 * contradictions: conditions, exceptions and sentences that say both are let pass.
 */
export function contradicts(answer: string, source: string): boolean {
  if (CONDITION.test(fold(answer)) || CONDITION.test(fold(source))) return false;
  const sourceClauses = clausesOf(source);
  const answerClauses = clausesOf(answer);
  if (isWithAgainstWithout(answer, source) && share(answerClauses, sourceClauses) >= SHARED_MIN) return true;
  return answerClauses.some(clause => {
    const matches = sourceClauses.map(other => ({ other, shared: sharedBy(clause, other) }));
    const best = matches.toSorted((one, other) => other.shared - one.shared)[0];
    if (best === undefined || best.shared < SHARED_MIN) return false;
    if (best.shared < clause.words.size * SHARED_OF_ANSWER) return false;
    if (best.shared < best.other.words.size * SHARED_OF_SOURCE) return false;
    // Another part of the sentence about the same agrees.
    return matches.every(({ other, shared }) => shared === 0 || other.negative !== clause.negative);
  });
}

/** "Avec réservation" where the source says "sans réservation", or the other way round. */
function isWithAgainstWithout(answer: string, source: string): boolean {
  const after = (text: string, pattern: RegExp) =>
    new Set([...fold(text).matchAll(pattern)].map(([, word = '']) => wordsOf(word)[0]?.frenchStem));
  const [without, withIt] = [after(answer, WITHOUT), after(answer, WITH)];
  const [sourceWithout, sourceWith] = [after(source, WITHOUT), after(source, WITH)];
  return (
    [...without].some(word => sourceWith.has(word) && !sourceWithout.has(word)) ||
    [...withIt].some(word => sourceWithout.has(word) && !sourceWith.has(word))
  );
}

function share(one: readonly Clause[], other: readonly Clause[]): number {
  const words = new Set(other.flatMap(clause => [...clause.words]));
  return one.flatMap(clause => [...clause.words]).filter(word => words.has(word)).length;
}

function sharedBy(one: Clause, other: Clause): number {
  return [...one.words].filter(word => other.words.has(word)).length;
}
