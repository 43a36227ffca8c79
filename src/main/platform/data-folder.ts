import { chmodSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { refusalIn } from '#main/platform/storage/refusals.ts';

export type DataFolderSurroundings = {
  platform: NodeJS.Platform;
  environment: NodeJS.ProcessEnv;
  home: string;
};

const here = (): DataFolderSurroundings => ({
  platform: process.platform,
  environment: process.env,
  home: homedir(),
});

/**
 * Where Foyer keeps everything: the folder asked for, else `FOYER_DATA`, else the platform's usual place
 * (XDG base directory specification, Apple's Application Support, Windows' roaming application data).
 *
 * @returns an absolute path; nothing is created.
 */
export function dataFolderPath(
  asked: string | undefined,
  surroundings: DataFolderSurroundings = here(),
): string {
  const { platform, environment, home } = surroundings;
  const chosen = asked ?? environment.FOYER_DATA;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Foyer');
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Foyer');
  const base = environment.XDG_DATA_HOME;
  // The specification tells to ignore relative values.
  return join(base?.startsWith('/') ? base : join(home, '.local', 'share'), 'foyer');
}

/** Creates the folder where it is missing and closes it to other users of the machine (0700). */
export function prepareDataFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  try {
    chmodSync(path, 0o700);
  } catch (error) {
    // A folder that can only be read is read from as it is.
    if (refusalIn(error) === null) throw error;
  }
}
