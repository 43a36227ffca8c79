/*
 * Texts that say nearly the same are found without comparing each with each (Broder, "On the resemblance and containment
 * of documents", 1997): of the runs of words that a text has, the least under each of many hashes is kept, and those
 * of a band together are one number, which texts of Jaccard s share in one band at least with 1 - (1 - s^ROWS)^BANDS.
 */

/** Runs of so many words: fewer are common to texts that have nothing to do with each other. */
const SHINGLE_WORDS = 3;
/** At .8, 98 of 100 pairs meet; at .5, four in ten do, and are then compared for good; at .2, one in 80. */
const BANDS = 8;
const ROWS = 4;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Of the golden ratio: seeds that have nothing in common. */
const SEED_STEP = 0x9e3779b9;
/** The band in the upper digits, so that no two bands meet; both fit a double exactly. */
const BAND_STEP = 2 ** 32;

/** Runs of words of a text, as numbers; of one that is shorter, all of it. */
export function shinglesOf(words: readonly string[]): Set<number> {
  const shingles = new Set<number>();
  const last = Math.max(1, words.length - SHINGLE_WORDS + 1);
  for (let at = 0; at < last; at += 1) shingles.add(hashed(words.slice(at, at + SHINGLE_WORDS).join(' ')));
  return shingles;
}

/** A number for each band; texts that share one are to be compared. Those of two `among` have none in common. */
export function bandsOf(shingles: ReadonlySet<number>, among: string): number[] {
  const from = hashed(among);
  const bands: number[] = [];
  for (let band = 0; band < BANDS; band += 1) {
    let together = from;
    for (let row = 0; row < ROWS; row += 1) {
      const seed = Math.imul(band * ROWS + row + 1, SEED_STEP);
      let least = 0xffffffff;
      for (const shingle of shingles) {
        const value = mixed(shingle ^ seed);
        if (value < least) least = value;
      }
      together = mixed(together ^ least);
    }
    bands.push(band * BAND_STEP + together);
  }
  return bands;
}

/** The share of runs of words that two texts have in common of those that either has: 0 to 1. */
export function jaccard(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  let shared = 0;
  for (const shingle of one) if (other.has(shingle)) shared += 1;
  return shared / Math.max(1, one.size + other.size - shared);
}

/** The share of the runs of words of one text that another has too: 0 to 1. */
export function heldBy(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  let shared = 0;
  for (const shingle of one) if (other.has(shingle)) shared += 1;
  return shared / Math.max(1, one.size);
}

function hashed(text: string): number {
  let value = FNV_OFFSET;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), FNV_PRIME);
  return mixed(value);
}

/** The last step of MurmurHash3: each bit of the result hangs on all of the value. */
function mixed(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
