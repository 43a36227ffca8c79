import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBot, errorCode, field, send } from './door-support.ts';
import {
  ask,
  asVisitor,
  becomeVisitor,
  exchange,
  finishedOf,
  PAGE,
  setWidget,
  startPublicServer,
  type PublicServer,
  type Visitor,
} from './public-support.ts';

let server: PublicServer;
let port: number;
let widgetId: string;
beforeAll(async () => {
  server = await startPublicServer();
  port = server.publicPort;
});
afterAll(() => server.close());
beforeEach(async () => {
  widgetId = await setWidget(server, { behaviour: { fullPage: false } });
});

const session = (visitor: { token: string }) => asVisitor(port, visitor, '/session');

/** The token with something in it changed, and the signature left as it was. */
function altered(token: string, change: (claims: Record<string, unknown>) => void, header?: object): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  change(claims);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${header === undefined ? head : part(header)}.${part(claims)}.${header === undefined ? signature : ''}`;
}

describe('a widget nobody has set', () => {
  it('is off, allowed nowhere, and made on the first look', async () => {
    const bot = await createBot(server.address, server.headers, 'Neuf');
    const first = await send(server.address, `/api/chatbots/${bot}/widget`, { headers: server.headers });
    expect(first.json).toMatchObject({ enabled: false, allowedDomains: [], chatbotId: bot });
    const again = await send(server.address, `/api/chatbots/${bot}/widget`, { headers: server.headers });
    expect(field(again.json, 'publicId')).toBe(field(first.json, 'publicId'));
    const id = String(field(first.json, 'publicId'));
    expect(errorCode(await exchange(port, id))).toBe('widget.disabled');
    await setWidget({ ...server, chatbotId: bot }, { allowedDomains: [] });
    expect(errorCode(await exchange(port, id))).toBe('widget.origin_refused');
  });
});

describe('the exchange', () => {
  it('gives a token for fifteen minutes and a secret to come back with', async () => {
    const { status, json } = await exchange(port, widgetId);
    expect(status).toBe(200);
    expect(json).toMatchObject({ expiresIn: 900 });
    const visitor = json as Visitor;
    const again = await exchange(port, widgetId, { visitor });
    expect(field(again.json, 'visitorId')).toBe(visitor.visitorId);
    const impostor = await exchange(port, widgetId, {
      visitor: { ...visitor, visitorSecret: 'not the secret' },
    });
    expect(impostor.status).toBe(200);
    expect(field(impostor.json, 'visitorId')).not.toBe(visitor.visitorId);
  });

  it.each([
    ['https://evil.test', 403],
    ['https://intranet.exemple.fr.evil.test', 403],
    ['https://evil-intranet.exemple.fr', 403],
    ['https://intranet.exemple.fr:8443', 403],
    ['null', 403],
    ['file://', 403],
    ['http://intranet.exemple.fr', 200],
  ])('from %s: %i', async (origin, status) => {
    expect((await exchange(port, widgetId, { origin })).status).toBe(status);
  });

  it('needs an origin, a widget that exists, and nothing else', async () => {
    expect(errorCode(await exchange(port, widgetId, { origin: null }))).toBe('widget.origin_refused');
    expect((await exchange(port, 'AAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
    expect((await exchange(port, '../../etc/passwd')).status).toBe(400);
    const surplus = await send(`http://127.0.0.1:${port}`, '/api/visitor/token', {
      method: 'POST',
      headers: { origin: PAGE },
      json: { widgetId, role: 'owner' },
    });
    expect(surplus.status).toBe(400);
  });

  it('knows sub-domains when they are named so, and only those', async () => {
    await setWidget(server, { allowedDomains: ['*.exemple.fr', 'localhost:3000'] });
    expect((await exchange(port, widgetId, { origin: 'https://a.b.exemple.fr' })).status).toBe(200);
    expect((await exchange(port, widgetId, { origin: 'https://exemple.fr' })).status).toBe(403);
    expect((await exchange(port, widgetId, { origin: 'http://localhost:3000' })).status).toBe(200);
    expect((await exchange(port, widgetId, { origin: 'http://localhost' })).status).toBe(403);
  });

  it('counts new visitors of one address, so that nobody fills the disk', async () => {
    const bot = await createBot(server.address, server.headers, 'Limité');
    const id = await setWidget(
      { ...server, chatbotId: bot },
      {
        limits: { addressPerMinute: 1 },
        behaviour: { limitMessages: { visitor: null, widget: null, address: 'Revenez dans une minute.' } },
      },
    );
    const first = await exchange(port, id);
    const refused = await exchange(port, id);
    expect([first.status, refused.status]).toEqual([200, 429]);
    // Whoever is known already comes back.
    expect((await exchange(port, id, { visitor: first.json as Visitor })).status).toBe(200);
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    expect(field(field(field(refused.json, 'error'), 'details'), 'message')).toBe('Revenez dans une minute.');
  });
});

