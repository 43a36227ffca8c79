import { app } from 'electron';
import type { Log } from './core.ts';

/**
 * Longest wait for jobs to reach the end of their step. Past it the process ends anyway, which loses nothing: work
 * done is committed and a job resumes at its last completed step.
 */
export const CLOSE_MAX_MS = 10_000;

/** Lets the app end only once the core is closed, or its time is up. */
export function closeBeforeQuit(options: {
  close: () => Promise<void>;
  log: () => Log | null;
  limitMs?: number;
}): void {
  const { close, log, limitMs = CLOSE_MAX_MS } = options;
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', event => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void closeWithin(limitMs, close, log()).then(() => {
      state = 'closed';
      app.quit();
    });
  });
}

async function closeWithin(limitMs: number, close: () => Promise<void>, log: Log | null): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>(resolve => {
    timer = setTimeout(() => {
      log?.warn({ limitMs }, 'closing took too long; jobs resume at the next start');
      resolve();
    }, limitMs);
  });
  const closed = close().catch((error: unknown) => log?.error({ err: error }, 'closing failed'));
  await Promise.race([closed, limit]);
  clearTimeout(timer);
}
