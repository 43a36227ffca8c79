import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localContext } from '../support/temporary-app.ts';
import {
  errorCode,
  field,
  owner,
  send,
  signInAsOwner,
  startTestServer,
  type Answer,
  type TestServer,
} from '../doors/door-support.ts';
import {
  ask,
  asVisitor,
  becomeVisitor,
  eventsIn,
  setWidget,
  startPublicServer,
  type PublicServer,
} from '../doors/public-support.ts';

const AT_ONCE = 4; // as many wrong codes as no throttle minds yet
const PASSWORD = 'une tout autre phrase, plus longue';

/** What came of the same request sent many times at the same moment. */
async function together(call: (index: number) => Promise<Answer>): Promise<Answer[]> {
  return await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => call(index)));
}
const outcomes = (answers: readonly Answer[]) =>
  answers.map(answer => (answer.status < 400 ? 'done' : errorCode(answer))).toSorted();
const onceAnd = (refusal: string) =>
  ['done', ...Array.from({ length: AT_ONCE - 1 }, () => refusal)].toSorted();

describe('case 51: a set-up link used many times at once', () => {
  it('makes one owner', async () => {
    const server = await startTestServer();
    const token = server.app.setUpToken();
    const answers = await together(index =>
      send(server.address, '/api/auth/setup', {
        method: 'POST',
        json: { ...owner, email: `personne${index}@exemple.fr`, language: 'fr', token },
      }),
    );
    expect(outcomes(answers)).toEqual(onceAnd('setup.already_done'));
    expect(answers.filter(answer => answer.headers.has('set-cookie'))).toHaveLength(1);
    expect(server.app.setUpToken()).toBeNull();
    const cookie = answers.find(answer => answer.status === 200)?.headers.get('set-cookie') ?? '';
    const people = await send(server.address, '/api/people', {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    expect(field(people.json, 'items')).toHaveLength(1);
    const events = await send(server.address, '/api/audit', {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    const actions = (field(events.json, 'items') as { action: string }[]).map(({ action }) => action);
    expect(actions.filter(action => action === 'users.set_up')).toHaveLength(1);
    await server.close();
  });
});

describe('what works once, used many times at once', () => {
  let server: TestServer;
  let headers: { authorization: string };
  beforeAll(async () => {
    server = await startTestServer();
    headers = await signInAsOwner(server);
  });
  afterAll(() => server.close());

  const post = (path: string, json: object = {}, as: Record<string, string> = headers) =>
    send(server.address, `/api${path}`, { method: 'POST', headers: as, json });
  const tokenOf = async (email: string, password: string) =>
    (await post('/auth/token', { email, password }, {})).json as {
      accessToken: string;
      refreshToken: string;
    };

  async function invited(email: string): Promise<{ id: string; token: string }> {
    const { json } = await post('/people/invite', {
      email,
      fullName: 'Hugo Petit',
      language: 'fr',
      role: 'member',
    });
    return {
      id: String(field(field(json, 'person'), 'id')),
      token: String(field(field(json, 'link'), 'token')),
    };
  }
  /** Each chooses another password: only one of them may hold. */
  const choose = (token: string) =>
    together(index => post('/auth/link/accept', { token, password: `${PASSWORD} ${index}` }, {}));

  it('an invitation lets one in', async () => {
    const { token } = await invited('hugo@atelier.fr');
    const answers = await choose(token);
    expect(outcomes(answers)).toEqual(onceAnd('link.used'));
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await tokenOf('hugo@atelier.fr', `${PASSWORD} ${winner}`)).accessToken).toBeDefined();
  });

  it('a reset changes the password once', async () => {
    const { id, token } = await invited('lea@atelier.fr');
    await choose(token);
    const made = await post(`/people/${id}/link`);
    const link = field(made.json, 'link');
    expect(field(link, 'kind')).toBe('reset');
    expect(outcomes(await choose(String(field(link, 'token'))))).toEqual(onceAnd('link.used'));
  });

  it('an address is invited once', async () => {
    const answers = await together(() =>
      post('/people/invite', {
        email: 'omar@atelier.fr',
        fullName: 'Omar Sy',
        language: 'fr',
        role: 'member',
      }),
    );
    expect(outcomes(answers)).toEqual(onceAnd('account.email_taken'));
  });

  it('a code of the second factor, and a recovery code, let one in', async () => {
    const { token } = await invited('ines@atelier.fr');
    const who = { email: 'ines@atelier.fr', password: PASSWORD };
    await post('/auth/link/accept', { token, password: PASSWORD }, {});
    const own = { authorization: `Bearer ${(await tokenOf(who.email, who.password)).accessToken}` };
    const begun = await post('/auth/second-factor/start', { password: PASSWORD }, own);
    const secret = Secret.fromBase32(String(field(begun.json, 'secret')));
    const code = (steps: number) => TOTP.generate({ secret, timestamp: Date.now() + steps * 30_000 });
    const first = code(0);
    const confirmed = await together(() => post('/auth/second-factor/confirm', { code: first }, own));
    expect(outcomes(confirmed)).toEqual(onceAnd('auth.second_factor_changed'));
    const [recovery = ''] = field(
      confirmed.find(({ status }) => status === 200)?.json,
      'recoveryCodes',
    ) as string[];

    const next = code(1); // half a minute ahead, as a telephone may be
    const withCode = await together(() => post('/auth/token', { ...who, code: next }, {}));
    expect(outcomes(withCode)).toEqual(onceAnd('auth.second_factor_wrong'));
    const withRecovery = await together(() => post('/auth/token', { ...who, code: recovery }, {}));
    expect(outcomes(withRecovery)).toEqual(onceAnd('auth.second_factor_wrong'));
  });

  it('a refresh token is replaced by one other, told to the program that lost the answer', async () => {
    const { refreshToken } = await tokenOf(owner.email, owner.password);
    const answers = await together(() => post('/auth/refresh', { refreshToken }, {}));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const replaced = new Set(answers.map(({ json }) => field(json, 'refreshToken')));
    expect(replaced.size).toBe(1);
    const [next] = [...replaced];
    expect((await post('/auth/refresh', { refreshToken: next }, {})).status).toBe(200);
    // By now it is used: whoever brings the first one again stole it.
    expect(errorCode(await post('/auth/refresh', { refreshToken }, {}))).toBe('auth.session_expired');
    expect(errorCode(await post('/auth/refresh', { refreshToken: next }, {}))).toBe('auth.session_expired');
  });

  it('an Idempotency-Key creates once, also when the first attempt fails', async () => {
    const key = { ...headers, 'idempotency-key': 'one-person' };
    const json = { email: 'zoe@atelier.fr', fullName: 'Zoé Roy', password: PASSWORD, role: 'member' };
    const answers = await together(() => post('/auth/register', json, key));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const failing = await together(() =>
      post('/auth/register', json, { ...headers, 'idempotency-key': 'again' }),
    );
    expect(outcomes(failing)).toEqual(failing.map(() => 'account.email_taken'));
  });
});

describe('what a visitor sends many times at once', () => {
  let server: PublicServer;
  let widgetId: string;
  beforeAll(async () => {
    server = await startPublicServer();
    widgetId = await setWidget(server, {
      limits: { visitorPerMinute: 50 },
      behaviour: { attachments: { enabled: true, maxBytes: 100_000, types: ['text'] } },
    });
  });
  afterAll(() => server.close());

  const asked = async () => (await server.app.client(localContext(server.app)).conversations.list({})).items;

  it('is one message of one conversation', async () => {
    const visitor = await becomeVisitor(server.publicPort, widgetId);
    const answers = await together(() =>
      asVisitor(server.publicPort, visitor, '/chat', {
        json: { message: 'Bonjour', clientMessageId: 'once-1234' },
      }),
    );
    const finished = answers.map(({ text }) => eventsIn(text).at(-1));
    expect(
      new Set(finished.map(event => (event?.type === 'finished' ? event.message.id : 'none'))).size,
    ).toBe(1);
    expect((await asked()).filter(({ messageCount }) => messageCount === 2)).toHaveLength(1);
  });

  it('is a file of one message', async () => {
    const visitor = await becomeVisitor(server.publicPort, widgetId);
    const form = new FormData();
    form.append('file', new Blob(['Le code du portail est 4821.'], { type: 'text/plain' }), 'note.txt');
    const kept = await send(`http://127.0.0.1:${server.publicPort}`, '/api/visitor/attachments', {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.token}` },
      body: form,
    });
    const attachmentIds = [field(kept.json, 'id')];
    const answers = await together(() => ask(server.publicPort, visitor, 'Quel code ?', { attachmentIds }));
    expect(outcomes(answers)).toEqual(onceAnd('resource.not_found'));
  });
});
