import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { CloudConsent } from '#shared/contract/cloud-consent.ts';
import type { Database } from '#main/db/connection.ts';
import { chatbots, cloudConsents, embeddingConsents, users } from '#main/db/schema/index.ts';
import { heldBecause } from '#main/db/held.ts';
import type { HeldId } from '#main/platform/held-id.ts';

/** Stands for places that are not known yet: those that were used before anybody was asked. */
const PLACES_USED_BEFORE = '';

export type Given = { givenById: string | null; givenAt: string; carriedOver: boolean };

export type ConsentStore = ReturnType<typeof createConsentStore>;

export function createConsentStore(database: Database) {
  const columns = (table: typeof cloudConsents | typeof embeddingConsents) => ({
    host: table.host,
    at: table.givenAt,
    by: users.fullName,
    carriedOver: table.carriedOver,
  });
  // Asked at every question: prepared once.
  const given = database
    .select({ host: cloudConsents.host })
    .from(cloudConsents)
    .where(
      and(
        eq(cloudConsents.chatbotId, sql.placeholder('chatbotId')),
        eq(cloudConsents.host, sql.placeholder('host')),
      ),
    )
    .prepare();

  return {
    isAllowed: (chatbotId: HeldId, host: string): boolean => given.get({ chatbotId, host }) !== undefined,
    ofChatbot(chatbotId: HeldId): CloudConsent[] {
      return database
        .select(columns(cloudConsents))
        .from(cloudConsents)
        .leftJoin(users, eq(users.id, cloudConsents.givenById))
        .where(eq(cloudConsents.chatbotId, chatbotId))
        .all();
    },
    allow(chatbotId: HeldId, host: string, given: Given): void {
      database
        .insert(cloudConsents)
        .values({ chatbotId, host, ...given })
        .onConflictDoNothing()
        .run();
    },
    withdraw(chatbotId: HeldId, host: string): void {
      database
        .delete(cloudConsents)
        .where(and(eq(cloudConsents.chatbotId, chatbotId), eq(cloudConsents.host, host)))
        .run();
    },

    ofEmbedding(modelId: string): CloudConsent | null {
      const row = database
        .select(columns(embeddingConsents))
        .from(embeddingConsents)
        .leftJoin(users, eq(users.id, embeddingConsents.givenById))
        .where(eq(embeddingConsents.modelId, modelId))
        .get();
      return row ?? null;
    },
    allowEmbedding(modelId: string, host: string, given: Given): void {
      database.transaction(() => {
        database.delete(embeddingConsents).where(eq(embeddingConsents.modelId, modelId)).run();
        database
          .insert(embeddingConsents)
          .values({ modelId, host, ...given })
          .run();
      });
    },
    withdrawEmbedding(modelId: string): void {
      database.delete(embeddingConsents).where(eq(embeddingConsents.modelId, modelId)).run();
    },

    /** The chatbots and embedding models of an earlier version, once for each: what they used, they go on using. */
    takeUsedBefore() {
      const bots = database
        .select(getTableColumns(chatbots))
        .from(cloudConsents)
        .innerJoin(chatbots, eq(chatbots.id, cloudConsents.chatbotId))
        .where(eq(cloudConsents.host, PLACES_USED_BEFORE))
        .all();
      const models = database
        .select({ modelId: embeddingConsents.modelId })
        .from(embeddingConsents)
        .where(eq(embeddingConsents.host, PLACES_USED_BEFORE))
        .all();
      database.delete(cloudConsents).where(eq(cloudConsents.host, PLACES_USED_BEFORE)).run();
      database.delete(embeddingConsents).where(eq(embeddingConsents.host, PLACES_USED_BEFORE)).run();
      return {
        bots: bots.map(bot => heldBecause('all chatbots of the installation are carried over', bot)),
        modelIds: models.map(({ modelId }) => modelId),
      };
    },
  };
}
