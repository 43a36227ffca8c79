import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSilentLog } from '#main/platform/log.ts';
import { createOldDatabase } from '../../../tests/support/old-database.ts';
import { databaseFile, openDatabase } from './connection.ts';
import { partsOf, type StoredPart } from './stored-parts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FILE = '0198c0de-0000-7000-8000-00000000000';

it('gives each message of before its sender and its parts, and changes nothing else', () => {
  const sqlite = createOldDatabase(databaseFile(folder), '0007_schedules');
  sqlite.exec(`
    insert into clients (id, name, active, language, time_zone, created_at, updated_at) values ('c', 'C', 1, 'fr', 'Europe/Paris', '', '');
    insert into users (id, email, full_name, initials, role, language, theme, active, created_at, updated_at)
      values ('u', 'a@b.fr', 'A', 'AAA', 'owner', 'fr', 'system', 1, '', '');
    insert into chatbots (id, client_id, name, description, avatar, color, language, welcome_message, instructions,
      temperature, suggested_questions, active, created_at, updated_at)
      values ('b', 'c', 'B', '', 'A', '#000', 'fr', '', '', 0, '[]', 1, '', '');
    insert into visitors (id, client_id, chatbot_id, first_origin, created_at, last_seen_at) values ('v', 'c', 'b', '', '', '');
    insert into conversations (id, client_id, chatbot_id, user_id, visitor_id, title, channel, created_at, updated_at, activity) values
      ('office', 'c', 'b', 'u', null, '', 'app', '', '', 1), ('program', 'c', 'b', null, null, '', 'openai', '', '', 2),
      ('widget', 'c', 'b', null, 'v', '', 'widget', '', '', 3), ('erased', 'c', 'b', null, null, '', 'widget', '', '', 4),
      ('preview', 'c', 'b', 'u', null, '', 'preview', '', '', 5);
  `);
  const message = sqlite.prepare(
    `insert into messages (id, client_id, conversation_id, sender, content, status, sources, abstained, tags, metadata, sequence, created_at)
     values (?, 'c', ?, ?, ?, 'complete', '[]', 0, '[]', ?, ?, '')`,
  );
  message.run('q-office', 'office', 'user', 'Combien ?', '{}', 1);
  const kept = '{"searchedQuestion":"Combien ?","reasoning":"Hum « 👋 »\\nbon","aside":true}';
  message.run('a-office', 'office', 'bot', 'Quatre [1].', kept, 2);
  message.run('q-program', 'program', 'user', 'How many?', '{}', 1);
  message.run('q-widget', 'widget', 'user', 'Voici mon plan 👋', '{}', 1);
  message.run('a-widget', 'widget', 'bot', 'Merci.', '{"unverified":[]}', 2);
  message.run('q-erased', 'erased', 'user', 'Bonjour', '{}', 1);
  message.run('q-preview', 'preview', 'user', 'Un essai', '{}', 1);
  const attachment = sqlite.prepare(
    `insert into attachments (id, client_id, visitor_id, conversation_id, message_id, file_name, media_type, kind, size, content_hash, created_at)
     values (?, 'c', 'v', ?, ?, ?, 'image/png', 'image', 7, ?, '')`,
  );
  attachment.run(`${FILE}2`, 'widget', 'q-widget', 'plan "2".png', 'h2');
  attachment.run(`${FILE}1`, 'widget', 'q-widget', 'plan 1.png', 'h1');
  attachment.run(`${FILE}3`, null, null, 'not sent.png', 'h3');
  const rest = 'select id, conversation_id, content, status, sequence from messages order by id';
  const before = sqlite.prepare(rest).all();
  sqlite.close();

  const database = openDatabase(folder, createSilentLog());
  const client = database.$client;
  expect(client.prepare(rest).all()).toEqual(before);
  const rows = client
    .prepare('select id, sender, sender_id, content, parts, metadata from messages')
    .all() as {
    id: string;
    sender: string;
    sender_id: string | null;
    content: string;
    parts: string;
    metadata: string;
  }[];
  const shown = new Map(
    rows.map(row => [
      row.id,
      {
        by: [row.sender, row.sender_id],
        parts: partsOf(row.content, JSON.parse(row.parts) as StoredPart[]),
        metadata: JSON.parse(row.metadata) as unknown,
      },
    ]),
  );
  const text = (words: string) => ({ type: 'text', text: words });
  const sent = (place: number, name: string) => ({
    type: 'file',
    attachmentId: `${FILE}${place}`,
    name,
    mediaType: 'image/png',
    size: 7,
  });
  expect(Object.fromEntries(shown)).toEqual({
    'q-office': { by: ['user', 'u'], parts: [text('Combien ?')], metadata: {} },
    'a-office': {
      by: ['bot', null],
      parts: [{ type: 'reasoning', text: 'Hum « 👋 »\nbon' }, text('Quatre [1].')],
      metadata: { searchedQuestion: 'Combien ?', aside: true },
    },
    'q-program': { by: ['user', null], parts: [text('How many?')], metadata: {} },
    'q-widget': {
      by: ['visitor', null],
      parts: [text('Voici mon plan 👋'), sent(1, 'plan 1.png'), sent(2, 'plan "2".png')],
      metadata: {},
    },
    'a-widget': { by: ['bot', null], parts: [text('Merci.')], metadata: { unverified: [] } },
    'q-erased': { by: ['visitor', null], parts: [text('Bonjour')], metadata: {} },
    'q-preview': { by: ['user', 'u'], parts: [text('Un essai')], metadata: {} },
  });
  expect(client.pragma('foreign_key_check')).toEqual([]);
  // A person who is erased is named by no message.
  client.prepare(`update conversations set user_id = null`).run();
  client.prepare(`delete from users where id = 'u'`).run();
  expect(client.prepare(`select sender_id from messages where id = 'q-office'`).pluck().get()).toBeNull();
  client.close();
});
