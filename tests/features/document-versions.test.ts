import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SameNameChoice } from '#shared/contract/document.ts';
import { contextOf, startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fare = (price: number) =>
  `# Tarifs\n\nLa place au port coûte ${price} euros par mois, toutes charges comprises.\n`;

describe('a newer version of a document', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Port' })).id;
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  async function give(
    content: string,
    options: { name?: string; bot?: string; onSameName?: SameNameChoice } = {},
  ) {
    const { name = 'Tarifs.md', bot = chatbotId, onSameName } = options;
    const folder = temporaryFolder();
    try {
      const path = join(folder.path, name);
      writeFileSync(path, content);
      const { documents, onSameName: done } = await foyer.client.documents.addPaths({
        chatbotId: bot,
        paths: [path],
        ...(onSameName === undefined ? {} : { onSameName }),
      });
      await untilRead(foyer.client, bot);
      const [added] = documents;
      if (!added) throw new Error('Nothing was added');
      return { ...added, done };
    } finally {
      folder.remove();
    }
  }
  const get = (id: string) => foyer.client.documents.get({ id });
  const prices = async (bot = chatbotId) =>
    (await foyer.client.search.search({ chatbotId: bot, q: 'place au port', k: 20 })).results
      .map(({ text }) => /(\d+) euros/.exec(text)?.[1])
      .toSorted();
  const versionsOf = async (id: string) =>
    (await foyer.client.documents.versions({ id })).map(({ id: version }) => version);

  it('takes the place of the older one once it is read; that is kept aside, and searched no more', async () => {
    const old = await give(fare(100));
    const newer = await give(fare(120));
    expect(newer).toMatchObject({
      duplicate: false,
      done: 'replace',
      sameName: { action: 'replaces', documents: [{ id: old.id, title: 'Tarifs', fileName: 'Tarifs.md' }] },
      replaces: { id: old.id },
    });
    expect(await prices()).toEqual(['120']);
    expect(await get(newer.id)).toMatchObject({ state: 'ready', replaces: null, versionCount: 1 });
    expect(await get(old.id)).toMatchObject({ state: 'set_aside', replacedBy: newer.id, passageCount: 0 });
    expect((await get(old.id)).setAsideAt).not.toBeNull();
    expect(await versionsOf(newer.id)).toEqual([old.id]);
    const { items, totals } = await foyer.client.documents.list({ chatbotId });
    expect(items.map(({ id }) => id)).toEqual([newer.id]);
    expect(totals).toMatchObject({ documents: 1, ready: 1, setAside: 1, failed: 0 });
    const aside = await foyer.client.documents.list({ chatbotId, state: 'set_aside' });
    expect(aside.items.map(({ id }) => id)).toEqual([old.id]);
    // What it said can still be read, so that answers given before keep their page.
    expect(
      (await foyer.client.documents.page({ id: old.id })).blocks.map(({ text }) => text).join(),
    ).toContain('100');
    expect((await foyer.client.chatbots.get({ id: chatbotId })).documentCount).toBe(1);
  });

  it('never leaves the chatbot with neither: one that cannot be read changes nothing', async () => {
    const old = await give(fare(100));
    const broken = await give('%PDF-1.7\nnothing of a PDF');
    expect(await get(broken.id)).toMatchObject({ state: 'failed', replaces: { id: old.id } });
    expect(await get(old.id)).toMatchObject({ state: 'ready' });
    expect(await prices()).toEqual(['100']);
    // The next one takes the place of both.
    const good = await give(fare(130));
    expect(await prices()).toEqual(['130']);
    expect((await versionsOf(good.id)).toSorted()).toEqual([old.id, broken.id].toSorted());
    expect((await foyer.client.documents.list({})).totals).toMatchObject({ documents: 1, failed: 0 });
  });

  it('is kept beside the older one where that is asked for, and can take its place later', async () => {
    const old = await give(fare(100));
    const newer = await give(fare(120), { onSameName: 'keep' });
    expect(newer).toMatchObject({ done: 'keep', sameName: { action: 'kept', documents: [{ id: old.id }] } });
    expect(await prices()).toEqual(['100', '120']);
    await foyer.client.documents.replace({ id: newer.id, olderId: old.id });
    expect(await prices()).toEqual(['120']);
    await expect(foyer.client.documents.replace({ id: newer.id, olderId: newer.id })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    await expect(foyer.client.documents.replace({ id: newer.id, olderId: old.id })).rejects.toMatchObject({
      code: 'resource.conflict',
    });
  });

  it('gives way to an earlier one that is restored, in its place or beside it', async () => {
    const first = await give(fare(100));
    const second = await give(fare(120));
    const third = await give(fare(140));
    expect(await versionsOf(third.id)).toEqual([second.id, first.id]);

    await foyer.client.documents.restore({ id: first.id });
    await untilRead(foyer.client, chatbotId);
    expect(await prices()).toEqual(['100']);
    expect((await versionsOf(first.id)).toSorted()).toEqual([second.id, third.id].toSorted());

    await foyer.client.documents.restore({ id: third.id, beside: true });
    await untilRead(foyer.client, chatbotId);
    expect(await prices()).toEqual(['100', '140']);
    await expect(foyer.client.documents.restore({ id: third.id })).rejects.toMatchObject({
      code: 'resource.conflict',
    });
  });

  it('that comes back as a file is the earlier version again, not one more', async () => {
    const first = await give(fare(100));
    const second = await give(fare(120));
    const back = await give(fare(100));
    expect(back).toMatchObject({ id: first.id, duplicate: false, sameName: { action: 'replaces' } });
    expect(await prices()).toEqual(['100']);
    expect(await versionsOf(first.id)).toEqual([second.id]);
  });

  it('is deleted with its earlier versions; these can be deleted alone', async () => {
    const first = await give(fare(100));
    const second = await give(fare(120));
    const third = await give(fare(140));
    await foyer.client.documents.remove({ id: second.id });
    expect(await versionsOf(third.id)).toEqual([first.id]);
    await foyer.client.documents.remove({ id: third.id });
    await expect(get(first.id)).rejects.toMatchObject({ code: 'resource.not_found' });
    expect((await foyer.client.documents.list({ state: 'set_aside' })).items).toEqual([]);
  });

  it('takes over every chatbot that used the older one', async () => {
    const other = await foyer.client.chatbots.create({ name: 'Capitainerie' });
    const old = await give(fare(100));
    await foyer.client.documents.link({ id: old.id, chatbotIds: [chatbotId, other.id] });
    const newer = await give(fare(120));
    expect((await get(newer.id)).chatbotIds.toSorted()).toEqual([chatbotId, other.id].toSorted());
    expect(await prices(other.id)).toEqual(['120']);
  });

  it('is none in another chatbot, under another name, or among the files of one call', async () => {
    const other = await foyer.client.chatbots.create({ name: 'Capitainerie' });
    await give(fare(100));
    expect(await give(fare(120), { bot: other.id })).toMatchObject({ sameName: null });
    expect(await give(fare(140), { name: 'Tarifs 2.md' })).toMatchObject({ sameName: null });
    expect(await give(fare(160), { name: 'TARIFS.md' })).toMatchObject({ sameName: { action: 'replaces' } });
    expect(await prices()).toEqual(['140', '160']);
  });

  it('is not guessed where several documents have the name', async () => {
    await give(fare(100));
    await give(fare(120), { onSameName: 'keep' });
    const third = await give(fare(140));
    expect(third).toMatchObject({ sameName: { action: 'kept' } });
    expect(third.sameName?.documents).toHaveLength(2);
    expect(await prices()).toEqual(['100', '120', '140']);
  });

  it('sent while the one before is still being read takes the place of both', async () => {
    const sent = [];
    for (const price of [100, 120, 140]) {
      const path = join(files.path, 'Tarifs.md');
      writeFileSync(path, fare(price));
      sent.push((await foyer.client.documents.addPaths({ chatbotId, paths: [path] })).documents[0]);
    }
    await untilRead(foyer.client, chatbotId);
    await expect.poll(() => prices()).toEqual(['140']);
    expect(sent.map(one => one?.sameName?.action)).toEqual([undefined, 'replaces', 'replaces']);
    expect(await versionsOf(sent[2]?.id ?? '')).toHaveLength(2);
    expect((await foyer.client.documents.list({})).totals).toMatchObject({
      documents: 1,
      failed: 0,
      working: 0,
    });
  });

  it('does not take from chatbots that the caller does not reach', async () => {
    const other = await foyer.client.chatbots.create({ name: 'Capitainerie' });
    const old = await give(fare(100));
    await foyer.client.documents.link({ id: old.id, chatbotIds: [chatbotId, other.id] });
    const { clientId } = await get(old.id);
    const { key } = await foyer.client.keys.create({
      clientId,
      name: 'Limitée',
      scopes: ['write'],
      chatbotIds: [chatbotId],
    });
    const limited = contextOf(await foyer.app.authenticate({ bearer: key, sessionCookie: null }));
    async function* one() {
      yield { fileName: 'Tarifs.md', content: Readable.from([fare(120)]) };
    }
    const [newer] = await foyer.app
      .client(limited)
      .documents.upload({ chatbotId: [chatbotId] }, { context: { files: one() } });
    expect(newer?.sameName?.action).toBe('kept');
    await untilRead(foyer.client, chatbotId);
    expect(await prices(other.id)).toEqual(['100']);
    // Nor do links it does not see go when it sets those it sees.
    await foyer.app.client(limited).documents.link({ id: old.id, chatbotIds: [] });
    expect((await get(old.id)).chatbotIds).toEqual([other.id]);
  });

  it('is told by the activity log: set aside, restored', async () => {
    const old = await give(fare(100));
    await give(fare(120));
    await foyer.client.documents.restore({ id: old.id });
    await untilRead(foyer.client, chatbotId);
    const { items } = await foyer.client.audit.list({ limit: 50 });
    const deeds = items.filter(({ targetId }) => targetId === old.id).map(({ action }) => action);
    expect(deeds.toReversed()).toEqual(['documents.added', 'documents.set_aside', 'documents.restored']);
  });

  it('asked about, is what the answer quotes', async () => {
    await give(fare(100));
    await give(fare(120));
    let answer = '';
    for await (const event of await foyer.client.conversations.chat({
      chatbotId,
      message: 'Combien coûte la place au port ?',
    })) {
      if (event.type === 'finished') answer = JSON.stringify(event);
    }
    expect(answer).toContain('120');
    expect(answer).not.toContain('100 euros');
  });
});
