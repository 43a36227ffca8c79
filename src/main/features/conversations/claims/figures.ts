import { wordNumbersIn } from './number-words.ts';

/** What is counted, as far as it matters: the same number of another thing is another figure. */
export type Unit = Money | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
type Money = 'percent' | 'eur' | 'usd' | 'gbp' | 'chf';
const MONEY: ReadonlySet<Unit | null> = new Set<Money>(['percent', 'eur', 'usd', 'gbp', 'chf']);

/** Percents and amounts, which are figures whatever their number. */
export function isMoney(unit: Unit | null): boolean {
  return MONEY.has(unit);
}

export type Figure = {
  /** Offsets in the text, UTF-16 units; what is counted is included. */
  start: number;
  end: number;
  /** What it may be worth: two values where a separator can be read in two ways ("1.200"). */
  values: readonly number[];
  unit: Unit | null;
  /** It counts things, as the word behind it says ("15 personnes"): no amount, no percent. */
  countsThings: boolean;
  /** Written in words ("quatre"): an article or a pronoun as often as a figure. */
  inWords: boolean;
};

/** Digits with separators of thousands and decimals, French, English and Swiss. */
const NUMBER =
  /(?<![\p{L}\p{N}])\d{1,3}(?:(?:[\u00a0\u202f ]\d{3})+|(?:['’]\d{3})+|(?:\.\d{3})+|(?:,\d{3})+)(?!\d)(?:[.,]\d{1,3}(?!\d))?|(?<![\p{L}\p{N}]|\d[.,])\d+(?:[.,]\d+)?(?!\p{N})/gu;
const MULTIPLIERS: readonly (readonly [RegExp, number])[] = [
  [
    /^\s*(?:k(?=\s*(?:€|\$|£|eur|chf|\s|[.,;)]|$))|mille(?!\p{L})|milliers?(?!\p{L})|thousands?(?!\p{L}))/iu,
    1e3,
  ],
  [/^\s*(?:M(?=\s*(?:€|\$|£|EUR|CHF))|[Mm]illions?(?!\p{L}))/u, 1e6],
  [/^\s*(?:Md(?=\s*(?:€|\$|£))|[Mm]illiards?(?!\p{L})|[Bb]illions?(?!\p{L})|bn(?!\p{L}))/u, 1e9],
];
const UNITS: readonly (readonly [Unit, RegExp])[] = [
  ['percent', /^\s*(?:%|pour\s?cent(?!\p{L})|per\s?cent(?!\p{L}))/iu],
  ['eur', /^(?:\s*€|\s*(?:d['’]\s*|de\s+)?euros?(?!\p{L})|\s*EUR(?!\p{L}))/iu],
  ['usd', /^(?:\s*\$|\s*(?:US\s*)?dollars?(?!\p{L})|\s*USD(?!\p{L}))/iu],
  ['gbp', /^(?:\s*£|\s*(?:pounds?|livres? sterling)(?!\p{L})|\s*GBP(?!\p{L}))/iu],
  ['chf', /^\s*(?:CHF|(?:Swiss )?francs?(?: suisses?)?)(?!\p{L})/iu],
  ['minute', /^[-\s]*(?:minutes?|mins?|mn)(?!\p{L})/iu],
  ['hour', /^[-\s]*(?:heures?|hours?|hrs?)(?!\p{L})/iu],
  ['day', /^[-\s]*(?:jours?|journées?|days?)(?!\p{L})/iu],
  ['week', /^[-\s]*(?:semaines?|weeks?)(?!\p{L})/iu],
  ['month', /^[-\s]*(?:mois|months?)(?!\p{L})/iu],
  ['year', /^[-\s]*(?:ans?|années?|years?)(?!\p{L})/iu],
];
const BEFORE: readonly (readonly [Unit, RegExp])[] = [
  ['eur', /(?:€|EUR)\s*$/u],
  ['usd', /(?:\$|USD)\s*$/u],
  ['gbp', /(?:£|GBP)\s*$/u],
  ['chf', /CHF\s*$/u],
];
/** Adjectives may come between ("45 petites minutes", "five working days"); nothing longer. */
const ADJECTIVE =
  /^\s+(?:premi[eè]re?s?|first|working|business|calendar|full|whole|consecutive|last|next|petites?|bonnes?)(?=\s)/iu;
const THING = /^[^\S\n]+\p{Ll}{4,}/u;
const UNIT_WINDOW = 40;

/** The figures of a text, in digits and in words, in order. */
export function figuresIn(text: string): Figure[] {
  const found: Figure[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const [digits] = match;
    found.push(measured(text, match.index, match.index + digits.length, valuesOf(digits), false));
  }
  for (const { start, end, value } of wordNumbersIn(text)) {
    if (found.some(figure => figure.start < end && start < figure.end)) continue; // "3 millions"
    found.push(measured(text, start, end, [value], true));
  }
  return found.toSorted((one, other) => one.start - other.start);
}

function measured(
  text: string,
  from: number,
  to: number,
  given: readonly number[],
  inWords: boolean,
): Figure {
  let end = to;
  let values = given;
  let rest = text.slice(end, end + UNIT_WINDOW);
  const multiplier = inWords ? undefined : MULTIPLIERS.find(([pattern]) => pattern.test(rest));
  if (multiplier !== undefined) {
    const [pattern, factor] = multiplier;
    end += pattern.exec(rest)?.[0].length ?? 0;
    values = given.map(value => value * factor);
    rest = text.slice(end, end + UNIT_WINDOW);
  }
  const adjective = ADJECTIVE.exec(rest)?.[0] ?? '';
  for (const [unit, pattern] of UNITS) {
    const after =
      pattern.exec(rest)?.[0] ??
      (adjective === '' ? undefined : pattern.exec(rest.slice(adjective.length))?.[0]);
    if (after === undefined) continue;
    const skipped = pattern.test(rest) ? 0 : adjective.length;
    return { start: from, end: end + skipped + after.length, values, unit, countsThings: false, inWords };
  }
  const before = text.slice(Math.max(0, from - 5), from);
  const currency = BEFORE.find(([, pattern]) => pattern.test(before));
  const start = currency === undefined ? from : from - (currency[1].exec(before)?.[0].length ?? 0);
  const unit = currency?.[0] ?? null;
  return { start, end, values, unit, countsThings: unit === null && THING.test(rest), inWords };
}

/** What digits may be worth: "1.200" is twelve hundred or one point two, "1.200,50" only the first. */
function valuesOf(digits: string): number[] {
  const plain = digits.replaceAll(/[\u00a0\u202f '’]/g, '');
  const separators = [...plain.matchAll(/[.,]/g)].map(([separator]) => separator);
  const last = separators.at(-1);
  if (last === undefined) return [Number(plain)];
  const asDecimal = () => {
    const at = plain.lastIndexOf(last);
    return Number(`${plain.slice(0, at).replaceAll(/[.,]/g, '')}.${plain.slice(at + 1)}`);
  };
  const asThousands = () => Number(plain.replaceAll(/[.,]/g, ''));
  if (separators.length === 1) {
    return /^[1-9]\d{0,2}[.,]\d{3}$/.test(plain) ? [asThousands(), asDecimal()] : [asDecimal()];
  }
  return separators.every(separator => separator === last) ? [asThousands()] : [asDecimal()];
}

/** Units that are exact multiples of another. */
const EXACTLY: Partial<Record<Unit, readonly [Unit, number]>> = {
  hour: ['minute', 60],
  day: ['minute', 1_440],
  week: ['minute', 10_080],
  year: ['month', 12],
};

/**
 * Whether a text holds a figure: the same number, of the same thing where both say of what. A time said in another unit
 * is the same figure (48 hours, two days).
 * @param figures those of the text
 */
export function holdsFigure(figures: readonly Figure[], wanted: Figure): boolean {
  return figures.some(figure => sameFigure(figure, wanted));
}

function sameFigure(one: Figure, other: Figure): boolean {
  if ((one.countsThings && isMoney(other.unit)) || (other.countsThings && isMoney(one.unit))) return false;
  if (one.unit === null || other.unit === null || one.unit === other.unit)
    return one.values.some(value => other.values.some(wanted => isSame(value, wanted)));
  const [base, factor] = EXACTLY[one.unit] ?? [one.unit, 1];
  const [otherBase, otherFactor] = EXACTLY[other.unit] ?? [other.unit, 1];
  return (
    base === otherBase &&
    one.values.some(value => other.values.some(wanted => isSame(value * factor, wanted * otherFactor)))
  );
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.abs(other) * 1e-9;
}
