import { watch } from 'node:fs';
import type { Log } from '#main/platform/log.ts';

const QUIET_MS = 3_000; // a copy of many files is one change
const LATEST_MS = 60_000; // where it is never quiet

type Watched = { path: string; subfolders: boolean; signal: AbortSignal; log: Log };

/** Calls `changed` once a folder has been quiet for some seconds after a change. Where it cannot watch, the schedule looks. */
export function watchFolder({ path, subfolders, signal, log }: Watched, changed: () => void): void {
  let timer: NodeJS.Timeout | null = null;
  let since = 0;
  const stop = () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  const tell = () => {
    timer = null;
    changed();
  };
  const noticed = () => {
    const now = performance.now();
    if (timer === null) since = now;
    else clearTimeout(timer);
    timer = setTimeout(tell, Math.min(QUIET_MS, Math.max(0, since + LATEST_MS - now)));
    timer.unref();
  };
  try {
    const watcher = watch(path, { recursive: subfolders, persistent: false, signal }, noticed);
    watcher.on('error', error => log.warn({ err: error }, 'a folder is watched no more'));
    signal.addEventListener('abort', stop, { once: true });
  } catch (error) {
    log.warn({ err: error }, 'a folder cannot be watched');
  }
}
