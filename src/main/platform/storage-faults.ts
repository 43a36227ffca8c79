/** What SQLite said is wrong with the file: with a full-text table, or with the database itself. */
export type StorageFault = 'index' | 'database';

const MESSAGES_OF_INDEX = /vtable constructor failed|no such table: (?:main\.)?passages_fts_|fts5/i;

/** Which part of the storage an error tells is damaged; null for every other error. Looks at its causes too. */
export function storageFaultOf(error: unknown): StorageFault | null {
  for (let one: unknown = error, depth = 0; one instanceof Error && depth < 8; one = one.cause, depth += 1) {
    const code = 'code' in one && typeof one.code === 'string' ? one.code : '';
    const fault = faultOf(code, one.message);
    if (fault !== null) return fault;
  }
  return null;
}

/** The same, from the code and the words of an error that came out of a thread. */
export function faultOf(code: string, message: string): StorageFault | null {
  if (code === 'SQLITE_CORRUPT_VTAB') return 'index';
  if ((code === 'SQLITE_ERROR' || code === 'SQLITE_CORRUPT') && MESSAGES_OF_INDEX.test(message))
    return 'index';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'database';
  return null;
}
