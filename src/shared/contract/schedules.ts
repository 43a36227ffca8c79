import { z } from 'zod';
import { instant } from './vocabulary.ts';

/** Work that Foyer does by itself, again and again. */
export const scheduleName = z.enum([
  'privacy.retention',
  'database.copy',
  'database.check',
  'visitors.upkeep',
  'accounts.upkeep',
  'notifications.mail',
  'notifications.upkeep',
]);
export type ScheduleName = z.infer<typeof scheduleName>;

/** `dailyAt`: `HH:MM`. `cron`: minute, hour, day of the month, month, day of the week. */
export const scheduleTime = z.union([
  z.object({ dailyAt: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/) }).strict(),
  z.object({ cron: z.string() }).strict(),
]);
export type ScheduleTime = z.infer<typeof scheduleTime>;

export const schedule = z.object({
  name: scheduleName,
  when: scheduleTime,
  timeZone: z.string(),
  /** What becomes of times that passed while Foyer was not running. */
  missed: z.enum(['once', 'all', 'skip']),
  nextRunAt: instant.nullable(),
  /** When its work was last asked for, by its time or by a person; null before. */
  lastRunAt: instant.nullable(),
});
export type Schedule = z.infer<typeof schedule>;
