import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import type { VisitorMessage } from '#shared/contract/visitor-panel.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { join, startTwoClients, type Colleague } from '../support/people.ts';
import { contextOf, type TemporaryApp } from '../support/temporary-app.ts';
import { visitorOf } from '../support/visit.ts';

const WISH = 'Je voudrais parler à quelqu’un';

describe('a wish for a person', () => {
  let office: TemporaryApp;
  let north: string;
  let south: string;
  let chatbotId: string;
  let member: Colleague;
  let agent: Colleague;

  beforeAll(async () => {
    ({ office, north, south } = await startTwoClients());
    ({ id: chatbotId } = await office.client.chatbots.create({ name: 'Accueil', clientId: north }));
    member = await join(office, 'membre@exemple.fr', 'member', [north]);
    agent = await join(office, 'agente@exemple.fr', 'agent', [north]);
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    for (const { id } of (await waitingOnes()).items) await office.client.conversations.remove({ id });
  });

  const waitingOnes = (client: FoyerClient = office.client) => client.conversations.list({ waiting: true });

  async function ask(client: FoyerClient, message: string, more: object = {}): Promise<Message> {
    for await (const event of await client.conversations.chat({ chatbotId, message, ...more })) {
      if (event.type === 'finished') return event.message;
    }
    throw new Error('The answer did not finish');
  }

  async function askAsVisitor(client: FoyerClient, message: string, conversationId?: string) {
    const question = { message, clientMessageId: randomUUID() };
    let opened = '';
    let answer: VisitorMessage | null = null;
    for await (const event of await client.visitor.chat({
      ...question,
      ...(conversationId === undefined ? {} : { conversationId }),
    })) {
      if (event.type === 'started') opened = event.conversationId;
      if (event.type === 'finished') answer = event.message;
    }
    return { conversationId: opened, answer };
  }

  it('is offered a person in the widget, without documents, and waits for the office at once', async () => {
    const { client } = await visitorOf(office.app, chatbotId, { askForPerson: false });
    const abort = new AbortController();
    const changes = await office.client.system.changes({}, { signal: abort.signal });
    const told = changes.next();
    const { conversationId, answer } = await askAsVisitor(client, WISH);
    expect(answer).toMatchObject({ offersPerson: true, abstained: false, status: 'complete' });
    expect(answer?.content).toMatch(/Le bureau est prévenu.*Laissez ci-dessous vos coordonnées/);
    expect((await told).value).toMatchObject({ topic: 'conversations', id: conversationId });
    abort.abort();
    await changes.return?.(undefined);
    expect((await waitingOnes()).items.map(({ id }) => id)).toEqual([conversationId]);
    expect(await office.client.conversations.waiting({})).toEqual([{ clientId: north, count: 1 }]);
    expect(await office.client.conversations.waiting({ clientId: south })).toEqual([]);
    const kept = await office.client.conversations.get({ id: conversationId });
    expect(kept.waitingSince).not.toBeNull();
    expect(kept.messages[1]?.metadata).toMatchObject({ offersPerson: true, aside: true });
  });

  it('is answered in the language of whoever asks', async () => {
    const { client } = await visitorOf(office.app, chatbotId);
    const { answer } = await askAsVisitor(client, 'Can I talk to a human, please?');
    expect(answer?.content).toMatch(/The office has been told.*Leave your details below/);
  });

  it('waits until the office says that it is seen to, and anew when it is said again', async () => {
    const { client } = await visitorOf(office.app, chatbotId);
    const { conversationId: id } = await askAsVisitor(client, WISH);
    expect((await waitingOnes(agent.client)).items).toHaveLength(1);
    expect(await agent.client.conversations.seeTo({ id })).toMatchObject({ id, waitingSince: null });
    expect((await waitingOnes()).items).toEqual([]);
    expect((await agent.client.conversations.seeTo({ id, seenTo: false })).waitingSince).not.toBeNull();
    await agent.client.conversations.seeTo({ id });
    await askAsVisitor(client, 'Et quels sont vos horaires ?', id);
    expect((await waitingOnes()).items).toEqual([]);
    await askAsVisitor(client, 'Rappelez-moi', id);
    expect((await waitingOnes()).items.map(one => one.id)).toEqual([id]);
  });

  it('is not the office’s own when it tries its chatbots, and says so', async () => {
    for (const channel of ['app', 'preview', 'cli'] as const) {
      const answer = await ask(office.client, WISH, { channel });
      expect(answer.metadata.offersPerson).toBe(true);
      expect(answer.content).toMatch(/Vos propres essais n’y sont pas comptés/);
    }
    await ask(agent.client, WISH);
    expect((await waitingOnes()).items).toEqual([]);
    expect((await office.client.conversations.list({ waiting: false })).items.length).toBeGreaterThan(0);
  });

  it('is that of a colleague who may only chat, and of a program', async () => {
    const asked = await ask(member.client, WISH);
    expect(asked.content).toMatch(/Le bureau est prévenu que vous souhaitez/);
    const { key: bearer } = await office.client.keys.create({
      clientId: north,
      name: 'Site',
      scopes: ['chat'],
    });
    const principal = await office.app.authenticate({ bearer, sessionCookie: null });
    const program = office.app.client(contextOf(principal));
    expect((await ask(program, WISH)).content).toMatch(/Le bureau est prévenu que vous souhaitez/);
    const { items } = await waitingOnes();
    expect(items.map(({ channel }) => channel).sort()).toEqual(['api', 'app']);
    expect((await waitingOnes(member.client)).items).toHaveLength(1);
  });

  it('is no second one when it is answered again', async () => {
    const { conversationId: id } = await ask(member.client, WISH);
    await office.client.conversations.seeTo({ id });
    for await (const event of await member.client.conversations.regenerate({ id })) {
      if (event.type === 'finished') expect(event.message.metadata.offersPerson).toBe(true);
    }
    expect((await waitingOnes()).items).toEqual([]);
  });

  it('is a form too, in its conversation or in one that is opened for it', async () => {
    const { client } = await visitorOf(office.app, chatbotId);
    const fields = { name: 'Paul', email: 'paul@exemple.fr' };
    const { conversationId } = await askAsVisitor(client, 'Quels sont vos horaires ?');
    await client.visitor.lead({ reason: 'lead', conversationId, fields });
    expect((await waitingOnes()).items).toEqual([]);
    await client.visitor.lead({ reason: 'person', conversationId, fields });
    await client.visitor.lead({ reason: 'person', fields });
    await client.visitor.lead({ reason: 'offline', fields: { ...fields, message: 'Mon colis est abîmé' } });
    const { items } = await waitingOnes();
    expect(items.map(({ title }) => title)).toEqual([
      'Mon colis est abîmé',
      'Souhaite parler à une personne',
      'Quels sont vos horaires ?',
    ]);
    const visit = await office.client.visits.get({ id: items[0]?.id ?? '' });
    expect(visit?.leads).toMatchObject([{ reason: 'offline', fields: { message: 'Mon colis est abîmé' } }]);
    expect((await client.visitor.session({})).conversations.map(({ id }) => id)).toEqual([conversationId]);
  });
});
