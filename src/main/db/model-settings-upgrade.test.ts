import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSilentLog } from '#main/platform/log.ts';
import { databaseFile, openDatabase } from './connection.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
const OF_MODELS = /_models\.sql$/;

describe('models of an earlier version', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-upgrade-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A file as the versions before left it. */
  function earlierFile(): void {
    const sqlite = new Sqlite(databaseFile(folder));
    const journal = JSON.parse(readFileSync(join(FOLDER, 'meta/_journal.json'), 'utf8')) as {
      entries: { when: number; tag: string }[];
    };
    const last = journal.entries.findIndex(({ tag }) => OF_MODELS.test(`${tag}.sql`));
    sqlite.exec(
      'create table __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)',
    );
    for (const { tag, when } of journal.entries.slice(0, last)) {
      sqlite.exec(readFileSync(join(FOLDER, `${tag}.sql`), 'utf8'));
      sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(tag, when);
    }
    const add = sqlite.prepare(
      `insert into models (id, name, provider, model, purpose, max_output_tokens, context_tokens, temperature, is_default, active, created_at, updated_at)
       values (?, ?, 'ollama', 'm', 'chat', 1, 1, ?, 0, 1, '', '')`,
    );
    add.run('usual', 'Usual', 0.2);
    add.run('own', 'Own', 0.7);
    sqlite.exec(
      `insert into clients (id, name, active, language, time_zone, created_at, updated_at) values ('c', 'C', 1, 'fr', 'Europe/Paris', '', '')`,
    );
    sqlite.exec(
      `insert into embedding_states (client_id, active_fingerprint, active_model_id, updated_at) values ('c', 'f', 'own', '')`,
    );
    sqlite.close();
  }

  it('keep a temperature that somebody chose, leave the usual one to the chatbots, and stay where they are', () => {
    expect(readdirSync(FOLDER).some(file => OF_MODELS.test(file))).toBe(true);
    earlierFile();
    const database = openDatabase(folder, createSilentLog());
    const rows = database.$client.prepare('select id, temperature, findings from models order by id').all();
    expect(rows).toEqual([
      { id: 'own', temperature: 0.7, findings: null },
      { id: 'usual', temperature: null, findings: null },
    ]);
    const state = database.$client.prepare('select active_model_id as model from embedding_states').get();
    expect(state).toEqual({ model: 'own' });
    database.$client.close();
  });
});
