import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { reasoningIn } from '#shared/lib/message-parts.ts';
import { startMailStandIn } from '../support/mail-stand-in/index.ts';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { LOOKED_UP, plantMessages } from '../support/planted-messages.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { visitWithFile, type LeftVisit } from '../support/visit.ts';

const OPERATOR_SAID = 'Bonjour, ici le secrétariat. Je m’en occupe.';
const JOINED = 'Camille a rejoint la conversation.';

describe('messages of every sender, with every kind of part', () => {
  let foyer: TemporaryApp;
  let visit: LeftVisit;
  let chatbotId: string;
  let operatorId: string;
  let model: StandIn;

  beforeAll(async () => {
    [foyer, model] = await Promise.all([startTemporaryApp(), startOpenAiStandIn()]);
    chatbotId = (await foyer.client.chatbots.create({ name: 'Accueil' })).id;
    visit = await visitWithFile(foyer.app, chatbotId);
    const invited = await foyer.client.people.invite({
      fullName: 'Camille Roy',
      email: 'camille@bureau.fr',
      language: 'fr',
      role: 'agent',
      sendMail: false,
    });
    operatorId = invited.person.id;
    plantMessages(foyer.dataFolder, visit.conversationId, [
      { kind: 'system', parts: [{ type: 'text', text: JOINED }] },
      { kind: 'operator', senderId: operatorId, parts: [{ type: 'text', text: OPERATOR_SAID }] },
      { kind: 'bot', parts: LOOKED_UP },
    ]);
  });
  afterAll(async () => {
    await foyer.close();
    await model.close();
  });

  const messages = async (): Promise<Message[]> =>
    (await foyer.client.conversations.get({ id: visit.conversationId })).messages;

  it('are read with who said them and what they are made of', async () => {
    const [question, answer, line, operator, looked] = await messages();
    expect(question).toMatchObject({
      sender: { kind: 'visitor', name: 'Paul Roux' },
      parts: [
        { type: 'text', text: 'Quand régler la facture ?' },
        { type: 'file', attachmentId: visit.attachmentId, name: 'facture.txt', mediaType: 'text/plain' },
      ],
    });
    expect(question?.sender.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer).toMatchObject({ sender: { kind: 'bot', id: null }, parts: [{ type: 'text' }] });
    expect(line).toMatchObject({ sender: { kind: 'system' }, content: JOINED });
    expect(operator?.sender).toEqual({ kind: 'operator', id: operatorId, name: 'Camille Roy' });
    expect(looked).toMatchObject({ content: 'Je regarde. Le bureau ouvre à 9 h lundi.', parts: LOOKED_UP });
    expect(reasoningIn(looked?.parts ?? [])).toBe('Il faut regarder le planning.');
  });

  it('are found by their words, whoever said them', async () => {
    const found = await foyer.client.conversations.search({ q: 'secrétariat' });
    expect(found.items.map(({ id }) => id)).toEqual([visit.conversationId]);
    const inside = await foyer.client.conversations.search({ q: 'planning' });
    expect(inside.items).toEqual([]);
  });

  it('count as questions only where somebody asks', async () => {
    expect(await foyer.client.system.overview({})).toMatchObject({ questionsToday: 1 });
  });

  it('stand in the archive as they are', async () => {
    const [client] = await foyer.client.clients.list({});
    const { id } = await foyer.client.exports.start({ id: client?.id ?? '' });
    await expect
      .poll(async () => (await foyer.client.exports.list({ id: client?.id ?? '' }))[0]?.state)
      .toBe('ready');
    const files = unzipSync(readFileSync(join(foyer.dataFolder, 'exports', `${id}.zip`)));
    const name = Object.keys(files).find(file => file.endsWith('conversations.json')) ?? '';
    const [archived] = JSON.parse(strFromU8(files[name] ?? new Uint8Array())) as {
      visitorId: string;
      messages: { sender: unknown; parts: unknown; senderId?: unknown }[];
    }[];
    expect(archived?.messages.map(({ sender }) => sender)).toEqual([
      { kind: 'visitor', id: archived?.visitorId },
      { kind: 'bot', id: null },
      { kind: 'system', id: null },
      { kind: 'operator', id: operatorId },
      { kind: 'bot', id: null },
    ]);
    expect(archived?.messages[0]?.parts).toMatchObject([
      { type: 'text' },
      { type: 'file', name: 'facture.txt' },
    ]);
    expect(archived?.messages.at(-1)?.parts).toEqual(LOOKED_UP);
    expect(archived?.messages[0]).not.toHaveProperty('senderId');
  });

  it('give the model what was said, the operator’s words among the answers, and no line of Foyer', async () => {
    await foyer.client.models.create({ name: 'm', provider: 'openai', model: 'qwen3:4b', url: model.url });
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
    model.setReply(() => 'Quatre jours [1].');
    const { id } = await foyer.client.conversations.create({ chatbotId });
    plantMessages(foyer.dataFolder, id, [
      { kind: 'user', parts: [{ type: 'text', text: 'Quelle est la règle du badge ?' }] },
      { kind: 'system', parts: [{ type: 'text', text: JOINED }] },
      { kind: 'operator', senderId: operatorId, parts: [{ type: 'text', text: OPERATOR_SAID }] },
    ]);
    const before = model.requests.length;
    for await (const _event of await foyer.client.conversations.chat({
      chatbotId,
      conversationId: id,
      message: 'Combien de jours de congé pour un mariage ?',
    }));
    const sent = JSON.stringify(model.requests.slice(before).map(({ body }) => body));
    expect(sent).not.toContain('rejoint');
    expect(sent).toContain(`{"role":"assistant","content":"${OPERATOR_SAID}"}`);
  });

  it('reach the visitor without what is the office’s', async () => {
    const { messages: seen } = await foyer.app
      .client(visit.context)
      .visitor.conversation({ id: visit.conversationId });
    expect(seen.map(({ sender }) => sender)).toEqual([
      { kind: 'visitor', name: null },
      { kind: 'bot', name: null },
      { kind: 'system', name: null },
      { kind: 'operator', name: 'Camille Roy' },
      { kind: 'bot', name: null },
    ]);
    expect(seen.at(-1)?.tools).toEqual(['planning']);
    expect(JSON.stringify(seen)).not.toMatch(/Il faut regarder|9 h à 17 h|lundi"/);
    expect(seen[0]?.attachments).toMatchObject([{ id: visit.attachmentId, fileName: 'facture.txt' }]);
  });

  it('are written as such in the mail that a visitor asks for', async () => {
    const post = await startMailStandIn();
    await foyer.client.mail.replace({
      host: post.host,
      port: post.port,
      security: 'none',
      username: null,
      fromName: 'Accueil',
      fromAddress: 'accueil@exemple.fr',
      replyTo: null,
      linkBase: 'http://foyer.lan:4280',
      certificateAuthority: null,
    });
    await foyer.client.widgets.update({ id: chatbotId, behaviour: { transcriptByMail: true } });
    await foyer.app
      .client(visit.context)
      .visitor.transcript({ conversationId: visit.conversationId, email: 'paul@exemple.fr' });
    const { parsed } = await post.mailTo('paul@exemple.fr');
    expect(parsed.text).toMatch(/Vous\nQuand régler la facture \?\nFichiers joints\s:\nfacture\.txt/);
    expect(parsed.text).toMatch(/\n\nCamille a rejoint la conversation\.\n\n/);
    expect(parsed.text).toContain(`Camille Roy\n${OPERATOR_SAID}`);
    expect(parsed.text).toMatch(/Outils consultés\s:\nplanning/);
    expect(parsed.text).not.toMatch(/Il faut regarder|9 h à 17 h/);
    await post.close();
  });

  it('keep an operator’s words and forget their name once they are erased', async () => {
    await foyer.client.privacy.erasePerson({ id: operatorId, confirmEmail: 'camille@bureau.fr' });
    await expect
      .poll(async () => (await messages())[3]?.sender)
      .toEqual({ kind: 'operator', id: null, name: null });
    expect((await messages())[3]?.content).toBe(OPERATOR_SAID);
  });
});
