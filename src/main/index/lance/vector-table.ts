import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Table } from 'apache-arrow';
import type { VectorRow } from '../ports.ts';

/** Names of the columns, as they stand in filters too. */
export const COLUMN = { chunk: 'chunk_id', document: 'document_id', vector: 'vector' } as const;

/**
 * The CommonJS copy of Arrow, which LanceDB holds too: it copies nothing that its own classes made. Loaded when
 * first needed.
 */
function loadArrow(): typeof import('apache-arrow') {
  const load = createRequire(import.meta.url);
  return load('apache-arrow') as typeof import('apache-arrow');
}

function digest(text: string, characters: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, characters);
}

/** What the names of all tables of a client begin with. */
export function clientPrefix(clientId: string): string {
  return `vectors_${digest(clientId, 24)}_`;
}

/** Name of the table of one client under one fingerprint: a plain identifier, whatever the ids hold. */
export function vectorTableName(clientId: string, fingerprint: string): string {
  return clientPrefix(clientId) + digest(fingerprint, 24);
}

/** The vector at length one, so that distances mean angles; a null vector stays null. */
export function toUnitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  return length > 0 && Number.isFinite(length) ? vector.map(value => value / length) : vector;
}

/** Columns of `rows` in Arrow's own layout: one copy, no object a number. All vectors have `dimension` numbers. */
export function toArrowTable(rows: readonly VectorRow[], dimension: number): Table {
  const arrow = loadArrow();
  const values = new Float32Array(rows.length * dimension);
  rows.forEach(({ vector }, index) => values.set(toUnitLength(vector), index * dimension));
  const item = new arrow.Field('item', new arrow.Float32(), true);
  const chunk = arrow.makeData({
    type: new arrow.Int64(),
    data: BigInt64Array.from(rows, row => BigInt(row.chunkId)),
  });
  const document = arrow.vectorFromArray(
    rows.map(row => row.documentId),
    new arrow.Utf8(),
  ).data[0];
  const vector = arrow.makeData({
    type: new arrow.FixedSizeList(dimension, item),
    length: rows.length,
    nullCount: 0,
    child: arrow.makeData({ type: new arrow.Float32(), data: values }),
  });
  if (document === undefined) throw new RangeError('a vector table needs at least one row');
  const schema = new arrow.Schema([
    new arrow.Field(COLUMN.chunk, chunk.type, false),
    new arrow.Field(COLUMN.document, document.type, false),
    new arrow.Field(COLUMN.vector, vector.type, false),
  ]);
  const data = arrow.makeData({
    type: new arrow.Struct(schema.fields),
    length: rows.length,
    nullCount: 0,
    children: [chunk, document, vector],
  });
  return new arrow.Table(schema, [new arrow.RecordBatch(schema, data)]);
}
