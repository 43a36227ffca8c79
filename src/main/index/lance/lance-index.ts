import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Connection, Table } from '@lancedb/lancedb';
import { FoyerError } from '#shared/errors.ts';
import type { VectorHit, VectorIndex } from '../ports.ts';
import { clientPrefix, COLUMN, toArrowTable, toUnitLength, vectorTableName } from './vector-table.ts';

/** Under it a flat scan is exact and takes 20 ms (design/retrieval.md). */
const INDEX_FROM_ROWS = 50_000;
/** Rows a partition: 64 partitions at 100,000 rows were measured. */
const ROWS_A_PARTITION = 1_500;
/** Share of the partitions a search reads; neighbours just across a border are lost beyond. */
const PROBED_SHARE = 0.3;
/**
 * A filter of up to so many documents is scanned exactly: few of the partitions probed would hold them. Beyond,
 * they are spread widely enough for the approximate index.
 */
const EXACT_FILTER_DOCUMENTS = 1_000;
/**
 * Beyond, the filter costs several times the search (20,000 documents: 88 ms, the search 12): so many times the hits wanted are
 * asked for and others left out, then once more as many as the share of those kept says; what is rarer than that is filtered.
 */
const ASKED_FIRST = 4;
const ASKED_AT_MOST = 64;
/** Above what the share says: it is that of the nearest alone. */
const MARGIN = 1.5;
/** Versions older than this are deleted: a search that began before has long ended. */
const KEPT_VERSIONS_MS = 10 * 60 * 1_000;
/** Up to here every vector is read when files are verified; beyond, only the keys. */
const VERIFY_VECTORS_ROWS = 200_000;

type OpenTable = { table: Table; dimension: number };

/** The module holds a 100 MB library: it is loaded by the first call that needs it. */
function loadLance(): Promise<typeof import('@lancedb/lancedb')> {
  return import('@lancedb/lancedb');
}

/**
 * Vectors in LanceDB tables under `directory` (absolute: a relative path means its cloud), one table a client and
 * fingerprint, at unit length, so that the dot product is the cosine (and 2.5 times as fast to compute here). Files that are gone or broken are told by `state`, which never
 * throws for it; `search` then rejects with `internal.unexpected`, `upsert` starts a fresh table. Bytes altered
 * inside a vector are not noticed: Lance keeps no checksum of values.
 */
