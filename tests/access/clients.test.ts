import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZodObject, type ZodType } from 'zod';
import { contract } from '#shared/contract/index.ts';
import { matrix } from './matrix.ts';
import type { Row } from './rows.ts';
import { createWorld, type Caller, type World } from './world.ts';

const ABSENT = '019a9f00-0000-7000-8000-000000000000';

type Procedure = { '~orpc': { inputSchema?: ZodType; route: { path?: string; method?: string } } };

/** Every route that names a client in its path or its query, but the log, which remembers those that are gone. */
const routes = Object.entries(contract).flatMap(([feature, procedures]) =>
  Object.entries(procedures as Record<string, Procedure>).flatMap(([name, procedure]) => {
    const { inputSchema, route } = procedure['~orpc'];
    const inBody = route.method !== 'GET' && !(route.path ?? '').includes('{clientId}');
    const names = inputSchema instanceof ZodObject && 'clientId' in inputSchema.shape;
    return names && !inBody && feature !== 'audit' ? [{ feature, name }] : [];
  }),
);
const rowOf = (feature: string, name: string): Row =>
  Reflect.get(Reflect.get(matrix, feature) as object, name) as Row;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function call(caller: Caller, { feature, name }: { feature: string; name: string }, clientId: string) {
  const input = (await rowOf(feature, name).input(world, caller, 'a')) as object;
  const group: unknown = Reflect.get(world.clientOf(caller), feature);
  const procedure = Reflect.get(group as object, name) as (given: object) => Promise<unknown>;
  return await procedure({ ...input, clientId });
}

describe('a client in a path or a query', () => {
  it('is named by a good part of the routes', () => {
    expect(routes.length).toBeGreaterThan(8);
    expect(routes).toEqual(
      expect.arrayContaining([
        { feature: 'chatbots', name: 'listByClient' },
        { feature: 'system', name: 'overview' },
        { feature: 'system', name: 'index' },
      ]),
    );
  });

  it.each(routes)('that is not there is absent for everybody: $feature.$name', async route => {
    for (const caller of rowOf(route.feature, route.name).who)
      await expect(call(caller, route, ABSENT), caller).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it.each(routes)('of others is absent for who has no part in it: $feature.$name', async route => {
    const confined = rowOf(route.feature, route.name).who.filter(
      caller => !['owner', 'admin', 'local', 'nobody'].includes(caller),
    );
    for (const caller of confined)
      await expect(call(caller, route, world.estates.b.clientId), caller).rejects.toMatchObject({
        code: 'resource.not_found',
      });
  });
});

describe('where models are', () => {
  it('is for administrators', async () => {
    await world.temporary.client.models.create({
      name: 'Loin',
      provider: 'ollama',
      model: 'mistral',
      url: 'http://192.0.2.77:11434',
    });
    for (const caller of ['member', 'agent', 'editor', 'chat key'] as const) {
      if (!rowOf('models', 'list').who.includes(caller)) continue;
      const models = await world.clientOf(caller).models.list({});
      expect(models.map(({ name }) => name)).toContain('Loin');
      expect(JSON.stringify(models)).not.toContain('192.0.2.77');
    }
    const seen = await world.clientOf('admin').models.list({});
    expect(seen.map(({ url }) => url)).toContain('http://192.0.2.77:11434');
  });
});

describe('the change stream', () => {
  it('tells a key for one chatbot, and a member, no id of what they do not reach', async () => {
    const keys = world.temporary.client.keys;
    const { key } = await keys.create({
      clientId: world.estates.a.clientId,
      name: 'Un seul',
      scopes: ['read', 'chat'],
      chatbotIds: [world.estates.a.botId],
    });
    const principal = await world.temporary.app.authenticate({ bearer: key, sessionCookie: null });
    const asKey = world.temporary.app.client({
      principal,
      correlationId: 'test',
      remote: { address: null, userAgent: null },
      setSessionCookie: () => undefined,
    });
    for (const client of [asKey, world.clientOf('member')]) {
      const abort = new AbortController();
      const events = await client.system.changes({}, { signal: abort.signal });
      const first = events.next();
      const other = await world.temporary.client.chatbots.create({
        clientId: world.estates.a.clientId,
        name: 'Autre',
      });
      await world.temporary.client.documents.addSample({ chatbotId: other.id, language: 'fr' });
      await world.temporary.client.chatbots.update({ id: world.estates.a.botId, name: 'Le leur' });
      const told: { topic: string; id: string | null }[] = [];
      for (let step = await first; step.done !== true; step = await events.next()) {
        told.push(step.value);
        if (step.value.id === world.estates.a.botId) break;
      }
      abort.abort();
      await events.return?.(undefined);
      expect(told.filter(({ id }) => id !== null && id !== world.estates.a.botId)).toEqual([]);
      expect(told.map(({ topic }) => topic)).toContain('chatbots');
    }
  });
});
