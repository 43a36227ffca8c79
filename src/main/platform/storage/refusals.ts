import { FoyerError } from '#shared/errors.ts';

/** Why the system did not let something be written. `unclear`: it failed, and the disk has to be looked at for why. */
export type Refusal = 'full' | 'read_only' | 'unclear';

const byCode: Readonly<Record<string, Refusal>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  SQLITE_FULL: 'full',
  EROFS: 'read_only',
  SQLITE_CANTOPEN: 'unclear',
};

/** What SQLite says when the system refused a write with something else than "no space". */
const UNCLEAR_CODE = /^SQLITE_IOERR_(?:WRITE|FSYNC|TRUNCATE|SHM|DIR_FSYNC)|^SQLITE_CANTOPEN/;

/** Native libraries hand on the words of the system alone. */
const FULL_WORDS = /\bNo space left on device\b|\bos error 28\b|\bDisk quota exceeded\b/;
const READ_ONLY_WORDS = /\bRead-only file system\b/;

const CAUSES_LOOKED_AT = 5;

/** Whether an error, or what caused it, is the disk's refusal of a write; null for everything else. */
export function refusalIn(error: unknown): Refusal | null {
  let current = error;
  for (let depth = 0; depth < CAUSES_LOOKED_AT && current instanceof Error; depth += 1) {
    const found = refusalOf(current);
    if (found !== null) return found;
    current = current.cause;
  }
  return null;
}

function refusalOf(error: Error): Refusal | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = byCode[code];
  if (known !== undefined) return known;
  if (code.startsWith('SQLITE_READONLY')) return 'read_only';
  if (UNCLEAR_CODE.test(code)) return 'unclear';
  if (error instanceof FoyerError) return null; // in our own words, not in those of the system
  if (FULL_WORDS.test(error.message)) return 'full';
  return READ_ONLY_WORDS.test(error.message) ? 'read_only' : null;
}

/** A refusal of the disk in our words; any other error as it is. For what fails before anything watches the disk. */
export function asRefusal(error: unknown): unknown {
  const why = refusalIn(error);
  if (why === 'full') return new FoyerError('storage.full', 'The disk is full', { cause: error });
  if (why === 'read_only')
    return new FoyerError('storage.read_only', 'The data folder cannot be written', { cause: error });
  return error;
}

/** Whether something was not done because nothing (or nothing more) can be written now. */
export function isStorageRefusal(error: unknown): error is FoyerError {
  return error instanceof FoyerError && (error.code === 'storage.full' || error.code === 'storage.read_only');
}
