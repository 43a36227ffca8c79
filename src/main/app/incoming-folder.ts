import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where parts of uploads lie while they come. */
export function incomingFolderIn(dataFolder: string): string {
  return join(dataFolder, 'incoming');
}

/** Removes what a killed process had put aside of uploads, under the names of today and of earlier versions. */
export async function sweepIncoming(dataFolder: string): Promise<void> {
  for (const folder of [incomingFolderIn(dataFolder), join(dataFolder, 'incoming-public')])
    await rm(folder, { recursive: true, force: true });
}
