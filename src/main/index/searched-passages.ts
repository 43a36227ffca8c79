import type { Database } from 'better-sqlite3';
import { KNOWN_DOCUMENTS } from '#main/db/known-documents.ts';
import type { DocumentPart } from './ports.ts';
import type { ClientStatistics } from './term-statistics.ts';

/** Some of the passages of a client. */
export type PassageSet = {
  /** Changes whenever any passage of the client, or what belongs to the set, does. */
  readonly mark: string;
  readonly count: number;
  has(chunkId: number): boolean;
  /** The first of them. */
  ids(limit: number): number[];
};

type Kept = PassageSet & {
  revision: number;
  version: string;
  /** The newest passage there was, and how many the client had then. */
  last: number;
  ofClient: number;
  bits: Uint32Array;
};

/** Sets kept from one search to the next: an eighth of a megabyte each in a base of a million passages. */
const KEPT_SETS = 40;
const BITS = 32;

/**
 * The passages of each chatbot and each narrowing of a client, as bits by their ids: whether one belongs to them is asked of
 * every row that words select. Found once, and again when `clients.knowledge_revision` or the passages change; those
 * that only came are added. Ids are never used again, so a bit of one that is gone lets nothing else through.
 */
export function createSearchedPassages(database: Database, clientId: string, client: ClientStatistics) {
  const revisionOf = database
    .prepare<[string], number>('SELECT knowledge_revision FROM clients WHERE id = ?')
    .pluck();
  const newOnes = database
    .prepare<[number, string], number>('SELECT count(*) FROM chunks WHERE id > ? AND +client_id = ?')
    .pluck();
  const newest = database.prepare<[], number | null>('SELECT max(id) FROM chunks').pluck();
  const sets = new Map<string, { find: Finding; kept: Kept | null }>();

  type Finding = { all(): number[]; after(chunkId: number): number[] };

  function finding({ sql, parameters }: DocumentPart): Finding {
    const all = database
      .prepare<unknown[], number>(
        `SELECT c.id FROM (${sql}) k CROSS JOIN chunks c ON c.document_id = k.document_id`,
      )
      .pluck();
    const after = database
      .prepare<unknown[], number>(
        `SELECT c.id FROM chunks c WHERE c.id > ? AND +c.document_id IN (SELECT document_id FROM (${sql}))`,
      )
      .pluck();
    return { all: () => all.all(...parameters), after: chunkId => after.all(chunkId, ...parameters) };
  }

  function refreshed({ find, kept }: { find: Finding; kept: Kept | null }): Kept {
    const revision = revisionOf.get(clientId) ?? 0;
    const version = client.version();
    if (kept?.revision === revision && kept.version === version) return kept;
    const last = newest.get() ?? 0;
    const ofClient = client.passageCount();
    const onlyCame =
      kept?.revision === revision && ofClient === kept.ofClient + (newOnes.get(kept.last, clientId) ?? 0);
    const ids = onlyCame ? find.after(kept.last) : find.all();
    const bits = withBits(onlyCame ? kept.bits : new Uint32Array(0), ids, last);
    return {
      mark: `${revision} ${version}`,
      revision,
      version,
      last,
      ofClient,
      bits,
      count: (onlyCame ? kept.count : 0) + ids.length,
      has: chunkId => (((bits[chunkId >>> 5] ?? 0) >>> (chunkId & (BITS - 1))) & 1) === 1,
      ids: limit => idsIn(bits, limit),
    };
  }

  function of(key: string, part: () => DocumentPart): PassageSet {
    const set = sets.get(key) ?? { find: finding(part()), kept: null };
    set.kept = refreshed(set);
    // The one that was asked for longest ago comes first.
    sets.delete(key);
    sets.set(key, set);
    const [oldest] = sets.keys();
    if (sets.size > KEPT_SETS && oldest !== undefined) sets.delete(oldest);
    return set.kept;
  }

  return {
    ofChatbot: (chatbotId: string): PassageSet =>
      of(`chatbot ${chatbotId}`, () => ({ sql: KNOWN_DOCUMENTS, parameters: [chatbotId] })),
    ofPart: (part: DocumentPart): PassageSet => of(JSON.stringify(part), () => part),
  };
}

function withBits(before: Uint32Array, ids: readonly number[], last: number): Uint32Array {
  const bits = new Uint32Array(Math.max(before.length, (last >>> 5) + 1));
  bits.set(before);
  for (const id of ids) bits[id >>> 5] = (bits[id >>> 5] ?? 0) | (1 << (id & (BITS - 1)));
  return bits;
}

function idsIn(bits: Uint32Array, limit: number): number[] {
  const ids: number[] = [];
  for (let place = 0; place < bits.length && ids.length < limit; place += 1)
    for (let word = bits[place] ?? 0; word !== 0 && ids.length < limit; word &= word - 1)
      ids.push(place * BITS + (BITS - 1 - Math.clz32(word & -word)));
  return ids;
}
