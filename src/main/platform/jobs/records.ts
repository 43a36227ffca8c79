import type { Database } from '#main/db/connection.ts';
import { rowsOfPerson, type Person } from '#main/db/rules/index.ts';
import { jobRules, jobs } from '#main/db/schema/index.ts';

/** Jobs as records, for what goes over all that is kept. */
export function createJobRecords(database: Database) {
  return {
    /** Those that go with a person. */
    idsNaming(person: Person): string[] {
      const theirs = rowsOfPerson(database, [jobRules], jobRules, person);
      if (theirs === null) return [];
      return database
        .select({ id: jobs.id })
        .from(jobs)
        .where(theirs)
        .all()
        .map(row => row.id);
    },
  };
}
