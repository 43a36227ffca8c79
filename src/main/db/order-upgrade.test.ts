import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSilentLog } from '#main/platform/log.ts';
import { databaseFile, openDatabase } from './connection.ts';

const FOLDER = join(import.meta.dirname, 'migrations');

describe('what an earlier version kept by its time', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-upgrade-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A file as the versions before the sequences left it. */
  function earlierFile(): Sqlite.Database {
    const sqlite = new Sqlite(databaseFile(folder));
    const journal = JSON.parse(readFileSync(join(FOLDER, 'meta/_journal.json'), 'utf8')) as {
      entries: { when: number; tag: string }[];
    };
    sqlite.exec(
      'create table __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)',
    );
    const last = journal.entries.findIndex(({ tag }) => tag.endsWith('_order'));
    for (const { tag, when } of journal.entries.slice(0, last)) {
      sqlite.exec(readFileSync(join(FOLDER, `${tag}.sql`), 'utf8'));
      sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(tag, when);
    }
    sqlite.exec(
      `insert into clients (id, name, active, language, time_zone, created_at, updated_at) values ('c', 'C', 1, 'fr', 'Europe/Paris', '', '');
       insert into users (id, email, full_name, initials, role, language, theme, active, second_factor_step, created_at, updated_at)
         values ('u', 'a@b.fr', 'A', 'AAA', 'owner', 'fr', 'system', 1, 59, '', ''), ('v', 'b@b.fr', 'B', 'BBB', 'owner', 'fr', 'system', 1, null, '', '');
       insert into chatbots (id, client_id, name, description, avatar, color, language, welcome_message, instructions,
         temperature, suggested_questions, active, created_at, updated_at)
         values ('b', 'c', 'B', '', 'A', '#000', 'fr', '', '', 0, '[]', 1, '', '')`,
    );
    return sqlite;
  }

  it('keeps the order it was shown in', () => {
    const sqlite = earlierFile();
    const conversation = sqlite.prepare(
      `insert into conversations (id, client_id, chatbot_id, title, channel, person_asked_at, person_handled_at, created_at, updated_at)
       values (?, 'c', 'b', '', 'app', ?, ?, '', ?)`,
    );
    conversation.run('z', '2026-01-01', null, '2026-01-02');
    conversation.run('y', '2026-01-03', '2026-01-02', '2026-01-03');
    conversation.run('x', '2026-01-03', '2026-01-03', '2026-01-02');
    const message = sqlite.prepare(
      `insert into messages (id, client_id, conversation_id, sender, content, status, sources, abstained, tags, metadata, created_at)
       values (?, 'c', ?, 'user', '', 'complete', '[]', 0, '[]', '{}', ?)`,
    );
    message.run('m3', 'z', '2026-01-01T03');
    message.run('m2', 'z', '2026-01-01T05');
    message.run('m1', 'z', '2026-01-01T05');
    message.run('m4', 'y', '2026-01-01T04');
    sqlite.close();

    const database = openDatabase(folder, createSilentLog());
    const all = (query: string) => database.$client.prepare(query).raw().all();
    expect(all('select conversation_id, sequence, id from messages order by 1, 2')).toEqual([
      ['y', 1, 'm4'],
      ['z', 1, 'm3'],
      ['z', 2, 'm1'],
      ['z', 3, 'm2'],
    ]);
    expect(all('select id, activity, person_handled_at from conversations order by activity')).toEqual([
      ['x', 1, '2026-01-03'],
      ['z', 2, null],
      ['y', 3, null],
    ]);
    expect(all('select user_id, step from used_code_steps')).toEqual([['u', 59]]);
    expect(database.$client.pragma('foreign_key_check')).toEqual([]);
    database.$client.close();
  });
});
