import { diffArrays } from 'diff';

export type Piece = { state: 'same' | 'added' | 'removed' | 'folded'; text: string };

/** Words shown before and after what differs. */
const CONTEXT = 8;
/** Of words that are the same, fewer than these are not worth folding. */
const FOLDED_LEAST = 4;

/** What a text has other than a first one, by word, with some of what is the same around it; none where no word is another. */
export function differences(first: string, other: string): Piece[] {
  const runs = diffArrays(wordsOf(first), wordsOf(other), {
    comparator: (left, right) => bare(left) === bare(right),
  });
  if (runs.every(({ added, removed }) => !added && !removed)) return [];
  return runs.flatMap(({ added, removed, value }, index): Piece[] => {
    if (added || removed) return [{ state: added ? 'added' : 'removed', text: value.join('') }];
    const before = index === 0 ? 0 : CONTEXT;
    const after = index === runs.length - 1 ? 0 : CONTEXT;
    if (value.length < before + after + FOLDED_LEAST) return [{ state: 'same', text: value.join('') }];
    const pieces: Piece[] = [
      { state: 'same', text: value.slice(0, before).join('') },
      { state: 'folded', text: '… ' },
      { state: 'same', text: value.slice(value.length - after).join('') },
    ];
    return pieces.filter(({ text }) => text !== '');
  });
}

/** Each with the signs and the space after it. */
const wordsOf = (text: string): string[] =>
  text.match(/[^\p{L}\p{N}]*[\p{L}\p{N}]\S*(?:\s+[^\p{L}\p{N}\s]+(?=\s|$))*\s*/gu) ?? [];

/** A word, however it is written and set. */
const bare = (word: string): string =>
  word
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
