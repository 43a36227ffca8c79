import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { contentOf, operationsOf, parametersOf, type OpenApiDocument } from '#main/http/open-api-reading.ts';
import { field, send, sendRaw, signInAsOwner, startTestServer, type TestServer } from './door-support.ts';

let server: TestServer;
let description: OpenApiDocument;
beforeAll(async () => {
  server = await startTestServer();
  description = (await send(server.address, '/api/openapi.json')).json as OpenApiDocument;
});
afterAll(() => server.close());

const at = (...path: string[]): unknown =>
  path.reduce((value: unknown, key) => field(value, key), description);
const routes = Object.values(contract).flatMap(feature => Object.values(feature));

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(description));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(description.openapi).toMatch(/^3\.1\./);
  });

  it('has every route that others than this machine may call, with who may', () => {
    for (const route of routes) {
      const { method = '', path = '' } = route['~orpc'].route;
      const access: readonly string[] = route['~orpc'].meta.access;
      const ofVisitors =
        route['~orpc'].meta.publicListener === true || access.every(rule => rule === 'visitor');
      const operation = at('paths', path, method.toLowerCase());
      if (access.every(rule => rule === 'local' || rule === 'window')) expect(operation).toBeUndefined();
      else if (ofVisitors) {
        expect(field(operation, 'x-foyer-listener'), path).toBe('visitors');
        expect(field(operation, 'servers')).toEqual([
          { url: expect.stringMatching(/^http:.+:4281\/api$/), description: 'The visitors’ listener' },
        ]);
        const open = route['~orpc'].meta.publicListener === true;
        expect(field(operation, 'security')).toEqual(open ? [] : [{ visitor: [] }]);
        expect(field(operation, 'description')).toMatch(/Anybody on an allowed page|Visitors, and then only/);
      } else {
        expect(field(operation, 'operationId')).toBeTypeOf('string');
        const expected = access.includes('public')
          ? []
          : [{ session: [] }, ...(access.some(rule => rule.startsWith('key:')) ? [{ apiKey: [] }] : [])];
        expect(field(operation, 'security'), path).toEqual(expected);
        expect(field(operation, 'description')).toMatch(/Anybody|People who are/);
      }
    }
    expect(at('components', 'securitySchemes', 'apiKey', 'scheme')).toBe('bearer');
    expect(at('components', 'securitySchemes', 'session', 'bearerFormat')).toBe('JWT');
  });

  it('has an example for every parameter, body and answer, each of which fits its schema', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(description, 'foyer');
    const check = (where: string, schema: unknown, example: unknown) => {
      expect(example, where).toBeDefined();
      const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"foyer#/')) as object;
      const valid = ajv.validate(absolute, example);
      expect(valid ? '' : `${where}: ${ajv.errorsText()} in ${JSON.stringify(example)}`).toBe('');
    };
    let answers = 0;
    for (const { method, path, operation } of operationsOf(description)) {
      const where = `${method} ${path}`;
      for (const parameter of parametersOf(operation))
        check(`${where} ${parameter.name}`, parameter.schema, parameter.example);
      for (const [type, media] of contentOf(operation.requestBody))
        check(`${where} ${type}`, media.schema, media.example);
      for (const [status, response] of Object.entries(operation.responses ?? {}))
        for (const [type, media] of contentOf(response)) {
          check(`${where} ${status} ${type}`, media.schema, media.example);
          answers += 1;
        }
    }
    for (const [status, response] of Object.entries(description.components?.responses ?? {}))
      for (const [, media] of contentOf(response)) check(status, media.schema, media.example);
    expect(answers).toBeGreaterThan(routes.length - 10);
  });

  it('has no dangling reference and declares every parameter of its paths', () => {
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      match => match[1] ?? '',
    );
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) expect(at(...reference.split('/')), reference).toBeDefined();

    const ids = new Set<unknown>();
    for (const { path, operation } of operationsOf(description)) {
      const inPath = parametersOf(operation).flatMap(parameter =>
        parameter.in === 'path' ? [`{${parameter.name}}`] : [],
      );
      expect(inPath.toSorted(), path).toEqual((path.match(/\{\w+\}/g) ?? []).toSorted());
      expect(ids.has(operation.operationId)).toBe(false);
      ids.add(operation.operationId);
    }
  });

  it('says how each may fail, what is left of the limit, and how a creation is repeated', () => {
    for (const { path, method, operation } of operationsOf(description)) {
      const statuses = Object.keys(operation.responses ?? {});
      const open = operation.security?.length === 0;
      for (const status of ['400', '429', 'default', ...(open ? [] : ['401', '403'])])
        expect(statuses, `${method} ${path}`).toContain(status);
      const success = statuses.find(status => status.startsWith('2')) ?? '';
      const response = field(operation.responses, success);
      expect(Object.keys(field(response, 'headers') ?? {})).toEqual(
        expect.arrayContaining(['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']),
      );
      const repeatable = JSON.stringify(operation.parameters ?? []).includes('IdempotencyKey');
      expect(repeatable, `${method} ${path}`).toBe(success === '201');
    }
  });

  it('describes each group', () => {
    for (const tag of description.tags ?? [])
      // A new group is described in src/main/http/api-groups.ts.
      expect(tag.description?.length, tag.name).toBeGreaterThan(tag.name.length);
  });

  it('names the next page in a header where the list is an array', () => {
    const headersOf = (path: string) => at('paths', path, 'get', 'responses', '200', 'headers') ?? {};
    for (const path of ['/clients', '/chatbots', '/llm']) expect(headersOf(path)).toHaveProperty('Link');
    for (const path of ['/keys', '/chatbots/{id}']) expect(headersOf(path)).not.toHaveProperty('Link');
  });

  it('has the visitors’ API with its tokens, its files and its streams', () => {
    expect(at('components', 'securitySchemes', 'visitor', 'bearerFormat')).toBe('JWT');
    for (const path of ['/visitor/chat', '/visitor/messages/{messageId}/follow']) {
      const operation = at('paths', path, path.endsWith('chat') ? 'post' : 'get');
      const content = field(field(field(operation, 'responses'), '200'), 'content');
      expect(content).toHaveProperty(['text/event-stream']);
      expect(JSON.stringify(content)).toContain('#/components/schemas/VisitorEvent');
    }
    expect(at('paths', '/visitor/attachments', 'post', 'requestBody', 'content')).toHaveProperty([
      'multipart/form-data',
    ]);
    expect(at('paths', '/visitor/attachments/{id}/file', 'get', 'security')).toEqual([{ visitor: [] }]);
    expect(JSON.stringify(at('paths', '/visitor/token', 'post', 'parameters'))).toContain('"Origin"');
  });

  it('says where each listener is, as the settings are now', async () => {
    const { authorization } = await signInAsOwner(server);
    const set = (path: string, json: unknown) =>
      send(server.address, path, { method: 'PATCH', headers: { authorization }, json });
    await set('/api/network', { publicUrl: 'https://example.org/assistant/' });
    await set('/api/network/interface', { publicUrl: 'https://example.org/foyer' });
    const asked = async (headers: Record<string, string>) =>
      JSON.parse(
        (await sendRaw(server.port, { path: '/api/openapi.json', headers })).text,
      ) as OpenApiDocument;
    const here = await asked({});
    expect(here.servers).toEqual([{ url: '/api' }, { url: 'https://example.org/foyer/api' }]);
    expect(field(field(field(here.paths, '/visitor/token'), 'post'), 'servers')).toEqual([
      { url: 'https://example.org/assistant/api', description: 'The visitors’ listener' },
    ]);
    const there = await asked({ host: 'example.org' });
    expect(there.servers?.[0]?.url).toBe('https://example.org/foyer/api');
    expect((await new Validator().validate(structuredClone(there))).valid).toBe(true);
  });

  it('describes uploads, downloads and streams', () => {
    expect(at('paths', '/documents', 'post', 'requestBody', 'content', 'multipart/form-data')).toBeDefined();
    const logo = at(
      'paths',
      '/chatbots/{id}/widget/logo',
      'post',
      'requestBody',
      'content',
      'multipart/form-data',
    );
    expect(logo).toMatchObject({
      schema: { required: ['file'], properties: { file: { description: 'At most 400000 bytes.' } } },
      encoding: { file: { contentType: 'image/png, image/jpeg, image/webp, image/gif' } },
    });
    const plugin = at('paths', '/chatbots/{id}/widget/wordpress', 'get', 'responses', '200', 'content');
    expect(plugin).toMatchObject({ 'application/zip': { schema: { format: 'binary' } } });
    expect(at('paths', '/documents', 'get')).toBeDefined();
    expect(at('paths', '/documents/{id}/file', 'get')).toBeDefined();
    const answer = at('paths', '/conversations/chat', 'post', 'responses', '200', 'content');
    expect(Object.keys(answer ?? {})).toEqual(['text/event-stream', 'application/json']);
  });
});

describe('the documentation page', () => {
  it('is one page that loads nothing and runs nothing', async () => {
    const page = await send(server.address, '/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).not.toMatch(/<script|<link|<img|src=|url\(|@import/i);
    expect(page.text).toContain('/api/conversations/chat');
    expect(page.text).toContain('multipart/form-data');
    expect(page.text).toContain('/api/visitor/chat');
    expect(page.text).toContain('visitors’ listener</em>');
    for (const { name } of description.tags ?? []) {
      const group = page.text.split(`<h2>${name}</h2>`)[1]?.split('</section>')[0];
      expect(group, name).toContain('<h4>TypeScript</h4>');
      expect(group, name).toContain('<h4>curl</h4>');
    }
  });
});
