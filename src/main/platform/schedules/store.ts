import { eq } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { schedules } from '#main/db/schema/index.ts';

export type ScheduleRow = typeof schedules.$inferSelect;

export type ScheduleStore = ReturnType<typeof createScheduleStore>;

/** When each schedule was last due. */
export function createScheduleStore(database: Database) {
  return {
    /** All that `write` stores is there, or nothing. */
    atOnce<Result>(write: () => Result): Result {
      return database.$client.transaction(write)();
    },
    get(name: string): ScheduleRow | null {
      return database.select().from(schedules).where(eq(schedules.name, name)).get() ?? null;
    },
    save(row: ScheduleRow): void {
      const { name: _name, ...change } = row;
      database
        .insert(schedules)
        .values(row)
        .onConflictDoUpdate({ target: schedules.name, set: change })
        .run();
    },
  };
}
