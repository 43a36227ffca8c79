import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FoyerError } from '#shared/errors.ts';
import { isIgnored, isJunk } from './left-out.ts';

const DEPTH_MAX = 20; // deeper is a loop or a mistake
/** The drive itself, not one folder of it. */
const GONE = new Set(['EIO', 'ENODEV', 'ENOTCONN', 'ESTALE', 'EHOSTDOWN', 'ETIMEDOUT', 'ENXIO']);

export type FileBelow = {
  type: 'file';
  /** The path below the folder, with `/`, as letters are composed everywhere (NFC). */
  key: string;
  name: string;
  path: string;
  details: Stats;
};
type Seen = FileBelow | { type: 'ignored'; key: string } | { type: 'unread'; key: string };

type Rules = {
  subfolders: boolean;
  ignore: readonly string[];
  /** A folder that is left out: Foyer's own. */
  without: string;
};

/**
 * What is below a folder, in the order of names. Hidden files, what systems leave behind and links are left out in
 * silence. Throws `source.unreachable` where the drive is gone.
 */
export async function* filesBelow(root: string, rules: Rules): AsyncGenerator<Seen> {
  yield* walk(root, '', rules, 0);
}

async function* walk(folder: string, prefix: string, rules: Rules, depth: number): AsyncGenerator<Seen> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (depth === 0 || isGone(error))
      throw new FoyerError('source.unreachable', `${folder} cannot be read`, { cause: error });
    return null;
  });
  if (entries === null) return yield { type: 'unread', key: prefix };
  const keys = new Set<string>();
  const visible = entries
    .filter(entry => !isJunk(entry.name) && (entry.isFile() || entry.isDirectory()))
    .toSorted((left, right) => left.name.localeCompare(right.name));
  for (const entry of visible) {
    const path = join(folder, entry.name);
    if (path === rules.without) continue;
    // The same name may be there twice where systems keep accents apart: the other keeps its letters as they are.
    const composed = prefix + entry.name.normalize('NFC');
    const key = keys.has(composed) ? prefix + entry.name : composed;
    keys.add(key);
    if (isIgnored(key, rules.ignore)) {
      yield { type: 'ignored', key: entry.isDirectory() ? `${key}/` : key };
    } else if (entry.isDirectory()) {
      if (rules.subfolders && depth < DEPTH_MAX) yield* walk(path, `${key}/`, rules, depth + 1);
    } else yield await fileAt(path, key, entry.name.normalize('NFC'));
  }
}

async function fileAt(path: string, key: string, name: string): Promise<Seen> {
  try {
    return { type: 'file', key, name, path, details: await lstat(path) };
  } catch (error) {
    if (isGone(error)) throw new FoyerError('source.unreachable', `${path} cannot be read`, { cause: error });
    return { type: 'unread', key };
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && GONE.has(String(error.code));
}
