import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { startOpenAiStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';
import { join } from '../../../../tests/support/people.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const HOST = 'ollama.com';
const OUTSIDE = [{ name: 'm:cloud', bytes: 1, purpose: 'chat', contextTokens: 32_768 }] as const;

let foyer: TemporaryApp;
let server: StandIn;
let chatbotId: string;
let modelId: string;
let admin: Awaited<ReturnType<typeof join>>;

beforeAll(async () => {
  server = await startOpenAiStandIn({ models: OUTSIDE, reply: () => 'Quatre jours ouvrés [1].' });
});
afterAll(() => server.close());
beforeEach(async () => {
  foyer = await startTemporaryApp();
  const model = {
    provider: 'openai',
    url: server.url,
    model: 'm:cloud',
    inputPrice: 1,
    outputPrice: 10,
  } as const;
  ({ id: modelId } = await foyer.client.models.create({ ...model, name: 'Nuage', maxOutputTokens: 100 }));
  ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'RH', modelId }));
  admin = await join(foyer, 'admin@exemple.fr', 'admin');
  await foyer.client.cloud.allow({ id: chatbotId, host: HOST });
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
});
afterEach(async () => {
  vi.useRealTimers();
  await foyer.close();
});

async function ask(): Promise<Message> {
  for await (const event of await foyer.client.conversations.chat({ chatbotId, message: QUESTION }))
    if (event.type === 'finished') return event.message;
  throw new Error('The answer did not finish');
}
const cap = (limit: number | null, of: string | null = null) =>
  foyer.client.usage.setSpending({ modelId: of, limit });
const told = async () =>
  (await admin.client.notifications.list({ limit: 20 })).items.map(({ kind, title, place }) => ({
    kind,
    title,
    place,
  }));

describe('a spending cap', () => {
  it('is none until it is set; then tells what models outside cost this month, and refuses no answer below it', async () => {
    const { cost } = await ask();
    expect(await cap(1_000)).toMatchObject({
      all: { limit: 1_000, used: cost, reached: false },
      models: [{ modelId, name: 'Nuage', priced: true, limit: null, used: cost }],
    });
    expect((await ask()).provider).toBe('openai');
    expect((await foyer.client.usage.spending({})).all.used).toBeCloseTo((cost ?? 0) * 2, 6);
  });

  it('beyond it models outside are passed over, the documents are quoted, and people are told once', async () => {
    await cap(0.001);
    for (const answer of [await ask(), await ask()]) {
      expect(answer.provider).toBe('embedded');
      expect(answer.attempts[0]).toMatchObject({ outcome: 'passed_over', code: 'model.spending_cap' });
    }
    expect((await foyer.client.usage.spending({})).all).toMatchObject({ used: 0, reached: true });
    await expect.poll(told).toEqual([
      {
        kind: 'spending.reached',
        title: { fr: 'Modèles en ligne', en: 'Online models' },
        place: { page: 'models' },
      },
    ]);
    await cap(null);
    expect((await ask()).provider).toBe('openai');
  });

  it('may be of one model, and then leaves the others', async () => {
    await cap(0.001, modelId);
    const other = { provider: 'openai', url: server.url, model: 'm:cloud', name: 'Autre' } as const;
    const { id } = await foyer.client.models.create(other);
    await foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [id] });
    const answer = await ask();
    expect(answer.attempts.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Nuage', 'passed_over'],
      ['Autre', 'answered'],
    ]);
    // Without prices nothing of it is counted: no cap holds, and the page says so.
    const { models } = await foyer.client.usage.spending({});
    expect(models.find(one => one.modelId === id)).toMatchObject({ priced: false, used: 0 });
    await foyer.client.models.remove({ id });
    await expect(cap(1, id)).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it('warns at four fifths', async () => {
    await foyer.client.models.update({ id: modelId, inputPrice: 0, maxOutputTokens: 16 });
    let used = 0;
    for (let asked = 0; asked < 16; asked += 1) used += (await ask()).cost ?? 0;
    // Room for what one more answer may cost at most, and four fifths once it has cost what the others did.
    await cap((used + used / 16) / 0.8);
    expect((await ask()).provider).toBe('openai');
    await expect
      .poll(async () => (await told()).map(({ kind }) => kind))
      .toEqual(['spending.nearly_reached']);
  });

  it('is passed by no one of two hundred that ask at once, and what was set aside is given back', async () => {
    const { cost } = await ask();
    const one = cost ?? 0;
    const limit = one * 60;
    await cap(limit);
    const answers = await Promise.all(Array.from({ length: 200 }, ask));
    const { all } = await foyer.client.usage.spending({});
    expect(all.used).toBeLessThanOrEqual(limit);
    const written = answers.filter(({ provider }) => provider === 'openai');
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThan(200);
    expect(all.used).toBeCloseTo(one + written.reduce((sum, answer) => sum + (answer.cost ?? 0), 0), 6);
    // Nothing stays set aside: with room for one more, one more is answered.
    await cap(all.used + one * 20);
    expect((await ask()).provider).toBe('openai');
  }, 120_000);
});
