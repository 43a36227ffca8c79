import { eq, sql } from 'drizzle-orm';
import { schema, type Database, type Held, type HeldId } from '../../../api.ts';
import { quotaNotices, quotas } from '../tables.ts';

const { clients, models } = schema;

export type QuotaTerms = Omit<typeof quotas.$inferSelect, 'clientId' | 'updatedAt'> & {
  requests: number | null;
  timeZone: string;
};

/** Of a client of which nobody has said anything. */
const usual = {
  tokens: null,
  cost: null,
  whenReached: 'fallback',
  modelId: null,
  saysFr: null,
  saysEn: null,
} as const satisfies Partial<QuotaTerms>;

export type QuotaStore = ReturnType<typeof createQuotaStore>;

export function createQuotaStore(database: Database) {
  // Asked at every question: prepared once.
  const terms = database
    .select({ requests: clients.monthlyQuota, timeZone: clients.timeZone, quota: quotas })
    .from(clients)
    .leftJoin(quotas, eq(quotas.clientId, clients.id))
    .where(eq(clients.id, sql.placeholder('id')))
    .prepare();

  return {
    /** What a client may use, and what becomes of questions beyond. */
    terms(clientId: HeldId): QuotaTerms {
      const row = terms.get({ id: clientId });
      return {
        ...(row?.quota ?? usual),
        requests: row?.requests ?? null,
        timeZone: row?.timeZone ?? 'UTC',
      };
    },
    save(clientId: HeldId, change: Partial<Held<typeof quotas.$inferInsert>>, updatedAt: string): void {
      database
        .insert(quotas)
        .values({ ...usual, ...change, clientId, updatedAt })
        .onConflictDoUpdate({ target: quotas.clientId, set: { ...change, updatedAt } })
        .run();
    },
    /** What people were told of in a month. */
    told(clientId: HeldId, month: string): string[] {
      const row = database.select().from(quotaNotices).where(eq(quotaNotices.clientId, clientId)).get();
      return row?.month === month ? row.told : [];
    },
    noteTold(clientId: HeldId, month: string, told: string[]): void {
      database
        .insert(quotaNotices)
        .values({ clientId, month, told })
        .onConflictDoUpdate({ target: quotaNotices.clientId, set: { month, told } })
        .run();
    },
    /** Whether a model may answer questions. */
    isChatModel: (id: string): boolean =>
      database.select({ purpose: models.purpose }).from(models).where(eq(models.id, id)).get()?.purpose ===
      'chat',
  };
}
