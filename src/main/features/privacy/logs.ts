import { join } from 'node:path';
import { blankLogLines } from '#main/platform/log-lines.ts';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Blanks the log lines that carry an id of which `isTheirs` says yes, or the word. @returns how many. */
export function eraseFromLogs(
  dataFolder: string,
  isTheirs: (id: string) => boolean,
  signal: AbortSignal,
  word: string | null = null,
): Promise<number> {
  return blankLogLines(
    join(dataFolder, 'logs'),
    line => {
      if (word !== null && line.toLowerCase().includes(word)) return true;
      for (const [id] of line.matchAll(ID)) if (isTheirs(id)) return true;
      return false;
    },
    signal,
  );
}
