import snowball from 'snowball-stemmers';
import type { Language } from '#shared/contract/vocabulary.ts';
import { fold } from './fold.ts';
import { LANGUAGE_VOTERS, STOP_WORDS } from './stop-words.ts';

/** A word of a text: its normalised form, its French and English stems, and where it stands (UTF-16 units). */
export type Token = { word: Word; start: number; end: number };

export type Word = {
  /** Lower case, compatibility-decomposed, without diacritics: what the index calls the surface form. */
  readonly surface: string;
  /** Both begin as the surface does; each is made when it is first asked for. */
  readonly frenchStem: string;
  readonly englishStem: string;
  /** Carries a diacritic that French uses and English does not. */
  readonly frenchLetters: boolean;
  /** Whether it is a stop-word of the language, and whether meeting it is a vote for the language. */
  readonly stopWord: Readonly<Record<Language, boolean>>;
  readonly voter: Readonly<Record<Language, boolean>>;
  stem(language: Language): string;
  /** The stem as the index holds it, with `STEM_MARK`. */
  markedStem(language: Language): string;
};

/** Sorts after the digits and before the letters: the words of the vocabulary are one range, `>= 'a'`. */
export const STEM_MARK = '=';

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const APOSTROPHE = 3;
/** Scripts written without spaces: every character is a word of its own. */
const IDEOGRAPH = 4;

/** Class of every UTF-16 code unit; surrogates are letters, so that no code point is ever cut in two. */
const CLASSES: Uint8Array = (() => {
  const classes = new Uint8Array(0x1_0000);
  const letter = /[\p{L}\p{M}]/u;
  const digit = /\p{N}/u;
  const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  for (let unit = 0; unit < 0x1_0000; unit += 1) {
    if (unit >= 0xd800 && unit <= 0xdfff) {
      classes[unit] = LETTER;
      continue;
    }
    const character = String.fromCharCode(unit);
    if (ideograph.test(character)) classes[unit] = IDEOGRAPH;
    else if (letter.test(character)) classes[unit] = LETTER;
    else if (digit.test(character)) classes[unit] = DIGIT;
  }
  for (const apostrophe of "'\u2019\u02bc\u2018\uff07") classes[apostrophe.charCodeAt(0)] = APOSTROPHE;
  return classes;
})();

/** French words that lose their last vowel before another word: dropped when an apostrophe follows. */
const ELISIONS = new Set('l d j m t s c n qu jusqu lorsqu puisqu quoiqu quelqu presqu'.split(' '));
/** English endings after an apostrophe: dropped. */
const CLITICS = new Set('s t d m re ve ll'.split(' '));

/** Words longer than this (bytes of base64, DNA…) are cut: nobody types them, and they would fill the vocabulary. */
const MAX_WORD_LENGTH = 48;

/** About 25 MB when full: the words of a language that are met again and again. */
const MAX_CACHED_WORDS = 60_000;

const STEMMABLE = /^[a-zàâæçéèêëîïôœùûüÿ]{3,48}$/u;
const FRENCH_LETTERS = /[àâæçéèêëîïôœùûÿ]/u;

const french = snowball.newStemmer('french');
const english = snowball.newStemmer('english');
/** Two generations: when the young one is full it becomes the old one, so that frequent words are never lost. */
let youngWords = new Map<string, Word>();
let oldWords = new Map<string, Word>();

/** Stems only what is asked for: that takes most of the time, and most words are never compared by both. */
class SpelledWord implements Word {
  readonly surface: string;
  readonly frenchLetters: boolean;
  readonly stopWord: Word['stopWord'];
  readonly voter: Word['voter'];
  readonly #lower: string;
  #frenchStem: string | null = null;
  #englishStem: string | null = null;

  constructor(spelling: string) {
    const folded = fold(spelling);
    const surface = /[\p{L}\p{N}]/u.test(folded) ? folded.slice(0, MAX_WORD_LENGTH) : ''; // emoji are no words
    this.surface = surface;
    this.#lower = spelling.normalize('NFC').toLowerCase();
    this.frenchLetters = FRENCH_LETTERS.test(this.#lower);
    this.stopWord = { fr: STOP_WORDS.fr.has(surface), en: STOP_WORDS.en.has(surface) };
    this.voter = { fr: LANGUAGE_VOTERS.fr.has(surface), en: LANGUAGE_VOTERS.en.has(surface) };
  }

  get frenchStem(): string {
    // The French rules need the accents ("déclarée" is not "declarée"): measured +.005 nDCG@10 on
    // fr-servicepublic over stemming the folded word, also when queries are typed without accents.
    this.#frenchStem ??= STEMMABLE.test(this.#lower) ? fold(french.stem(this.#lower)) : this.surface;
    return this.#frenchStem;
  }

  get englishStem(): string {
    this.#englishStem ??= STEMMABLE.test(this.surface) ? english.stem(this.surface) : this.surface;
    return this.#englishStem;
  }

  stem(language: Language): string {
    return language === 'fr' ? this.frenchStem : this.englishStem;
  }

  markedStem(language: Language): string {
    return STEM_MARK + this.stem(language);
  }
}

/** The word for one spelling, from the cache when it was met before. */
export function wordOf(spelling: string): Word {
  const young = youngWords.get(spelling);
  if (young !== undefined) return young;
  const word = oldWords.get(spelling) ?? new SpelledWord(spelling);
  if (youngWords.size >= MAX_CACHED_WORDS / 2) {
    oldWords = youngWords;
    youngWords = new Map();
  }
  youngWords.set(spelling, word);
  return word;
}

/**
 * Calls `visit` for every word of `text` in order. Letters part from digits (`FY2018` is two words), elisions
 * and English clitics are dropped (`l'école's` is one word), hyphens separate.
 */
function scan(text: string, visit: (spelling: string, start: number, end: number) => void): void {
  const length = text.length;
  let position = 0;
  let afterApostrophe = false;
  while (position < length) {
    const kind = CLASSES[text.charCodeAt(position)];
    if (kind === OTHER || kind === APOSTROPHE) {
      position += 1;
      afterApostrophe = false;
      continue;
    }
    const start = position;
    position += 1;
    if (kind !== IDEOGRAPH) {
      while (position < length && CLASSES[text.charCodeAt(position)] === kind) position += 1;
    }
    const spelling = text.slice(start, position);
    const beforeApostrophe =
      kind === LETTER &&
      CLASSES[text.charCodeAt(position)] === APOSTROPHE &&
      CLASSES[text.charCodeAt(position + 1)] === LETTER;
    const dropped =
      (beforeApostrophe && position - start <= 6 && ELISIONS.has(spelling.toLowerCase())) ||
      (afterApostrophe && position - start <= 2 && CLITICS.has(spelling.toLowerCase()));
    if (!dropped) visit(spelling, start, position);
    afterApostrophe = beforeApostrophe;
    if (beforeApostrophe) position += 1;
  }
}

/** Whether two words are forms of one, by a language's rules. Words and stems begin alike: others need no stemming. */
export function sameStem(one: Word, other: Word, language: Language): boolean {
  return one.surface.charAt(0) === other.surface.charAt(0) && one.stem(language) === other.stem(language);
}

/** The words of `text`, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  scan(text, spelling => {
    const word = wordOf(spelling);
    if (word.surface !== '') words.push(word);
  });
  return words;
}

/** The words of `text` with their places, for highlighting and for matching sentences. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  scan(text, (spelling, start, end) => {
    const word = wordOf(spelling);
    if (word.surface !== '') tokens.push({ word, start, end });
  });
  return tokens;
}
