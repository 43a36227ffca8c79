import { FoyerError } from '#shared/errors.ts';
import type { Document } from '#shared/contract/document.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { Extraction } from '#main/ingest/ports.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { requireContent } from '#main/platform/stored-content.ts';
import { asksPassword, type Passwords } from './passwords.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Dependencies = {
  store: Pick<DocumentStore, 'update' | 'transaction'>;
  files: ContentStore;
  extraction: Pick<Extraction, 'tryPassword'>;
  passwords: Passwords;
  /** Throws `resource.not_found` for what is out of reach. */
  get: (scope: ClientScope, id: string) => DocumentRow;
  readAgain: (row: DocumentRow, options: { recorded: boolean }) => DocumentRow;
  record: (action: Parameters<Journal['record']>[0]['action'], row: DocumentRow) => void;
  announce: (row: DocumentRow) => void;
  describeOne: (scope: ClientScope, id: string) => Document;
};

/** Opens documents that ask for a password with the one that a person gives, and forgets it again. */
export function createUnlocking(dependencies: Dependencies) {
  const { store, files, extraction, passwords, get, readAgain, record, announce, describeOne } = dependencies;

  function requireLocked(scope: ClientScope, id: string): DocumentRow {
    const row = get(scope, id);
    if (row.state === 'set_aside')
      throw new FoyerError('resource.conflict', 'An earlier version is not read');
    if (row.state !== 'failed' && row.state !== 'ready')
      throw new FoyerError('document.being_read', 'The document is being read');
    if (!asksPassword(row)) throw new FoyerError('document.no_password_asked', 'It asks for no password');
    return row;
  }

  return {
    /**
     * Throws `document.wrong_password` and leaves the document as it is, `document.no_password_asked`,
     * `document.being_read`, `document.file_missing`, `document.file_changed`.
     */
    async unlock(
      scope: ClientScope,
      { id, password, keep }: { id: string; password: string; keep: boolean },
      signal: AbortSignal | undefined,
    ): Promise<Document> {
      const asked = requireLocked(scope, id);
      const path = await requireContent(files, asked);
      const { fileName } = asked;
      await extraction.tryPassword({
        path,
        fileName,
        password,
        signal: signal ?? new AbortController().signal,
      });
      const row = requireLocked(scope, id); // it may have changed since
      store.transaction(() => {
        record('documents.unlocked', row);
        store.update(row.id, { sealedPassword: keep ? passwords.seal(password) : null });
        if (keep) passwords.release(row.id);
        else passwords.hold(row, password);
        readAgain(row, { recorded: false });
      });
      return describeOne(scope, id);
    },

    forgetPassword(scope: ClientScope, id: string): Document {
      const row = get(scope, id);
      passwords.release(row.id);
      if (row.sealedPassword !== null) {
        store.transaction(() => {
          record('documents.password_forgotten', row);
          store.update(row.id, { sealedPassword: null });
        });
        announce(row);
      }
      return describeOne(scope, id);
    },
  };
}