describe('a token', () => {
  it('opens what is the visitor’s', async () => {
    const answer = await session(await becomeVisitor(port, widgetId));
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      widget: { id: widgetId, title: 'Accueil', transcriptByMail: false },
      conversations: [],
      open: true,
    });
    expect(answer.text).not.toMatch(/clientId|ownerId|modelId|instructions|tokenEpoch|secret/i);
  });

  it('is refused when it is missing, altered, unsigned, signed by others, for others, or old', async () => {
    const visitor = await becomeVisitor(port, widgetId);
    const other = await becomeVisitor(port, widgetId);
    const key = new TextEncoder().encode('another key of thirty-two bytes!');
    const forged = await new SignJWT({ wid: widgetId, vid: visitor.visitorId, org: PAGE, ep: 1 })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('foyer')
      .setAudience('foyer-widget')
      .setExpirationTime('15m')
      .sign(key);
    const bad = {
      altered: altered(visitor.token, claims => (claims['vid'] = other.visitorId)),
      'another epoch': altered(visitor.token, claims => (claims['ep'] = 2)),
      'alg none': altered(visitor.token, () => undefined, { alg: 'none', typ: 'JWT' }),
      'alg None': altered(visitor.token, () => undefined, { alg: 'None' }),
      forged,
      'not a token': 'a.b.c',
      person: server.headers.authorization.slice('Bearer '.length),
    };
    for (const [name, token] of Object.entries(bad)) {
      const answer = await session({ token });
      expect(answer.status, name).toBe(401);
      expect(errorCode(answer), name).toBe('auth.session_expired');
    }
    expect((await send(`http://127.0.0.1:${port}`, '/api/visitor/session')).status).toBe(401);
    const inQuery = await send(`http://127.0.0.1:${port}`, `/api/visitor/session?token=${visitor.token}`);
    expect(inQuery.status).toBe(401);
  });

  it('ends with the counter of its widget, and so does the visitor’s secret', async () => {
    const visitor = await becomeVisitor(port, widgetId);
    const revoked = await send(server.address, `/api/chatbots/${server.chatbotId}/widget/revoke-visitors`, {
      method: 'POST',
      headers: server.headers,
      json: {},
    });
    expect(revoked.status).toBe(200);
    expect(errorCode(await session(visitor))).toBe('auth.session_expired');
    const back = await exchange(port, widgetId, { visitor });
    expect(back.status).toBe(200);
    expect(field(back.json, 'visitorId')).not.toBe(visitor.visitorId);
  });

  it('is worth nothing once the widget, its bot or its page is off', async () => {
    const visitor = await becomeVisitor(port, widgetId);
    await setWidget(server, { enabled: false });
    expect(errorCode(await session(visitor))).toBe('widget.disabled');
    await setWidget(server, { allowedDomains: ['autre.exemple.fr'] });
    expect(errorCode(await session(visitor))).toBe('widget.origin_refused');
    await setWidget(server);
    expect((await session(visitor)).status).toBe(200);
    const setBot = (active: boolean) =>
      send(server.address, `/api/chatbots/${server.chatbotId}`, {
        method: 'PUT',
        headers: server.headers,
        json: { active },
      });
    await setBot(false);
    expect(errorCode(await session(visitor))).toBe('widget.disabled');
    await setBot(true);
    expect((await session(visitor)).status).toBe(200);
  });

  it('of a full page counts under the address that page came from, while full pages are on', async () => {
    await setWidget(server, { allowedDomains: [], behaviour: { fullPage: true } });
    const own = `http://127.0.0.1:${port}`;
    const { status, json } = await exchange(port, widgetId, { origin: own });
    expect(status).toBe(200);
    const visitor = json as Visitor;
    expect((await session(visitor)).status).toBe(200);
    const elsewhere = await send(`http://localhost:${port}`, '/api/visitor/session', {
      headers: { authorization: `Bearer ${visitor.token}` },
    });
    expect(errorCode(elsewhere)).toBe('widget.origin_refused');
    await setWidget(server, { allowedDomains: [], behaviour: { fullPage: false } });
    expect(errorCode(await session(visitor))).toBe('widget.origin_refused');
    expect((await exchange(port, widgetId, { origin: own })).status).toBe(403);
  });
});

describe('what is another’s', () => {
  it('does not exist: conversations, answers, sources, files', async () => {
    const visitor = await becomeVisitor(port, widgetId);
    const other = await becomeVisitor(port, widgetId);
    const answer = finishedOf((await ask(port, visitor, 'Bonjour')).events);
    const { conversations } = (await session(visitor)).json as { conversations: { id: string }[] };
    const id = conversations[0]?.id ?? '';
    expect((await asVisitor(port, visitor, `/conversations/${id}`)).status).toBe(200);

    const bot = await createBot(server.address, server.headers, 'Voisin');
    const neighbourId = await setWidget({ ...server, chatbotId: bot });
    const neighbour = await becomeVisitor(port, neighbourId);
    for (const stranger of [other, neighbour]) {
      for (const [path, json] of [
        [`/conversations/${id}`],
        [`/messages/${answer.id}/follow`],
        [`/messages/${answer.id}/sources/1`],
        [`/attachments/${answer.id}/file`],
        [`/messages/${answer.id}/stop`, {}],
        [`/messages/${answer.id}/feedback`, { rating: 'up' }],
        ['/chat', { message: 'x', clientMessageId: 'strange-message', conversationId: id }],
        ['/leads', { reason: 'lead', conversationId: id, fields: { name: 'X' } }],
      ] as const) {
        const reply = await asVisitor(port, stranger, path, json === undefined ? {} : { json });
        expect(reply.status, path).toBe(404);
      }
      expect((await session(stranger)).json).toMatchObject({ conversations: [] });
    }
  });

  it('nor is the same visitor somebody at another widget', async () => {
    const visitor = await becomeVisitor(port, widgetId);
    const bot = await createBot(server.address, server.headers, 'Autre');
    const otherWidget = await setWidget({ ...server, chatbotId: bot });
    const there = await exchange(port, otherWidget, { visitor });
    expect(there.status).toBe(200);
    expect(field(there.json, 'visitorId')).not.toBe(visitor.visitorId);
  });
});
