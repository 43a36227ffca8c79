import { Cron } from 'croner';
import type { ScheduleTime } from '#shared/contract/schedules.ts';
import type { Named } from '#shared/contract/vocabulary.ts';
import type { Carried, JobKind } from '#main/platform/jobs/kind.ts';
import type { JobRequest } from '#main/platform/jobs/ports.ts';

/** What becomes of times that passed while nothing could run: made up for once, each by itself, or left out. */
export type MissedRule = 'once' | 'all' | 'skip';

/** Work that is due again and again, as a feature declares it. */
export type Schedule<Payload extends Carried> = {
  name: string;
  /** What becomes of it, in a sentence for people. */
  about: Named;
  when: ScheduleTime;
  missed: MissedRule;
  kind: JobKind<Payload>;
  /** Asked when it is due: nothing is queued, nor written, for nothing. Left out, it always is. */
  isWanted?(): boolean;
  /** The work that is due at that instant. */
  request(due: Date): Pick<JobRequest<Payload>, 'label' | 'payload' | 'priority' | 'maxAttempts'>;
};

/** So many missed times are made up for one by one; what is older is let go. */
const MADE_UP_AT_MOST = 100;
const FIRST_LOOK_BACK_MS = 2 * 3_600_000;

/** The times of a schedule in a time zone. Where the clock is set forward, a time that does not exist is the next that does. */
export function timesOf(when: ScheduleTime, timeZone: string) {
  const pattern = new Cron(patternOf(when), { timezone: timeZone, paused: true });

  const next = (after: Date): Date | null => pattern.nextRun(after);

  return {
    next,
    /** Those after one instant up to another, oldest first; of very many the latest. */
    between(after: Date, until: Date): Date[] {
      // Looked for from the end, further and further back: after a year closed, minutes are half a million.
      for (let span = FIRST_LOOK_BACK_MS; ; span *= 12) {
        const from = new Date(Math.max(after.getTime(), until.getTime() - span));
        const times: Date[] = [];
        for (let time = next(from); time !== null && time <= until; time = next(time)) times.push(time);
        if (times.length >= MADE_UP_AT_MOST || from <= after) return times.slice(-MADE_UP_AT_MOST);
      }
    },
  };
}

function patternOf(when: ScheduleTime): string {
  if ('cron' in when) return when.cron;
  const [hour = '0', minute = '0'] = when.dailyAt.split(':');
  return `${Number(minute)} ${Number(hour)} * * *`;
}
