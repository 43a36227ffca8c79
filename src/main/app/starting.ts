import type { House } from '#main/features/house.ts';
import type { Part, Sweep } from '#main/features/part.ts';
import type { Log } from '#main/platform/log.ts';
import { isStorageRefusal, type Storage } from '#main/platform/storage/index.ts';

/** Hands the work of the parts to the queue, goes on with what an earlier process left, and begins. */
export async function startParts(house: House, parts: readonly Part[]): Promise<void> {
  const { delivery, jobs, schedules, storage, log, mode } = house;
  for (const work of parts.flatMap(part => part.jobs ?? [])) work.begin(jobs, schedules);
  for (const work of parts.flatMap(part => part.on ?? [])) work.begin(delivery);
  await resume(storage, log, async () => {
    for (const part of parts) await part.resume?.();
  });
  jobs.start();
  delivery.start();
  if (mode !== 'command-line') {
    for (const part of parts) part.start?.();
    schedules.start();
  }
  for (const { sweep } of parts) if (sweep !== undefined) sweepOnceWritable(sweep, { storage, log });
}

/** Before the start goes on, or as soon as there is room for it. */
async function resume(storage: Storage, log: Log, work: () => Promise<void>): Promise<void> {
  const later = () =>
    storage.onceWritable(() => {
      work().catch((error: unknown) => {
        const told = storage.failed(error);
        if (isStorageRefusal(told)) later();
        else log.error({ err: told }, 'work of an earlier run not resumed');
      });
    });
  if (!storage.isWritable()) return later();
  try {
    await work();
  } catch (error) {
    const told = storage.failed(error);
    if (!isStorageRefusal(told)) throw told;
    later();
  }
}

function sweepOnceWritable({ what, remove }: Sweep, { storage, log }: { storage: Storage; log: Log }): void {
  storage.onceWritable(() => {
    remove()
      .then(removed => {
        if (removed > 0) log.info({ what, removed }, 'removed what belongs to nothing');
      })
      .catch((error: unknown) => log.warn({ what, err: storage.failed(error) }, 'not swept'));
  });
}
