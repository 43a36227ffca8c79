import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;
/** Counted in looks: tests set the clock. */
const LOOKS = 6_000;

/** Looks now and then until something is there, and returns it. Throws after a minute. */
export async function until<T>(look: () => T | null | false | Promise<T | null | false>): Promise<T> {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    await wait(LOOK_EVERY_MS);
  }
  throw new Error('Waited for a minute in vain');
}
