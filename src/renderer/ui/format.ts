import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/contract/vocabulary.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Minutes are counted up to here. */
const HOURS_FROM_MS = 2 * HOUR_MS;

/** Numbers, sizes, times and dates as the language writes them. None of them breaks over two lines. */
export function createFormat(language: Language) {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const number = new Intl.NumberFormat(locale);
  const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const medium = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  /** The first of a month has a name of its own in French, which Intl does not know. */
  const asSaid = (words: string): string =>
    unbroken(language === 'fr' ? words.replace(/(?<!\d)1(?=\s\p{L}|\s?–)/gu, '1er') : words);
  const date = (as: Intl.DateTimeFormat, instant: string): string => asSaid(as.format(new Date(instant)));

  return {
    language,
    number: (value: number) => number.format(value),
    percent: (share: number) => percent.format(share),
    bytes(bytes: number): string {
      const units = language === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To'] : ['B', 'kB', 'MB', 'GB', 'TB'];
      const power = bytes <= 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
      return `${oneDecimal.format(bytes / 1000 ** power)}\u00a0${units[power] ?? ''}`;
    },
    /** Milliseconds as a person says them: `320 ms`, `1,4 s`, `2 min`, `5 h`. */
    duration(ms: number): string {
      if (ms < 1_000) return `${Math.round(ms)}\u00a0ms`;
      if (ms < 60_000) return `${oneDecimal.format(ms / 1000)}\u00a0s`;
      if (ms < HOURS_FROM_MS) return `${Math.round(ms / 60_000)}\u00a0min`;
      return `${oneDecimal.format(ms / HOUR_MS)}\u00a0h`;
    },
    /** `à l’instant`, `il y a 3 min`, `hier`, `12 mars`. */
    ago(instant: string, now: Date = new Date()): string {
      const elapsed = now.getTime() - new Date(instant).getTime();
      if (elapsed < 45_000) return unbroken(relative.format(0, 'second'));
      if (elapsed < 3_600_000) return unbroken(relative.format(-Math.round(elapsed / 60_000), 'minute'));
      if (elapsed < DAY_MS && new Date(instant).getDate() === now.getDate())
        return unbroken(time.format(new Date(instant)));
      const days = Math.round((startOfDay(now) - startOfDay(new Date(instant))) / DAY_MS);
      if (days <= 6) return unbroken(relative.format(-days, 'day'));
      return date(dayAndMonth, instant);
    },
    /** To the second, as evidence needs it. */
    exact: (instant: string) => inTwo(date(exact, instant)),
    dateTime: (instant: string) => date(full, instant),
    /** `12 mars 2026`. */
    date: (instant: string) => date(long, instant),
    /** `12 mars 2026`, months in short: for a column. */
    shortDate: (instant: string) => date(medium, instant),
    /** `10:02`. */
    time: (instant: string) => unbroken(time.format(new Date(instant))),
    weekday: (day: string) => weekday.format(new Date(`${day}T12:00:00`)),
    day: (day: string) => date(dayAndMonth, `${day}T12:00:00`),
    /** From one day to another; what both share is said once. */
    days: (from: string, until: string) =>
      asSaid(long.formatRange(new Date(`${from}T12:00:00`), new Date(`${until}T12:00:00`))),
  };
}

function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00a0');
}

/** Date and time as evidence has them are too long for a phone: a line may end between the two. */
function inTwo(words: string): string {
  return words.replace(/\u00a0(?=(?:à|at)\u00a0)/u, ' ');
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export type Format = ReturnType<typeof createFormat>;

const formats: Record<Language, Format> = { fr: createFormat('fr'), en: createFormat('en') };

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return i18n.language.startsWith('en') ? formats.en : formats.fr;
}
