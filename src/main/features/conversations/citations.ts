import { STOP_WORDS } from '#main/language/stop-words.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

export type CitedPassage = { number: number; text: string };

export type CitationCheck = {
  /** Numbers that the answer cites and that exist. */
  cited: Set<number>;
  /** Citations of passages that do not exist and quotations that no cited passage holds. */
  unverified: string[];
  /** Share (0-1) of the answer's sentences supported by the passages they cite. */
  support: number;
  /** For each number, where in the passage the quoted words stand. */
  quoted: Map<number, { start: number; end: number }>;
};

const CITATION = /\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]/g;
/** French, English typographic and straight quotation marks. */
const QUOTATION = /«\s*([^»]+?)\s*»|“([^”]+)”|"([^"\n]+)"/g;
const QUOTATION_MIN_WORDS = 2;
const REPORTED_MIN_WORDS = 4; // shorter ones may be terms: not reported when no passage holds them
/** A sentence is supported when its cited passages hold this share of its informative words. */
const SUPPORT_SHARE = 0.5;

/** Checks an answer against the passages it was given. */
export function checkCitations(
  answer: string,
  passages: readonly CitedPassage[],
  language: Language,
): CitationCheck {
  const byNumber = new Map(passages.map(passage => [passage.number, passage]));
  const cited = new Set<number>();
  const unverified: string[] = [];
  const quoted: CitationCheck['quoted'] = new Map();
  let sentences = 0;
  let supported = 0;

  for (const sentence of sentencesOf(answer, language)) {
    const numbers = citedNumbers(sentence);
    for (const number of numbers) {
      if (byNumber.has(number)) cited.add(number);
      else unverified.push(`[${number}]`);
    }
    const sources = numbers.flatMap(number => byNumber.get(number) ?? []);
    let quotationHeld = false;
    for (const quotation of quotationsIn(sentence)) {
      const place = locate(quotation, sources.length > 0 ? sources : passages);
      if (!place) {
        if (wordCount(quotation) >= REPORTED_MIN_WORDS) unverified.push(quotation);
        continue;
      }
      quotationHeld = true;
      const known = quoted.get(place.number);
      quoted.set(place.number, {
        start: Math.min(known?.start ?? place.start, place.start),
        end: Math.max(known?.end ?? place.end, place.end),
      });
    }
    const words = informativeWords(sentence, language);
    if (words.size === 0) continue;
    sentences += 1;
    if (sources.length > 0 && (quotationHeld || shareHeld(words, sources, language) >= SUPPORT_SHARE))
      supported += 1;
  }
  return {
    cited,
    unverified: [...new Set(unverified)],
    support: sentences === 0 ? 0 : supported / sentences,
    quoted,
  };
}

export function citedNumbers(text: string): number[] {
  return [...text.matchAll(CITATION)].flatMap(match => (match[1] ?? '').split(/[,;]/).map(Number));
}

/** Sentences with the citations that follow their full stop; a line of a list is one. Announcing lines are none. */
function sentencesOf(answer: string, language: Language): string[] {
  return answer
    .split('\n')
    .flatMap(line => sentencesOfLine(line, language))
    .filter(sentence => !/:\s*$/.test(sentence));
}

function sentencesOfLine(line: string, language: Language): string[] {
  const segments = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(line);
  const sentences: string[] = [];
  for (const { segment } of segments) {
    const last = sentences.length - 1;
    // A segment that begins with citations, or closes a quotation, belongs to the one before.
    const lead = /^\s*(?:[»”"]\s*)?(?:\[[\d\s,;]+\]\s*)+[.!?]?\s*/.exec(segment)?.[0] ?? '';
    if (lead !== '' && last >= 0) sentences[last] += lead;
    const rest = segment.slice(lead !== '' && last >= 0 ? lead.length : 0);
    const open = sentences[last] ?? '';
    const insideQuotation = count(open, '«') > count(open, '»') || count(open, '“') > count(open, '”');
    if (insideQuotation && last >= 0) sentences[last] += rest;
    else if (rest.trim() !== '') sentences.push(rest);
  }
  return sentences;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function quotationsIn(sentence: string): string[] {
  return [...sentence.matchAll(QUOTATION)]
    .map(match => (match[1] ?? match[2] ?? match[3] ?? '').trim())
    .filter(quotation => wordCount(quotation) >= QUOTATION_MIN_WORDS);
}

function wordCount(text: string): number {
  return text.split(/\s+/).length;
}

function locate(
  quotation: string,
  passages: readonly CitedPassage[],
): { number: number; start: number; end: number } | null {
  // An ellipsis joins parts that all have to be there.
  const parts = quotation.split(/\s*(?:\[?…\]?|\[?\.{3}\]?)\s*/).filter(part => part.trim() !== '');
  for (const { number, text } of passages) {
    const haystack = comparable(text);
    let start = Infinity;
    let end = -1;
    const held = parts.every(part => {
      const needle = comparable(part).characters;
      const at = haystack.characters.indexOf(needle);
      if (at < 0 || needle === '') return false;
      start = Math.min(start, haystack.places[at] ?? 0);
      end = Math.max(end, (haystack.places[at + needle.length - 1] ?? 0) + 1);
      return true;
    });
    if (held && end >= 0) return { number, start, end };
  }
  return null;
}

/** Letters and digits alone, lower case, with the place each came from: spacing and punctuation do not matter. */
function comparable(text: string): { characters: string; places: number[] } {
  let characters = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const folded = character.normalize('NFKD').toLowerCase();
    for (const letter of folded) {
      if (!/[\p{Letter}\p{Number}]/u.test(letter)) continue;
      characters += letter;
      for (let unit = 0; unit < letter.length; unit += 1) places.push(place);
    }
    place += character.length;
  }
  return { characters, places };
}

function informativeWords(text: string, language: Language): Set<string> {
  const stems = wordsOf(text.replaceAll(CITATION, ' '))
    .filter(word => !STOP_WORDS[language].has(word.surface))
    .map(word => (language === 'fr' ? word.frenchStem : word.englishStem));
  return new Set(stems);
}

function shareHeld(
  words: ReadonlySet<string>,
  passages: readonly CitedPassage[],
  language: Language,
): number {
  const held = new Set(passages.flatMap(passage => [...informativeWords(passage.text, language)]));
  let found = 0;
  for (const word of words) if (held.has(word)) found += 1;
  return found / words.size;
}
