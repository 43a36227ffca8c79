import dns from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { startOpenAiStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

const PUBLIC = '93.184.216.34';
/** What the system's resolver says. */
const names = new Map<string, string>();
const systemLookup = dns.lookup;
Object.assign(dns, {
  lookup(name: string) {
    const address = names.get(name);
    if (address === undefined)
      return Promise.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }));
    return Promise.resolve([{ address, family: 4 }]);
  },
});
syncBuiltinESMExports();
afterAll(() => {
  Object.assign(dns, { lookup: systemLookup });
  syncBuiltinESMExports();
});

let foyer: TemporaryApp;
let server: StandIn;
let chatbotId: string;

beforeAll(async () => {
  server = await startOpenAiStandIn({
    models: [{ name: 'm', bytes: 1, purpose: 'chat', contextTokens: 32_768 }],
    reply: () => 'Quatre jours ouvrés [1].',
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  names.clear();
  foyer = await startTemporaryApp();
  ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'RH' }));
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
}, 60_000);
afterEach(() => foyer.close());

const modelAt = (host: string) =>
  foyer.client.models.create({
    provider: 'openai',
    model: 'm',
    name: host,
    url: `http://${host}:${server.port}/v1`,
  });
async function ask(): Promise<Message> {
  const message = 'Combien de jours de congé pour un mariage ?';
  for await (const event of await foyer.client.conversations.chat({ chatbotId, message }))
    if (event.type === 'finished') return event.message;
  throw new Error('The answer did not finish');
}

it('a model under a name that leads to this machine answers without a consent', async () => {
  names.set('ia.bureau.lan', '127.0.0.1');
  expect(await modelAt('ia.bureau.lan')).toMatchObject({ local: true, cloudPlaces: [] });
  expect((await ask()).provider).toBe('openai');
  expect(await foyer.client.cloud.places({ id: chatbotId })).toEqual([]);
});

it('a model under a bare name that leads outside is in the cloud, and is not asked without a consent', async () => {
  names.set('serveur-ia', PUBLIC);
  expect(await modelAt('serveur-ia')).toMatchObject({ local: false, cloudPlaces: ['serveur-ia'] });
  const before = server.requests.length;
  expect((await ask()).attempts[0]).toMatchObject({ outcome: 'passed_over', code: 'model.no_consent' });
  expect(server.requests).toHaveLength(before);
  expect(await foyer.client.cloud.places({ id: chatbotId })).toMatchObject([
    { host: 'serveur-ia', consent: null },
  ]);
});

it('a name that leads elsewhere by now is refused at the connection, and told once the settings are saved again', async () => {
  names.set('ia.bureau.lan', '127.0.0.1');
  const { id } = await modelAt('ia.bureau.lan');
  names.set('ia.bureau.lan', PUBLIC);
  expect((await ask()).attempts[0]).toMatchObject({ outcome: 'failed', code: 'outbound.blocked' });
  expect(await foyer.client.models.update({ id, contextTokens: 16_000 })).toMatchObject({ local: false });
  expect((await ask()).attempts[0]).toMatchObject({ outcome: 'passed_over', code: 'model.no_consent' });
});
