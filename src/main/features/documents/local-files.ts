import { createReadStream } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { shippedFolder } from '#main/platform/shipped-files.ts';
import type { IncomingContent } from './incoming.ts';

const FOLDER_DEPTH = 20; // deeper is a loop or a mistake

/**
 * The files under paths of this machine, folders walked in name order. Hidden files and symbolic links inside
 * folders are left out; a path that cannot be read is reported and the rest goes on.
 */
export async function* filesUnder(
  paths: readonly string[],
  reject: (path: string, code: ErrorCode) => void,
): AsyncGenerator<IncomingContent> {
  for (const path of paths) {
    const resolved = await realpath(path).catch(() => null);
    if (resolved === null) {
      reject(path, 'path.not_found');
      continue;
    }
    yield* walk(resolved, reject, 0);
  }
}

async function* walk(
  path: string,
  reject: (path: string, code: ErrorCode) => void,
  depth: number,
): AsyncGenerator<IncomingContent> {
  const details = await lstat(path).catch(() => null);
  if (details?.isFile()) {
    yield { fileName: basename(path), source: path, content: () => createReadStream(path) };
    return;
  }
  if (!details?.isDirectory() || depth > FOLDER_DEPTH) {
    reject(path, 'path.not_found');
    return;
  }
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (!entries) {
    reject(path, 'path.not_found');
    return;
  }
  const visible = entries
    .filter(entry => !entry.name.startsWith('.') && (entry.isFile() || entry.isDirectory()))
    .sort((left, right) => left.name.localeCompare(right.name));
  for (const entry of visible) yield* walk(join(path, entry.name), reject, depth + 1);
}

/** The sample knowledge that ships with Foyer. */
export async function* sampleFiles(language: Language): AsyncGenerator<IncomingContent> {
  const folder = join(shippedFolder('resources/samples'), language);
  const names = (await readdir(folder)).sort();
  for (const name of names) yield { fileName: name, content: () => createReadStream(join(folder, name)) };
}
