import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditAction } from '#shared/contract/audit-actions.ts';
import { acting } from '#main/platform/acting.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Database } from '../connection.ts';
import type { TableRules } from '../rules/index.ts';
import { auditedTables } from './audited-tables.ts';
import { createChain } from './chain.ts';
import { composeEntry, difference, masked, type ComposedEntry } from './compose.ts';
import {
  actorLabel,
  APPEND_ONLY,
  LAST_MAC,
  LAST_SEQUENCE,
  recordingTriggers,
  watchedEvents,
  WRITE_STATEMENTS,
} from './triggers.ts';

/** Something done that changes no row, or many rows in one act. */
export type Deed = {
  action: AuditAction;
  targetId?: string | null;
  /** Words by which a person knows the target. */
  targetLabel?: string | null;
  clientId?: string | null;
  /** What there is to say about it; what looks like a secret is masked. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** Where deeds are written down. Changes of rows write themselves, in the transaction that makes them. */
export interface Journal {
  /** Writes one entry, on behalf of whoever acts now (`platform/acting.ts`). */
  record(deed: Deed): void;
  /**
   * Runs an act that changes many rows as one deed: the rows are not recorded one by one, the deed is, once the act
   * has ended and may say what came of it; null when it came to nothing. For a retention, an erasure, a rotation.
   */
  asOne<Result>(deed: Deed | ((result: Awaited<Result>) => Deed | null), act: () => Result): Result;
}

/**
 * Starts recording on the connection that writes: from now on each change of an audited table adds an entry in its
 * own transaction. `key` is secret and belongs to the installation (32 bytes).
 */
export function startJournal(
  database: Database,
  { tables, key, clock }: { tables: readonly TableRules[]; key: Uint8Array; clock: Clock },
): Journal {
  const sqlite = database.$client;
  const watched = watchedEvents(auditedTables(tables));
  const chain = createChain(key);
  const silenced = new AsyncLocalStorage<true>();
  let composed: ComposedEntry | null = null;

  const now = () => clock.now().toISOString();
  sqlite.function('audit_listens', () => (silenced.getStore() ? 0 : 1));
  sqlite.function('audit_actor_kind', () => acting().kind);
  sqlite.function('audit_actor_id', (fallback: unknown) => acting().id ?? fallback);
  sqlite.function('audit_correlation_id', () => acting().correlationId);
  sqlite.function('audit_value', (name: unknown) => composed?.[name as keyof ComposedEntry] ?? null);
  sqlite.function('audit_compose', { varargs: true }, (...handed: unknown[]) => {
    const [index, sequence, mac, targetId, targetLabel, clientId, actorId, label, ...values] = handed;
    const found = watched[Number(index)];
    if (!found) throw new Error(`No audited event ${String(index)}`);
    const { rules, event } = found;
    const half = event.on === 'update' ? values.length / 2 : values.length;
    const before = event.on === 'insert' ? null : values.slice(0, half);
    const after = event.on === 'delete' ? null : values.slice(-half);
    composed = composeEntry(
      chain,
      {
        action: event.action,
        targetId: textOrNull(targetId),
        targetLabel: textOrNull(targetLabel),
        clientId: textOrNull(clientId),
        actorId: textOrNull(actorId),
        // Who deletes their own account is not there any more to be looked up.
        actorLabel: textOrNull(label) ?? (targetId === acting().id ? textOrNull(targetLabel) : null),
        ...difference(rules, before, after),
      },
      { sequence: Number(sequence), mac: String(mac) },
      now(),
    );
    return null;
  });

  for (const statement of APPEND_ONLY) sqlite.exec(statement);
  // Only where nothing was ever recorded: a head that is missing later is a fault, which is told.
  sqlite
    .prepare(
      `INSERT INTO audit_head (id, sequence, mac) SELECT 1, 0, ?
       WHERE NOT EXISTS (SELECT 1 FROM audit_head) AND NOT EXISTS (SELECT 1 FROM audit_events)`,
    )
    .run(chain.head(0, ''));
  for (const trigger of recordingTriggers(watched)) sqlite.exec(trigger);

  const lookUpLast = sqlite.prepare<[], { sequence: number; mac: string; label: string | null }>(
    `SELECT ${LAST_SEQUENCE} AS sequence, ${LAST_MAC} AS mac, ${actorLabel('NULL')} AS label`,
  );
  const writes = WRITE_STATEMENTS.map(statement => sqlite.prepare(statement));

  function record(deed: Deed): void {
    sqlite.transaction(() => {
      const last = lookUpLast.get();
      if (!last) throw new Error('The audit log cannot be read');
      const { action, targetId = null, targetLabel = null, clientId = null } = deed;
      composed = composeEntry(
        chain,
        {
          action,
          targetId,
          targetLabel,
          clientId,
          actorId: null,
          actorLabel: last.label,
          before: deed.before === undefined ? null : (masked(deed.before) as Record<string, unknown>),
          after: deed.after === undefined ? null : (masked(deed.after) as Record<string, unknown>),
        },
        last,
        now(),
      );
      for (const write of writes) write.run();
    })();
  }

  return {
    record,
    asOne<Result>(deed: Deed | ((result: Awaited<Result>) => Deed | null), act: () => Result): Result {
      const tell = (result: Awaited<Result>) => {
        const told = typeof deed === 'function' ? deed(result) : deed;
        if (told !== null) record(told);
      };
      const result = silenced.run(true, act);
      if (result instanceof Promise) {
        return result.then((value: Awaited<Result>) => {
          tell(value);
          return value;
        }) as Result;
      }
      tell(result as Awaited<Result>);
      return result;
    },
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
