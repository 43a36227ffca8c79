import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const QUESTION = 'Quel est le loyer du garage par mois ?';
/** Said in what the chatbot must not answer from: its words, its title, and a word that is nowhere else. */
const SECRET = /mille|réserv|xylophone/iu;

describe('a chatbot that is bound to tags', () => {
  let model: StandIn;
  let foyer: TemporaryApp;
  let clientId: string;
  let chatbotId: string;
  let openId: string;

  beforeAll(async () => {
    model = await startOllamaStandIn({});
    model.setReply(() => 'Le loyer est dit plus haut [1].');
    foyer = await startTemporaryApp();
    const { client } = foyer;
    clientId = (await client.clients.list({}))[0]?.id ?? '';
    chatbotId = (await client.chatbots.create({ name: 'Accueil', clientId })).id;
    const outside = { provider: 'ollama', url: model.url } as const;
    await client.models.create({ ...outside, name: 'Qwen', model: 'qwen3:4b', isDefault: true });
    await client.models.create({ ...outside, name: 'sens', model: 'bge-m3', purpose: 'embedding' });
    const folder = temporaryFolder();
    const write = (name: string, text: string) => {
      const path = join(folder.path, name);
      writeFileSync(path, text);
      return path;
    };
    // Many that fit the question better than what the chatbot may answer from.
    const secret = Array.from({ length: 40 }, (_, index) =>
      write(
        `réservé ${index}.md`,
        `# Loyer du garage, réservé\n\nLe loyer du garage par mois est de mille ${index} euros, avec un xylophone.`,
      ),
    );
    const open = write(
      'tarifs.md',
      `# Tarifs\n\n${'Les tarifs sont revus le premier janvier de chaque année. '.repeat(8)}Le loyer du garage est de cent euros.`,
    );
    await client.documents.addPaths({ chatbotId, paths: [open, ...secret] });
    await untilRead(client, chatbotId);
    await until(async () => (await client.system.index({ clientId })).state === 'ready');
    folder.remove();
    const { items } = await client.documents.list({ chatbotId, limit: 200 });
    openId = items.find(({ fileName }) => fileName === 'tarifs.md')?.id ?? '';
    await client.tags.give({ ids: [openId], add: ['Public'] });
    await client.tags.give({ ids: items.flatMap(({ id }) => (id === openId ? [] : id)), add: ['Interne'] });
  });
  afterAll(async () => {
    await foyer.close();
    await model.close();
  });

  const tagIds = async (...names: string[]) =>
    (await foyer.client.tags.list({ clientId })).flatMap(({ id, name }) => (names.includes(name) ? id : []));
  const bind = async (...names: string[]) =>
    foyer.client.chatbots.update({ id: chatbotId, tagIds: await tagIds(...names) });

  /** What is answered, and all that models were told for it. */
  async function ask(message: string): Promise<{ answer: Message | undefined; told: string }> {
    const before = model.requests.length;
    let conversationId = '';
    for await (const event of await foyer.client.conversations.chat({ chatbotId, message }))
      if (event.type === 'started') ({ conversationId } = event);
    const { messages } = await foyer.client.conversations.get({ id: conversationId });
    const asked = model.requests.slice(before).filter(({ path }) => path.includes('chat'));
    return { answer: messages.at(-1), told: JSON.stringify(asked.map(({ body }) => body)) };
  }
  const found = async (q: string, more: { tagId?: string } = {}) => {
    const { results, mode, corrections } = await foyer.client.search.search({ chatbotId, q, k: 20, ...more });
    return { ids: [...new Set(results.map(({ documentId }) => documentId))], mode, corrections };
  };

  it('tells models nothing of any other document, whatever fits the question better', async () => {
    await bind();
    expect((await ask(QUESTION)).told).toMatch(SECRET);
    expect(await bind('Public')).toMatchObject({ documentCount: 41, readyDocumentCount: 1 });
    const { answer, told } = await ask(QUESTION);
    expect(told).toContain('cent euros');
    expect(told).not.toMatch(SECRET);
    expect(JSON.stringify(answer)).not.toMatch(SECRET);
  });

  it('finds nothing else by words or by meaning, and shows no word of it in a correction', async () => {
    await bind();
    expect((await found('le xilophone')).corrections).not.toEqual([]);
    await bind('Public');
    expect(await found(QUESTION)).toMatchObject({ ids: [openId], mode: 'hybrid' });
    expect(await found('le xilophone')).toMatchObject({ corrections: [] });
    expect((await found('xylophone')).ids.filter(id => id !== openId)).toEqual([]);
    const [internal = ''] = await tagIds('Interne');
    expect((await found(QUESTION, { tagId: internal })).ids).toEqual([]);
    expect((await ask('De quoi parlent tes documents ?')).answer?.content).not.toMatch(SECRET);
  });

  it('answers again from what gets a tag, from all of several tags, and from nothing where none has one', async () => {
    const { client } = foyer;
    await bind('Public');
    await client.tags.give({ ids: [openId], remove: await tagIds('Public') });
    expect((await found(QUESTION)).ids).toEqual([]);
    const { answer, told } = await ask(QUESTION);
    expect([answer?.abstained, told]).toEqual([true, '[]']);
    await client.tags.give({ ids: [openId], add: ['Public'] });
    expect((await found(QUESTION)).ids).toEqual([openId]);
    expect(await bind('Public', 'Interne')).toMatchObject({ readyDocumentCount: 41 });
  });

  it('holds its tags: none of them is deleted, one that is merged is followed, and a copy has the same', async () => {
    const { client } = foyer;
    await bind('Public');
    const [publicId = ''] = await tagIds('Public');
    await expect(client.tags.remove({ id: publicId })).rejects.toMatchObject({
      code: 'tag.bound',
      data: { details: { chatbots: 'Accueil' } },
    });
    const other = await client.tags.create({ clientId, name: 'Ouvert' });
    expect(await client.tags.merge({ id: publicId, intoId: other.id })).toMatchObject({
      documents: 1,
      chatbots: [{ id: chatbotId, name: 'Accueil' }],
    });
    expect((await client.chatbots.get({ id: chatbotId })).tagIds).toEqual([other.id]);
    expect((await found(QUESTION)).ids).toEqual([openId]);
    const copy = await client.chatbots.duplicate({ id: chatbotId });
    expect(copy.tagIds).toEqual([other.id]);
    const { id: elsewhere } = await client.clients.create({ name: 'Ailleurs' });
    const { id: foreign } = await client.tags.create({ clientId: elsewhere, name: 'Ouvert' });
    await expect(client.chatbots.update({ id: chatbotId, tagIds: [foreign] })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    for (const id of [chatbotId, copy.id]) await client.chatbots.update({ id, tagIds: [] });
    await client.tags.remove({ id: other.id });
  });
});
