import { and, count, eq, isNull, lt, or } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { recoveryCodes, users } from '#main/db/schema/index.ts';

export type SecondFactorStore = ReturnType<typeof createSecondFactorStore>;

const off = { sealedSecondFactor: null, secondFactorSince: null, secondFactorStep: null };

export function createSecondFactorStore(database: Database) {
  function replaceCodes(userId: string, hashes: readonly string[]): void {
    database.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).run();
    for (const codeHash of hashes) database.insert(recoveryCodes).values({ userId, codeHash }).run();
  }

  return {
    /** Begins a set-up, or begins it again: what was not confirmed is replaced. */
    begin(userId: string, sealedSecret: string): void {
      database
        .update(users)
        .set({ ...off, sealedSecondFactor: sealedSecret })
        .where(eq(users.id, userId))
        .run();
    },

    turnOn(userId: string, since: string, step: number, codeHashes: readonly string[]): void {
      database.transaction(() => {
        database
          .update(users)
          .set({ secondFactorSince: since, secondFactorStep: step, updatedAt: since })
          .where(eq(users.id, userId))
          .run();
        replaceCodes(userId, codeHashes);
      });
    },

    turnOff(userId: string, updatedAt: string): void {
      database.transaction(() => {
        database
          .update(users)
          .set({ ...off, updatedAt })
          .where(eq(users.id, userId))
          .run();
        replaceCodes(userId, []);
      });
    },

    /** Marks a time step as used. @returns false when it, or a later one, was used before. */
    useStep(userId: string, step: number): boolean {
      const unused = or(isNull(users.secondFactorStep), lt(users.secondFactorStep, step));
      return (
        database
          .update(users)
          .set({ secondFactorStep: step })
          .where(and(eq(users.id, userId), unused))
          .run().changes === 1
      );
    },

    /** Marks a recovery code as used. @returns false when there is no such code or it was used before. */
    useCode(userId: string, codeHash: string, usedAt: string): boolean {
      return (
        database
          .update(recoveryCodes)
          .set({ usedAt })
          .where(
            and(
              eq(recoveryCodes.userId, userId),
              eq(recoveryCodes.codeHash, codeHash),
              isNull(recoveryCodes.usedAt),
            ),
          )
          .run().changes === 1
      );
    },

    replaceCodes(userId: string, hashes: readonly string[]): void {
      database.transaction(() => replaceCodes(userId, hashes));
    },

    codesLeft(userId: string): number {
      const row = database
        .select({ left: count() })
        .from(recoveryCodes)
        .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
        .get();
      return row?.left ?? 0;
    },
  };
}
