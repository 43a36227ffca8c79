import { and, asc, eq, gt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { jobs } from '#main/db/schema/index.ts';

/** Jobs as records, for what goes over all that is kept: archives and erasures. Also of a copy of the database. */
export function createJobRecords(database: Database) {
  /** Those that hold one of the words, in lower case, in their label, in what they carry or in why they failed. */
  const naming = (words: readonly string[], exceptType: string): SQL | undefined =>
    and(
      ne(jobs.type, exceptType),
      or(
        ...words.flatMap(word =>
          [jobs.label, jobs.payload, jobs.failureDetail].map(
            column => sql`instr(lower(coalesce(${column}, '')), ${word}) > 0`,
          ),
        ),
      ),
    );

  return {
    /** Those of a client after an id, in the order of their ids; nothing of what they carry. */
    ofClient(clientId: string, after: string, limit: number) {
      return database
        .select({
          id: jobs.id,
          type: jobs.type,
          label: jobs.label,
          state: jobs.state,
          failure: jobs.failure,
          createdAt: jobs.createdAt,
          startedAt: jobs.startedAt,
          finishedAt: jobs.finishedAt,
        })
        .from(jobs)
        .where(and(eq(jobs.clientId, clientId), gt(jobs.id, after)))
        .orderBy(asc(jobs.id))
        .limit(limit)
        .all();
    },
    idsNaming(words: readonly string[], exceptType: string): string[] {
      return database
        .select({ id: jobs.id })
        .from(jobs)
        .where(naming(words, exceptType))
        .all()
        .map(row => row.id);
    },
    removeNaming(words: readonly string[], exceptType: string): void {
      database.delete(jobs).where(naming(words, exceptType)).run();
    },
  };
}