export function createLanceVectorIndex({ directory }: { directory: string }): VectorIndex {
  if (!isAbsolute(directory)) throw new RangeError(`Not an absolute path: ${directory}`);
  let connection: Promise<Connection> | null = null;
  const open = new Map<string, OpenTable>();
  /** Tables whose files were read once since they were opened. */
  const verified = new Set<string>();
  /** Writes follow one another: concurrent commits to one table would have to be retried. */
  let lastWrite: Promise<unknown> = Promise.resolve();

  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    const turn = lastWrite.then(write, write);
    lastWrite = turn.catch(() => undefined);
    return turn;
  }

  function connect(): Promise<Connection> {
    connection ??= mkdir(directory, { recursive: true })
      .then(loadLance)
      .then(lance => lance.connect(directory))
      .catch((error: unknown) => {
        connection = null;
        throw error;
      });
    return connection;
  }

  function folderOf(name: string): string {
    return join(directory, `${name}.lance`);
  }

  function release(name: string): void {
    open.get(name)?.table.close();
    open.delete(name);
    verified.delete(name);
  }

  async function tableOf(name: string): Promise<OpenTable> {
    const known = open.get(name);
    if (known !== undefined) return known;
    const table = await (await connect()).openTable(name);
    const dimension: unknown = (await table.schema()).fields.find(field => field.name === COLUMN.vector)?.type
      .listSize;
    if (typeof dimension !== 'number') throw new Error(`Table ${name} has no vector column`);
    const opened = { table, dimension };
    open.set(name, opened);
    return opened;
  }

  async function drop(name: string): Promise<void> {
    release(name);
    // Not Lance's own drop: it would have to read what may be damaged.
    await rm(folderOf(name), { recursive: true, force: true, maxRetries: 3 });
  }

  /** Reads what a search reads. Throws when a file is missing, cut short or not what it was. */
  async function verify(name: string): Promise<void> {
    const { table, dimension } = await tableOf(name);
    const rows = await table.countRows();
    const keys = await table.query().select([COLUMN.chunk, COLUMN.document]).toArrow();
    if (keys.numRows !== rows) throw new Error(`Table ${name} holds ${keys.numRows} of ${rows} rows`);
    const probe = new Float32Array(dimension).fill(1);
    const query = table.vectorSearch(probe).distanceType('dot').select([COLUMN.chunk, '_distance']).limit(1);
    await (rows <= VERIFY_VECTORS_ROWS ? query.bypassVectorIndex() : query).toArrow();
    verified.add(name);
  }

  /** The folder and its list of versions are there: what a look at the disk can tell in a fraction of a millisecond. */
  async function filesPresent(name: string): Promise<boolean> {
    try {
      return (await readdir(join(folderOf(name), '_versions'))).length > 0;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    }
  }

  async function stateOf(name: string): Promise<'ready' | 'missing' | 'damaged'> {
    if (!existsSync(folderOf(name))) {
      release(name);
      return 'missing';
    }
    try {
      if (!(await filesPresent(name))) throw new Error(`Table ${name} has no version`);
      if (!verified.has(name)) await verify(name);
      return 'ready';
    } catch {
      // Whatever the reason, these files do not answer and are to be made again.
      release(name);
      return 'damaged';
    }
  }

  async function toHits(query: { toArrow(): Promise<{ toArray(): unknown[] }> }): Promise<VectorHit[]> {
    const rows = (await query.toArrow()).toArray() as Record<string, unknown>[];
    return rows.map(row => ({
      chunkId: Number(row[COLUMN.chunk]),
      documentId: String(row[COLUMN.document]),
      similarity: 1 - Number(row._distance),
    }));
  }

  function isIn(column: string, values: readonly (string | number)[]): string {
    const list = values.map(value =>
      typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`,
    );
    return `${column} IN (${list.join(', ')})`;
  }

  function namesOf(clientId: string): Promise<string[]> {
    const prefix = clientPrefix(clientId);
    return readdir(directory).then(
      names =>
        names
          .filter(name => name.startsWith(prefix) && name.endsWith('.lance'))
          .map(name => name.slice(0, -6)),
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw error;
      },
    );
  }

  return {
    state: (clientId, fingerprint) => stateOf(vectorTableName(clientId, fingerprint)),

    async count(clientId, fingerprint) {
      const name = vectorTableName(clientId, fingerprint);
      if ((await stateOf(name)) !== 'ready') return 0;
      return (await tableOf(name)).table.countRows();
    },

    async countAnew(clientId, fingerprint) {
      const name = vectorTableName(clientId, fingerprint);
      verified.delete(name);
      if ((await stateOf(name)) !== 'ready') return null;
      const { table } = await tableOf(name);
      await table.checkoutLatest();
      return table.countRows();
    },

    upsert: (clientId, fingerprint, rows) =>
      inTurn(async () => {
        const [first] = rows;
        if (first === undefined) return;
        const dimension = first.vector.length;
        if (dimension === 0 || rows.some(({ vector }) => vector.length !== dimension)) {
          throw new RangeError('All vectors of a fingerprint have the same, positive dimension');
        }
        // Of two vectors for one passage the last counts.
        const data = toArrowTable([...new Map(rows.map(row => [row.chunkId, row])).values()], dimension);
        const name = vectorTableName(clientId, fingerprint);
        const state = await stateOf(name);
        if (state !== 'ready') {
          if (state === 'damaged') await drop(name);
          const table = await (await connect()).createTable(name, data);
          open.set(name, { table, dimension });
          verified.add(name);
          return;
        }
        const { table, dimension: stored } = await tableOf(name);
        if (stored !== dimension)
          throw new RangeError(`The table holds ${stored} numbers a vector, not ${dimension}`);
        await table.mergeInsert(COLUMN.chunk).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data);
      }),

    removeDocument: (clientId, documentId) =>
      inTurn(async () => {
        for (const name of await namesOf(clientId)) {
          if ((await stateOf(name)) !== 'ready') continue; // rebuilt without the document anyway
          await (await tableOf(name)).table.delete(isIn(COLUMN.document, [documentId]));
        }
      }),

    async search(clientId, fingerprint, vector, { k, documentIds }) {
      if (k < 1 || documentIds?.length === 0) return [];
      const name = vectorTableName(clientId, fingerprint);
      try {
        const { table, dimension } = await tableOf(name);
        if (dimension !== vector.length)
          throw new RangeError(`The index holds ${dimension} numbers a vector`);
        const rows = await table.countRows();
        const search = (limit: number) =>
          table
            .vectorSearch(toUnitLength(vector))
            .distanceType('dot')
            .select([COLUMN.chunk, COLUMN.document, '_distance'])
            .limit(limit);
        const filtered = (ids: readonly string[]) =>
          toHits(search(k).where(isIn(COLUMN.document, ids)).bypassVectorIndex());
        if (documentIds !== null && documentIds.length <= EXACT_FILTER_DOCUMENTS)
          return await filtered(documentIds);
        const partitions = Math.ceil(rows / ROWS_A_PARTITION);
        const nearest = (limit: number) =>
          toHits(
            rows <= INDEX_FROM_ROWS
              ? search(limit).bypassVectorIndex()
              : search(limit).nprobes(Math.ceil(partitions * PROBED_SHARE)),
          );
        if (documentIds === null) return await nearest(k);
        const among = new Set(documentIds);
        for (let asked = k * ASKED_FIRST, times = 0; times < 2 && asked <= k * ASKED_AT_MOST; times += 1) {
          const met = await nearest(asked);
          const hits = met.filter(({ documentId }) => among.has(documentId));
          if (hits.length >= k || met.length === rows) return hits.slice(0, k);
          if (met.length < asked) break; // the partitions probed hold too few of them
          asked = Math.ceil((MARGIN * k * asked) / hits.length);
        }
        return await filtered(documentIds);
      } catch (error) {
        verified.delete(name);
        open.delete(name);
        throw new FoyerError('internal.unexpected', 'The vector index cannot answer', { cause: error });
      }
    },

    drop: (clientId, fingerprint) => inTurn(() => drop(vectorTableName(clientId, fingerprint))),

    dropOthers: (clientId, keep) =>
      inTurn(async () => {
        const kept = new Set(keep.map(fingerprint => vectorTableName(clientId, fingerprint)));
        for (const name of await namesOf(clientId)) if (!kept.has(name)) await drop(name);
      }),

    optimise: (clientId, fingerprint) =>
      inTurn(async () => {
        const name = vectorTableName(clientId, fingerprint);
        if ((await stateOf(name)) !== 'ready') return;
        const { table } = await tableOf(name);
        await table.optimize({ cleanupOlderThan: new Date(Date.now() - KEPT_VERSIONS_MS) });
        const rows = await table.countRows();
        if (rows <= INDEX_FROM_ROWS) return;
        const indexed = new Set((await table.listIndices()).flatMap(index => index.columns));
        const { Index } = await loadLance();
        if (!indexed.has(COLUMN.document))
          await table.createIndex(COLUMN.document, { config: Index.btree() });
        if (!indexed.has(COLUMN.vector)) {
          await table.createIndex(COLUMN.vector, {
            config: Index.ivfFlat({ distanceType: 'dot', numPartitions: Math.ceil(rows / ROWS_A_PARTITION) }),
          });
        }
      }),

    async close() {
      await lastWrite;
      for (const name of open.keys()) release(name);
      if (connection !== null) (await connection).close();
      connection = null;
    },
  };
}
