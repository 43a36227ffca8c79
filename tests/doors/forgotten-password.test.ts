import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailStandIn, type MailStandIn } from '../support/mail-stand-in/index.ts';
import {
  errorCode,
  field,
  owner,
  send,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

let server: TestServer;
let mail: MailStandIn;
let headers: { authorization: string };
beforeAll(async () => {
  [server, mail] = await Promise.all([startTestServer(), startMailStandIn()]);
  headers = await signInAsOwner(server);
});
afterAll(async () => {
  expect((await send(server.address, '/health')).status).toBe(200);
  await server.close();
  await mail.close();
});

const forgot = (json: unknown) => send(server.address, '/api/auth/forgot', { method: 'POST', json });

describe('a forgotten password over HTTP', () => {
  it('is refused alike for everyone before mail is set up', async () => {
    for (const email of [owner.email, 'nobody@exemple.fr']) {
      const answer = await forgot({ email });
      expect([answer.status, errorCode(answer)]).toEqual([409, 'mail.not_configured']);
    }
  });

  it('answers with the same bytes for an account that exists and one that does not', async () => {
    const configured = await send(server.address, '/api/mail', {
      method: 'PUT',
      headers,
      json: {
        host: mail.host,
        port: mail.port,
        security: 'none',
        username: null,
        fromName: 'Foyer',
        fromAddress: 'foyer@exemple.fr',
        replyTo: null,
        linkBase: 'http://foyer.lan:4280',
        certificateAuthority: null,
      },
    });
    expect(configured.status).toBe(200);
    const [known, unknown] = [await forgot({ email: owner.email }), await forgot({ email: 'no@exemple.fr' })];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    expect([...known.headers.keys()].sort()).toEqual([...unknown.headers.keys()].sort());
    const { parsed } = await mail.mailTo(owner.email);
    const token = /token=([\w-]+)/.exec(parsed.text ?? '')?.[1] ?? '';
    for (const answer of [
      await send(server.address, '/api/jobs', { headers }),
      await send(server.address, '/api/mail', { headers }),
      await send(server.address, '/api/people', { headers }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(token);
    }
  });

  it('leads where the settings say, whatever Host a request bears', async () => {
    const answer = await sendRaw(server.port, {
      path: '/api/auth/forgot',
      method: 'POST',
      headers: { host: 'evil.test', 'content-type': 'application/json' },
      body: JSON.stringify({ email: owner.email }),
    });
    expect(answer.status).toBe(403);
    expect(mail.mails.every(({ parsed }) => !parsed.text?.includes('evil.test'))).toBe(true);
    expect(mail.mails[0]?.parsed.text).toContain('http://foyer.lan:4280/#/join?token=');
  });

  it.each([
    [null],
    [[]],
    ['text'],
    [{ email: '' }],
    [{ email: 'a@b.fr', admin: true }],
    [{ email: ['a@b.fr'] }],
  ])('refuses what is no address: %j', async body => {
    const answer = await forgot(body);
    expect([answer.status, errorCode(answer)]).toEqual([400, 'request.invalid']);
  });

  it('slows down who asks too often, and says for how long', async () => {
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await forgot({ email: 'often@exemple.fr' }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const last = answers.at(-1);
    expect(field(field(field(last?.json, 'error'), 'details'), 'retryAfterSeconds')).toBeGreaterThan(0);
  });
});
