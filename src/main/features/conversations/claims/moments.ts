/** A day, as far as it is named: "March 2024" has no day, "12 mars" no year. */
export type DayOption = { year: number | null; month: number; day: number | null };

export type Moment = { start: number; end: number } & (
  | { kind: 'day'; options: readonly DayOption[] }
  /** Minutes since midnight; two values where "2:30" may be of the afternoon. */
  | { kind: 'time'; minutes: readonly number[] }
  /** 1 is Monday. */
  | { kind: 'weekday'; days: readonly number[] }
);

const MONTHS =
  'janv(?:ier)?|f[ée]vr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?|' +
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|october|november|december';
const MONTH_STEMS: readonly (readonly [RegExp, number])[] = [
  [/^ja/, 1], [/^f/, 2], [/^mar/, 3], [/^a[vp]/, 4], [/^ma[iy]/, 5], [/^juin|^june?$|^jun$/, 6], [/^jui?l/, 7],
  [/^a[ou]/, 8], [/^se/, 9], [/^oc/, 10], [/^no/, 11], [/^d/, 12],
]; // prettier-ignore
const EDGE = '(?![\\p{L}\\p{N}])';
const BEGIN = '(?<![\\p{L}\\p{N}])';
const YEAR = '(?:,?\\s+(\\d{4}))?';

const ISO = /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/gu;
const NUMERIC = /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)/gu;
const SHORT = /(?<![\d/.,])(\d{1,2})\/(\d{1,2})(?![\d/])/gu;
const DAY_MONTH = new RegExp(
  `${BEGIN}(\\d{1,2})(?:er|st|nd|rd|th)?(?:\\s*(?:au|à|et|to|and|–|-)\\s*(\\d{1,2})(?:st|nd|rd|th)?)?\\s+(?:of\\s+)?(${MONTHS})\\.?${YEAR}${EDGE}`,
  'giu',
);
const MONTH_DAY = new RegExp(
  `${BEGIN}(${MONTHS})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)${YEAR}${EDGE}`,
  'giu',
);
const MONTH_YEAR = new RegExp(`${BEGIN}(${MONTHS})\\.?,?\\s+(\\d{4})${EDGE}`, 'giu');
/** A month by itself is one only where a word says so: "mars" is a planet, "may" a verb. */
const MONTH_ALONE = new RegExp(
  `(?<=(?<!\\p{L})(?:en|in|d['’]|de|of|depuis|since|until|till|avant|before|après|after|début|fin|mi-|early|late|mid-|by|from|jusqu['’]en|every|chaque)\\s*)(${MONTHS})${EDGE}`,
  'giu',
);
const TIMES =
  /(?<![\d:.,])(\d{1,2})(?:(?::|\s?h\s?|\s?H\s?)(\d{2})(?!\d)|\s?[hH](?![\p{L}\p{N}]))(?:\s?([ap])\.?m\b\.?)?|(?<![\d:.,])(\d{1,2})(?:[.:](\d{2}))?\s?([ap])\.?m\b\.?|(?<!\p{L})(midi|noon|minuit|midnight)(?!\p{L})/giu;
const WEEKDAYS: readonly (readonly [string, number])[] = [
  ['lundi', 1], ['mardi', 2], ['mercredi', 3], ['jeudi', 4], ['vendredi', 5], ['samedi', 6], ['dimanche', 7],
  ['monday', 1], ['tuesday', 2], ['wednesday', 3], ['thursday', 4], ['friday', 5], ['saturday', 6], ['sunday', 7],
]; // prettier-ignore
const WEEKDAY = WEEKDAYS.map(([name]) => name).join('|');
const WEEKDAY_RANGE = new RegExp(
  `${BEGIN}(${WEEKDAY})s?\\s*(?:au|à|to|through|until|till|–|—|-)\\s*(${WEEKDAY})s?${EDGE}`,
  'giu',
);
const WEEKDAY_ALONE = new RegExp(`${BEGIN}(${WEEKDAY})s?${EDGE}`, 'giu');
const SOME_DAYS =
  /(?<!\p{L})(?:(week-?ends?)|(every day|tous les jours|chaque jour|daily|7\s*(?:jours|j|days)\s*(?:sur|\/)\s*7|7\s*\/\s*7)|(weekdays?|jours? ouvrés?|working days?|en semaine))(?!\p{L})/giu;

