import { z } from 'zod';
import { instant, named } from './vocabulary.ts';

/** `dailyAt`: `HH:MM`. `cron`: minute, hour, day of the month, month, day of the week. */
export const scheduleTime = z.union([
  z.object({ dailyAt: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/) }).strict(),
  z.object({ cron: z.string() }).strict(),
]);
export type ScheduleTime = z.infer<typeof scheduleTime>;

/** Work that Foyer does by itself, again and again. */
export const schedule = z.object({
  /** As the part that does it declares it: modules bring theirs, so that no list of all is part of the contract. */
  name: z.string(),
  called: named.nullable(),
  about: named,
  when: scheduleTime,
  timeZone: z.string(),
  /** What becomes of times that passed while Foyer was not running. */
  missed: z.enum(['once', 'all', 'skip']),
  nextRunAt: instant.nullable(),
  /** When its work was last asked for, by its time or by a person; null before. */
  lastRunAt: instant.nullable(),
});
export type Schedule = z.infer<typeof schedule>;
