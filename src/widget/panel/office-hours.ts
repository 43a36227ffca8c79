import { dayName, hoursOf, isOpen, timeInWords, timeThere, WEEK } from '../../shared/lib/office-hours.ts';
import type { OfficeHours } from '../wire.ts';
import type { Translate } from './words.ts';

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
