import { constants, createReadStream } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError, type ErrorCode } from '#shared/errors.ts';
import { shippedFolder } from '#main/platform/shipped-files.ts';
import type { IncomingContent } from './incoming.ts';

const FOLDER_DEPTH = 20; // deeper is a loop or a mistake

type Reject = (path: string, code: ErrorCode) => void;

/**
 * The files under paths of this machine, folders walked in name order. A link that is named is followed; those inside
 * folders, and hidden files, are left out. What is neither a file nor a folder, what is too large, and the folder that Foyer
 * keeps everybody's data in are reported, as is what cannot be read, and the rest goes on.
 */
export async function* filesUnder(
  paths: readonly string[],
  { dataFolder, maxBytes }: { dataFolder: string; maxBytes: number },
  reject: Reject,
): AsyncGenerator<IncomingContent> {
  const own = await realpath(dataFolder);
  for (const path of paths) {
    const resolved = await realpath(path).catch(() => null);
    if (resolved === null) reject(path, 'path.not_found');
    else yield* walk(resolved, { own, maxBytes, reject }, 0);
  }
}

async function* walk(
  path: string,
  rules: { own: string; maxBytes: number; reject: Reject },
  depth: number,
): AsyncGenerator<IncomingContent> {
  const { own, maxBytes, reject } = rules;
  const details = await lstat(path).catch(() => null);
  if (details === null || depth > FOLDER_DEPTH) return reject(path, 'path.not_found');
  if (details.isFile()) {
    if (details.size > maxBytes) return reject(path, 'request.too_large');
    yield { fileName: basename(path), source: path, content: () => Readable.from(bytesOf(path)) };
    return;
  }
  if (!details.isDirectory()) return reject(path, 'path.not_a_file');
  if (path === own || path.startsWith(own + sep)) return reject(path, 'path.of_foyer');
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (!entries) return reject(path, 'path.not_found');
  const visible = entries
    .filter(entry => !entry.name.startsWith('.') && (entry.isFile() || entry.isDirectory()))
    .sort((left, right) => left.name.localeCompare(right.name));
  for (const entry of visible) yield* walk(join(path, entry.name), rules, depth + 1);
}

/** Neither follows a link nor waits for a pipe that came into the place of the file since it was looked at. */
const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, READ_PLAIN);
  try {
    if (!(await file.stat()).isFile()) throw new FoyerError('path.not_a_file', 'It is no file any more');
    yield* file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>;
  } finally {
    await file.close();
  }
}

/** The sample knowledge that ships with Foyer. */
export async function* sampleFiles(language: Language): AsyncGenerator<IncomingContent> {
  const folder = join(shippedFolder('resources/samples'), language);
  const names = (await readdir(folder)).sort();
  for (const name of names) yield { fileName: name, content: () => createReadStream(join(folder, name)) };
}
