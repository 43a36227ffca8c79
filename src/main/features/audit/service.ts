import type { AuditEntry, AuditFilters, AuditVerification } from '#shared/contract/audit.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import type { Verification } from '#main/db/audit/verify.ts';
import type { AuditStore } from './store.ts';

type Dependencies = {
  store: AuditStore;
  journal: Journal;
  /** Walks the chain. */
  walk: () => Promise<Verification>;
};

export type AuditService = ReturnType<typeof createAuditService>;

export function createAuditService({ store, journal, walk }: Dependencies) {
  /** One walk at a time: whoever asks meanwhile is told its result. */
  let walking: Promise<Verification> | null = null;

  return {
    list({ limit, cursor, ...filters }: AuditFilters & { limit: number; cursor?: string | undefined }) {
      const before = cursor === undefined ? null : Number.parseInt(cursor, 10);
      return store.page(filters, limit, before === null || Number.isNaN(before) ? null : before);
    },

    async verify(): Promise<AuditVerification> {
      walking ??= walk().finally(() => {
        walking = null;
      });
      const found = await walking;
      return { ok: found.firstBreak === null, ...found };
    },

    choices: () => ({ actions: store.actions(), actors: store.actors() }),

    /** Every entry that matches, for a file. That someone took them is recorded first. */
    export(filters: AuditFilters): AsyncGenerator<AuditEntry> {
      journal.record({ action: 'audit.exported', after: filters });
      return store.entries(filters, null);
    },
  };
}
