import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';
import { startOpenAiStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { join } from '../../../../tests/support/people.ts';
import { visitorOf } from '../../../../tests/support/visit.ts';

const SPARE = 'mistral-small:latest';
const QUESTION = 'Combien de jours de congé pour un mariage ?';
const ANSWER = 'Quatre jours ouvrés pour un mariage ou un PACS du salarié [1].';
const REPLACED = 'Quatre jours ouvrés, dit le modèle de remplacement [1].';

let foyer: TemporaryApp;
let server: StandIn;
let modelId: string;
let replacementId: string;
let clientId: string;
let chatbotId: string;

beforeAll(async () => {
  server = await startOpenAiStandIn();
  foyer = await startTemporaryApp();
  server.setReply(({ model }) => (model === SPARE ? REPLACED : ANSWER));
  const model = { provider: 'openai', url: server.url, inputPrice: 1, outputPrice: 10 } as const;
  ({ id: modelId } = await foyer.client.models.create({ ...model, name: 'Usuel', model: 'qwen3:4b' }));
  ({ id: replacementId } = await foyer.client.models.create({ ...model, name: 'Autre', model: SPARE }));
  const { id: sampleId } = await foyer.client.chatbots.create({ name: 'Modèle' });
  await foyer.client.documents.addSample({ chatbotId: sampleId, language: 'fr' });
  await untilRead(foyer.client, sampleId);
});
afterAll(async () => {
  await foyer.close();
  await server.close();
});
beforeEach(async () => {
  ({ id: clientId } = await foyer.client.clients.create({ name: `Client ${randomUUID()}`, language: 'fr' }));
  ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'RH', clientId, modelId }));
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
});
afterEach(() => {
  vi.useRealTimers();
  server.setBehaviour('normal');
  server.release();
});

async function ask(client = foyer.client, message = QUESTION): Promise<Message> {
  for await (const event of await client.conversations.chat({ chatbotId, message }))
    if (event.type === 'finished') return event.message;
  throw new Error('The answer did not finish');
}
const set = (change: Omit<Parameters<typeof foyer.client.usage.setQuota>[0], 'id'>) =>
  foyer.client.usage.setQuota({ id: clientId, ...change });
const quota = () => foyer.client.usage.quota({ id: clientId });
const refused = { code: 'client.quota_reached' };

