import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const MARK_FILE = 'database.json';

const mark = z.object({
  /** The beat (`PRAGMA user_version`) that was in the database at `at`; it only grows. */
  beat: z.number().int().nonnegative(),
  at: z.iso.datetime(),
  /** What a whole check found of the file while it was in use: the next start offers the copies. */
  damage: z.string().nullable(),
  /** The copy that was put in its place, until somebody was told. */
  restored: z.object({ madeAt: z.iso.datetime() }).nullable(),
});

/**
 * What is noted beside the database, of what was in it. It is written after the commit it tells of and is not flushed:
 * after a power cut it may be a little older than the database, never newer.
 */
export type DatabaseMark = z.infer<typeof mark>;

/** Null when there is none, or none that can be read: then nothing is known. */
export function readMark(dataFolder: string): DatabaseMark | null {
  let text: string;
  try {
    text = readFileSync(join(dataFolder, MARK_FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return mark.parse(JSON.parse(text));
  } catch {
    return null; // half a file after a power cut
  }
}

/** Replaces it in one step. */
export function writeMark(dataFolder: string, content: DatabaseMark): void {
  const path = join(dataFolder, MARK_FILE);
  writeFileSync(`${path}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function removeMark(dataFolder: string): void {
  rmSync(join(dataFolder, MARK_FILE), { force: true });
}
