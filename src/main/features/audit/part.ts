import { verifyJournal } from '#main/db/audit/verify.ts';
import { healthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { part, type Part } from '#main/features/part.ts';
import { fill } from '#main/platform/terminal-words.ts';
import { declaredWordsOf } from './declared-words.ts';
import { createAuditRoutes } from './routes.ts';
import { createAuditService } from './service.ts';
import { createAuditStore } from './store.ts';

/** What was done, as people read it. */
export function createAudit(
  { database, journal, sealedKey, tables, clock }: House,
  { parts }: { parts: () => readonly Part[] },
) {
  const service = createAuditService({
    store: createAuditStore(database),
    journal,
    clock,
    words: () => declaredWordsOf(tables, parts()),
    walk: signal => verifyJournal(database, sealedKey('audit-key'), signal),
  });
  return part({
    routes: { audit: createAuditRoutes(service) },
    checks: [
      healthCheck('audit', async (words, { signal }) => {
        const { ok, entries, firstBreak } = await service.verify(signal);
        if (firstBreak === null) {
          return { state: ok ? 'ok' : 'failed', detail: fill(words.whole, { count: entries }) };
        }
        const { sequence, kind } = firstBreak;
        return { state: 'failed', detail: fill(words.broken, { sequence, kind: words[kind] }) };
      }),
    ],
    service,
  });
}
