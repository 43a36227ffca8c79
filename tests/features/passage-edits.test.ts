import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TEXT = '# Garage\n\nLe garage à vélos ferme à 19 heures tous les jours de la semaine.\n';

describe('passages that a person mends', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;
  let id: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Accueil' })).id;
    id = await add(TEXT);
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  async function add(text: string): Promise<string> {
    const path = join(files.path, 'garage.md');
    writeFileSync(path, text);
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths: [path] });
    await untilRead(foyer.client, chatbotId);
    return documents[0]?.id ?? '';
  }

  const passages = async (of = id) => (await foyer.client.documents.passages({ id: of, limit: 10 })).items;
  const found = async (q: string) =>
    (await foyer.client.search.search({ chatbotId, q, k: 5 })).results.map(({ text }) => text);

  async function mend(change: { text?: string; excluded?: boolean; questions?: string[] }) {
    const [first] = await passages();
    return foyer.client.passages.mend({ id, chunkId: first?.chunkId ?? '', ...change });
  }

  async function readAgain() {
    await foyer.client.documents.retry({ id });
    await untilRead(foyer.client, chatbotId);
  }

  it('are found by their new words, no more by the old ones, and are put back as they were read', async () => {
    const edit = await mend({ text: 'Le garage ferme à minuit, le repère est zorglub.' });
    expect(await found('zorglub')).toEqual(['Le garage ferme à minuit, le repère est zorglub.']);
    expect(await found('semaine')).toEqual([]);
    expect(await passages()).toMatchObject([{ edited: true, editId: edit.id }]);
    await foyer.client.passages.undo({ id: edit.id });
    expect(await found('zorglub')).toEqual([]);
    expect(await found('semaine')).toHaveLength(1);
    expect(await passages()).toMatchObject([{ edited: false, editId: null }]);
  });

  it('that are excluded are neither found nor counted, and are taken back', async () => {
    const edit = await mend({ excluded: true });
    expect(await found('garage')).toEqual([]);
    expect((await foyer.client.documents.get({ id })).passageCount).toBe(0);
    await foyer.client.passages.change({ id: edit.id, excluded: false });
    expect(await found('garage')).toHaveLength(1);
    expect((await foyer.client.documents.get({ id })).passageCount).toBe(1);
  });

  it('are found by a question that they answer, which is none of their words', async () => {
    await mend({ questions: ['Où ranger ma trottinette ?'] });
    const [text = ''] = await found('trottinette');
    expect(text).toContain('19 heures');
    expect(text).not.toContain('trottinette');
  });

  it('stay as they were mended when the document is read again', async () => {
    await mend({ text: 'Le repère est zorglub.', questions: ['Et ma trottinette ?'] });
    await readAgain();
    expect(await found('zorglub')).toEqual(['Le repère est zorglub.']);
    expect(await found('trottinette')).toEqual(['Le repère est zorglub.']);
  });

  it('follow to a newer version, and are a conflict where its words are others', async () => {
    const edit = await mend({ text: 'Le repère est zorglub.' });
    const same = await add(`${TEXT}\n# Cave\n\nLa cave est fermée.\n`);
    const [held] = await foyer.client.passages.edits({ id: same });
    expect(held).toMatchObject({ id: edit.id, state: 'held', text: 'Le repère est zorglub.' });
    expect(await found('zorglub')).toEqual(['Le repère est zorglub.']);

    const newer = await add(TEXT.replace('19 heures', '21 heures'));
    const [conflict] = await foyer.client.passages.edits({ id: newer });
    expect(conflict).toMatchObject({ state: 'conflict', text: 'Le repère est zorglub.' });
    expect(conflict?.original).toContain('19 heures');
    expect(conflict?.now).toContain('21 heures');
    expect(await found('zorglub')).toEqual([]);

    await foyer.client.passages.keep({ id: edit.id });
    expect(await found('zorglub')).toEqual(['Le repère est zorglub.']);
    await foyer.client.passages.undo({ id: edit.id });
    expect((await passages(newer))[0]?.text).toContain('21 heures');
  });

  it('are quoted in the words that the office gave them, which is told', async () => {
    await mend({ text: 'Le garage à vélos ferme à 22 heures tous les jours de la semaine.' });
    const message = 'À quelle heure ferme le garage à vélos ?';
    let place;
    for await (const event of await foyer.client.conversations.chat({ chatbotId, message }))
      if (event.type === 'sources') place = event.sources[0]?.places[0];
    expect(place).toMatchObject({ edited: true });
    expect(place?.quote).toContain('22 heures');
  });
});
