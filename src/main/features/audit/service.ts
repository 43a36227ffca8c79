import type { AuditFilters, AuditVerification, DeclaredWords } from '#shared/contract/audit.ts';
import type { WrittenFile } from '#shared/contract/files.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import type { Verification } from '#main/db/audit/verify.ts';
import type { Clock } from '#main/platform/clock.ts';
import { CSV_MEDIA_TYPE } from '#shared/lib/csv.ts';
import { createSharedWork } from '#main/platform/shared-work.ts';
import { asCsv, fileNames } from './csv.ts';
import type { AuditStore, Place } from './store.ts';

type Dependencies = {
  store: AuditStore;
  journal: Journal;
  clock: Clock;
  /** What parts declare beside the catalogue of the log. */
  words: () => DeclaredWords;
  /** Walks the chain. */
  walk: (signal: AbortSignal) => Promise<Verification>;
};

type Ordered = Pick<Place, 'order'>;

export type AuditService = ReturnType<typeof createAuditService>;

export function createAuditService({ store, journal, clock, words, walk }: Dependencies) {
  /** One walk at a time: whoever asks meanwhile is told its result. */
  const walkTogether = createSharedWork(walk);

  return {
    list(
      {
        limit,
        cursor,
        order,
        ...filters
      }: AuditFilters & Ordered & { limit: number; cursor?: string | undefined },
      signal?: AbortSignal,
    ) {
      const place = { order, from: cursor === undefined ? null : Number(cursor) };
      return store.page(filters, limit, place, signal);
    },

    async verify(signal?: AbortSignal): Promise<AuditVerification> {
      const found = await walkTogether(signal);
      return { ok: found.firstBreak === null, ...found };
    },

    choices: () => ({ actions: store.actions(), actors: store.actors(), words: words() }),

    /** Every entry that matches, as a file. That someone took it is recorded first. */
    export({ language, order, ...filters }: AuditFilters & Ordered & { language: Language }): WrittenFile {
      journal.record({ action: 'audit.exported', after: filters });
      return {
        fileName: `${fileNames[language]}-${clock.now().toISOString().slice(0, 10)}.csv`,
        mediaType: CSV_MEDIA_TYPE,
        content: signal => asCsv(store.entries(filters, { order, from: null }, signal), language, words()),
      };
    },
  };
}
