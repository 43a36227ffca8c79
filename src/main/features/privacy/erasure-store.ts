import { and, asc, desc, eq, sql } from 'drizzle-orm';
import {
  certificate as certificateForm,
  type Certificate,
  type RemovedCounts,
  type RemovedOther,
} from '#shared/contract/privacy.ts';
import type { Database } from '#main/db/connection.ts';
import { auditHead, erasures } from '#main/db/schema/index.ts';

export type Subject = Certificate['subject'];

export type ErasureStore = ReturnType<typeof createErasureStore>;

/** Certificates: written when an erasure is asked for, completed as it goes on. */
export function createErasureStore(database: Database) {
  function get(id: string): Certificate | null {
    const row = database.select().from(erasures).where(eq(erasures.id, id)).get();
    return row ? certificateForm.parse(row.certificate) : null;
  }

  function save(certificate: Certificate): void {
    database.update(erasures).set({ certificate }).where(eq(erasures.id, certificate.id)).run();
  }

  return {
    /** All that `write` stores is there, or nothing. */
    atOnce<Result>(write: () => Result): Result {
      return database.$client.transaction(write)();
    },
    insert(certificate: Certificate): void {
      const { id, subject, subjectId, requestedAt } = certificate;
      database.insert(erasures).values({ id, subject, subjectId, certificate, createdAt: requestedAt }).run();
    },
    get,
    save,
    list(subject: Subject | undefined): Certificate[] {
      return database
        .select({ certificate: erasures.certificate })
        .from(erasures)
        .where(subject ? eq(erasures.subject, subject) : undefined)
        .orderBy(desc(erasures.id))
        .all()
        .map(row => certificateForm.parse(row.certificate));
    },
    /** Asked for and not finished, oldest first. */
    unfinished(): Certificate[] {
      return database
        .select({ certificate: erasures.certificate })
        .from(erasures)
        .where(sql`json_extract(${erasures.certificate}, '$.finishedAt') is null`)
        .orderBy(asc(erasures.id))
        .all()
        .map(row => certificateForm.parse(row.certificate));
    },
    /** The erasure of this client or person that is not finished yet. */
    openOf(subject: Subject, subjectId: string): Certificate | null {
      const row = database
        .select({ certificate: erasures.certificate })
        .from(erasures)
        .where(
          and(
            eq(erasures.subject, subject),
            eq(erasures.subjectId, subjectId),
            sql`json_extract(${erasures.certificate}, '$.finishedAt') is null`,
          ),
        )
        .get();
      return row ? certificateForm.parse(row.certificate) : null;
    },
    /** Adds to what was counted as removed. */
    addRemoved(id: string, more: Partial<RemovedCounts>, others: readonly RemovedOther[] = []): void {
      const current = get(id);
      if (!current) return;
      const removed: Partial<RemovedCounts> = { ...current.removed };
      for (const [kind, count] of Object.entries(more) as [keyof RemovedCounts, number][])
        removed[kind] = (removed[kind] ?? 0) + count;
      const removedOthers = [...(current.removedOthers ?? []), ...others];
      save({ ...current, removed, ...(removedOthers.length === 0 ? {} : { removedOthers }) });
    },
    /** Where the audit chain ends now. */
    chainPosition(): Certificate['chain'] {
      const head = database.select().from(auditHead).get();
      return head ? { sequence: head.sequence, mac: head.mac } : null;
    },
  };
}
