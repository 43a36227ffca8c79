import type { OfficeHours, WeekDay } from '../wire.ts';
import type { Translate } from './words.ts';

export const WEEK: readonly WeekDay[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

/** A Monday, to name days of the week by. */
const SOME_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1000;

/** The day of the week and the time (`HH:MM`) at the office. */
function timeThere(now: Date, timeZone: string): { day: number; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? '';
  return {
    day: WEEK.findIndex(day => day === part('weekday').toLowerCase()),
    time: `${part('hour')}:${part('minute')}`,
  };
}

export function isOpen(hours: OfficeHours, now: Date): boolean {
  const { day, time } = timeThere(now, hours.timeZone);
  const today = hoursOf(hours, day);
  return today !== undefined && time >= today[0] && time < today[1];
}

/** When the office opens next, in words; null while it is open. */
export function openingWords(hours: OfficeHours, now: Date, t: Translate): string | null {
  if (isOpen(hours, now)) return null;
  const { day, time } = timeThere(now, hours.timeZone);
  for (let ahead = 0; ahead <= WEEK.length; ahead += 1) {
    const from = hoursOf(hours, day + ahead)?.[0];
    if (from === undefined || (ahead === 0 && from <= time)) continue;
    const opens = timeInWords(from, t.language);
    return ahead === 0
      ? t('opensToday', { time: opens })
      : t('opensDay', { day: dayName((day + ahead) % WEEK.length, t.language), time: opens });
  }
  return t('statusClosed');
}

export function hoursOf(hours: OfficeHours, day: number): [string, string] | undefined {
  const name = WEEK[day % WEEK.length];
  return name === undefined ? undefined : hours.days[name];
}

/** @param day 0 is Monday */
export function dayName(day: number, language: string): string {
  const date = new Date(SOME_MONDAY + day * DAY_MS);
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(date);
}

/** `09:30` as people of that language write it. */
export function timeInWords(time: string, language: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  // « 9 h », « 9 h 30 »: what the browser's own French makes of it is a stopwatch's.
  if (language.startsWith('fr')) return `${hours}\u00a0h${minutes > 0 ? `\u00a0${time.slice(3)}` : ''}`;
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    new Date(SOME_MONDAY + (hours * 60 + minutes) * 60_000),
  );
}
