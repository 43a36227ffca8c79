import { plain } from '#shared/lib/plain.ts';

/** What an entry is found by. */
export type Findable = {
  label: string;
  /** Its name in the other language. */
  otherName?: string;
  /** Other words for it. */
  words?: string;
  /** Whose it is: words of that name narrow, but do not find it by themselves. */
  of?: string;
  /** Plain words that merely stand there: they find it after everything else. */
  text?: readonly string[];
  /** Comes after others that are found as well. */
  last?: boolean;
};

/** How well a typed word is met, best first. */
const SAME_NAME = 5;
const IN_NAME = 4;
const SAME_WORD = 3.5;
const IN_WORDS = 3;
const OWNER = 2.5;
const IN_TEXT = 1;
const LAST = 0.5; // a share of its own for what is said to come last

const IN_TEXT_FROM = 3; // letters: fewer begin some word of every page
const MOST_BY_TEXT = 5;

/** Words without a meaning of their own, as long as others are typed. */
const small = new Set(
  'a an and au aux d de des du en et for in l la le les my mon ma mes of on ou pour sur the to un une'.split(
    ' ',
  ),
);

/** Plain words of a text: no accents, no capitals, no punctuation. */
export function wordsOf(text: string): string[] {
  return plain(text)
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(word => word !== '');
}

/**
 * Entries that meet every typed word, in whatever order the words stand; the best first. For no words all of them but
 * the parts of others.
 */
export function ranked<Entry extends Findable>(typed: string, entries: readonly Entry[]): Entry[] {
  const all = wordsOf(typed);
  if (all.length === 0) return entries.filter(({ of, last }) => of === undefined && last !== true);
  const telling = all.filter(word => !small.has(word));
  const words = telling.length > 0 ? telling : all;
  const found = entries
    .map((entry, place) => ({ entry, place, ...scoreOf(words, entry) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || b.sum - a.sum || a.place - b.place);
  const named = found.filter(({ byText }) => !byText);
  const byText = found.filter(one => one.byText).slice(0, MOST_BY_TEXT);
  return [...named, ...byText].map(({ entry }) => entry);
}

function scoreOf(words: readonly string[], entry: Findable) {
  const met = words.map(word => meet(word, entry));
  const lowest = Math.min(...met);
  const onlyOwner = met.every(one => one === OWNER);
  const score = lowest === 0 || onlyOwner ? 0 : lowest * (entry.last ? LAST : 1);
  return { score, sum: met.reduce((sum, one) => sum + one, 0), byText: met.includes(IN_TEXT) };
}

function meet(word: string, { label, otherName = '', words = '', of = '', text = [] }: Findable): number {
  const forms = [word, singular(word)];
  const begins = (known: string) => forms.some(form => known.startsWith(form));
  const same = (known: string) => forms.includes(known) || forms.includes(singular(known));
  const name = wordsOf(label);
  if (name.some(same)) return SAME_NAME;
  if ([...name, ...wordsOf(otherName)].some(begins)) return IN_NAME;
  const others = wordsOf(words);
  if (others.some(same)) return SAME_WORD;
  if (others.some(begins)) return IN_WORDS;
  if (wordsOf(of).some(begins)) return OWNER;
  return word.length >= IN_TEXT_FROM && text.some(begins) ? IN_TEXT : 0;
}

/** « réseaux » and "keys" are looked for as « réseau » and "key" too. */
function singular(word: string): string {
  return word.length > 3 && /[sx]$/.test(word) ? word.slice(0, -1) : word;
}
