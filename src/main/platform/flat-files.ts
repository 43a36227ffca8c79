import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentPath, INCOMING, namesIn } from './content-store.ts';

const GROUP_FORMAT = /^[0-9a-f]{2}$/;
const HASH_FORMAT = /^[0-9a-f]{64}$/;

/** File systems without hard links (FAT, some network drives) answer one of these. */
const noLinks: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EACCES']);

/**
 * Moves files stored before each client had a folder, `<folder>/ab/<hash>`, to every client that has them; one that
 * no client has is removed. The old file goes last, so that after a kill the same call finishes the work.
 *
 * @param contentOwners ids of the clients by content hash; called once, and only when there is something to move.
 * @returns how many files were moved.
 */
export async function moveFlatFiles(
  folder: string,
  contentOwners: () => ReadonlyMap<string, readonly string[]>,
): Promise<number> {
  let moved = 0;
  let owners: ReturnType<typeof contentOwners> | null = null;
  for (const group of await namesIn(folder)) {
    if (!GROUP_FORMAT.test(group)) continue;
    for (const hash of await namesIn(join(folder, group))) {
      if (!HASH_FORMAT.test(hash)) continue;
      const flat = join(folder, group, hash);
      owners ??= contentOwners();
      for (const clientId of owners.get(hash) ?? []) await place(flat, contentPath(folder, clientId, hash));
      await rm(flat, { force: true });
      moved += 1;
    }
    await rmdir(join(folder, group)).catch(() => undefined); // holds something that is not ours: it stays
  }
  return moved;
}

async function place(from: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  try {
    await link(from, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') return;
    if (!noLinks.has(code)) throw error;
    await copyWhole(from, target);
  }
}

/** Under its name only once it is whole and on the disk. */
async function copyWhole(from: string, target: string): Promise<void> {
  const incoming = join(dirname(dirname(target)), INCOMING);
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const temporary = join(incoming, randomUUID());
  try {
    await copyFile(from, temporary);
    const file = await open(temporary, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
