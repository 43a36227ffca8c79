// node record-and-die.ts DATA_FOLDER POINT: records three events, and is killed before they are handed over (`before`), or
// while the second is (`during`), or once the second was, before that is kept (`after`).
import { z } from 'zod';
import { openDatabase } from '#main/db/connection.ts';
import { createChanges } from '#main/platform/changes.ts';
import { systemClock } from '#main/platform/clock.ts';
import {
  createDelivery,
  createEventLog,
  createEventStore,
  defineEvent,
} from '#main/platform/events/index.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { jobEngine } from './job-engine.ts';
import { roomyStorage } from './storage-stand-in.ts';

const CALLED = { fr: 'Suites', en: 'What follows' };

export const STEP = defineEvent('walk.step', {
  subject: 'walk',
  payload: z.object({ number: z.number() }),
  news: null,
});

/** Everything that hands events over on a database, with a subscriber that is told of steps. */
export function openWalk(dataFolder: string, handle: (number: number) => Promise<void>) {
  const database = openDatabase(dataFolder, createSilentLog());
  const { jobs } = jobEngine(database, systemClock);
  const store = createEventStore(database);
  const log = createEventLog({ store, kinds: [STEP], changes: createChanges(), clock: systemClock });
  const delivery = createDelivery({ store, log, jobs, storage: roomyStorage(), errors: createSilentLog() });
  delivery.subscribe({
    name: 'walker',
    to: [STEP],
    from: 'beginning',
    called: CALLED,
    handle: ({ payload }) => handle(payload.number),
  });
  return { database, log, delivery, jobs };
}

const [dataFolder, point] = process.argv.slice(2);
if (import.meta.main && dataFolder !== undefined) {
  const die = () => process.kill(process.pid, 'SIGKILL');
  const { log, delivery } = openWalk(dataFolder, async number => {
    if (number !== 2) return;
    if (point === 'during') die();
    if (point === 'after') setImmediate(die);
    if (point === 'after') await new Promise(resolve => setTimeout(resolve, 1_000));
  });
  log.atOnce(() => {
    for (const number of [1, 2, 3])
      log.record(STEP, { clientId: null, subjectId: 'way', payload: { number } });
  });
  if (point === 'before') die();
  delivery.start();
  setTimeout(() => process.exit(1), 20_000); // nothing else keeps it alive
}
