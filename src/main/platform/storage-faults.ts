/**
 * What SQLite said is wrong: with a full-text table, with the database itself, or that there is no memory, which a
 * damaged full-text table says too when a length in it is beyond what any machine has.
 */
export type StorageFault = 'index' | 'database' | 'memory';

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
  if (code === 'SQLITE_NOMEM') return 'memory';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'database';
  return null;
}
