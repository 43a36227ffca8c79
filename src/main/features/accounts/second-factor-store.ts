import { and, count, eq, isNull } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { recoveryCodes, usedCodeSteps, users } from '#main/db/schema/index.ts';
import type { UserRow } from './store.ts';

export type SecondFactorStore = ReturnType<typeof createSecondFactorStore>;

const off = { sealedSecondFactor: null, secondFactorSince: null };

export function createSecondFactorStore(database: Database) {
  function replaceCodes(userId: string, hashes: readonly string[]): void {
    database.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).run();
    for (const codeHash of hashes) database.insert(recoveryCodes).values({ userId, codeHash }).run();
  }

  function useStep(userId: string, step: number): boolean {
    return database.insert(usedCodeSteps).values({ userId, step }).onConflictDoNothing().run().changes === 1;
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

    /** @returns false when it was turned on, or its set-up begun anew, since the secret was read. */
    turnOn(user: UserRow, since: string, step: number, codeHashes: readonly string[]): boolean {
      return database.transaction(() => {
        const asRead = and(
          eq(users.id, user.id),
          isNull(users.secondFactorSince),
          eq(users.sealedSecondFactor, user.sealedSecondFactor ?? ''),
        );
        const change = { secondFactorSince: since, updatedAt: since };
        if (database.update(users).set(change).where(asRead).run().changes === 0) return false;
        database.delete(usedCodeSteps).where(eq(usedCodeSteps.userId, user.id)).run();
        useStep(user.id, step);
        replaceCodes(user.id, codeHashes);
        return true;
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

    /** Marks a time step as used. @returns false when it was used before. */
    useStep,

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
