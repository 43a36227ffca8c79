import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Absolute path of a folder that ships with Foyer, looked for beside this file and upwards: the sources, the
 * bundle and the packaged app keep them at different depths. Throws when it is nowhere: a broken installation.
 */
export function shippedFolder(...candidates: [string, ...string[]]): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const candidate of candidates) {
      const path = join(folder, candidate);
      if (existsSync(path)) return path;
    }
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`Not shipped with this installation: ${candidates[0]}`);
    folder = parent;
  }
}
