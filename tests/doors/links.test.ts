import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesOf } from '../support/data-folder-bytes.ts';
import { errorCode, field, send, signInAsOwner, startTestServer, type TestServer } from './door-support.ts';

const PASSWORD = 'une tout autre phrase, plus longue';

let server: TestServer;
let headers: { authorization: string };
beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
});
afterAll(async () => {
  expect((await send(server.address, '/health')).status).toBe(200);
  await server.close();
});

const accept = (token: unknown) =>
  send(server.address, '/api/auth/link/accept', { method: 'POST', json: { token, password: PASSWORD } });
const inspect = (token: unknown) =>
  send(server.address, '/api/auth/link/inspect', { method: 'POST', json: { token } });

async function invite(email: string): Promise<{ id: string; token: string }> {
  const answer = await send(server.address, '/api/people/invite', {
    method: 'POST',
    headers,
    json: { email, fullName: 'Hugo Petit', language: 'fr', role: 'member' },
  });
  expect(answer.status).toBe(201);
  return {
    id: String(field(field(answer.json, 'person'), 'id')),
    token: String(field(field(answer.json, 'link'), 'token')),
  };
}

describe('the token of a link', () => {
  it.each([[null], [''], [[]], [{}], [7], [['x']], ['x'.repeat(201)]])(
    'of a wrong shape is 400: %j',
    async token => {
      for (const answer of [await accept(token), await inspect(token)])
        expect([answer.status, errorCode(answer)]).toEqual([400, 'request.invalid']);
    },
  );

  it('that was never made is 404, and the same for everyone', async () => {
    for (const answer of [await accept('never-made'), await inspect('never-made')])
      expect([answer.status, errorCode(answer)]).toEqual([404, 'link.unknown']);
  });

  it('signs in with a cookie that scripts cannot read, once; reused it is 400', async () => {
    const { token } = await invite('hugo@atelier.fr');
    const first = await accept(token);
    expect(first.status).toBe(200);
    expect(first.headers.get('set-cookie')).toMatch(/^foyer_session=.+HttpOnly.*SameSite=Strict/i);
    expect(first.text).not.toContain('foyer_session');
    for (const answer of [await accept(token), await inspect(token)])
      expect([answer.status, errorCode(answer)]).toEqual([400, 'link.used']);
  });

  it('that a newer one replaced is 400', async () => {
    const { id, token } = await invite('lea@atelier.fr');
    expect((await send(server.address, `/api/people/${id}/link`, { method: 'POST', headers })).status).toBe(
      201,
    );
    const answer = await accept(token);
    expect([answer.status, errorCode(answer)]).toEqual([400, 'link.expired']);
  });
});

it('a link is written nowhere, not even for a request that may be repeated', async () => {
  const options = {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': 'one-invitation' },
    json: { email: 'omar@atelier.fr', fullName: 'Omar Sy', language: 'fr', role: 'member' },
  };
  const made = await send(server.address, '/api/people/invite', options);
  const again = await send(server.address, '/api/people/invite', options);
  expect([made.status, again.status]).toEqual([201, 201]);
  expect(again.json).toEqual(made.json);
  const { id } = field(made.json, 'person') as { id: string };
  const renewed = await send(server.address, `/api/people/${id}/link`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': 'one-link' },
  });
  const tokens = [made, renewed].map(({ json }) => String(field(field(json, 'link'), 'token')));
  expect(placesOf(tokens, server.dataFolder)).toEqual([]);
});

describe('a disabled person', () => {
  it('is refused at their next request, with a cookie as with a token', async () => {
    const { id, token } = await invite('nina@atelier.fr');
    const joined = await accept(token);
    const cookie = joined.headers.get('set-cookie')?.split(';')[0] ?? '';
    const signedIn = await send(server.address, '/api/auth/token', {
      method: 'POST',
      json: { email: 'nina@atelier.fr', password: PASSWORD },
    });
    const bearer = { authorization: `Bearer ${String(field(signedIn.json, 'accessToken'))}` };
    const browser = { cookie, 'sec-fetch-site': 'same-origin' };
    for (const credentials of [bearer, browser])
      expect((await send(server.address, '/api/auth/me', { headers: credentials })).status).toBe(200);

    const disabled = await send(server.address, `/api/people/${id}`, {
      method: 'PATCH',
      headers,
      json: { active: false },
    });
    expect(disabled.status).toBe(200);
    for (const credentials of [bearer, browser]) {
      const answer = await send(server.address, '/api/auth/me', { headers: credentials });
      expect([answer.status, errorCode(answer)]).toEqual([401, 'auth.session_expired']);
    }
  });
});
