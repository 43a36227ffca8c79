import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { createKeywordIndexWriter } from '#main/index/keyword-writer.ts';
import { analysePassage } from '#main/language/analyse.ts';
import { createOldDatabase } from '../support/old-database.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LAST_BEFORE = '0002_widget';
const AT = '2026-01-01T00:00:00.000Z';
const CLIENT = '019a0000-0000-7000-8000-00000000000c';
const BOT = '019a0000-0000-7000-8000-00000000000b';

type OldDocument = { id: string; fileName: string; title: string; content: string; heading: string | null };

const OLD: OldDocument[] = [
  {
    id: '019a0000-0000-7000-8000-000000000001',
    fileName: 'Safety training.pdf',
    title: 'PowerPoint Presentation',
    content:
      'Gloves and goggles are worn near the lathe, and visitors stay behind the yellow line at all times.',
    heading: null,
  },
  {
    id: '019a0000-0000-7000-8000-000000000002',
    fileName: 'annexe 7.md',
    title: 'Règlement du port',
    content: 'Règlement du port\n\nLes barbecues sont interdits sur les pontons, de jour comme de nuit.',
    heading: 'Règlement du port',
  },
];

/** A data folder as the version before left it: its schema, its rows, its index without the names of files. */
function writeOldFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = createOldDatabase(databaseFile(folder), LAST_BEFORE);
  database
    .prepare(
      `insert into clients (id, name, language, active, created_at, updated_at) values (?, 'Bureau', 'fr', 1, ?, ?)`,
    )
    .run(CLIENT, AT, AT);
  database
    .prepare(
      `insert into chatbots (id, client_id, name, description, avatar, color, language, welcome_message, instructions,
         temperature, suggested_questions, sharing, active, created_at, updated_at)
       values (?, ?, 'Accueil', '', 'A', '#000000', 'fr', '', '', 0, '[]', 'team', 1, ?, ?)`,
    )
    .run(BOT, CLIENT, AT, AT);
  const writer = createKeywordIndexWriter(database);
  for (const { id, fileName, title, content, heading } of OLD) {
    const hash = createHash('sha256').update(content).digest('hex');
    const path = join(folder, 'files', CLIENT, hash.slice(0, 2), hash);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    database
      .prepare(
        `insert into documents (id, client_id, file_name, title, content_hash, size, media_type, state, passage_count,
           origin, created_at, updated_at) values (?, ?, ?, ?, ?, ?, 'text/plain', 'ready', 1, 'upload', ?, ?)`,
      )
      .run(id, CLIENT, fileName, title, hash, Buffer.byteLength(content), AT, AT);
    database.prepare('insert into document_chatbots (document_id, chatbot_id) values (?, ?)').run(id, BOT);
    const blocks = heading === null ? [] : [{ kind: 'heading', level: 1, start: 0, end: heading.length }];
    database
      .prepare("insert into document_texts (document_id, text, pages, blocks) values (?, ?, '[]', ?)")
      .run(id, content, JSON.stringify(blocks));
    const { lastInsertRowid } = database
      .prepare(
        `insert into chunks (client_id, document_id, ordinal, "start", "end", text) values (?, ?, 0, 0, ?, ?)`,
      )
      .run(CLIENT, id, content.length, content);
    const terms = analysePassage({ title, text: content, language: null });
    writer.add(CLIENT, [{ chunkId: Number(lastInsertRowid), terms }]);
  }
  database.close();
}

describe('a data folder of the version before', () => {
  let outside: ReturnType<typeof temporaryFolder>;
  let foyer: TemporaryApp;
  beforeEach(async () => {
    outside = temporaryFolder();
    const dataFolder = join(outside.path, 'data');
    writeOldFolder(dataFolder);
    foyer = await startTemporaryApp({ dataFolder });
  });
  afterEach(async () => {
    await foyer.close();
    outside.remove();
  });

  const settled = async () => {
    await expect.poll(async () => (await foyer.client.jobs.list({ open: true })).items.length).toBe(0);
  };
  const found = async (q: string) =>
    (await foyer.client.search.search({ chatbotId: BOT, q, k: 5 })).results.map(
      ({ documentId }) => documentId,
    );

  it('keeps its documents, and finds them by the names of their files from then on', async () => {
    await settled();
    const { items, totals } = await foyer.client.documents.list({ sort: 'added', order: 'asc' });
    expect(items.map(({ title, warnings, outdated, state }) => [title, warnings, outdated, state])).toEqual([
      ['Safety training', [], true, 'ready'],
      ['Règlement du port', [], true, 'ready'],
    ]);
    expect(totals).toMatchObject({ documents: 2, ready: 2, outdated: 2, warned: 0, failed: 0, setAside: 0 });
    expect(await found('safety training')).toEqual([OLD[0]?.id]);
    expect(await found('annexe 7')).toEqual([OLD[1]?.id]);
    expect(await found('barbecues pontons')).toEqual([OLD[1]?.id]);
  });

  it('reads them again when that is asked for, and takes the same bytes under another name', async () => {
    await settled();
    expect(await foyer.client.documents.retryMany({ which: 'outdated' })).toEqual({
      count: 2,
      withoutFile: 0,
    });
    await untilRead(foyer.client, BOT);
    expect((await foyer.client.documents.list({})).totals).toMatchObject({ ready: 2, outdated: 0 });
    const path = join(outside.path, 'copie.md');
    writeFileSync(path, OLD[1]?.content ?? '');
    const { documents } = await foyer.client.documents.addPaths({ chatbotId: BOT, paths: [path] });
    expect(documents[0]).toMatchObject({
      fileName: 'copie.md',
      duplicate: false,
      sameContentAs: [OLD[1]?.id],
    });
  });

  it('goes on after a stop in the middle of bringing the index up to the names', async () => {
    await settled();
    await foyer.close();
    const database = new Sqlite(databaseFile(foyer.dataFolder));
    database.prepare('update documents set searched_name = null where id = ?').run(OLD[0]?.id);
    database.close();
    foyer = await startTemporaryApp({ dataFolder: foyer.dataFolder });
    await settled();
    expect(await found('safety training')).toEqual([OLD[0]?.id]);
  });
});
