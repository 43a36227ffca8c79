import { editDistance } from './edit-distance.ts';

/** A word of the vocabulary near a word that is not in it. `similarity` is 0-1, 1 for the same spelling. */
export type Suggestion = { term: string; similarity: number };

/** The words of one client's passages, for "did you mean". Words are folded surface forms. */
export type Spelling = {
  readonly size: number;
  /**
   * The nearest known words (at most `MAX_SUGGESTIONS`), nearest first; empty when none is near. `frequencyOf` tells
   * in how many passages a word stands; one that stands in none is not suggested.
   */
  suggest(word: string, limits: SlipLimits, frequencyOf?: FrequencyOf): Suggestion[];
};

/** In how many passages a word stands; `known` is what the vocabulary was built with. */
export type FrequencyOf = (term: string, known: number) => number;

/** How far a suggestion may be. */
export type SlipLimits = {
  /** Letters added, left out, replaced, or swapped with their neighbour. */
  edits: number;
  /** Whether a word with which it shares most of its parts will do when none is that near. */
  parts: boolean;
};

/** Three nearest words: design/retrieval.md. */
const MAX_SUGGESTIONS = 3;
const GRAM_LENGTH = 4;
/** Dice coefficient of the 4-grams; under it two words share an ending and no more. */
const LEAST_GRAM_SIMILARITY = 0.45;
/** A syllable in common is no evidence: words shorter than this are not compared by 4-grams. */
const SHORTEST_BY_GRAMS = 6;

/** One bit a letter; two words `n` edits apart differ in at most `2n` bits, which a popcount tells. */
function letters(word: string): number {
  let mask = 0;
  for (let index = 0; index < word.length; index += 1) {
    const letter = word.charCodeAt(index) - 97;
    mask |= 1 << (letter >= 0 && letter < 26 ? letter : 26 + (word.charCodeAt(index) % 6));
  }
  return mask;
}

function bits(mask: number): number {
  let value = mask - ((mask >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return (((value + (value >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/**
 * Builds the vocabulary from `[term, passages holding it]` pairs; the terms must be distinct.
 *
 * A scan of letter masks by length stands where one would expect a delete index (SymSpell): over 300,000
 * words it takes under 2 ms a lookup, costs 16 bytes a word instead of some 250, and needs no building.
 */
export function createSpelling(entries: readonly (readonly [string, number])[]): Spelling {
  const sorted = [...entries].sort((left, right) => left[0].length - right[0].length);
  const terms = sorted.map(entry => entry[0]);
  const frequencies = Float64Array.from(sorted, entry => entry[1]);
  const masks = Int32Array.from(terms, letters);
  const longest = terms.at(-1)?.length ?? 0;
  /** `firstOfLength[n]`: index of the first term of at least `n` letters. */
  const firstOfLength = new Int32Array(longest + 2).fill(terms.length);
  for (let index = terms.length - 1; index >= 0; index -= 1) firstOfLength[terms[index]?.length ?? 0] = index;
  for (let length = longest; length >= 0; length -= 1) {
    firstOfLength[length] = Math.min(firstOfLength[length] ?? 0, firstOfLength[length + 1] ?? 0);
  }
  /** All terms in one string, for the 4-grams: `indexOf` over it runs at memory speed. Built when first needed. */
  let joined: { text: string; starts: Int32Array } | null = null;

  function byEdits(word: string, limit: number, frequencyOf: FrequencyOf): Suggestion[] {
    const mask = letters(word);
    const from = firstOfLength[Math.max(0, word.length - limit)] ?? terms.length;
    const to = firstOfLength[word.length + limit + 1] ?? terms.length;
    const found: { index: number; distance: number }[] = [];
    for (let index = from; index < to; index += 1) {
      if (bits((masks[index] ?? 0) ^ mask) > 2 * limit) continue;
      const distance = editDistance(word, terms[index] ?? '', limit);
      if (distance <= limit) found.push({ index, distance });
    }
    // A slip of the finger is likelier than two, and a word the documents use often likelier than a rare one.
    for (let distance = 1; distance <= limit; distance += 1) {
      const near = byFrequency(
        found.filter(candidate => candidate.distance === distance),
        frequencyOf,
      );
      if (near.length > 0)
        return near.slice(0, MAX_SUGGESTIONS).map(({ index }) => ({
          term: terms[index] ?? '',
          similarity: 1 - distance / word.length,
        }));
    }
    return [];
  }

  /** Those that stand in some passage, the most frequent first; the order of equals is kept. */
  function byFrequency<Candidate extends { index: number }>(
    candidates: readonly Candidate[],
    frequencyOf: FrequencyOf,
  ): Candidate[] {
    return candidates
      .map(candidate => ({
        candidate,
        frequency: frequencyOf(terms[candidate.index] ?? '', frequencies[candidate.index] ?? 0),
      }))
      .filter(({ frequency }) => frequency > 0)
      .sort((left, right) => right.frequency - left.frequency)
      .map(({ candidate }) => candidate);
  }

  function join(): { text: string; starts: Int32Array } {
    const starts = new Int32Array(terms.length);
    let position = 1;
    terms.forEach((term, index) => {
      starts[index] = position;
      position += term.length + 1;
    });
    return { text: `\n${terms.join('\n')}\n`, starts };
  }

  /** Index of the term that covers `position` in the joined text. */
  function termAt(starts: Int32Array, position: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function byGrams(word: string, frequencyOf: FrequencyOf): Suggestion[] {
    if (word.length < SHORTEST_BY_GRAMS) return [];
    joined ??= join();
    const shared = new Map<number, number>();
    const grams = new Set<string>();
    for (let start = 0; start + GRAM_LENGTH <= word.length; start += 1)
      grams.add(word.slice(start, start + GRAM_LENGTH));
    for (const gram of grams) {
      let previous = -1;
      for (let at = joined.text.indexOf(gram); at !== -1; at = joined.text.indexOf(gram, at + 1)) {
        const index = termAt(joined.starts, at);
        if (index !== previous) shared.set(index, (shared.get(index) ?? 0) + 1);
        previous = index;
      }
    }
    const found: { index: number; similarity: number }[] = [];
    for (const [index, count] of shared) {
      const termGrams = Math.max(1, (terms[index]?.length ?? 0) - GRAM_LENGTH + 1);
      const similarity = (2 * count) / (grams.size + termGrams);
      if (similarity >= LEAST_GRAM_SIMILARITY) found.push({ index, similarity });
    }
    return byFrequency(found, frequencyOf)
      .sort((left, right) => right.similarity - left.similarity)
      .slice(0, MAX_SUGGESTIONS)
      .map(({ index, similarity }) => ({ term: terms[index] ?? '', similarity }));
  }

  return {
    size: terms.length,
    suggest(word, { edits, parts }, frequencyOf = (_term, known) => known) {
      const near = byEdits(word, edits, frequencyOf);
      return near.length > 0 || !parts ? near : byGrams(word, frequencyOf);
    },
  };
}
