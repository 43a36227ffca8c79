import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from '#main/platform/content-store.ts';

export type ExportFolder = ReturnType<typeof createExportFolder>;

/** `<data folder>/exports`: one ZIP an export, named by its id; `.part` while it is being written. */
export function createExportFolder(dataFolder: string) {
  const folder = join(dataFolder, 'exports');
  const path = (id: string) => join(folder, `${id}.zip`);
  const partial = (id: string) => join(folder, `${id}.zip.part`);
  return {
    path,
    partial,
    async prepare(): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    },
    async remove(id: string): Promise<void> {
      await rm(path(id), { force: true });
      await rm(partial(id), { force: true });
    },
    /** Removes what belongs to no known export. */
    async clean(isKnown: (id: string) => boolean): Promise<void> {
      for (const name of await namesIn(folder)) {
        if (!isKnown(name.replace(/\.zip(?:\.part)?$/, ''))) await rm(join(folder, name), { force: true });
      }
    },
  };
}
