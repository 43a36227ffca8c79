import type { OfficeHours, WeekDay } from '#shared/contract/widgets.ts';

/** Whether the office is open at an instant, by the clock of its own time zone. */
export function isOpen(hours: OfficeHours | null, at: Date): boolean {
  if (hours === null) return true;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find(one => one.type === type)?.value ?? '';
  const today = hours.days[part('weekday').toLowerCase() as WeekDay];
  if (today === undefined) return false;
  const now = `${part('hour')}:${part('minute')}`;
  return now >= today[0] && now < today[1];
}
