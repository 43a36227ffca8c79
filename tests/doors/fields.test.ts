import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { contract } from '#shared/contract/index.ts';
import { exampleIds, exampleOf, type Schema } from '#main/http/open-api-examples.ts';
import { carriesFiles } from '#shared/contract/files.ts';
import { listenersOf } from '#shared/contract/route.ts';
import { localContext, untilRead } from '../support/temporary-app.ts';
import {
  errorCode,
  field,
  send,
  signInAsOwner,
  startTestServer,
  type Answer,
  type TestServer,
} from './door-support.ts';
import { until } from '../support/until.ts';

type Input = Record<string, unknown>;

/** The parser of bodies is the same for all routes: one is asked with what would end a program. */
const DEPTH = { first: 100_000, others: 2_000 };
const LONG = 'x'.repeat(1_000_000); // under the limit of a body, so that the field itself must refuse it
/** What a caller would like to decide and may not. */
const wished = ['role', 'clientId', 'createdAt', 'id', 'userId', 'secretHash', 'extra'];
const wrongValues = [null, 7, -1, 1.5, true, 'x', '', [], [null], {}, { $ne: null }, LONG];

const routes = Object.entries(contract).flatMap(([feature, all]) =>
  Object.entries(all).flatMap(([name, route]) => {
    const { route: definition, meta, inputSchema } = route['~orpc'];
    if (!listenersOf(meta).includes('admin')) return []; // what visitors send: visitor-*.test.ts
    if (carriesFiles(route['~orpc'])) return []; // they have no JSON door: planted-files, uploads, bodies
    const schema = inputSchema as unknown as z.ZodType;
    const access: readonly string[] = meta.access;
    const { method = 'POST', path = '/', tags = [] } = definition;
    const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return {
      name: `${feature}.${name}`,
      rpc: `/rpc/${feature}/${name}`,
      method,
      path,
      schema,
      fields: Object.keys(described.properties ?? {}),
      required: described.required ?? [],
      example: exampleOf(described as Schema, { tag: tags[0] ?? '', name: '', request: true }, {}) as Input,
      /** Refused to the owner at a distance, whatever is sent. */
      ofThisMachine: access.every(rule => rule === 'local' || rule === 'window'),
    };
  }),
);

let server: TestServer;
let headers: { authorization: string };
let database: Sqlite.Database;
let ids: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
  const client = server.app.client(localContext(server.app));
  const bot = await client.chatbots.create({ name: 'Essai' });
  await client.documents.addSample({ chatbotId: bot.id, language: 'fr' });
  await untilRead(client, bot.id);
  await until(async () => (await client.jobs.list({ open: true })).items.length === 0);
  const [document] = (await client.documents.list({})).items;
  const conversation = await client.conversations.create({ chatbotId: bot.id });
  ids = {
    [exampleIds.chatbotId]: bot.id,
    [exampleIds.clientId]: bot.clientId,
    [exampleIds.documentId]: document?.id ?? '',
    [exampleIds.conversationId]: conversation.id,
  };
  database = new Sqlite(join(server.dataFolder, 'foyer.db'), { readonly: true });
  // What went out while this was made ready is written a second later.
  await until(async () => {
    const before = contents();
    await wait(1_500);
    return isDeepStrictEqual(contents(), before);
  });
  // The hour stands still: what is due at its time would write meanwhile.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterAll(async () => {
  vi.useRealTimers();
  expect((await send(server.address, '/health')).status).toBe(200);
  database.close();
  await server.close();
});

let seen: { version: unknown; digests: Record<string, string> } = { version: 0, digests: {} };

/** Every row of every table, as a digest for each; read again only when somebody wrote since. */
function contents(): Record<string, string> {
  const version = database.pragma('data_version', { simple: true });
  if (seen.version !== version) seen = { version, digests: digests() };
  return seen.digests;
}

/** The time of the last visit, and the time as it was last known, are no change. */
function digests(): Record<string, string> {
  const tables = database
    .prepare<[], { name: string }>(`select name from sqlite_master where type = 'table' order by name`)
    .all();
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const hash = createHash('sha256');
    const rows = database.prepare<[], Input>(`select * from "${name}"`).all();
    for (const { last_used_at: _visit, ...row } of rows) {
      if (name === 'settings' && row['key'] === 'latest-time') continue;
      hash.update(
        JSON.stringify([name, row], (_key, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      );
    }
    found[name] = hash.digest('hex');
  }
  return found;
}

const own = (input: Input): Input =>
  JSON.parse(
    Object.entries(ids).reduce((text, [example, id]) => text.replaceAll(example, id), JSON.stringify(input)),
  ) as Input;

type Route = (typeof routes)[number];

/** The same input as REST takes it: in the path, the query, the body. */
async function askRest({ method, path }: Route, input: Input): Promise<Answer> {
  const { path: filled, rest } = fillPath(path, input);
  if (method !== 'GET') return await send(server.address, `/api${filled}`, { method, headers, json: rest });
  const query = new URLSearchParams(
    Object.entries(rest).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  return await send(server.address, `/api${filled}${search}`, { method, headers });
}

function fillPath(path: string, input: Input): { path: string; rest: Input } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '');
  const filled = names.reduce(
    (text, name) => text.replace(`{${name}}`, encodeURIComponent(asText(input[name]))),
    path,
  );
  return {
    path: filled,
    rest: Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name))),
  };
}

function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' ? '-' : text;
}

