import { isFoyerError } from '#shared/errors.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Dependencies = {
  store: Pick<DocumentStore, 'get'>;
  secrets: Pick<Secrets, 'seal' | 'open'>;
  log: Log;
};

type Locked = Pick<DocumentRow, 'id' | 'lock' | 'sealedPassword' | 'failure' | 'replaces'>;

export type Passwords = ReturnType<typeof createPasswords>;

/** Whether a document, or a file within it, asks for a password. */
export function asksPassword({ lock, failure }: Pick<DocumentRow, 'lock' | 'failure'>): boolean {
  return lock !== null || failure === 'document.encrypted' || failure === 'document.wrong_password';
}

/**
 * Passwords of documents: sealed in the row of one whose password is kept, else in memory until the reading it was
 * given for, with what is recognised in its pages, is done. After a kill those are gone.
 */
export function createPasswords({ store, secrets, log }: Dependencies) {
  const once = new Map<string, string>();

  function opened(document: Locked): string | null {
    if (document.sealedPassword === null) return null;
    try {
      return secrets.open(document.sealedPassword);
    } catch (error) {
      if (!isFoyerError(error) || error.code !== 'secrets.unreadable') throw error;
      log.warn({ err: error, document: document.id }, 'password of a document not readable');
      return null;
    }
  }

  /** The one whose place a new version takes: its password is tried on it. */
  const earlierOf = ({ replaces }: Locked): DocumentRow | null =>
    replaces === null ? null : store.get(allClients, replaces);

  return {
    seal: (password: string): string => secrets.seal(password),
    /** Used for the next reading, and kept nowhere. */
    hold: (document: Pick<Locked, 'id'>, password: string): void => void once.set(document.id, password),
    release: (documentId: string): void => void once.delete(documentId),

    /** What there is to open a document with: given for this time, kept, or kept for its earlier version. */
    of(document: Locked): string | null {
      const own = once.get(document.id) ?? opened(document);
      const earlier = own === null ? earlierOf(document) : null;
      return own ?? (earlier === null ? null : opened(earlier));
    },

    /** What is to be kept with a document that was opened: its own, or that of the one it replaces. */
    keptFor: (document: Locked): string | null =>
      document.sealedPassword ??
      (once.has(document.id) ? null : (earlierOf(document)?.sealedPassword ?? null)),
  };
}
