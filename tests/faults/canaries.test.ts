import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesOf } from '../support/data-folder-bytes.ts';
import { startMailStandIn, type MailStandIn } from '../support/mail-stand-in/index.ts';
import {
  createBot,
  errorCode,
  field,
  owner,
  send,
  startTestServer,
  type Answer,
  type TestServer,
} from '../doors/door-support.ts';

const MAIL_USER = 'foyer@atelier.fr';
const canary = {
  modelKey: 'sk-canari/modele+1éà?',
  draftKey: 'sk-canari-brouillon-2',
  mailPassword: 'canari de la poste 3é+/',
  ownerPassword: 'canari du propriétaire 4',
  wrongPassword: 'canari faux 5 faux',
  newPassword: 'canari nouveau 6 nouveau',
  invitedPassword: 'canari invité 7 invité',
  inAddress: 'canari-dans-adresse-8',
  inQuery: 'foyer_canari9canari9canari9canari9',
};

/** Every form in which a secret may come back. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inner = [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    ...inner,
    ...inner.map(text => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A model server that repeats the key it was sent, in every way it can think of. */
async function startParrot(): Promise<Server> {
  const parrot = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const key = String(request.headers.authorization ?? '').replace('Bearer ', '');
      const said = [
        key,
        base64(key),
        base64(`x:${key}`),
        Buffer.from(key).toString('hex'),
        encodeURIComponent(key),
      ];
      const body = JSON.stringify({
        error: { message: `Incorrect API key provided: ${said.join(' ')}`, param: key },
      });
      response.writeHead(Number(parrotStatus), { 'content-type': 'application/json', 'x-key': base64(key) });
      response.end(body);
    });
  });
  await new Promise<void>(resolve => parrot.listen(0, '127.0.0.1', resolve));
  return parrot;
}
let parrotStatus = 401;

