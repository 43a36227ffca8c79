import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';

/** What must hold once everything has been carried through, each with what was found wrong; empty when all is well. */
export function finalProblems(dataFolder: string): string[] {
  const database = new Sqlite(databaseFile(dataFolder), { readonly: true, fileMustExist: true });
  const one = (sql: string): unknown => database.prepare(sql).pluck().get();
  const problems: string[] = [];
  const expectNone = (what: string, sql: string): void => {
    const found = one(sql);
    if (found !== 0) problems.push(`${what}: ${String(found)}`);
  };
  try {
    const integrity = database.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') problems.push(`integrity_check: ${String(integrity)}`);
    const foreign = database.pragma('foreign_key_check') as unknown[];
    if (foreign.length > 0) problems.push(`foreign_key_check: ${foreign.length} rows`);
    expectNone('answers still streaming', "select count(*) from messages where status = 'streaming'");
    expectNone('documents not ready', "select count(*) from documents where state <> 'ready'");
    expectNone(
      'documents whose passages are not as counted',
      `select count(*) from documents d where passage_count <>
         (select count(distinct ordinal) from chunks where document_id = d.id)`,
    );
    expectNone(
      'passages stored twice',
      'select count(*) from (select 1 from chunks group by document_id, ordinal having count(*) > 1)',
    );
    expectNone(
      'passages without a vector',
      'select count(*) from chunks c where not exists (select 1 from embeddings where chunk_id = c.id)',
    );
    const tables = database
      .prepare("select name from sqlite_master where sql like '%USING fts5%'")
      .pluck()
      .all() as string[];
    const entries = tables.reduce(
      (sum, table) => sum + Number(one(`select count(*) from "${table}_docsize"`)),
      0,
    );
    const passages = Number(one('select count(*) from chunks'));
    if (entries !== passages) problems.push(`full text: ${entries} entries of ${passages} passages`);
    problems.push(...fileProblems(dataFolder, database));
  } finally {
    database.close();
  }
  return problems;
}

/** Every content has its file, whole, and there is no other. */
function fileProblems(dataFolder: string, database: Sqlite.Database): string[] {
  const wanted = new Set(
    database
      .prepare("select distinct client_id || '/' || content_hash from documents")
      .pluck()
      .all() as string[],
  );
  const problems: string[] = [];
  const root = join(dataFolder, 'files');
  const files = existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    : [];
  const found = new Set<string>();
  for (const { parentPath, name } of files) {
    const [clientId = ''] = parentPath.slice(root.length + 1).split(/[\\/]/);
    const key = `${clientId}/${name}`;
    found.add(key);
    if (!wanted.has(key)) problems.push(`a file of no document: ${key}`);
    else if (
      createHash('sha256')
        .update(readFileSync(join(parentPath, name)))
        .digest('hex') !== name
    )
      problems.push(`a file that is not what it was: ${key}`);
  }
  for (const key of wanted) if (!found.has(key)) problems.push(`a document without its file: ${key}`);
  return problems;
}
