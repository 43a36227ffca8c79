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

  const RULES =
    '# Garage\n\nLe garage à vélos ferme à 19 heures. Le zorglub ouvre la porte.\n\nUn badge perdu coûte douze euros.\n';
  const words = async (of = id) => (await passages(of)).map(({ text }) => text);
  async function cutBefore(sentence: string, of = id) {
    const passage = (await passages(of)).find(({ text }) => text.includes(sentence));
    const { chunkId = '', text = '' } = passage ?? {};
    return foyer.client.passages.split({ id: of, chunkId, at: text.indexOf(sentence) });
  }
  const lengths = async (of: string) => (await passages(of)).map(({ start, end }) => end - start);

  it('are cut in two where a person says, found apart, again after another reading, and put back', async () => {
    const of = await add(RULES);
    const [whole] = await words(of);
    const edit = await cutBefore('Un badge', of);
    expect(edit).toMatchObject({
      text: null,
      excluded: false,
      original: 'Un badge perdu coûte douze euros.',
    });
    const two = [
      String(whole).slice(0, String(whole).indexOf('Un badge')).trim(),
      'Un badge perdu coûte douze euros.',
    ];
    expect(await words(of)).toEqual(two);
    expect(await lengths(of)).toEqual(two.map(part => part.length));
    expect(await found('badge')).toContain(two[1]);
    expect(await found('zorglub')).toEqual([two[0]]);
    await cutBefore('Le zorglub', of);
    expect(await words(of)).toEqual([
      expect.stringMatching(/19 heures\.$/u),
      'Le zorglub ouvre la porte.',
      two[1],
    ]);
    await foyer.client.documents.retry({ id: of });
    await untilRead(foyer.client, chatbotId);
    expect(await words(of)).toHaveLength(3);
    for (const { id: made } of await foyer.client.passages.edits({ id: of }))
      await foyer.client.passages.undo({ id: made });
    expect(await words(of)).toEqual([whole]);
  });

  it('are joined with the next, with what lies between and what was made of them, and put back', async () => {
    const of = await add(RULES);
    const [whole] = await words(of);
    const second = await cutBefore('Un badge', of);
    await foyer.client.passages.change({ id: second.id, questions: ['Combien coûte un badge ?'] });
    const [first] = await passages(of);
    const joined = await foyer.client.passages.join({ id: of, chunkId: first?.chunkId ?? '' });
    expect(joined).toMatchObject({ text: null, questions: ['Combien coûte un badge ?'] });
    expect(await words(of)).toEqual([whole]);
    await foyer.client.documents.retry({ id: of });
    await untilRead(foyer.client, chatbotId);
    expect(await passages(of)).toMatchObject([{ text: whole, editId: joined.id, edited: false }]);
    await foyer.client.passages.undo({ id: joined.id });
    expect(await passages(of)).toMatchObject([{ text: whole, editId: null }]);
  });

  it('that a person wrote keep their words when they are joined', async () => {
    const of = await add(RULES);
    const second = await cutBefore('Un badge', of);
    await foyer.client.passages.change({
      id: second.id,
      text: 'Un badge coûte vingt euros, le repère est flimbert.',
    });
    const [first] = await passages(of);
    await foyer.client.passages.join({ id: of, chunkId: first?.chunkId ?? '' });
    expect(await passages(of)).toMatchObject([
      { edited: true, text: `${first?.text}\n\nUn badge coûte vingt euros, le repère est flimbert.` },
    ]);
    expect(await found('flimbert')).toHaveLength(1);
  });

  it('are neither cut where nothing is on one side, nor joined with what is left out, far away or too long', async () => {
    const long = Array.from(
      { length: 60 },
      (_, line) => `Article ${line} du règlement : le quai numéro ${line} est ouvert à tous les usagers.`,
    );
    const of = await add(`${long.join(' ')}\n`);
    const all = await passages(of);
    const [first] = all;
    const chunkId = first?.chunkId ?? '';
    for (const at of [(first?.text.length ?? 0) + 5, 1_000_000])
      await expect(foyer.client.passages.split({ id: of, chunkId, at })).rejects.toMatchObject({
        code: 'passage.not_cuttable',
      });
    await expect(
      foyer.client.passages.join({ id: of, chunkId: all.at(-1)?.chunkId ?? '' }),
    ).rejects.toMatchObject({ code: 'passage.not_joinable' });
    expect(all.length).toBeGreaterThan(2);
    await foyer.client.passages.mend({ id: of, chunkId: all[1]?.chunkId ?? '', excluded: true });
    const [apart] = await passages(of);
    await expect(foyer.client.passages.join({ id: of, chunkId: apart?.chunkId ?? '' })).rejects.toMatchObject(
      { code: 'passage.not_joinable' },
    );
    await foyer.client.passages.takeBack({
      id: of,
      editIds: (await foyer.client.passages.edits({ id: of })).map(edit => edit.id),
    });
    const [back] = await passages(of);
    await foyer.client.passages.mend({ id: of, chunkId: back?.chunkId ?? '', text: 'x'.repeat(3_990) });
    const [now] = await passages(of);
    await expect(foyer.client.passages.join({ id: of, chunkId: now?.chunkId ?? '' })).rejects.toMatchObject({
      code: 'passage.too_long',
    });
    expect(await passages(of)).toHaveLength(all.length);
    await expect(
      foyer.client.passages.split({ id: of, chunkId: now?.chunkId ?? '', at: 10 }),
    ).rejects.toMatchObject({ code: 'passage.not_cuttable' });
  });

  it('with rows of a table say its columns on either side of a cut', async () => {
    const of = await add('Les salles.\n\n| Salle | Jour |\n|---|---|\n| Alpha | 40 € |\n| Bravo | 45 € |\n');
    await cutBefore('| Bravo', of);
    expect(await passages(of)).toMatchObject([
      { tableHeader: null },
      { text: '| Bravo | 45 € |', tableHeader: '| Salle | Jour |' },
    ]);
    expect(await found('Bravo')).toEqual(['| Bravo | 45 € |']);
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
