import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  errorCode,
  field,
  send,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

let server: TestServer;
let headers: { authorization: string };
beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
});
afterAll(() => server.close());

type Item = { action: string; actorLabel: string; address: string; correlationId: string };
async function list(query = ''): Promise<Item[]> {
  const { json } = await send(server.address, `/api/audit${query}`, { headers });
  return field(json, 'items') as Item[];
}

describe('the audit log over HTTP', () => {
  it('knows the socket and the request behind each deed, never what a header claims', async () => {
    const bot = await send(server.address, '/api/chatbots', {
      method: 'POST',
      headers: { ...headers, 'x-forwarded-for': '203.0.113.9', 'user-agent': 'curl/8' },
      json: { name: 'Accueil' },
    });
    const [entry] = await list('?action=chatbots.created');
    expect(entry).toMatchObject({
      actorLabel: 'Amélie Roy <amelie@exemple.fr>',
      address: '127.0.0.1',
      userAgent: 'curl/8',
      correlationId: bot.headers.get('x-request-id'),
    });
  });

  it('records uploads as those of whoever sent them', async () => {
    const bot = field(
      (await send(server.address, '/api/chatbots', { method: 'POST', headers, json: { name: 'Lecteur' } }))
        .json,
      'id',
    );
    const body = new FormData();
    body.set('chatbotId', String(bot));
    body.append('file', new Blob(['Les congés durent cinq semaines.']), 'conges.txt');
    body.append('file', new Blob(['La cantine ouvre à midi.']), 'cantine.txt');
    expect((await send(server.address, '/api/documents', { method: 'POST', headers, body })).status).toBe(
      201,
    );
    const added = await list('?action=documents.added');
    expect(added.map(entry => entry.actorLabel)).toEqual(
      Array.from({ length: 2 }, () => 'Amélie Roy <amelie@exemple.fr>'),
    );
  });

  it('leaves as a file, for whoever may read it, and only when it is taken', async () => {
    const exports = async () => (await list('?action=audit.exported')).length;
    const before = await exports();
    const file = await send(server.address, '/api/audit.csv?language=en&action=chatbots.', { headers });
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="foyer-log-[\d-]+\.csv"/);
    expect(file.text).toContain('created the chatbot Accueil');
    expect(await exports()).toBe(before + 1);

    expect(errorCode(await send(server.address, '/api/audit.csv'))).toBe('auth.required');
    expect(errorCode(await send(server.address, '/api/audit.csv?limit=1', { headers }))).toBe(
      'request.invalid',
    );
    const head = await sendRaw(server.port, { path: '/api/audit.csv', method: 'HEAD', headers });
    expect(head.status).toBeGreaterThanOrEqual(400);
    expect(await exports()).toBe(before + 1);
  });

  it('is closed to an editor, whichever way they ask', async () => {
    const password = 'une phrase assez longue';
    const email = 'editeur@exemple.fr';
    await send(server.address, '/api/auth/register', {
      method: 'POST',
      headers,
      json: { email, fullName: 'Éditeur', role: 'editor', password },
    });
    const { json } = await send(server.address, '/api/auth/token', {
      method: 'POST',
      json: { email, password },
    });
    const theirs = { authorization: `Bearer ${String(field(json, 'accessToken'))}` };
    for (const path of [
      '/api/audit',
      '/api/audit/verify',
      '/api/audit/actions',
      '/api/audit.csv',
      '/api/secrets',
    ])
      expect(errorCode(await send(server.address, path, { headers: theirs })), path).toBe('auth.forbidden');
  });
});
