import { join } from 'node:path';
import { blankLogLines } from '#main/platform/log-lines.ts';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Blanks the log lines that carry an id of which `isTheirs` says yes. @returns how many. */
export function eraseFromLogs(
  dataFolder: string,
  isTheirs: (id: string) => boolean,
  signal: AbortSignal,
): Promise<number> {
  return blankLogLines(
    join(dataFolder, 'logs'),
    line => {
      for (const [id] of line.matchAll(ID)) if (isTheirs(id)) return true;
      return false;
    },
    signal,
  );
}
