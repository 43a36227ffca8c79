import { chmodSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { FoyerError, type ErrorCode } from '#shared/errors.ts';
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
 * @returns an absolute path; nothing is created. Throws `storage.no_folder_named` when an empty name was asked for.
 */
export function dataFolderPath(
  asked: string | undefined,
  surroundings: DataFolderSurroundings = here(),
): string {
  const { platform, environment, home } = surroundings;
  if (asked?.trim() === '') {
    // A script whose variable is empty must not open another folder than it meant.
    throw new FoyerError('storage.no_folder_named', '--data: name a folder');
  }
  const chosen = asked ?? environment.FOYER_DATA;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Foyer');
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Foyer');
  const base = environment.XDG_DATA_HOME;
  // The specification tells to ignore relative values.
  return join(base?.startsWith('/') ? base : join(home, '.local', 'share'), 'foyer');
}

/**
 * Creates the folder where it is missing and closes it to other users of the machine (0700). Throws
 * `storage.not_a_folder`, `storage.no_permission`, `storage.full`.
 */
export function prepareDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? MEANINGS[String(error.code)] : undefined;
    if (code === undefined) throw error;
    throw new FoyerError(code, `The data folder ${path} cannot be used`, { cause: error });
  }
  if (process.platform === 'win32') return;
  try {
    chmodSync(path, 0o700);
  } catch (error) {
    // A folder that can only be read is read from as it is.
    if (refusalIn(error) === null) throw error;
  }
}

const MEANINGS: Record<string, ErrorCode | undefined> = {
  EEXIST: 'storage.not_a_folder',
  ENOTDIR: 'storage.not_a_folder',
  EACCES: 'storage.no_permission',
  EPERM: 'storage.no_permission',
  EROFS: 'storage.no_permission',
  ENOSPC: 'storage.full',
};
