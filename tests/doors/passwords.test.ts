import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCode, owner, send, signInAsOwner, startTestServer, type TestServer } from './door-support.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const guessable = ['motdepasse2026', 'AZERTYUIOP', 'foyer-foyer-2026', `${owner.fullName} 2026`];

describe('a password that anyone would guess is refused', () => {
  it('to the first account, which is then still to be made', async () => {
    for (const password of guessable) {
      const answer = await send(server.address, '/api/auth/setup', {
        method: 'POST',
        json: { token: server.app.setUpToken(), language: 'fr', ...owner, password },
      });
      expect([answer.status, errorCode(answer)]).toEqual([400, 'auth.password_common']);
    }
    expect(server.app.setUpToken()).not.toBeNull();
  });

  it('to an account made by an administrator, and to one’s own', async () => {
    const headers = await signInAsOwner(server);
    const registered = await send(server.address, '/api/auth/register', {
      method: 'POST',
      headers,
      json: { email: 'hugo@atelier.fr', fullName: 'Hugo Petit', role: 'member', password: 'Hugo Petit 2026' },
    });
    expect([registered.status, errorCode(registered)]).toEqual([400, 'auth.password_common']);
    for (const newPassword of guessable) {
      const changed = await send(server.address, '/api/auth/password', {
        method: 'POST',
        headers,
        json: { currentPassword: owner.password, newPassword },
      });
      expect([changed.status, errorCode(changed)]).toEqual([400, 'auth.password_common']);
    }
  });
});
