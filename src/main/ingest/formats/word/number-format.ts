import { MAX_ROMAN, roman } from '../roman.ts';

/** Above it a number in Roman figures or letters is longer than anything it numbers. */
const MAX_WRITTEN = MAX_ROMAN;
const RUSSIAN = 'абвгдежзиклмнопрстуфхцчшщыэюя';
const IDEOGRAPHS = '〇一二三四五六七八九';
const SMALL_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const IRREGULAR_ORDINALS: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};
const CHICAGO = '*†‡§';

/** a to z, then aa, bb, … as Word goes on. */
function letters(value: number, alphabet: string): string {
  const letter = alphabet.charAt((value - 1) % alphabet.length);
  return letter.repeat(Math.ceil(value / alphabet.length));
}

function ideographFigures(value: number): string {
  return [...String(value)].map(figure => IDEOGRAPHS.charAt(Number(figure))).join('');
}

function ideographs(value: number): string {
  if (value >= 100) return ideographFigures(value);
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return IDEOGRAPHS.charAt(ones);
  return `${tens === 1 ? '' : IDEOGRAPHS.charAt(tens)}十${ones === 0 ? '' : IDEOGRAPHS.charAt(ones)}`;
}

function englishOrdinal(value: number): string {
  const isTeen = Math.floor(value / 10) % 10 === 1;
  return `${value}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
}

function englishWords(value: number): string {
  if (value < 20) return SMALL_WORDS[value] ?? String(value);
  if (value > 99) return String(value);
  const ones = value % 10;
  return `${TENS[Math.floor(value / 10)]}${ones === 0 ? '' : `-${SMALL_WORDS[ones]}`}`;
}

function englishOrdinalWords(value: number): string {
  return englishWords(value).replace(
    /[a-z]+$/u,
    last => IRREGULAR_ORDINALS[last] ?? `${last.replace(/y$/u, 'ie')}th`,
  );
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A character of a row that starts at `first` for 1 and ends after `count`. */
function inRow(value: number, first: number, count: number): string {
  return value <= count ? String.fromCodePoint(first + value - 1) : String(value);
}

/** Formats of ECMA-376 part 1, 17.18.59, that are not plain figures. */
const FORMATS: Record<string, (value: number) => string> = {
  decimalZero: value => String(value).padStart(2, '0'),
  upperRoman: value => roman(value).toUpperCase(),
  lowerRoman: roman,
  upperLetter: value => letters(value, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  lowerLetter: value => letters(value, 'abcdefghijklmnopqrstuvwxyz'),
  russianUpper: value => letters(value, RUSSIAN.toUpperCase()),
  russianLower: value => letters(value, RUSSIAN),
  ordinal: englishOrdinal,
  cardinalText: value => capitalised(englishWords(value)),
  ordinalText: value => capitalised(englishOrdinalWords(value)),
  hex: value => value.toString(16).toUpperCase(),
  chicago: value => letters(value, CHICAGO),
  numberInDash: value => `- ${value} -`,
  decimalEnclosedCircle: value => inRow(value, 0x2460, 20),
  decimalEnclosedParen: value => inRow(value, 0x2474, 20),
  decimalEnclosedFullstop: value => inRow(value, 0x2488, 20),
  ideographDigital: ideographFigures,
  koreanDigital: ideographFigures,
  japaneseCounting: ideographs,
  chineseCounting: ideographs,
  chineseCountingThousand: ideographs,
  taiwaneseCounting: ideographs,
  koreanCounting: ideographs,
  none: () => '',
  bullet: () => '',
};

/**
 * A number as Word writes it in the format of that name. `custom` is written like its sample ("001, 002, …"); what is
 * not known, or too large for its format, is in figures.
 */
export function formatNumber(value: number, format: string, sample: string | null): string {
  if (format === 'custom') return String(value).padStart(/^0*\d/u.exec(sample ?? '')?.[0].length ?? 1, '0');
  const write = FORMATS[format];
  if (write === undefined) return String(value);
  return format === 'none' || format === 'bullet' || (value >= 1 && value <= MAX_WRITTEN)
    ? write(value)
    : String(value);
}
