import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { field, send, startTestServer, type TestServer } from './door-support.ts';

let server: TestServer;
let description: unknown;
beforeAll(async () => {
  server = await startTestServer();
  description = (await send(server.address, '/api/openapi.json')).json;
});
afterAll(() => server.close());

const at = (...path: string[]): unknown =>
  path.reduce((value: unknown, key) => field(value, key), description);

describe('the description of the API', () => {
  it('is OpenAPI 3.1 for every route that others than this machine may call', () => {
    expect(at('openapi')).toMatch(/^3\.1\./);
    for (const feature of Object.values(contract)) {
      for (const route of Object.values(feature)) {
        const { method = '', path = '' } = route['~orpc'].route;
        const { access, publicListener } = route['~orpc'].meta;
        const operation = at('paths', path, method.toLowerCase());
        const elsewhere = publicListener === true || access.every((rule: string) => rule === 'visitor');
        if (elsewhere || access.every((rule: string) => rule === 'local')) expect(operation).toBeUndefined();
        else {
          expect(field(operation, 'operationId')).toBeTypeOf('string');
          expect(field(field(operation, 'responses'), 'default')).toBeDefined();
          const open = access.some((rule: string) => rule === 'public');
          expect(field(operation, 'security')).toEqual(open ? [] : undefined);
        }
      }
    }
  });

  it('has no dangling reference and declares every parameter of its paths', () => {
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      match => match[1] ?? '',
    );
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) expect(at(...reference.split('/')), reference).toBeDefined();

    const ids = new Set<unknown>();
    for (const [path, item] of Object.entries(at('paths') ?? {})) {
      for (const operation of Object.values(item ?? {})) {
        const parameters: unknown = field(operation, 'parameters');
        const inPath = Array.isArray(parameters)
          ? parameters
              .filter(parameter => field(parameter, 'in') === 'path')
              .map(parameter => `{${String(field(parameter, 'name'))}}`)
          : [];
        expect(inPath.toSorted(), path).toEqual((path.match(/\{\w+\}/g) ?? []).toSorted());
        const id = field(operation, 'operationId');
        expect(ids.has(id)).toBe(false);
        ids.add(id);
      }
    }
  });

  it('describes uploads, downloads, streams and the token', () => {
    expect(at('paths', '/documents', 'post', 'requestBody', 'content', 'multipart/form-data')).toBeDefined();
    expect(at('paths', '/documents', 'get')).toBeDefined();
    expect(at('paths', '/documents/{id}/file', 'get')).toBeDefined();
    const answer = at('paths', '/conversations/chat', 'post', 'responses', '200', 'content');
    expect(Object.keys(answer ?? {})).toEqual(['text/event-stream', 'application/json']);
    expect(at('components', 'securitySchemes', 'bearer', 'scheme')).toBe('bearer');
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
  });
});
