import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { FoyerError } from '#shared/errors.ts';

/** Any permission for the group or for others. */
const FOREIGN_PERMISSIONS = 0o077;

/** The secrets cannot be read: `message` says why and, where it helps, which command mends it. */
export function unreadable(message: string, cause?: unknown): FoyerError {
  return new FoyerError('secrets.unreadable', message, cause === undefined ? {} : { cause });
}

/**
 * Reads a file that only its owner may read; null when there is none. Throws `secrets.unreadable` when others may
 * read it, too, or nobody can.
 */
export function readPrivateFile(path: string): Buffer | null {
  try {
    if (process.platform !== 'win32') {
      const mode = statSync(path).mode & 0o777;
      if ((mode & FOREIGN_PERMISSIONS) !== 0) {
        throw unreadable(
          `${path} can be read by others (mode ${mode.toString(8)}). Make it private with: chmod 600 ${path}`,
        );
      }
    }
    return readFileSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    if (error instanceof FoyerError) throw error;
    throw unreadable(`${path} cannot be read`, error);
  }
}

/** Puts a private file in place of the one there, in one step: after a power cut it is the old one or the new. */
export function replacePrivateFile(path: string, content: string): void {
  const draft = writeDraft(path, content);
  renameSync(draft, path);
  flushFolder(dirname(path));
}

/**
 * Creates a private file whole or not at all; does nothing when there is one, so that of two processes only one
 * wins.
 */
export function createPrivateFile(path: string, content: string): void {
  const draft = writeDraft(path, content);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    // Memory sticks and some network folders know no links: the exclusive flag alone still lets only one win.
    writeFileSync(path, readFileSync(draft), { flag: 'wx', mode: 0o600, flush: true });
  } finally {
    rmSync(draft);
  }
  flushFolder(dirname(path));
}

/** Removes a file for good, as far as the file system tells. */
export function removePrivateFile(path: string): void {
  rmSync(path, { force: true });
  flushFolder(dirname(path));
}

function writeDraft(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(draft, 0o600); // whatever the umask says
  return draft;
}

/** Names are kept by their folder: it is flushed, too. Windows has no such thing. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
