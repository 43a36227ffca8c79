/** What stands at an opening bracket, as far as can be told from what came so far. */
export type BracketReading =
  /** Numbers of passages, in the order they are named; ranges are spelled out. */
  | { kind: 'citation'; numbers: number[]; length: number }
  /** It may become a citation: more text is needed. */
  | { kind: 'open' }
  | { kind: 'none' };

/** Characters that may open a citation. */
export const OPENING_BRACKETS = '[【(';

/** Two digits at most: `[2024]` is a year. No prompt holds a hundred passages. */
const LARGEST_NUMBER = 99;
/** A range is spelled out up to so many passages; a longer one is no citation. */
const LONGEST_RANGE = 12;
/** The longest citation: "[Passages 1, 2, 3 et 4, p. 12–13]". */
const LONGEST_FORM = 60;

const LABEL = '(?:passages?|sources?|extraits?|excerpts?|documents?|docs?|réf(?:érence)?s?|ref(?:erence)?s?)';
const LABELS = [
  'passages',
  'sources',
  'extraits',
  'excerpts',
  'documents',
  'docs',
  'références',
  'references',
];
const LEADS = ['voir', 'cf.', 'see', 'd’après', "d'après"];
const NUMBER = String.raw`\^?\s*\d{1,4}`;
const BETWEEN = String.raw`\s*(?:[,;&–—-]|\.\.|et|and|à|to)\s*`;
const PAGES = String.raw`(?:\s*[,:]?\s*(?:pp?\.?|pages?)\s*\d+(?:\s*[–-]\s*\d+)?)?`;
/** OpenAI's own models write `【1†source】`. */
const DAGGER = String.raw`(?:†[^】\]\n]{0,30})?`;
const LIST = `(${NUMBER}(?:${BETWEEN}(?:${LABEL}\\s*)?${NUMBER})*)${DAGGER}${PAGES}`;
const LABELLED = `${LABEL}\\.?\\s*(?:n[°ºo]\\.?\\s*|no\\.?\\s*|#\\s*)?`;

/**
 * `[1]`, `[ 1 ]`, `[1, 2]`, `[1-3]`, `[^1]`, `[[1]]`, `【1】`, `[Passage 1]`, `[1, p. 3]`, `(passage 1)`. A number in
 * round brackets alone is none: that is how lists are numbered.
 */
const SQUARE = new RegExp(`^(?:\\[\\[|\\[|【)\\s*(?:${LABELLED})?${LIST}\\s*(?:\\]\\]|\\]|】)`, 'iu');
const ROUND = new RegExp(
  `^\\(\\s*(?:(?:voir|cf\\.?|see|d['’]après)\\s+(?:le\\s+|the\\s+)?)?${LABELLED}${LIST}\\s*\\)`,
  'iu',
);

/**
 * Reads what begins with one of `OPENING_BRACKETS`.
 * @param ended true when nothing comes after `text` any more
 */
export function readBracket(text: string, ended: boolean): BracketReading {
  const match = (text.startsWith('(') ? ROUND : SQUARE).exec(text);
  if (match !== null) {
    const numbers = numbersIn(match[1] ?? '');
    return numbers === null ? { kind: 'none' } : { kind: 'citation', numbers, length: match[0].length };
  }
  return !ended && mayBecomeOne(text) ? { kind: 'open' } : { kind: 'none' };
}

/** The numbers of "1, 3–5"; null when one of them cannot be that of a passage. */
function numbersIn(list: string): number[] | null {
  const numbers: number[] = [];
  let range = false;
  for (const [part] of list.matchAll(/\d+|[–—-]|\.\.|à|\bto\b/giu)) {
    if (!/\d/.test(part)) {
      range = true;
      continue;
    }
    const number = Number(part);
    const from = numbers.at(-1);
    if (number > LARGEST_NUMBER) return null;
    if (range && from !== undefined) {
      if (number <= from || number - from > LONGEST_RANGE) return null;
      for (let between = from + 1; between < number; between += 1) numbers.push(between);
    }
    range = false;
    numbers.push(number);
  }
  return numbers;
}

/** Whether more text could still make a citation of it. */
function mayBecomeOne(text: string): boolean {
  if (text.length > LONGEST_FORM || /[\])】\n]/u.test(text.slice(1))) return false;
  const round = text.startsWith('(');
  let rest = text.slice(1).replace(/^\[/, '').trimStart().toLowerCase();
  if (rest === '') return true;
  if (round) {
    const lead = LEADS.find(word => rest.startsWith(`${word} `));
    if (lead === undefined && LEADS.some(word => word.startsWith(rest))) return true;
    if (lead !== undefined)
      rest = rest
        .slice(lead.length)
        .trimStart()
        .replace(/^(?:le|the)\s+/, '');
    if (['', 'l', 'le', 't', 'th', 'the'].includes(rest)) return true;
  }
  const word = /^[\p{L}.]+/u.exec(rest)?.[0] ?? '';
  if (word === '') return !round && /^\^?\s*(?:\d|$)/.test(rest) && /^[\d\s,;:&^#.†°–—\p{L}-]*$/u.test(rest);
  if (word === rest) return LABELS.some(label => label.startsWith(word));
  return new RegExp(`^${LABEL}\\.?[\\s\\d,;:&^#.°†–—\\p{L}-]*$`, 'iu').test(rest);
}
