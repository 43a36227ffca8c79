/** Stretches of so many characters that occur in both texts are the same piece; shorter ones are chance. */
const SEED = 8;
/** What is left is compared in stretches this short, where they stand near what is known already. */
const SHORT_SEED = 3;
const NEAR = 400;
/** From this length on, anywhere. */
const LONG_ENOUGH = 6;
/** Places of a stretch that are looked at: more are those of dotted lines and empty forms. */
const MAX_PLACES = 40;

/** Characters compared: beyond it a page repeats itself without end, and what was found is all that is. */
const MAX_COMPARED = 30_000_000;

type Piece = { from: number; to: number; length: number };

function placesOf(text: string, length: number, isFree: (at: number) => boolean): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at + length <= text.length; at += 1) {
    if (!isFree(at)) continue;
    const key = text.slice(at, at + length);
    const known = places.get(key);
    if (known === undefined) places.set(key, [at]);
    else if (known.length < MAX_PLACES) known.push(at);
  }
  return places;
}

/**
 * For every character of `read`, which one of `seen` shows it; -1 for none. Both hold mostly the same pieces, in an
 * order that may differ: columns, tables, margins. The longest common pieces are taken first (greedy string tiling,
 * Wise 1993), then shorter ones where they follow from what stands around them.
 */
export function alignCharacters(read: string, seen: string): Int32Array {
  const shownBy = new Int32Array(read.length).fill(-1);
  const shows = new Int32Array(seen.length).fill(-1);
  let compared = 0;
  const isFree = (from: number, to: number): boolean => shownBy[from] === -1 && shows[to] === -1;
  const common = (from: number, to: number): number => {
    let length = 0;
    while (
      compared < MAX_COMPARED &&
      from + length < read.length &&
      to + length < seen.length &&
      read[from + length] === seen[to + length] &&
      isFree(from + length, to + length)
    )
      length += 1;
    compared += length + 1;
    return length;
  };
  const take = ({ from, to, length }: Piece): void => {
    for (let index = 0; index < length; index += 1) {
      shownBy[from + index] = to + index;
      shows[to + index] = from + index;
    }
  };

  /** A longer piece may have taken a part of this one. */
  const takeFree = ({ from, to, length }: Piece): void => {
    for (let index = 0; index < length;) {
      const free = Math.min(length - index, common(from + index, to + index));
      if (free >= SEED) take({ from: from + index, to: to + index, length: free });
      index += Math.max(1, free);
    }
  };

  const takeLongest = (): void => {
    const places = placesOf(seen, SEED, () => true);
    const pieces: Piece[] = [];
    for (let from = 0; from + SEED <= read.length; from += 1) {
      for (const to of places.get(read.slice(from, from + SEED)) ?? []) {
        // The rest of a piece that began earlier.
        if (from > 0 && to > 0 && read[from - 1] === seen[to - 1]) continue;
        pieces.push({ from, to, length: common(from, to) });
      }
    }
    pieces.sort((one, two) => two.length - one.length || one.from - two.from || one.to - two.to);
    for (const piece of pieces) takeFree(piece);
  };
  /** Where what comes before ends. */
  const placeBehind = (from: number): number => {
    for (let at = from - 1; at >= 0; at -= 1) {
      const place = shownBy[at] ?? -1;
      if (place !== -1) return place + 1;
    }
    return 0;
  };
  const bestPiece = (from: number, expected: number, candidates: readonly number[]): Piece | null => {
    let best: Piece | null = null;
    for (const to of candidates) {
      const length = common(from, to);
      if (length < SHORT_SEED || (length < LONG_ENOUGH && Math.abs(to - expected) > NEAR)) continue;
      const isBetter =
        best === null ||
        length > best.length ||
        (length === best.length && Math.abs(to - expected) < Math.abs(best.to - expected));
      if (isBetter) best = { from, to, length };
    }
    const next = common(from, expected);
    return best === null && next > 0 ? { from, to: expected, length: next } : best;
  };

  /** What is left between two pieces is first looked for right behind the one before, then wherever it is nearest. */
  const takeShort = (): void => {
    const places = placesOf(seen, SHORT_SEED, at => shows[at] === -1);
    for (let from = 0; from < read.length;) {
      if (shownBy[from] !== -1) {
        from += 1;
        continue;
      }
      const piece = bestPiece(from, placeBehind(from), places.get(read.slice(from, from + SHORT_SEED)) ?? []);
      if (piece === null) {
        from += 1;
        continue;
      }
      take(piece);
      from += piece.length;
    }
  };
  takeLongest();
  // Without anything in common but short stretches, they are chance.
  if (shownBy.some(place => place !== -1) || Math.min(read.length, seen.length) < SEED) takeShort();
  return shownBy;
}
