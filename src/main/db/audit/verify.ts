import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../connection.ts';
import { createChain, type ChainedEntry, type EntryDetails } from './chain.ts';

/**
 * `changed`: an entry says something else than what was written. `missing`: entries are gone before others.
 * `missing_at_end`: the last ones are gone. `foreign`: from there on, entries were not written by this installation.
 * `end_lost`: the note of where the log ends is gone or was altered.
 */
export const breakKinds = ['changed', 'missing', 'missing_at_end', 'foreign', 'end_lost'] as const;

export type Verification = {
  /** How many entries there are and, of them, whose details were erased. */
  entries: number;
  erasedDetails: number;
  /** The first place where the chain does not hold; null when all of it does. */
  firstBreak: { sequence: number; kind: (typeof breakKinds)[number] } | null;
};

type Stored = ChainedEntry & EntryDetails & { mac: string; hasDetails: 0 | 1 };

const ROWS_AT_ONCE = 100;
const SLICE_MS = 8; // the event loop is given back this often

/**
 * Walks the whole chain, in slices so that everything else goes on meanwhile (about 100,000 entries a second).
 * `key` is the one the log was started with. What is added while it walks is not its business. Throws the reason of
 * `signal` when it aborts.
 */
export async function verifyJournal(
  database: Database,
  key: Uint8Array,
  signal?: AbortSignal,
): Promise<Verification> {
  const sqlite = database.$client;
  const chain = createChain(key);
  const head = sqlite
    .prepare<[], { sequence: number; mac: string }>('SELECT sequence, mac FROM audit_head WHERE id = 1')
    .get();
  const until =
    sqlite.prepare<[], { last: number | null }>('SELECT max(sequence) AS last FROM audit_events').get()
      ?.last ?? 0;
  const next = sqlite.prepare<[number, number, number], Stored>(
    `SELECT e.sequence, e.at, e.actor_kind AS actorKind, e.actor_id AS actorId, e.action,
       e.target_id AS targetId, e.client_id AS clientId, e.correlation_id AS correlationId,
       e.details_digest AS detailsDigest, e.mac, d.sequence IS NOT NULL AS hasDetails,
       d.actor_label AS actorLabel, d.target_label AS targetLabel, d.address, d.user_agent AS userAgent,
       d.before, d.after
     FROM audit_events e LEFT JOIN audit_details d ON d.sequence = e.sequence
     WHERE e.sequence > ? AND e.sequence <= ? ORDER BY e.sequence LIMIT ?`,
  );

  const found: Verification = { entries: 0, erasedDetails: 0, firstBreak: null };
  const breakAt = (sequence: number, kind: (typeof breakKinds)[number]) => {
    found.firstBreak ??= { sequence, kind };
  };

  /** An entry that fails alone was changed; when what follows fails too, someone else's hand went on from there. */
  function kindOfFailure(entry: Stored, previous: string): 'changed' | 'foreign' {
    const [following] = next.all(entry.sequence, until, 1);
    const right = chain.entry(previous, entry);
    if (!following) return head?.mac === chain.head(entry.sequence, entry.mac) ? 'changed' : 'foreign';
    const holds = [entry.mac, right].some(mac => chain.entry(mac, following) === following.mac);
    return holds ? 'changed' : 'foreign';
  }

  let last = 0;
  let mac = '';
  let sliceEnds = performance.now() + SLICE_MS;
  for (;;) {
    const rows = next.all(last, until, ROWS_AT_ONCE);
    for (const row of rows) {
      found.entries += 1;
      if (row.hasDetails === 0) found.erasedDetails += 1;
      if (found.firstBreak === null) {
        if (row.sequence !== last + 1) breakAt(last + 1, 'missing');
        else if (chain.entry(mac, row) !== row.mac) breakAt(row.sequence, kindOfFailure(row, mac));
        else if (row.hasDetails === 1 && chain.digest(row) !== row.detailsDigest)
          breakAt(row.sequence, 'changed');
      }
      last = row.sequence;
      mac = row.mac;
    }
    if (rows.length < ROWS_AT_ONCE) break;
    if (performance.now() > sliceEnds) {
      await nextTurn();
      signal?.throwIfAborted();
      sliceEnds = performance.now() + SLICE_MS;
    }
  }

  if (head === undefined || head.sequence < last) breakAt(last, 'end_lost');
  else if (head.sequence > last) breakAt(last + 1, 'missing_at_end');
  else if (head.mac !== chain.head(last, mac)) breakAt(last, 'end_lost');
  return found;
}
