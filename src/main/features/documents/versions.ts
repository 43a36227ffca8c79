import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Log } from '#main/platform/log.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { DOCUMENT_SET_ASIDE } from './events.ts';
import { READ_JOB } from './reading.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Dependencies = {
  store: DocumentStore;
  jobs: Jobs;
  events: Events;
  changes: Changes;
  clock: Clock;
  log: Log;
  /** Removes what is derived outside SQLite. */
  onRemoved: (document: DocumentRow) => Promise<void>;
  stopRecognising: (document: DocumentRow) => void;
  /** Brings what people made of its passages into those of a ready document. */
  applyToNew: (document: DocumentRow, earlier: readonly DocumentRow[]) => void;
};

export type Versions = ReturnType<typeof createVersions>;

/** Which of several versions of a document answers; the others are kept aside. */
export function createVersions(dependencies: Dependencies) {
  const { store, jobs, events, changes, clock, log, onRemoved, stopRecognising, applyToNew } = dependencies;

  /** What is left to do for documents that were set aside, once that is in the database. */
  function leave(setAside: readonly DocumentRow[]): void {
    for (const row of setAside) {
      stopRecognising(row);
      jobs.cancelByKey(`${READ_JOB.type}:${row.id}`);
      jobs.forgetFailures(READ_JOB, { documentId: row.id });
      onRemoved(row).catch((error: unknown) =>
        log.warn(
          { err: error, document: row.id },
          'vectors of an earlier version stay until the next rebuild',
        ),
      );
    }
  }

  /** Sets aside what a document replaces; inside a transaction of the caller. @returns what was set aside */
  function takePlace(document: DocumentRow): DocumentRow[] {
    const setAside = store.takePlace(document, clock.now().toISOString());
    for (const { id, clientId } of setAside)
      events.record(DOCUMENT_SET_ASIDE, { clientId, subjectId: id, payload: { by: document.id } });
    return setAside;
  }

  /** A document that is ready takes the place of what it replaces. */
  function settle(document: DocumentRow): void {
    const setAside = store.transaction(() => {
      const earlier = takePlace(document);
      applyToNew(document, earlier);
      return earlier;
    });
    leave(setAside);
    changes.publish({ topic: 'documents', clientId: document.clientId, id: document.id });
  }

  return {
    leave,
    takePlace,
    settle,

    /**
     * Lets `newer` take the place of `older`: at once when it is ready, else as soon as it is. Throws
     * `request.invalid` when that makes no sense.
     */
    replace(newer: DocumentRow, older: DocumentRow): void {
      if (newer.id === older.id || newer.clientId !== older.clientId)
        throw new FoyerError('request.invalid', 'olderId: must be another document of the same client');
      if (newer.state === 'set_aside' || older.state === 'set_aside')
        throw new FoyerError(
          'resource.conflict',
          'An earlier version that is set aside is restored, not replaced',
        );
      if (older.replaces === newer.id)
        throw new FoyerError('resource.conflict', 'The other one is about to take the place of this one');
      store.update(newer.id, { replaces: older.id });
      if (newer.state === 'ready') settle({ ...newer, replaces: older.id });
    },

    /**
     * Makes an earlier version the one that answers, or, `beside`, one of those that do. It has to be read again:
     * until it is, the newer one answers. One that is only about to be replaced stays. Throws `resource.conflict` for
     * a document that nothing replaces.
     *
     * @returns the row to be read again; null when it answers already
     */
    restore(scope: ClientScope, row: DocumentRow, beside: boolean): DocumentRow | null {
      const replacement = store.replacementOf(row.id);
      if (row.state !== 'set_aside') {
        if (replacement === null)
          throw new FoyerError('resource.conflict', 'Nothing takes the place of this document');
        if (!store.get(scope, replacement.id))
          throw new FoyerError('resource.not_found', 'The newer version');
        store.update(replacement.id, { replaces: null });
        changes.publish({ topic: 'documents', clientId: row.clientId, id: replacement.id });
        return null;
      }
      const newer = row.replacedBy === null ? null : store.get(scope, row.replacedBy);
      const change = { replacedBy: null, setAsideAt: null, replaces: beside ? null : (newer?.id ?? null) };
      store.update(row.id, change);
      return { ...row, ...change };
    },
  };
}