describe('canaries planted wherever a secret can enter', () => {
  let server: TestServer;
  let parrot: Server;
  let post: MailStandIn;
  let headers: Record<string, string> = {};
  const answers: Answer[] = [];
  /** What Foyer makes and shows once: no answer after that, no log, no file. */
  const shownOnce: string[] = [];

  beforeAll(async () => {
    server = await startTestServer();
    parrot = await startParrot();
    post = await startMailStandIn({
      account: { user: MAIL_USER, password: 'un autre' },
      refuse: {
        signIn: ({ user, password }) =>
          `535 5.7.8 refused ${password} ${base64(`\0${user}\0${password}`)} ${base64(user)} ${base64(password)} ${base64(`${user}:${password}`)} ${Buffer.from(password).toString('hex')} ${encodeURIComponent(password)}`,
      },
    });
  });
  afterAll(async () => {
    await server.close();
    await post.close();
    await new Promise(resolve => parrot.close(resolve));
  });

  const ask = async (method: string, path: string, json?: object, more: Record<string, string> = {}) => {
    const answer = await send(server.address, path, {
      method,
      headers: { ...headers, ...more },
      ...(json === undefined ? {} : { json }),
    });
    answers.push(answer);
    return answer;
  };
  const failedSignIns = () =>
    readFileSync(join(server.dataFolder, 'logs', 'foyer.log'), 'utf8').split('auth.sign_in_failed').length -
    1;
  const once = (secret: unknown): string => {
    shownOnce.push(String(secret));
    return String(secret);
  };

  it('reach no page, no log and no byte on the disk, in no form', async () => {
    // Passwords, right and wrong, old and new; sessions, tokens and devices.
    const who = { email: owner.email, password: canary.ownerPassword };
    await ask('POST', '/api/auth/setup', {
      token: once(server.app.setUpToken()),
      language: 'fr',
      ...owner,
      ...who,
    });
    const login = await send(server.address, '/api/auth/login', { method: 'POST', json: who });
    for (const cookie of login.headers.getSetCookie()) once(cookie.split(';')[0]?.split('=')[1]);
    const tokens = await send(server.address, '/api/auth/token', { method: 'POST', json: who });
    headers = { authorization: `Bearer ${once(field(tokens.json, 'accessToken'))}` };
    const refreshToken = once(field(tokens.json, 'refreshToken'));
    await ask('POST', '/api/auth/token', { ...who, password: canary.wrongPassword });
    await ask('POST', '/api/auth/login', { email: canary.wrongPassword, password: canary.wrongPassword });
    await ask('POST', '/api/auth/password', {
      currentPassword: canary.ownerPassword,
      newPassword: canary.newPassword,
    });
    await ask('POST', '/api/auth/password', { currentPassword: canary.wrongPassword, newPassword: 'x' });

    // A colleague's link, their password, their second factor.
    const invited = await send(server.address, '/api/people/invite', {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': 'canari' },
      json: { email: 'hugo@exemple.fr', fullName: 'Hugo Petit', language: 'fr', role: 'admin' },
    });
    const token = once(field(field(invited.json, 'link'), 'token'));
    await ask('POST', '/api/auth/link/accept', { token, password: canary.invitedPassword });
    const hugo = { email: 'hugo@exemple.fr', password: canary.invitedPassword };
    const his = await send(server.address, '/api/auth/token', { method: 'POST', json: hugo });
    const own = { authorization: `Bearer ${once(field(his.json, 'accessToken'))}` };
    const begun = await send(server.address, '/api/auth/second-factor/start', {
      method: 'POST',
      headers: own,
      json: { password: canary.invitedPassword },
    });
    const secret = Secret.fromBase32(once(field(begun.json, 'secret')));
    const turnedOn = await send(server.address, '/api/auth/second-factor/confirm', {
      method: 'POST',
      headers: own,
      json: { code: TOTP.generate({ secret }) },
    });
    const [recovery] = field(turnedOn.json, 'recoveryCodes') as string[];
    await ask('POST', '/api/auth/token', { ...hugo, code: once(recovery) });

    // A model whose server repeats its key, and addresses with an account in them.
    const url = `http://127.0.0.1:${(parrot.address() as AddressInfo).port}/v1`;
    const model = { name: 'Perroquet', provider: 'openai', model: 'm', url, apiKey: canary.modelKey };
    const made = await ask('POST', '/api/llm', model);
    const modelId = String(field(made.json, 'id'));
    const chatbotId = await createBot(server.address, headers);
    expect((await ask('PUT', `/api/chatbots/${chatbotId}`, { modelId })).status).toBe(200);
    for (parrotStatus of [401, 400, 500, 200]) {
      await ask('POST', `/api/llm/${modelId}/test`);
      await ask('POST', '/api/llm/test', {
        provider: 'openai',
        model: 'm',
        purpose: 'chat',
        url,
        apiKey: canary.draftKey,
      });
      await ask('POST', '/api/conversations/chat', { chatbotId, message: 'Quels sont les délais ?' });
      await ask('POST', '/v1/chat/completions', {
        model: chatbotId,
        messages: [{ role: 'user', content: 'Bonjour ?' }],
      });
    }
    const account = `nom:${canary.inAddress}@`;
    const refused = [
      await ask('POST', '/api/llm', { ...model, url: url.replace('//', `//${account}`) }),
      await ask('PUT', `/api/llm/${modelId}`, { url: `${account}127.0.0.1:11434` }),
      await ask('POST', '/api/llm/test', {
        ...model,
        purpose: 'chat',
        url: url.replace('//', `//${account}`),
      }),
      await ask('PATCH', '/api/network/interface', { publicUrl: `https://${account}exemple.fr` }),
      await ask('PATCH', '/api/network', { publicUrl: `https://${account}exemple.fr` }),
      await ask('POST', '/api/clients', { name: 'C', domain: `${account}exemple.fr` }),
      await ask('PATCH', `/api/chatbots/${chatbotId}/widget`, { allowedDomains: [`${account}exemple.fr`] }),
      await ask('POST', `/api/chatbots/${chatbotId}/widget/diagnose`, {
        pageUrl: `https://${account}exemple.fr`,
      }),
      await ask('PUT', '/api/mail', { host: `${account}poste.exemple.fr` }),
    ];
    expect(refused.map(answer => [answer.status, errorCode(answer)])).toEqual(
      refused.map(() => [400, 'request.account_in_address']),
    );
    expect(field(field(refused[0]?.json, 'error'), 'message')).toMatch(/name or a password/);

    // A mail server that repeats what it was sent to sign in.
    await ask('PUT', '/api/mail', {
      host: post.host,
      port: post.port,
      security: 'none',
      username: MAIL_USER,
      password: canary.mailPassword,
      fromName: 'Foyer',
      fromAddress: MAIL_USER,
      replyTo: null,
      certificateAuthority: null,
    });
    const tested = await ask('POST', '/api/mail/test', { to: 'amelie@exemple.fr' });
    expect(tested.text).toContain('535 5.7.8 refused');
    expect(post.passwords).toContain(canary.mailPassword);
    await ask('POST', '/api/people/invite', {
      email: 'zoe@exemple.fr',
      fullName: 'Zoé',
      language: 'fr',
      role: 'admin',
    }).then(
      answer => answers.splice(answers.indexOf(answer), 1), // its link is shown once, to whoever asked for it
    );

    // A key in an address, a key that is made, and a token that is refreshed.
    await ask('GET', `/api/chatbots?key=${canary.inQuery}`);
    const [client] = (await ask('GET', '/api/clients')).json as { id: string }[];
    const key = await send(server.address, '/api/keys', {
      method: 'POST',
      headers,
      json: { clientId: client?.id, name: 'Clé', scopes: ['chat'] },
    });
    once(field(key.json, 'key'));
    await ask('GET', '/api/chatbots', undefined, { authorization: `Bearer ${shownOnce.at(-1) ?? ''}` });
    const renewed = await send(server.address, '/api/auth/refresh', {
      method: 'POST',
      json: { refreshToken },
    });
    headers = { authorization: `Bearer ${once(field(renewed.json, 'accessToken'))}` };
    once(field(renewed.json, 'refreshToken'));

    for (const path of [
      '/api/llm',
      '/api/mail',
      '/api/audit',
      '/api/jobs',
      '/api/people',
      '/api/keys',
      '/api/conversations',
    ])
      expect((await ask('GET', path)).status, path).toBe(200);

    const told = answers.map(({ text, headers: sent }) => `${text}\n${JSON.stringify([...sent])}`).join('\n');
    const secrets = [...Object.values(canary), ...shownOnce];
    expect(secrets.filter(secret => secret.length < 12)).toEqual([]);
    expect(secrets.filter(secret => formsOf(secret).some(form => told.includes(form)))).toEqual([]);
    // The log is written behind: its last line tells that all is there.
    await ask('POST', '/api/auth/token', { ...who, password: canary.wrongPassword });
    await expect.poll(failedSignIns).toBe(3);
    for (const secret of secrets) expect(placesOf(formsOf(secret), server.dataFolder), secret).toEqual([]);
  });
});