/** Days, times of day and days of the week that a text names, in order; none inside another. */
export function momentsIn(text: string): Moment[] {
  const found: Moment[] = [];
  const add = (match: RegExpExecArray, moment: DayOption[] | null): void => {
    const options = (moment ?? []).filter(isDay);
    if (options.length > 0)
      put({ start: match.index, end: match.index + match[0].length, kind: 'day', options });
  };
  const put = (moment: Moment): void => {
    if (!found.some(other => other.start < moment.end && moment.start < other.end)) found.push(moment);
  };
  for (const match of text.matchAll(ISO))
    add(match, [{ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }]);
  for (const match of text.matchAll(NUMERIC)) {
    const year = yearOf(match[4] ?? '');
    const [one, other] = [Number(match[1]), Number(match[3])];
    add(match, [
      { year, month: other, day: one },
      { year, month: one, day: other },
    ]);
  }
  for (const match of text.matchAll(DAY_MONTH)) {
    const year = match[4] === undefined ? null : Number(match[4]);
    const month = monthOf(match[3] ?? '');
    const days = [match[1], match[2]].filter(day => day !== undefined).map(Number);
    add(
      match,
      days.map(day => ({ year, month, day })),
    );
  }
  for (const match of text.matchAll(MONTH_DAY))
    add(match, [
      {
        year: match[3] === undefined ? null : Number(match[3]),
        month: monthOf(match[1] ?? ''),
        day: Number(match[2]),
      },
    ]);
  for (const match of text.matchAll(MONTH_YEAR))
    add(match, [{ year: Number(match[2]), month: monthOf(match[1] ?? ''), day: null }]);
  for (const match of text.matchAll(MONTH_ALONE))
    add(match, [{ year: null, month: monthOf(match[1] ?? ''), day: null }]);
  for (const match of text.matchAll(TIMES)) {
    const minutes = minutesOf(match);
    if (minutes.length > 0)
      put({ start: match.index, end: match.index + match[0].length, kind: 'time', minutes });
  }
  for (const match of text.matchAll(WEEKDAY_RANGE)) {
    const days = daysBetween(weekdayOf(match[1] ?? ''), weekdayOf(match[2] ?? ''));
    put({ start: match.index, end: match.index + match[0].length, kind: 'weekday', days });
  }
  for (const match of text.matchAll(WEEKDAY_ALONE))
    put({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'weekday',
      days: [weekdayOf(match[1] ?? '')],
    });
  return found.toSorted((one, other) => one.start - other.start);
}

/** What a source says of moments, to be asked. */
export type KnownMoments = {
  moments: readonly Moment[];
  days: ReadonlySet<number>;
  shortDays: readonly DayOption[];
};

export function knownMomentsIn(text: string): KnownMoments {
  const moments = momentsIn(text);
  const days = new Set(moments.flatMap(moment => (moment.kind === 'weekday' ? moment.days : [])));
  for (const [, weekEnd, all, working] of text.matchAll(SOME_DAYS)) {
    if (weekEnd !== undefined) for (const day of [6, 7]) days.add(day);
    if (all !== undefined) for (let day = 1; day <= 7; day += 1) days.add(day);
    if (working !== undefined) for (let day = 1; day <= 5; day += 1) days.add(day);
  }
  const shortDays = [...text.matchAll(SHORT)].flatMap(([, one, other]) => [
    { year: null, month: Number(other), day: Number(one) },
    { year: null, month: Number(one), day: Number(other) },
  ]);
  return { moments, days, shortDays: shortDays.filter(isDay) };
}

/**
 * Whether a source names a moment, in whatever form.
 * @param numbers figures of the source, for a year or an hour that stands apart from its day
 */
export function holdsMoment(known: KnownMoments, numbers: ReadonlySet<number>, wanted: Moment): boolean {
  if (wanted.kind === 'weekday') return wanted.days.every(day => known.days.has(day));
  if (wanted.kind === 'time') {
    const held = known.moments.flatMap(moment => (moment.kind === 'time' ? moment.minutes : []));
    return wanted.minutes.some(
      minutes => held.includes(minutes) || (minutes % 60 === 0 && numbers.has(minutes / 60)),
    );
  }
  const held = [
    ...known.moments.flatMap(moment => (moment.kind === 'day' ? moment.options : [])),
    ...known.shortDays,
  ];
  return wanted.options.some(option => held.some(other => agrees(other, option, numbers)));
}

function agrees(held: DayOption, wanted: DayOption, numbers: ReadonlySet<number>): boolean {
  if (held.month !== wanted.month) return false;
  if (wanted.day !== null && held.day !== wanted.day) return false;
  return (
    wanted.year === null || held.year === wanted.year || (held.year === null && numbers.has(wanted.year))
  );
}

function isDay({ month, day }: DayOption): boolean {
  return month >= 1 && month <= 12 && (day === null || (day >= 1 && day <= 31));
}

function yearOf(digits: string): number {
  const year = Number(digits);
  return digits.length === 2 ? (year < 70 ? 2000 : 1900) + year : year;
}

function monthOf(name: string): number {
  const plain = name.toLowerCase().replace('é', 'e').replace('û', 'u');
  return MONTH_STEMS.find(([stem]) => stem.test(plain))?.[1] ?? 0;
}

function weekdayOf(name: string): number {
  return WEEKDAYS.find(([known]) => known === name.toLowerCase())?.[1] ?? 0;
}

function daysBetween(from: number, to: number): number[] {
  const days = [from];
  for (let day = from; day !== to;) {
    day = (day % 7) + 1;
    days.push(day);
  }
  return days;
}

function minutesOf(match: RegExpExecArray): number[] {
  const [, hourA, minuteA, halfA, hourB, minuteB, halfB, named] = match;
  if (named !== undefined)
    return /^mi(?:di|nuit)$|noon|midnight/i.test(named) && /midi|noon/i.test(named) ? [720] : [0, 1440];
  const hour = Number(hourA ?? hourB);
  const minute = Number(minuteA ?? minuteB ?? 0);
  const half = (halfA ?? halfB)?.toLowerCase();
  if (hour > 24 || minute > 59) return [];
  if (half !== undefined) return [((hour % 12) + (half === 'p' ? 12 : 0)) * 60 + minute];
  const time = hour * 60 + minute;
  // "2:30" on a clock of twelve hours; "14 h 30" and "02:30" say which.
  return match[0].includes(':') && hour >= 1 && hour <= 12 && !match[0].startsWith('0')
    ? [time, (time + 720) % 1440]
    : [time];
}
