import type { Log } from '#main/platform/log.ts';
import { isStorageRefusal, type Storage } from '#main/platform/storage/index.ts';

/** Goes on with what an earlier process left: before the start goes on, or as soon as there is room for it. */
export async function resumeWork(storage: Storage, log: Log, resume: () => Promise<void>): Promise<void> {
  const later = () =>
    storage.onceWritable(() => {
      resume().catch((error: unknown) => {
        const told = storage.failed(error);
        if (isStorageRefusal(told)) later();
        else log.error({ err: told }, 'work of an earlier run not resumed');
      });
    });
  if (!storage.isWritable()) return later();
  try {
    await resume();
  } catch (error) {
    const told = storage.failed(error);
    if (!isStorageRefusal(told)) throw told;
    later();
  }
}

/** Removes what belongs to nothing any more, in the background, as soon as the folder may be changed. */
export function sweepOnceWritable(
  { storage, log }: { storage: Storage; log: Log },
  what: string,
  sweep: () => Promise<number>,
): void {
  storage.onceWritable(() => {
    sweep()
      .then(removed => {
        if (removed > 0) log.info({ what, removed }, 'removed what belongs to nothing');
      })
      .catch((error: unknown) => log.warn({ what, err: storage.failed(error) }, 'not swept'));
  });
}
