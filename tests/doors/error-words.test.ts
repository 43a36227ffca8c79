import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '#shared/errors.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { acceptedLanguage } from '#main/http/accepted-language.ts';
import {
  createBot,
  field,
  send,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

const RATE_LIMITS = { windowSeconds: 60, key: 5, user: 1_000, anonymous: 40, address: 20_000 };

let server: TestServer;
let headers: { authorization: string };
beforeAll(async () => {
  server = await startTestServer({ rateLimits: RATE_LIMITS });
  headers = await signInAsOwner(server);
});
afterAll(() => server.close());

type Sent = Parameters<typeof send>[2];

async function said(path: string, language: string | null, options: Sent = {}) {
  const answer = await send(server.address, path, {
    ...options,
    headers: {
      ...headers,
      ...options.headers,
      ...(language === null ? {} : { 'accept-language': language }),
    },
  });
  const error = field(answer.json, 'error');
  return {
    status: answer.status,
    code: field(error, 'code'),
    message: String(field(error, 'message')),
    fields: field(error, 'fields') as { path: string; message: string }[] | undefined,
    language: answer.headers.get('content-language'),
    vary: answer.headers.get('vary'),
  };
}

describe('an error over REST', () => {
  it.each([
    [
      'nothing there',
      '/api/chatbots/019a9f00-0000-7000-8000-000000000000',
      {},
      404,
      'Il n’y a rien',
      'There is nothing',
    ],
    ['no such address', '/api/rien', {}, 404, 'Il n’y a rien', 'There is nothing'],
    [
      'no credentials',
      '/api/chatbots',
      { headers: { authorization: '' } },
      401,
      'Vous n’êtes pas connecté',
      'You are not signed in',
    ],
    [
      'a wrong method',
      '/api/clients',
      { method: 'DELETE' },
      405,
      'Cette méthode n’existe pas',
      'This method does not exist',
    ],
    [
      'a body that is no JSON',
      '/api/chatbots',
      { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
      400,
      'ne se lit pas',
      'cannot be read',
    ],
    [
      'another type',
      '/api/chatbots',
      { method: 'POST', body: 'x', headers: { 'content-type': 'text/csv' } },
      415,
      'Ce type de contenu',
      'This type of content',
    ],
    [
      'too much',
      '/api/chatbots',
      { method: 'POST', json: { name: 'x'.repeat(1_100_000) } },
      413,
      'trop lourde',
      'too large',
    ],
    [
      'a key in the address',
      '/api/chatbots?api_key=x',
      {},
      400,
      'Une clé n’a pas sa place',
      'does not belong in an address',
    ],
  ] as const)(
    'is said in the language of whoever asks: %s',
    async (_name, path, options, status, french, english) => {
      const fr = await said(path, 'fr-CA, en;q=0.5', options);
      const en = await said(path, 'de, en-GB;q=0.9, fr;q=0.8', options);
      const none = await said(path, null, options);
      expect([fr.status, en.status, none.status]).toEqual([status, status, status]);
      expect(new Set([fr.code, en.code, none.code]).size).toBe(1);
      expect(fr).toMatchObject({ language: 'fr', message: expect.stringContaining(french) as unknown });
      expect(en).toMatchObject({ language: 'en', message: expect.stringContaining(english) as unknown });
      expect(none.language).toBe('en');
      for (const { vary } of [fr, en, none]) expect(vary).toContain('accept-language');
    },
  );

  it('names each field that was not understood, in words', async () => {
    const json = { name: '', language: 'de', temperature: 9, suggestedQuestions: 'x', inconnu: 1 };
    const fr = await said('/api/chatbots', 'fr', { method: 'POST', json });
    expect(fr.fields).toEqual(
      expect.arrayContaining([
        { path: 'name', message: 'ne peut pas être vide' },
        { path: 'language', message: 'une de ces valeurs : fr, en' },
        { path: 'temperature', message: expect.stringMatching(/^au plus \d/) as unknown },
        { path: 'suggestedQuestions', message: 'il faut une liste' },
        { path: '', message: 'champs inconnus : inconnu' },
      ]),
    );
    expect(fr.message).toMatch(/^\w+ : /);
    const en = await said('/api/chatbots', 'en', { method: 'POST', json: {} });
    expect(en).toMatchObject({ message: 'name: a value is needed', code: 'request.invalid' });
    const email = await said('/api/people/invite', 'fr', {
      method: 'POST',
      json: { email: 'personne', fullName: 'P', language: 'fr', role: 'member' },
    });
    expect(email.message).toBe('email : ce n’est pas une adresse e-mail');
  });

  it('says how long to wait', async () => {
    await createBot(server.address, headers);
    const client = await send(server.address, '/api/clients', { headers });
    const made = await send(server.address, '/api/keys', {
      method: 'POST',
      headers,
      json: { clientId: field((client.json as unknown[])[0], 'id'), name: 'Essai', scopes: ['read'] },
    });
    const authorization = `Bearer ${String(field(made.json, 'key'))}`;
    let last = await said('/api/chatbots', 'fr', { headers: { authorization } });
    while (last.status === 200) last = await said('/api/chatbots', 'fr', { headers: { authorization } });
    expect(last).toMatchObject({ status: 429, language: 'fr' });
    expect(last.message).toMatch(/^Trop de demandes à la fois.*Réessayez dans \d+ s\.$/);
  });

  it('is said at the gate too', async () => {
    const refused = await sendRaw(server.port, {
      path: '/api/auth/state',
      headers: { host: 'evil.test', 'accept-language': 'fr' },
    });
    expect([refused.status, refused.headers['content-language']]).toEqual([403, 'fr']);
    expect(refused.text).toContain('n’a pas le droit d’appeler Foyer');
  });

  it('stays as OpenAI’s clients expect it over /v1', async () => {
    const answer = await send(server.address, '/v1/models', {
      headers: { authorization: 'Bearer foyer_rien', 'accept-language': 'fr' },
    });
    expect([answer.status, answer.headers.get('content-language')]).toEqual([401, 'en']);
    expect(field(field(answer.json, 'error'), 'message')).not.toMatch(/[éèàç’]/);
  });

  it('has words for every code, in both languages', () => {
    for (const code of errorCodes)
      for (const language of ['fr', 'en'] as const) expect(wordsForCode(code, language), code).not.toBe(code);
  });
});

describe('the language of a request', () => {
  it.each([
    ['fr', 'fr'],
    ['en-US,en;q=0.9', 'en'],
    ['de-CH, fr;q=0.4, en;q=0.3', 'fr'],
    ['en;q=0, fr;q=0.1', 'fr'],
    ['fr;q=0', null],
    ['*', null],
    ['de', null],
    ['french, x-fr', null],
    ['fr;q=abc', null],
    ['', null],
  ] as const)('of "%s" is %s', (header, language) => {
    expect(acceptedLanguage({ 'accept-language': header })).toBe(language);
  });
});
