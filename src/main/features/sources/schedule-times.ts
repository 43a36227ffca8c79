import type { SourceSchedule } from '#shared/contract/sources.ts';
import { timesOf } from '#main/platform/schedules/schedule.ts';

const HOUR_MS = 3_600_000;

/** When a source is to be looked at next, by the clock of its client; null for never. */
export function nextLookOf(schedule: SourceSchedule, timeZone: string, now: Date): Date | null {
  if (schedule.every === 'never') return null;
  if (schedule.every === 'hour') return new Date(now.getTime() + HOUR_MS);
  const [hour = '0', minute = '0'] = schedule.at.split(':');
  return timesOf({ cron: `${Number(minute)} ${Number(hour)} ${daysOf(schedule)}` }, timeZone).next(now);
}

function daysOf(schedule: Extract<SourceSchedule, { at: string }>): string {
  if (schedule.every === 'week') return `* * ${schedule.day % 7}`;
  return schedule.every === 'month' ? `${schedule.day} * *` : '* * *';
}
