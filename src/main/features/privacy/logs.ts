import { join } from 'node:path';
import { blankLogLines } from '#main/platform/log-lines.ts';

/** Lines that follow one another speak of the same few things. */
const REMEMBERED_IDS = 2_000;
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Blanks the log lines that carry an id of which `isTheirs` says yes, or the word. @returns how many. */
export function eraseFromLogs(
  dataFolder: string,
  isTheirs: (id: string) => boolean,
  signal: AbortSignal,
  word: string | null = null,
): Promise<number> {
  const known = new Map<string, boolean>();
  const isKnownAsTheirs = (id: string): boolean => {
    let theirs = known.get(id);
    if (theirs === undefined) {
      theirs = isTheirs(id);
      if (known.size >= REMEMBERED_IDS) known.clear();
      known.set(id, theirs);
    }
    return theirs;
  };
  return blankLogLines(
    join(dataFolder, 'logs'),
    line => {
      if (word !== null && line.toLowerCase().includes(word)) return true;
      for (const [id] of line.matchAll(ID)) if (isKnownAsTheirs(id)) return true;
      return false;
    },
    signal,
  );
}