const askRpc = ({ rpc }: Route, input: unknown): Promise<Answer> =>
  send(server.address, rpc, { method: 'POST', headers, json: { json: input } });

/** Refused with 400, naming the field; on the machine's own routes with 403, unread. */
function expectRefused(route: Route, answer: Answer, name: string | null, why: string): void {
  const where = `${route.name} ${why}`;
  if (route.ofThisMachine)
    return expect([answer.status, errorCode(answer)], where).toEqual([403, 'auth.local_only']);
  expect([answer.status, errorCode(answer)], where).toEqual([400, 'request.invalid']);
  if (name === null) return;
  const fields =
    field(field(answer.json, 'error'), 'fields') ??
    field(field(field(answer.json, 'json'), 'data'), 'fields');
  expect(Array.isArray(fields), where).toBe(true);
  // A field that is not known is named in the message of the whole.
  expect(JSON.stringify(fields), where).toContain(name);
}

/** The example with one field set: an own property even when it is called `__proto__`. */
function withField(input: Input, name: string, value: unknown): Input {
  const changed = { ...input };
  Object.defineProperty(changed, name, { value, enumerable: true, configurable: true, writable: true });
  return changed;
}

describe.each(routes)('the input of $name', route => {
  const { schema, fields, required } = route;

  it('is refused when it is wrong, with the field that is, and changes nothing', async () => {
    const example = own(route.example);
    expect(schema.safeParse(example).error?.issues ?? [], 'the example itself').toEqual([]);
    const before = contents();

    for (const name of [...wished.filter(one => !fields.includes(one)), 'constructor', 'toString']) {
      const input = withField(example, name, 'owner');
      expectRefused(route, await askRest(route, input), name, `with ${name} over REST`);
      expectRefused(route, await askRpc(route, input), name, `with ${name} over RPC`);
    }
    for (const name of required) {
      const { [name]: _left, ...input } = example;
      const inPath = route.path.includes(`{${name}}`);
      if (!inPath) expectRefused(route, await askRest(route, input), name, `without ${name} over REST`);
      expectRefused(route, await askRpc(route, input), name, `without ${name} over RPC`);
    }
    let sentLong = false;
    for (const name of fields) {
      for (const value of wrongValues) {
        const input = withField(example, name, value);
        const shown = `${name} = ${typeof value === 'string' ? value.slice(0, 30) : JSON.stringify(value)}`;
        // Text has a limit everywhere, so that nobody fills the disk or stops a regular expression.
        if (value === LONG) expect(schema.safeParse(input).success, `${route.name} ${shown}`).toBe(false);
        if (value !== LONG && schema.safeParse(input).success) continue;
        if (route.ofThisMachine && value !== wrongValues[0]) continue; // unread, so that one says it for all
        // A long text takes a while, and is the same for each field once its schema refuses it.
        if (value === LONG && sentLong) continue;
        sentLong ||= value === LONG;
        expectRefused(route, await askRpc(route, input), name, `${shown} over RPC`);
        // A query or a path is text: what is wrong as a number may be right as a word, and then changes what it is to.
        const isBody = route.method !== 'GET' && !route.path.includes(`{${name}}`);
        const isRight = !isBody && schema.safeParse(withField(example, name, asText(value))).success;
        if (isRight && route.method !== 'GET') continue;
        if (value === LONG) continue; // the same on both wires
        if (isBody) expectRefused(route, await askRest(route, input), name, `${shown} over REST`);
        else {
          const answer = await askRest(route, input);
          const refused = answer.status >= 400 && answer.status < 500;
          if (typeof value !== 'object' && typeof value !== 'number' && typeof value !== 'boolean')
            expect(refused, `${route.name} ${shown} over REST: ${answer.status}`).toBe(true);
          else expect(answer.status, `${route.name} ${shown} over REST`).toBeLessThan(500);
        }
      }
    }
    expect(contents()).toEqual(before);
  });

  it('may not be anything but an object, nor reach prototypes, nor be endlessly deep', async () => {
    const before = contents();
    for (const input of [null, [], [{}], 'text', 7])
      expectRefused(route, await askRpc(route, input), null, JSON.stringify(input));
    const depth = route === routes[0] ? DEPTH.first : DEPTH.others;
    const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const bodies = [
      deep,
      '{"__proto__": {"role": "owner"}}',
      '{"constructor": {"prototype": {"role": "owner"}}}',
    ];
    for (const body of bodies) {
      const json = { 'content-type': 'application/json', ...headers };
      const rpc = await send(server.address, route.rpc, {
        method: 'POST',
        headers: json,
        body: `{"json":${body}}`,
      });
      expect(rpc.status, body.slice(0, 40)).toBeGreaterThanOrEqual(400);
      expect(rpc.status, body.slice(0, 40)).toBeLessThan(500);
      if (route.method === 'GET') continue;
      const rest = await send(server.address, `/api${fillPath(route.path, own(route.example)).path}`, {
        method: route.method,
        headers: json,
        body,
      });
      expect([rest.status, errorCode(rest)], body.slice(0, 40)).toEqual([400, 'request.invalid']);
    }
    expect(contents()).toEqual(before);
  });
});

describe('an address', () => {
  it('is never where a route takes a secret', () => {
    for (const { name, method, path, fields } of routes) {
      const inAddress = method === 'GET' ? fields : fields.filter(one => path.includes(`{${one}}`));
      expect(
        inAddress.filter(one => /token|secret|password|key$/i.test(one)),
        name,
      ).toEqual([]);
    }
  });
});
