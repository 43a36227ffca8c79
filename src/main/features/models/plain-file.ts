import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';
import { FoyerError } from '#shared/errors.ts';

/** Neither follows a link nor waits for a pipe that came into the place of the file since it was looked at. */
const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Does something with a file of this machine that a person named, open to be read. Throws `path.not_found`,
 * `path.not_a_file`, and `path.of_foyer` for what is Foyer's own.
 */
export async function withPlainFile<Result>(
  path: string,
  dataFolder: string,
  act: (file: FileHandle, found: { path: string; sizeBytes: number }) => Promise<Result>,
): Promise<Result> {
  const resolved = await realpath(path).catch(() => null);
  if (resolved === null) throw new FoyerError('path.not_found', `No file ${path}`);
  if (resolved.startsWith((await realpath(dataFolder)) + sep))
    throw new FoyerError('path.of_foyer', `${path} is Foyer's own`);
  const file = await open(resolved, READ_PLAIN).catch((error: unknown) => {
    throw new FoyerError('path.not_found', `${path} cannot be read`, { cause: error });
  });
  try {
    const details = await file.stat();
    if (!details.isFile()) throw new FoyerError('path.not_a_file', `${path} is no file`);
    return await act(file, { path: resolved, sizeBytes: details.size });
  } finally {
    await file.close();
  }
}
