import { fold } from './fold.ts';

const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'january', 'jan'],
  ['fevrier', 'february', 'feb', 'fevr'],
  ['mars', 'march'],
  ['avril', 'april', 'avr', 'apr'],
  ['mai', 'may'],
  ['juin', 'june'],
  ['juillet', 'july', 'juil', 'jul'],
  ['aout', 'august', 'aug'],
  ['septembre', 'september', 'sept', 'sep'],
  ['octobre', 'october', 'oct'],
  ['novembre', 'november', 'nov'],
  ['decembre', 'december', 'dec'],
];
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map(name => [name, index + 1] as const)));
/** "May" and "sept" are other words too, and "Mars" a planet: months only beside a day or a year. */
const NEEDS_DATE = /^(?:may|mars|sept?|.{3})$/u;
const ORDINALS: readonly RegExp[] = [
  /^(?:1er|1re|1st|premier|premiere|first|i|1)$/u,
  /^(?:2e|2eme|2nd|deuxieme|second|seconde|ii|2)$/u,
  /^(?:3e|3eme|3rd|troisieme|third|iii|3)$/u,
  /^(?:4e|4eme|4th|quatrieme|fourth|dernier|last|iv|4)$/u,
];

const QUARTER =
  /(?<![a-z0-9])(?:q|t|trim(?:estre)?[ _-]?)[ ]?([1-4])(?![0-9a-z])|(?<![a-z0-9])([1-4])[ ]?(?:q|t)(?![a-z0-9])/gu;
const HALF = /(?<![a-z0-9])(?:h|s|sem(?:estre)?[ _-]?)[ ]?([12])(?![0-9a-z])/gu;
const SPELLED = /(?<![a-z0-9])([a-z0-9]+)[ _-]+(trimestre|quarter|semestre|half)(?![a-z])/gu;
const YEAR = /(?<![0-9])((?:19|20)\d{2})(?![0-9])/gu;
const YEAR_AND_MONTH =
  /(?<![0-9])(?:19|20)\d{2}[-_./](0[1-9]|1[0-2])(?![0-9])|(?<![0-9])(0[1-9]|1[0-2])[-_./](?:19|20)\d{2}(?![0-9])/gu;
const VERSION =
  /(?<![a-z0-9])(?:v|version[ _-]?|rev(?:ision)?[ _.-]?|edition[ _-]?)[ ]?(\d+(?:[.]\d+)*)(?![0-9a-z])/gu;

/** What a text says of when it holds, or which of its versions it is. */
export type Period = {
  kind: 'year' | 'quarter' | 'half' | 'month' | 'version';
  value: string;
  /** The words that name it, folded. */
  words: string;
};

/**
 * The years, quarters, halves, months and versions named in a text, in French and English, in file names too:
 * "Q3 2024", "3e trimestre", "mars", "2024-03", "v2.1".
 */
export function periodsIn(text: string): Period[] {
  const folded = fold(text);
  const periods: Period[] = [];
  const add = (kind: Period['kind'], value: string, words: string): void => {
    if (!periods.some(known => known.kind === kind && known.value === value))
      periods.push({ kind, value, words });
  };
  for (const [words, year = ''] of folded.matchAll(YEAR)) add('year', year, words);
  for (const [words, one, other] of folded.matchAll(QUARTER)) add('quarter', one ?? other ?? '', words);
  for (const [words, half = ''] of folded.matchAll(HALF)) add('half', half, words);
  for (const [words, ordinal = '', unit = ''] of folded.matchAll(SPELLED)) {
    const index = ORDINALS.findIndex(pattern => pattern.test(ordinal));
    const isQuarter = unit === 'trimestre' || unit === 'quarter';
    if (index >= 0 && (isQuarter || index < 2)) add(isQuarter ? 'quarter' : 'half', String(index + 1), words);
  }
  for (const [words, one, other] of folded.matchAll(YEAR_AND_MONTH))
    add('month', String(Number(one ?? other)), words);
  for (const match of folded.matchAll(/(?<![a-z])[a-z]{3,9}(?![a-z])/gu)) {
    const month = MONTH_OF.get(match[0]);
    if (month === undefined) continue;
    const dated =
      /\d(?:er|st|nd|rd|th)?[ _-]*$/u.test(folded.slice(0, match.index)) ||
      /^[.,]?[ _-]*\d/u.test(folded.slice(match.index + match[0].length));
    if (dated || !NEEDS_DATE.test(match[0])) add('month', String(month), match[0]);
  }
  for (const [words, version = ''] of folded.matchAll(VERSION))
    add('version', version.replace(/(?:\.0)+$/u, ''), words);
  return periods;
}