describe('a quota', () => {
  it('is none until somebody sets one, and tells what was used beside it', async () => {
    expect(await quota()).toMatchObject({
      requests: { limit: null, used: 0 },
      tokens: { limit: null, used: 0 },
      cost: { limit: null, used: 0 },
      whenReached: 'fallback',
      reached: [],
    });
    const { tokens, cost } = await ask();
    expect(await set({ requests: 10, tokens: 100_000, cost: 50 })).toMatchObject({
      requests: { limit: 10, used: 1 },
      tokens: { limit: 100_000, used: (tokens?.input ?? 0) + (tokens?.output ?? 0) },
      cost: { limit: 50, used: cost },
    });
    const { monthlyQuota } = await foyer.client.clients.get({ id: clientId });
    expect(monthlyQuota).toBe(10);
    const stats = await foyer.client.usage.ofClient({ id: clientId, period: 'month' });
    expect(stats.quota).toEqual(await quota());
    expect(await set({ requests: null })).toMatchObject({
      requests: { limit: null },
      tokens: { limit: 100_000 },
    });
  });

  it('that is used up has another model answer, or only quotations, and says so to the office', async () => {
    await set({ requests: 1, whenReached: 'fallback', modelId: replacementId });
    expect((await ask()).content).toContain('Quatre jours ouvrés pour');
    const replaced = await ask();
    expect(replaced).toMatchObject({ model: SPARE, metadata: { beyondQuota: 'fallback' } });
    await set({ modelId: null });
    expect(await ask()).toMatchObject({ provider: 'embedded', metadata: { beyondQuota: 'fallback' } });
    await foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [replacementId] });
    expect((await ask()).model).toBe(SPARE);
    await set({ whenReached: 'quotations' });
    const before = server.requests.length;
    expect(await ask()).toMatchObject({
      provider: 'embedded',
      cost: 0,
      metadata: { beyondQuota: 'quotations' },
    });
    expect(server.requests).toHaveLength(before);
    await expect(set({ modelId: randomUUID() })).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it.each([
    ['requests', { requests: 2 }],
    ['tokens', { tokens: 300 }],
    ['cost', { cost: 0.3 }],
  ] as const)('of %s stops programs and people until it is raised', async (kind, limits) => {
    await set({ ...limits, whenReached: 'stop' });
    await ask();
    for (let asked = 1; asked < 3; asked += 1) await ask().catch(() => null);
    await expect(ask()).rejects.toMatchObject({
      ...refused,
      status: 429,
      data: { details: { kind, until: expect.stringMatching(/^\d{4}-\d{2}-01$/) as string } },
    });
    const listed = await foyer.client.conversations.list({ clientId });
    await expect(ask()).rejects.toMatchObject(refused);
    expect((await foyer.client.conversations.list({ clientId })).items).toHaveLength(listed.items.length);
    await set({ [kind]: 1_000_000 });
    expect((await ask()).metadata.beyondQuota).toBeUndefined();
    expect((await quota()).reached).toEqual([]);
  });

  it('begins anew with the month, as the client’s clocks tell it', async () => {
    await foyer.client.clients.update({ id: clientId, timeZone: 'Pacific/Kiritimati' }); // 14 hours before Greenwich
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2027-01-31T09:59:00Z') });
    await set({ requests: 1, whenReached: 'stop' });
    await ask();
    await expect(ask()).rejects.toMatchObject({
      data: { details: { until: '2027-02-01', retryAfterSeconds: 60 } },
    });
    vi.setSystemTime(Date.parse('2027-01-31T10:00:00Z'));
    expect((await ask()).status).toBe('complete');
    expect(await quota()).toMatchObject({ month: '2027-02', until: '2027-03-01', requests: { used: 1 } });
    await expect(ask()).rejects.toMatchObject(refused);
  });

  it('that is used up is said to visitors in the words of the owner and their language', async () => {
    const { client } = await visitorOf(foyer.app, chatbotId);
    const tell = async (message: string) => {
      for await (const event of await client.visitor.chat({ message, clientMessageId: randomUUID() }))
        if (event.type === 'finished') return event.message;
      throw new Error('No answer');
    };
    await set({ requests: 0, whenReached: 'stop' });
    expect((await tell(QUESTION)).content).toMatch(/^Je ne peux plus répondre pour le moment/);
    await set({ says: { fr: 'Revenez en mars.', en: 'Come back in March.' } });
    expect((await tell(QUESTION)).content).toBe('Revenez en mars.');
    expect((await tell('How many days off do I get for a wedding?')).content).toBe('Come back in March.');
    // Whom they want to speak to, they reach.
    expect((await tell('Je veux parler à une personne')).content).toMatch(/Le bureau est prévenu/);
    const { items } = await foyer.client.conversations.list({ clientId, waiting: true });
    expect(items).toHaveLength(1);
    // The office finds what was asked, and why nothing answered.
    const [first] = (await foyer.client.conversations.list({ clientId })).items.toReversed();
    const { messages } = await foyer.client.conversations.get({ id: first?.id ?? '' });
    expect(messages.map(({ content }) => content)[0]).toBe(QUESTION);
    expect(messages[1]).toMatchObject({ cost: 0, metadata: { beyondQuota: 'stop' } });
    expect((await quota()).requests.used).toBe(0);
  });

  it('counts no questions of the preview, and what they use all the same', async () => {
    await set({ requests: 1, whenReached: 'stop' });
    for await (const _event of await foyer.client.conversations.chat({
      chatbotId,
      message: QUESTION,
      channel: 'preview',
    }));
    expect(await quota()).toMatchObject({
      requests: { used: 0 },
      tokens: { used: expect.any(Number) as number },
    });
    expect((await quota()).tokens.used).toBeGreaterThan(0);
    await ask();
    for await (const _event of await foyer.client.conversations.chat({
      chatbotId,
      message: QUESTION,
      channel: 'preview',
    }));
    await expect(ask()).rejects.toMatchObject(refused);
  });
});

