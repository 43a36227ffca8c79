import { fold } from '#main/language/fold.ts';

/** Numbers in words, folded. `dix-sept` and `quatre-vingt-deux` are made of these. */
const UNITS: Readonly<Record<string, number>> = {
  zero: 0, un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, sept: 7, huit: 8, neuf: 9, dix: 10,
  onze: 11, douze: 12, treize: 13, quatorze: 14, quinze: 15, seize: 16, vingt: 20, vingts: 20, trente: 30,
  quarante: 40, cinquante: 50, soixante: 60, septante: 70, huitante: 80, octante: 80, nonante: 90,
  one: 1, two: 2, three: 3, four: 4, five: 5, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20,
  thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // prettier-ignore
const HUNDREDS = new Set(['cent', 'cents', 'hundred', 'hundreds']);
const GREAT: Readonly<Record<string, number>> = {
  mille: 1e3, millier: 1e3, milliers: 1e3, thousand: 1e3, thousands: 1e3, million: 1e6, millions: 1e6, milliard: 1e9,
  milliards: 1e9, billion: 1e9, billions: 1e9,
}; // prettier-ignore
/** Words that are a number by themselves and join no others. */
const ALONE: Readonly<Record<string, number>> = {
  premier: 1, premiere: 1, premiers: 1, premieres: 1, deuxieme: 2, seconde: 2, second: 2, troisieme: 3, quatrieme: 4,
  cinquieme: 5, sixieme: 6, septieme: 7, huitieme: 8, neuvieme: 9, dixieme: 10, first: 1, third: 3, fourth: 4,
  fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, once: 1, twice: 2, thrice: 3,
  huitaine: 8, dizaine: 10, douzaine: 12, quinzaine: 15, vingtaine: 20, trentaine: 30, cinquantaine: 50, centaine: 100,
  dozen: 12, fortnight: 14,
}; // prettier-ignore
/** Between the words of one number. */
const BETWEEN = /^(?:\s+|-)(?:(et|and)(?:\s+|-))?$/i;

export type WordNumber = { start: number; end: number; value: number };

/**
 * Numbers written in words, French and English: `vingt et un`, `mille deux cents`, `twenty-five`, `two hundred and six`.
 * Offsets are UTF-16 units of `text`.
 */
export function wordNumbersIn(text: string): WordNumber[] {
  const found: WordNumber[] = [];
  let parts: { word: string; start: number; end: number }[] = [];
  const close = (): void => {
    const value = valueOf(parts.map(({ word }) => word));
    const [first] = parts;
    const last = parts.at(-1);
    if (first && last && value !== null) found.push({ start: first.start, end: last.end, value });
    parts = [];
  };
  for (const match of text.matchAll(/\p{L}+/gu)) {
    const word = fold(match[0]);
    const start = match.index;
    const end = start + match[0].length;
    const own = Object.hasOwn(ALONE, word) ? ALONE[word] : undefined;
    if (own !== undefined) {
      close();
      found.push({ start, end, value: own });
      continue;
    }
    if (!isPart(word)) {
      // "et" and "and" may stand inside a number; what follows tells.
      if (word !== 'et' && word !== 'and') close();
      continue;
    }
    const previous = parts.at(-1);
    const between = previous === undefined ? null : BETWEEN.exec(text.slice(previous.end, start));
    if (
      previous !== undefined &&
      (between === null || !joins(previous.word, between[1]?.toLowerCase(), word))
    )
      close();
    parts.push({ word, start, end });
  }
  close();
  return found;
}

function isPart(word: string): boolean {
  return Object.hasOwn(UNITS, word) || HUNDREDS.has(word) || Object.hasOwn(GREAT, word);
}

/** Whether a word goes on the number that ends with another: "vingt et un", "two hundred and six", not "deux trois". */
function joins(before: string, link: string | undefined, word: string): boolean {
  const unit = UNITS[word];
  const tens = UNITS[before];
  if (unit === undefined) return link === undefined; // hundreds, thousands
  if (link === 'and') return HUNDREDS.has(before) || Object.hasOwn(GREAT, before);
  if (link === 'et') return tens !== undefined && tens >= 20 && (unit === 1 || unit === 11);
  if (tens === undefined) return true;
  if (tens === 4) return unit === 20;
  if (tens === 10) return unit >= 7 && unit <= 9 && before === 'dix';
  return tens >= 20 && (unit < 10 || ((tens === 60 || tens === 20) && unit < 20));
}

/** The worth of words in a row; null for none, or for great words alone ("des milliers"). */
function valueOf(words: readonly string[]): number | null {
  if (words.every(word => word.endsWith('s') && (HUNDREDS.has(word) || Object.hasOwn(GREAT, word))))
    return null;
  let total = 0;
  let below = 0; // of the next great word
  for (const word of words) {
    const unit = UNITS[word];
    const great = GREAT[word];
    if (unit !== undefined)
      below = below % 100 === 4 && unit === 20 ? below - 4 + 80 : below + unit; // quatre-vingts
    else if (HUNDREDS.has(word)) below = Math.max(1, below) * 100;
    else if (great !== undefined) {
      total += Math.max(1, below) * great;
      below = 0;
    }
  }
  return total + below;
}
