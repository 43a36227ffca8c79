import type { Block, Cuttable } from './ports.ts';

/**
 * How good a place is for a cut, from worst to best. A cut at `heading` leaves nothing behind: the section is over.
 */
export const CUT = { word: 0, clause: 1, sentence: 2, line: 3, block: 4, page: 5, heading: 6 } as const;

/**
 * The smallest pieces the chunker deals with, as columns: unit `i` covers `starts[i]`..`ends[i]` of the text,
 * weighs `weights[i]` half-words and `cuts[i]` says how good a cut before it is.
 */
export type Units = { starts: number[]; ends: number[]; weights: number[]; cuts: number[] };

/** Half-words: scripts without spaces count one a character (two characters carry about one word). */
export const HALF_WORDS = 2;

/** Units end at the next space after this many words, so that an overlap of a few dozen words can always be made. */
const MAX_UNIT_HALF_WORDS = 16 * HALF_WORDS;
/** Characters after which one more word is counted: a line of base64 is not one word. */
const LONG_WORD_CHARACTERS = 24;

const LETTER = 0;
const SPACE = 1;
const NEWLINE = 2;
/** Scripts written without spaces between words. */
const DENSE = 3;
const STOP = 4;
const DENSE_STOP = 5;
const COMMA = 6;
const CLOSER = 7;

const CLASSES: Uint8Array = (() => {
  const classes = new Uint8Array(0x1_0000);
  const space = /[\s\u200b]/u;
  const dense =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  for (let unit = 0; unit < 0x1_0000; unit += 1) {
    const character = String.fromCharCode(unit);
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    if (space.test(character)) classes[unit] = SPACE;
    else if (dense.test(character)) classes[unit] = DENSE;
  }
  const set = (characters: string, kind: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)] = kind;
  };
  set('\n', NEWLINE);
  set('.!?…', STOP);
  set('。！？｡', DENSE_STOP);
  set(',;:|', COMMA);
  set('"\'”’»)]', CLOSER);
  return classes;
})();

function classAt(text: string, position: number): number {
  return CLASSES[text.charCodeAt(position)] ?? LETTER;
}

/** Words before a full stop that rarely end a sentence. */
const ABBREVIATIONS = new Set(
  'm mm mme mmes mlle dr pr me st ste art al cf ex p pp n no nos vol fig éd ed env av bd mr mrs ms prof vs e.g i.e inc ltd co corp jr sr approx dept est gen gov hon rev sen rep'.split(
    ' ',
  ),
);

/**
 * Whether the stop at `position` ends a sentence whose last word starts at `wordStart`, `next` being where the
 * text goes on. A lower-case letter after it needs a whole word before it: some corpora have no capitals.
 */
function endsSentence(text: string, position: number, wordStart: number, next: number): boolean {
  const first = text.charAt(next);
  if (first === '' || text.charAt(position) !== '.') return first !== '';
  const word = text.slice(wordStart, position);
  if (word.length > 6) return true;
  const lowerCase = first === first.toLowerCase() && first !== first.toUpperCase();
  if (lowerCase && word.length < 4) return false;
  if (word.length === 1 && word !== word.toLowerCase()) return false; // an initial
  return !ABBREVIATIONS.has(word.toLowerCase());
}

/** Appends the units of `text[start, end)`; the first one gets `firstCut`. Blank stretches make no unit. */
function scanUnits(text: string, start: number, end: number, firstCut: number, units: Units): void {
  let cut = firstCut;
  let position = start;
  let unitStart = -1;
  let unitEnd = start;
  let weight = 0;
  let wordStart = -1;
  let stopAt = -1; // where the stop that may end a sentence stands
  let comma = false;

  const close = (nextCut: number): void => {
    if (unitStart === -1) return;
    units.starts.push(unitStart);
    units.ends.push(unitEnd);
    units.weights.push(Math.max(1, weight));
    units.cuts.push(cut);
    cut = nextCut;
    unitStart = -1;
    weight = 0;
    stopAt = -1;
    comma = false;
  };

  while (position < end) {
    const kind = classAt(text, position);
    if (kind === SPACE || kind === NEWLINE) {
      let newlines = 0;
      let next = position;
      while (next < end) {
        const nextKind = classAt(text, next);
        if (nextKind === NEWLINE) newlines += 1;
        else if (nextKind !== SPACE) break;
        next += 1;
      }
      if (newlines > 1) close(CUT.block);
      else if (newlines === 1) close(CUT.line);
      else if (stopAt !== -1 && endsSentence(text, stopAt, wordStart, next)) close(CUT.sentence);
      else if (weight >= MAX_UNIT_HALF_WORDS) close(comma ? CUT.clause : CUT.word);
      stopAt = -1;
      wordStart = -1;
      position = next;
      continue;
    }
    if (unitStart === -1) unitStart = position;
    if (kind === DENSE) {
      weight += 1;
      wordStart = -1;
      stopAt = -1;
      comma = false;
      unitEnd = position + 1;
      if (weight >= MAX_UNIT_HALF_WORDS) close(CUT.word);
    } else if (kind === DENSE_STOP) {
      unitEnd = position + 1;
      while (unitEnd < end && classAt(text, unitEnd) === DENSE_STOP) unitEnd += 1;
      position = unitEnd;
      close(CUT.sentence);
      continue;
    } else {
      if (wordStart === -1) {
        wordStart = position;
        weight += HALF_WORDS;
        comma = false;
      } else if ((position - wordStart) % LONG_WORD_CHARACTERS === 0) {
        weight += HALF_WORDS;
        // Never between the two halves of a surrogate pair.
        if (weight >= MAX_UNIT_HALF_WORDS * 2 && (text.charCodeAt(position) & 0xfc00) !== 0xdc00) {
          close(CUT.word);
          unitStart = position;
          wordStart = position;
          weight = HALF_WORDS;
        }
      }
      if (kind === STOP) stopAt = position;
      else if (kind !== CLOSER) stopAt = -1;
      if (kind === COMMA) comma = true;
      unitEnd = position + 1;
    }
    position += 1;
  }
  close(cut);
}

function cutBefore(block: Block): number {
  return block.kind === 'heading' ? CUT.heading : CUT.block;
}

/**
 * Cuts a document into units along its blocks; text that no block covers counts as paragraphs. Pages weigh in
 * where one starts between two units.
 */
export function unitsOf(document: Cuttable): Units {
  const units: Units = { starts: [], ends: [], weights: [], cuts: [] };
  const { text, blocks, pages } = document;
  let position = 0;
  for (const block of blocks) {
    if (block.start > position) scanUnits(text, position, block.start, CUT.block, units);
    scanUnits(text, block.start, block.end, cutBefore(block), units);
    position = block.end;
  }
  scanUnits(text, position, text.length, CUT.block, units);

  let unit = 0;
  for (const page of pages) {
    while (unit < units.starts.length && (units.starts[unit] ?? 0) < page.start) unit += 1;
    const current = units.cuts[unit];
    // A sentence that runs over the page's end is not cut there.
    if (current !== undefined && current >= CUT.sentence) units.cuts[unit] = Math.max(current, CUT.page);
  }
  return units;
}