describe('two hundred questions at once', () => {
  const all = (count: number) => Promise.allSettled(Array.from({ length: count }, () => ask()));
  const answered = (results: readonly PromiseSettledResult<Message>[]) =>
    results.filter(({ status }) => status === 'fulfilled').length;

  it('take exactly the requests that are left', { timeout: 120_000 }, async () => {
    await foyer.client.chatbots.update({ id: chatbotId, modelId: null });
    for (const left of [0, 37]) {
      const { used } = (await quota()).requests;
      await set({ requests: used + left, whenReached: 'stop' });
      expect(answered(await all(200))).toBe(left);
      expect((await quota()).requests.used).toBe(used + left);
    }
  });

  it.each(['tokens', 'cost'] as const)(
    'go beyond the %s that are left by less than one answer',
    { timeout: 120_000 },
    async kind => {
      const first = await ask();
      const ofOne =
        kind === 'cost' ? (first.cost ?? 0) : (first.tokens?.input ?? 0) + (first.tokens?.output ?? 0);
      const limit = Math.ceil(ofOne * 30);
      await set({ [kind]: limit, whenReached: 'stop' });
      const results = await all(200);
      expect(answered(results)).toBeGreaterThan(0);
      expect((await quota())[kind].used).toBeLessThan(limit + ofOne * 1.01);
      // What was set aside is given back: all that is left can be used up.
      for (let asked = 0; asked < 60; asked += 1) await ask().catch(() => null);
      expect((await quota())[kind].used).toBeGreaterThanOrEqual(limit);
      expect((await quota())[kind].used).toBeLessThan(limit + ofOne * 1.01);
    },
  );
});

describe('what is set aside for an answer', () => {
  it('that refuses an answer again leaves the one under way to go on', async () => {
    await set({ tokens: 5_000, whenReached: 'stop' });
    server.setBehaviour('stall');
    const stream = await foyer.client.conversations.chat({ chatbotId, message: QUESTION });
    let [conversationId, messageId] = ['', ''];
    for await (const event of stream) {
      if (event.type === 'started') ({ conversationId, messageId } = event);
      if (event.type === 'delta') break;
    }
    const again = async () => {
      for await (const _event of await foyer.client.conversations.regenerate({ id: conversationId }));
    };
    await expect(again()).rejects.toMatchObject(refused);
    const { messages } = await foyer.client.conversations.get({ id: conversationId });
    expect(messages.at(-1)).toMatchObject({ id: messageId, status: 'streaming' });
    await foyer.client.conversations.stop({ messageId });
  });

  it('is given back by an answer that is stopped', async () => {
    await set({ tokens: 5_000, whenReached: 'stop' });
    server.setBehaviour('stall');
    let messageId = '';
    const stream = await foyer.client.conversations.chat({ chatbotId, message: QUESTION });
    for await (const event of stream) {
      if (event.type === 'started') ({ messageId } = event);
      if (event.type === 'delta') break;
    }
    await expect(ask()).rejects.toMatchObject(refused); // all that is left is set aside for the first
    await foyer.client.conversations.stop({ messageId });
    server.setBehaviour('normal');
    await expect
      .poll(() =>
        ask().then(
          ({ status }) => status,
          () => null,
        ),
      )
      .toBe('complete');
  });
});

describe('people who administer', () => {
  it('are told at four fifths and at the end, once a month and kind', async () => {
    const admin = await join(foyer, `${randomUUID()}@exemple.fr`, 'admin');
    const told = async () =>
      (await admin.client.notifications.list({})).items
        .filter(one => one.clientId === clientId)
        .map(({ kind, title }) => `${kind} ${typeof title === 'object' && title !== null ? title.fr : ''}`);
    await set({ requests: 5, whenReached: 'quotations' });
    for (let asked = 0; asked < 3; asked += 1) await ask();
    await ask();
    await expect.poll(told).toEqual(['quota.nearly_reached Requêtes']);
    await ask();
    await expect.poll(told).toEqual(['quota.reached Requêtes', 'quota.nearly_reached Requêtes']);
    await ask();
    await set({ requests: 7, tokens: 10 });
    await ask();
    await expect
      .poll(told)
      .toEqual(['quota.reached Jetons', 'quota.reached Requêtes', 'quota.nearly_reached Requêtes']);
    await ask();
    expect(await told()).toHaveLength(3);
    const { items } = await admin.client.notifications.list({});
    expect(items.find(one => one.clientId === clientId)?.place).toEqual({
      page: 'quotaOfClient',
      id: clientId,
    });
    const { kinds } = await admin.client.notifications.preferences({});
    expect(kinds.find(({ name }) => name === 'quota.reached')?.usual).toEqual({
      app: true,
      desktop: false,
      mail: true,
    });
  });

  it('alone set a quota, and the log has who did', async () => {
    const editor = await join(foyer, `${randomUUID()}@exemple.fr`, 'editor', [clientId]);
    await expect(editor.client.usage.setQuota({ id: clientId, requests: 1 })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    expect((await editor.client.usage.quota({ id: clientId })).requests.limit).toBeNull();
    await set({ tokens: 500 });
    await set({ tokens: 600 });
    const { items } = await foyer.client.audit.list({ clientId });
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['quotas.set', 'quotas.changed']),
    );
  });
});
