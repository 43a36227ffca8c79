export type WeekDay = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** The hours of a widget, as the contract has them: a day left out is closed. The widget cannot load the contract. */
type OfficeHours = { timeZone: string; days: Partial<Record<WeekDay, [string, string]>> };

/** The days of a week, as Europe counts them. */
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

/** The day of the week (0 is Monday) and the time (`HH:MM`) at an instant, by the clock of a time zone. */
export function timeThere(at: Date, timeZone: string): { day: number; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? '';
  return {
    day: WEEK.findIndex(day => day === part('weekday').toLowerCase()),
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** The hours of a day (0 is Monday, 7 the next one); undefined: closed. */
export function hoursOf(hours: OfficeHours, day: number): [string, string] | undefined {
  const name = WEEK[day % WEEK.length];
  return name === undefined ? undefined : hours.days[name];
}

/** Whether the office is open at an instant, by the clock of its own time zone; always when it keeps no hours. */
export function isOpen(hours: OfficeHours | null, at: Date): boolean {
  if (hours === null) return true;
  const { day, time } = timeThere(at, hours.timeZone);
  const today = hoursOf(hours, day);
  return today !== undefined && time >= today[0] && time < today[1];
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
