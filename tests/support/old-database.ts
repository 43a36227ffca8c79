import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

const MIGRATIONS = join(import.meta.dirname, '../../src/main/db/migrations');

/** A database file with the schema of a version before: every migration up to `last`, e.g. `0002_widget`. */
export function createOldDatabase(file: string, last: string): Sqlite.Database {
  const database = new Sqlite(file);
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string; when: number }[];
  };
  database.exec(
    'create table __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)',
  );
  for (const { tag, when } of journal.entries) {
    const sql = readFileSync(join(MIGRATIONS, `${tag}.sql`), 'utf8');
    for (const statement of sql.split('--> statement-breakpoint')) database.exec(statement);
    database
      .prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
      .run(createHash('sha256').update(sql).digest('hex'), when);
    if (tag === last) return database;
  }
  throw new Error(`There is no migration ${last}`);
}
