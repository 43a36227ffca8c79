import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onePagePdf } from '../support/sample-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SLIDES = [
  'Gloves and goggles are worn near the lathe.',
  'Visitors stay behind the yellow line.',
  'The foreman signs the register every Monday morning.',
];

describe('the name of a document', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Workshop' })).id;
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  async function add(name: string, content: string | Uint8Array) {
    const path = join(files.path, name);
    writeFileSync(path, content);
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths: [path] });
    await untilRead(foyer.client, chatbotId);
    return await foyer.client.documents.get({ id: documents[0]?.id ?? '' });
  }
  const found = async (q: string) =>
    (await foyer.client.search.search({ chatbotId, q, k: 5 })).results.map(({ title }) => title);
  const settled = async () => {
    await expect.poll(async () => (await foyer.client.jobs.list({ open: true })).items).toEqual([]);
  };

  it('is not the junk in its file: that of the file is shown and searched', async () => {
    const document = await add('Safety training.pdf', onePagePdf(SLIDES, 'PowerPoint Presentation'));
    expect(document).toMatchObject({
      title: 'Safety training',
      fileName: 'Safety training.pdf',
      givenTitle: null,
    });
    await add('other.txt', 'The canteen opens at noon, and the bus leaves at six o’clock in the evening.');
    expect(await found('safety training')).toEqual(['Safety training']);
    const { results } = await foyer.client.search.search({ chatbotId, q: 'safety training', k: 5 });
    expect(results[0]?.relevance).toBeGreaterThan(0.9);
  });

  it('of the file is searched beside a good title too', async () => {
    const document = await add('annex 7 lathes.pdf', onePagePdf(SLIDES, 'Rules about gloves and goggles'));
    expect(document.title).toBe('Rules about gloves and goggles');
    expect(await found('annex lathes')).toEqual(['Rules about gloves and goggles']);
    expect(await found('rules goggles')).toEqual(['Rules about gloves and goggles']);
  });

  it('given by a person is shown, searched and kept, and goes back when they want', async () => {
    const { id } = await add('scan0001.pdf', onePagePdf(SLIDES, 'Print'));
    expect(await found('zanzibar handbook')).toEqual([]);
    const renamed = await foyer.client.documents.rename({ id, title: '  Zanzibar \u202e handbook ' });
    expect(renamed).toMatchObject({
      title: 'Zanzibar handbook',
      givenTitle: 'Zanzibar handbook',
      fileName: 'scan0001.pdf',
    });
    await settled();
    expect(await found('zanzibar handbook')).toEqual(['Zanzibar handbook']);
    expect(await found('lathe goggles')).toEqual(['Zanzibar handbook']);
    const { items } = await foyer.client.documents.list({ q: 'zanzibar' });
    expect(items.map(one => one.id)).toEqual([id]);

    await foyer.client.documents.retry({ id });
    await untilRead(foyer.client, chatbotId);
    expect((await foyer.client.documents.get({ id })).title).toBe('Zanzibar handbook');
    expect(await found('zanzibar handbook')).toEqual(['Zanzibar handbook']);

    await foyer.client.documents.rename({ id, title: null });
    await settled();
    expect(await foyer.client.documents.get({ id })).toMatchObject({ title: 'scan0001', givenTitle: null });
    expect(await found('zanzibar handbook')).toEqual([]);
    expect(await found('lathe goggles')).toEqual(['scan0001']);
    await expect(foyer.client.documents.rename({ id, title: '\u202e' })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    const { items: log } = await foyer.client.audit.list({ limit: 50 });
    expect(log.find(({ action }) => action === 'documents.renamed')).toMatchObject({
      targetLabel: 'scan0001.pdf',
    });
  });

  it('given while it is being read is not lost', async () => {
    const path = join(files.path, 'long.txt');
    writeFileSync(
      path,
      Array.from({ length: 3_000 }, (_, i) => `Rule ${i} of the workshop is kept here.`).join('\n\n'),
    );
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths: [path] });
    const id = documents[0]?.id ?? '';
    await foyer.client.documents.rename({ id, title: 'Zanzibar' });
    await untilRead(foyer.client, chatbotId);
    await settled();
    expect((await foyer.client.documents.get({ id })).title).toBe('Zanzibar');
    expect((await found('zanzibar'))[0]).toBe('Zanzibar');
  });

  it('of several: sorted over the whole list, whatever the page', async () => {
    for (const [name, words] of [
      ['Écluse', 3],
      ['amarre', 400],
      ['Balise', 200],
      ['zone', 1],
    ] as const) {
      await add(`${name}.txt`, Array.from({ length: words }, (_, i) => `${name} ${i}.`).join('\n\n'));
    }
    await add('broken.pdf', '%PDF-1.7\nnothing');
    const sorted = async (
      sort: 'title' | 'size' | 'state' | 'passages' | 'pages' | 'updated' | 'added',
      order: 'asc' | 'desc',
    ) => {
      const titles: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await foyer.client.documents.list({
          sort,
          order,
          limit: 2,
          ...(cursor ? { cursor } : {}),
        });
        titles.push(...page.items.map(({ title }) => title));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return titles;
    };
    expect(await sorted('title', 'asc')).toEqual(['amarre', 'Balise', 'broken', 'Écluse', 'zone']);
    expect(await sorted('title', 'desc')).toEqual(['zone', 'Écluse', 'broken', 'Balise', 'amarre']);
    expect((await sorted('size', 'desc')).slice(0, 2)).toEqual(['amarre', 'Balise']);
    expect((await sorted('state', 'asc'))[0]).toBe('broken');
    expect(await sorted('added', 'asc')).toEqual(['Écluse', 'amarre', 'Balise', 'zone', 'broken']);
    expect((await sorted('passages', 'desc'))[0]).toBe('amarre');
    expect(await sorted('pages', 'desc')).toHaveLength(5);
    expect(await sorted('updated', 'desc')).toHaveLength(5);
    await expect(foyer.client.documents.list({ sort: 'title', cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('leaves the links of many documents to one call', async () => {
    const other = await foyer.client.chatbots.create({ name: 'Office' });
    const stranger = await foyer.client.clients.create({ name: 'Elsewhere' });
    const foreign = await foyer.client.chatbots.create({ name: 'Foreign', clientId: stranger.id });
    const ids = [(await add('a.txt', 'The first text.')).id, (await add('b.txt', 'The second text.')).id];
    const given = { ids, add: [other.id], remove: [chatbotId] };
    expect(await foyer.client.documents.linkMany(given)).toEqual({ changed: 2 });
    expect(await foyer.client.documents.linkMany(given)).toEqual({ changed: 0 });
    for (const id of ids) expect((await foyer.client.documents.get({ id })).chatbotIds).toEqual([other.id]);
    await expect(foyer.client.documents.linkMany({ ids, add: [foreign.id] })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });
});
