import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { pagedPdf } from '../support/sample-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TEXT = '# Vélos\n\nLe garage à vélos ferme à 19 heures, le repère est zorglub.\n';

describe('documents', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Accueil' })).id;
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  function write(name: string, content: string | Uint8Array): string {
    const path = join(files.path, name);
    writeFileSync(path, content);
    return path;
  }

  async function add(bot: string, ...paths: string[]) {
    const result = await foyer.client.documents.addPaths({ chatbotId: bot, paths });
    await untilRead(foyer.client, bot);
    return result;
  }

  async function titlesFound(bot: string, q: string): Promise<string[]> {
    return (await foyer.client.search.search({ chatbotId: bot, q, k: 5 })).results.map(({ title }) => title);
  }

  function storedFiles(): string[] {
    return readdirSync(join(foyer.dataFolder, 'files'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ name }) => name);
  }

  it('given to a second chatbot are used by both, and by none that was not given them', async () => {
    const other = await foyer.client.chatbots.create({ name: 'Garage' });
    const stranger = await foyer.client.chatbots.create({ name: 'Cuisine' });
    const path = write('vélos.md', TEXT);
    await add(chatbotId, path);
    const { documents } = await add(other.id, path);
    expect(documents[0]?.chatbotIds.toSorted()).toEqual([chatbotId, other.id].toSorted());
    expect(await titlesFound(chatbotId, 'zorglub')).toEqual(['Vélos']);
    expect(await titlesFound(other.id, 'zorglub')).toEqual(['Vélos']);
    expect(await titlesFound(stranger.id, 'zorglub')).toEqual([]);
  });

  it('deleted are gone: passages, search, file, and nothing else is', async () => {
    const { documents } = await add(
      chatbotId,
      write('vélos.md', TEXT),
      write('bus.md', '# Bus\n\nLe bus passe.\n'),
    );
    const gone = documents.find(({ fileName }) => fileName === 'vélos.md');
    await foyer.client.documents.remove({ id: gone?.id ?? '' });

    await expect(foyer.client.documents.get({ id: gone?.id ?? '' })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    expect(await titlesFound(chatbotId, 'zorglub')).toEqual([]);
    expect(await titlesFound(chatbotId, 'bus')).toEqual(['Bus']);
    expect(storedFiles()).toHaveLength(1);
    const database = new Sqlite(databaseFile(foyer.dataFolder), { readonly: true });
    const count = database.prepare('select count(*) n from chunks where document_id = ?').get(gone?.id) as {
      n: number;
    };
    database.close();
    expect(count.n).toBe(0);
  });

  it('never choose where they are stored by their name', async () => {
    const { documents } = await add(chatbotId, write('..%2f..%2fréglages.md', TEXT));
    expect(documents[0]?.fileName).toBe('..%2f..%2fréglages.md');
    for (const name of storedFiles()) expect(name).toMatch(/^[0-9a-f]{64}$/);
  });

  it('that fail say why, and the others are read', async () => {
    const { documents } = await add(
      chatbotId,
      write('vide.txt', ''),
      write('abîmé.pdf', '%PDF-1.7\nnothing of a PDF'),
      write('vélos.md', TEXT),
    );
    const states = await Promise.all(documents.map(({ id }) => foyer.client.documents.get({ id })));
    expect(
      Object.fromEntries(states.map(({ fileName, state, failure }) => [fileName, failure ?? state])),
    ).toEqual({
      'vide.txt': 'document.empty',
      'abîmé.pdf': 'document.damaged',
      'vélos.md': 'ready',
    });
  });

  it('name the pages that the words of a passage stand on', async () => {
    const page = (number: number) =>
      Array.from(
        { length: 12 },
        (_, line) => `Line ${line} of page ${number} tells about the harbour and its boats.`,
      );
    const { documents } = await add(chatbotId, write('harbour.pdf', pagedPdf([page(1), page(2), page(3)])));
    const id = documents[0]?.id ?? '';
    const { items } = await foyer.client.documents.passages({ id, limit: 200 });
    const told = (text: string) => [...text.matchAll(/of page (\d)/g)].map(match => Number(match[1]));
    expect(items.some(({ page: from, pageEnd }) => from !== pageEnd)).toBe(true);
    for (const { text, page: from, pageEnd } of items)
      expect([from, pageEnd]).toEqual([told(text).at(0), told(text).at(-1)]);
    const { results } = await foyer.client.search.search({ chatbotId, q: 'harbour boats', k: 9 });
    for (const { text, page: from, pageEnd } of results)
      expect([from, pageEnd]).toEqual([told(text).at(0), told(text).at(-1)]);
  });

  it('come back page by page, each passage where it says it is', async () => {
    const long = Array.from({ length: 400 }, (_, i) => `Paragraphe ${i} : le repère ${i} est posé ici.`).join(
      '\n\n',
    );
    const { documents } = await add(chatbotId, write('long.txt', long));
    const id = documents[0]?.id ?? '';
    const { items } = await foyer.client.documents.passages({ id, limit: 200 });
    expect(items.length).toBeGreaterThan(5);
    const last = items.at(-1);
    const page = await foyer.client.documents.page({ id, offset: last?.start ?? 0 });
    expect(page.start).toBeLessThanOrEqual(last?.start ?? -1);
    expect(page.end).toBeGreaterThan(last?.start ?? Infinity);
    const text = page.blocks.map(block => block.text).join('\n\n');
    expect(text).toContain(last?.text.split('\n')[0]);
  });
});
