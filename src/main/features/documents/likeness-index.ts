import type { Database } from '#main/db/connection.ts';
import {
  bandsOfLikeness,
  comparePassages,
  LIKENESS_VERSION,
  likenessOf,
  type Likeness,
} from './passage-likeness.ts';
import type { ChunkRow } from './passage-store.ts';

/** Of the passages that share a band: where more do, they say the same, or next to nothing. */
const MET_IN_BAND = 20;
/** Passages whose words are compared, those that share most bands first: some 1 ms. */
const COMPARED = 8;
/** A group that is larger is not made part of another: it would be too much for one transaction. */
const JOINED_MOST = 100;

type Known = { text: string; groupId: number | null };

export type LikenessIndex = ReturnType<typeof createLikenessIndex>;

/**
 * Puts passages of a client that say the same into groups. A group is named by the passage it began with: whatever joins
 * it says the same as one of it, and hardly anything else than that first one.
 */
export function createLikenessIndex({ $client: sqlite }: Database) {
  const stateOf = sqlite.prepare<[number], { version: number; groupId: number | null }>(
    'select version, group_id as groupId from passage_likenesses where chunk_id = ?',
  );
  const save = sqlite.prepare<[number, number, number]>(
    `insert or replace into passage_likenesses (chunk_id, client_id, document_id, version, group_id)
     select id, client_id, document_id, ?, ? from chunks where id = ?`,
  );
  const forgetBands = sqlite.prepare<[number]>('delete from passage_bands where chunk_id = ?');
  const addBand = sqlite.prepare<[number, number]>(
    'insert or ignore into passage_bands (chunk_id, band) values (?, ?)',
  );
  const metIn = sqlite
    .prepare<[number, number], number>(
      'select chunk_id from passage_bands where band = ? order by chunk_id limit ?',
    )
    .pluck();
  const known = sqlite.prepare<[number, string], Known>(
    `select c.text as text, l.group_id as groupId from chunks as c
     join passage_likenesses as l on l.chunk_id = c.id where c.id = ? and c.client_id = ?`,
  );
  const sizeOf = sqlite
    .prepare<[number], number>('select count(*) from passage_likenesses where group_id = ?')
    .pluck();
  const move = sqlite.prepare<[number, number]>(
    'update passage_likenesses set group_id = ? where group_id = ?',
  );

  /** Passages that share a band, those that share most first. */
  function met(id: number, bands: readonly number[]): number[] {
    const shared = new Map<number, number>();
    for (const band of bands)
      for (const other of metIn.all(band, MET_IN_BAND))
        if (other !== id) shared.set(other, (shared.get(other) ?? 0) + 1);
    return [...shared].toSorted(([a, most], [b, fewer]) => fewer - most || a - b).map(([other]) => other);
  }

  /** Groups that a passage belongs to, each with the words of its first. */
  function groupsFor({ id, clientId }: ChunkRow, likeness: Likeness, bands: readonly number[]) {
    const found = new Map<number, Likeness>();
    let compared = 0;
    for (const other of met(id, bands)) {
      const there = known.get(other, clientId);
      if (!there || there.groupId === null || found.has(there.groupId)) continue;
      if (compared === COMPARED) break;
      compared += 1;
      const theirs = likenessOf(there.text);
      if (theirs === null) continue;
      if (comparePassages(likeness, theirs) !== 'alike') continue;
      const isFirst = there.groupId === other;
      const firstText = isFirst ? there.text : known.get(there.groupId, clientId)?.text;
      const first = isFirst ? theirs : firstText === undefined ? null : likenessOf(firstText);
      if (first === null || comparePassages(likeness, first) === 'other') continue;
      found.set(there.groupId, first);
    }
    return [...found].toSorted(([one], [other]) => one - other);
  }

  return {
    isDue(chunkId: number): boolean {
      const state = stateOf.get(chunkId);
      return state?.version !== LIKENESS_VERSION || state.groupId === null;
    },

    /** Puts a passage where it belongs; inside a transaction of the caller. One that is gone meanwhile is left out. */
    place(chunk: ChunkRow): void {
      const { id, clientId, text } = chunk;
      forgetBands.run(id);
      const likeness = likenessOf(text);
      if (likeness === null) {
        save.run(LIKENESS_VERSION, id, id);
        return;
      }
      const bands = bandsOfLikeness(likeness, clientId);
      const groups = groupsFor(chunk, likeness, bands);
      for (const band of bands) addBand.run(id, band);
      const [groupId, first] = groups[0] ?? [id, likeness];
      save.run(LIKENESS_VERSION, groupId, id);
      for (const [other, theirFirst] of groups.slice(1))
        if (comparePassages(first, theirFirst) !== 'other' && (sizeOf.get(other) ?? 0) <= JOINED_MOST)
          move.run(groupId, other);
    },
  };
}
