import { and, asc, count, eq, gt, inArray, ne, or, isNull, sql, type SQL } from 'drizzle-orm';
import type { PassageFlag } from '#shared/contract/document.ts';
import type { Database } from '#main/db/connection.ts';
import { held } from '#main/db/held.ts';
import { chunks, passageEdits, passageJudgements, passageLikenesses } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { JUDGE_VERSION, type Judgement } from './passage-judge.ts';
import { LIKENESS_VERSION } from './passage-likeness.ts';
import type { ChunkRow } from './passage-store.ts';

/** In so many documents of a client the same words are no chance any more: letterheads, legal notices, forms. */
export const REPEATED_IN = 5;
/** So many passages are looked at before it is seen whether time is up. */
const LOOKED_AT = 50;

const judged = passageJudgements;
const current = eq(judged.version, JUDGE_VERSION);

/** In how many documents the words of a judgement stand, those included that people left out of answers. */
const documentsWithWords = sql`(select count(distinct document_id) from (
  select document_id from ${passageJudgements} as other
    where other.client_id = ${judged.clientId} and other.words_hash = ${judged.wordsHash}
  union all select document_id from ${passageEdits} as edit
    where edit.client_id = ${judged.clientId} and edit.words_hash = ${judged.wordsHash} and edit.excluded))`;

const FLAGGED: Record<PassageFlag, SQL> = {
  short: sql`${judged.short}`,
  gibberish: sql`${judged.gibberish}`,
  repeated: sql`(${judged.wordsHash} is not null and ${documentsWithWords} >= ${sql.raw(String(REPEATED_IN))})`,
  badly_recognised: sql`${judged.badlyRecognised}`,
};
const FLAGS = Object.entries(FLAGGED) as [PassageFlag, SQL][];

export type JudgementStore = ReturnType<typeof createJudgementStore>;

/** What was found out about passages, and which of them have a flag. */
export function createJudgementStore(database: Database) {
  const insert = database.$client.prepare<[number, number, number, number, string | null, number]>(
    `insert or replace into passage_judgements (chunk_id, client_id, document_id, version, short, gibberish, badly_recognised, words_hash)
     select id, client_id, document_id, ?, ?, ?, ?, ? from chunks where id = ?`,
  );

  return {
    /** Whether any passage is not judged, or was by an earlier judge. */
    isAllJudged(): boolean {
      const all = database.select({ n: count() }).from(chunks).get()?.n;
      return all === database.select({ n: count() }).from(judged).where(current).get()?.n;
    },

    /** Passages after one, of a document or of all, with whether they are to be judged. */
    after(id: number, documentId: HeldId | null): { chunk: ChunkRow; isDue: boolean }[] {
      return database
        .select({ chunk: chunks, version: judged.version })
        .from(chunks)
        .leftJoin(judged, eq(judged.chunkId, chunks.id))
        .where(and(gt(chunks.id, id), documentId === null ? undefined : eq(chunks.documentId, documentId)))
        .orderBy(asc(chunks.id))
        .limit(LOOKED_AT)
        .all()
        .map(({ chunk, version }) => ({ chunk, isDue: version !== JUDGE_VERSION }));
    },

    /** One that is gone meanwhile is left out. */
    save(chunkId: number, { short, gibberish, badlyRecognised, wordsHash }: Judgement): void {
      insert.run(
        JUDGE_VERSION,
        Number(short),
        Number(gibberish),
        Number(badlyRecognised),
        wordsHash,
        chunkId,
      );
    },

    /** How many passages of a document have each flag, and how many are not judged, or compared with others, yet. */
    counts(documentId: HeldId): { counts: Record<PassageFlag, number>; pending: number } {
      const [row] = database
        .select(
          Object.fromEntries(
            FLAGS.map(([flag, condition]) => [flag, sql<number>`count(*) filter (where ${condition})`]),
          ) as Record<PassageFlag, SQL<number>>,
        )
        .from(judged)
        .where(eq(judged.documentId, documentId))
        .all();
      const pending = database
        .select({ n: count() })
        .from(chunks)
        .leftJoin(judged, eq(judged.chunkId, chunks.id))
        .leftJoin(passageLikenesses, eq(passageLikenesses.chunkId, chunks.id))
        .where(
          and(
            eq(chunks.documentId, documentId),
            or(
              isNull(judged.version),
              ne(judged.version, JUDGE_VERSION),
              isNull(passageLikenesses.groupId),
              ne(passageLikenesses.version, LIKENESS_VERSION),
            ),
          ),
        )
        .get();
      return {
        counts: row ?? { short: 0, gibberish: 0, repeated: 0, badly_recognised: 0 },
        pending: pending?.n ?? 0,
      };
    },

    /** Passages of a document with a flag, in their order. */
    flagged(documentId: HeldId, flag: PassageFlag, after: number, limit: number): ChunkRow[] {
      return database
        .select({ chunk: chunks })
        .from(chunks)
        .innerJoin(judged, eq(judged.chunkId, chunks.id))
        .where(and(eq(chunks.documentId, documentId), gt(chunks.ordinal, after), FLAGGED[flag]))
        .orderBy(asc(chunks.ordinal))
        .limit(limit)
        .all()
        .map(({ chunk }) => held(chunk));
    },

    /** The flags of passages, by their ids; one without any is left out. */
    flagsOf(chunkIds: readonly number[]): Map<number, PassageFlag[]> {
      const rows = database
        .select({
          id: judged.chunkId,
          flags: sql<string>`json_array(${sql.join(
            FLAGS.map(([flag, condition]) => sql`iif(${condition}, ${flag}, null)`),
            sql`, `,
          )})`,
        })
        .from(judged)
        .where(inArray(judged.chunkId, [...chunkIds]))
        .all();
      return new Map(
        rows.map(({ id, flags }) => [
          id,
          (JSON.parse(flags) as (PassageFlag | null)[]).filter(flag => flag !== null),
        ]),
      );
    },
  };
}
