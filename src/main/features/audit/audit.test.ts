import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '#shared/contract/audit.ts';
import { databaseFile } from '#main/db/connection.ts';
import {
  contextOf,
  startTemporaryApp,
  untilRead,
  type TemporaryApp,
} from '../../../../tests/support/temporary-app.ts';

const password = 'une phrase assez longue';

let foyer: TemporaryApp;
beforeEach(async () => {
  foyer = await startTemporaryApp();
});
afterEach(() => foyer.close());

async function list(filters: Parameters<typeof foyer.client.audit.list>[0] = {}): Promise<AuditEntry[]> {
  return (await foyer.client.audit.list(filters)).items;
}

async function text(query: Parameters<typeof foyer.client.audit.export>[0]): Promise<string> {
  const { content } = await foyer.client.audit.export(query);
  let all = '';
  for await (const piece of content(new AbortController().signal)) all += piece;
  return all;
}

/** Claire administers, and calls from another machine. */
async function claire() {
  const { client, app } = foyer;
  const user = await client.auth.register({
    email: 'claire@exemple.fr',
    fullName: 'Claire Lavigne',
    role: 'admin',
    password,
  });
  const anonymous = app.client(contextOf({ kind: 'anonymous' }, '192.0.2.7'));
  const { accessToken } = await anonymous.auth.token({ email: user.email, password });
  const principal = await app.authenticate({ bearer: accessToken, sessionCookie: null });
  return { user, anonymous, client: app.client(contextOf(principal, '192.0.2.7')) };
}

describe('the audit log', () => {
  it('says who changed what, from where, on which client', async () => {
    const { client, user } = await claire();
    const bot = await client.chatbots.create({ name: 'Assistant' });
    await client.chatbots.update({ id: bot.id, name: 'Assistant RH' });
    const [entry] = await list({ target: bot.id });
    expect(entry).toMatchObject({
      action: 'chatbots.updated',
      actorKind: 'user',
      actorId: user.id,
      actorLabel: 'Claire Lavigne <claire@exemple.fr>',
      targetLabel: 'Assistant RH',
      clientId: bot.clientId,
      address: '192.0.2.7',
      correlationId: 'test',
      before: { name: 'Assistant' },
      after: { name: 'Assistant RH' },
    });
    expect((await list({ limit: 1 }))[0]?.clientName).not.toBeNull();
  });

  it('names setting up and joining as such, and makes an account of everybody else’s', async () => {
    const { app, client } = foyer;
    const stranger = (address: string) => app.client(contextOf({ kind: 'anonymous' }, address));
    const owner = await stranger('127.0.0.1').auth.setUp({
      token: app.setUpToken() ?? '',
      email: 'owner@exemple.fr',
      fullName: 'Ada Martin',
      password,
      language: 'fr',
    });
    const { person, link } = await client.people.invite({
      email: 'hugo@exemple.fr',
      fullName: 'Hugo Petit',
      language: 'fr',
      role: 'member',
    });
    await stranger('192.0.2.8').people.acceptLink({ token: link.token, password });
    const second = await client.auth.register({
      email: 'b@exemple.fr',
      fullName: 'Bo',
      role: 'owner',
      password,
    });
    const reset = await client.people.link({ id: person.id });
    await stranger('192.0.2.8').people.acceptLink({ token: reset.link.token, password: `${password} bis` });

    const told = (await list({ action: 'users.' })).map(({ action, actorId, targetId }) => [
      action,
      actorId,
      targetId,
    ]);
    expect(told).toContainEqual(['users.set_up', owner.id, owner.id]);
    expect(told).toContainEqual(['users.joined', person.id, person.id]);
    expect(told.filter(([action]) => action === 'users.joined')).toHaveLength(1);
    expect(told.filter(([action]) => action === 'users.set_up')).toHaveLength(1);
    const created = told.filter(([action]) => action === 'users.created').map(([, , target]) => target);
    expect(created.toSorted()).toEqual([person.id, second.id].toSorted());
    expect((await list({ action: 'one_time_links.used' })).map(({ targetId }) => targetId)).toEqual([
      person.id,
    ]);
  });

  it('tells of the roles that changed, and of no other', async () => {
    const { client } = foyer;
    const [own] = await client.clients.list({});
    const [north, south] = [
      await client.clients.create({ name: 'Nord' }),
      await client.clients.create({ name: 'Sud' }),
    ];
    const roles = (...held: [string, 'editor' | 'agent'][]) =>
      held.map(([clientId, role]) => ({ clientId, role }));
    const { person } = await client.people.invite({
      email: 'hugo@exemple.fr',
      fullName: 'Hugo Petit',
      language: 'fr',
      role: 'editor',
      memberships: roles([own?.id ?? '', 'editor'], [north.id, 'editor']),
    });
    const [before] = await list({ limit: 1 });
    await client.people.update({
      id: person.id,
      memberships: roles([north.id, 'agent'], [own?.id ?? '', 'editor'], [south.id, 'agent']),
    });
    await client.people.update({ id: person.id, memberships: roles([own?.id ?? '', 'editor']) });
    const told = (await list({ action: 'memberships.' })).filter(
      entry => entry.sequence > (before?.sequence ?? 0),
    );
    expect(told.map(({ action, clientName }) => `${action} ${clientName}`).toSorted()).toEqual([
      'memberships.changed Nord',
      'memberships.given Sud',
      'memberships.taken Nord',
      'memberships.taken Sud',
    ]);
  });

  it('holds sign-ins, failed ones without the whole address, and the lock-out once', async () => {
    const { anonymous, user } = await claire();
    expect((await list({ action: 'sessions.' }))[0]).toMatchObject({
      action: 'sessions.opened',
      actorKind: 'user',
      actorId: user.id,
      targetId: user.id,
      address: '192.0.2.7',
    });
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await anonymous.auth
        .login({ email: 'claire@exemple.fr', password: `wrong ${attempt}` })
        .catch(() => undefined);
    }
    const refused = await list({ action: 'auth.' });
    expect(refused.map(entry => entry.action)).toEqual([
      'auth.locked_out',
      ...Array.from({ length: 10 }, () => 'auth.sign_in_failed'),
    ]);
    expect(refused[1]).toMatchObject({
      actorKind: 'anonymous',
      targetId: user.id,
      targetLabel: 'c•••@exemple.fr',
      address: '192.0.2.7',
    });
    expect(JSON.stringify(await list({ limit: 200 }))).not.toContain('wrong');
  });

  it('holds the reading of a secret, a download and a stop, which change no row', async () => {
    const { client } = foyer;
    const model = await client.models.create({
      name: 'Nuage',
      provider: 'openai',
      model: 'x',
      url: 'http://127.0.0.1:9',
      apiKey: 'sk-tres-secret',
    });
    await client.models.test({ id: model.id });
    const bot = await client.chatbots.create({ name: 'Bot' });
    const [document] = await client.documents.addSample({ chatbotId: bot.id, language: 'fr' });
    if (!document) throw new Error('no sample');
    await client.documents.download({ id: document.id });
    await untilRead(client, bot.id);
    await client.documents.retry({ id: document.id });
    await client.system.shutDown({});
    const deeds = (await list({ limit: 200 })).map(entry => entry.action);
    expect(deeds).toEqual(
      expect.arrayContaining([
        'models.key_used',
        'documents.added',
        'documents.downloaded',
        'documents.read_again',
        'system.shut_down',
      ]),
    );
    expect(JSON.stringify(await list({ limit: 200 }))).not.toMatch(/sk-tres-secret|v\d+:[\w-]{20}/);
  });

  it('tells which links of a document were made and taken away, not those that stayed', async () => {
    const { client, app } = foyer;
    const bots = await Promise.all(['A', 'B', 'C'].map(name => client.chatbots.create({ name })));
    const [a, b, c] = bots.map(bot => bot.id);
    if (!a || !b || !c) throw new Error('no chatbots');
    const [document] = await client.documents.addSample({ chatbotId: a, language: 'fr' });
    if (!document) throw new Error('no sample');
    const other = { ...contextOf(app.localPrincipal()), correlationId: 'another request' };
    await app.client(other).documents.link({ id: document.id, chatbotIds: [a, b] });
    await app.client(other).documents.link({ id: document.id, chatbotIds: [a, c] });
    const links = await list({ target: document.id });
    expect(links.map(({ action, before, after }) => [action, before ?? after])).toMatchObject([
      ['documents.linked', { chatbotId: { id: c, name: 'C' } }],
      ['documents.unlinked', { chatbotId: { id: b, name: 'B' } }],
      ['documents.linked', { chatbotId: { id: b, name: 'B' } }],
      ['documents.added', { fileName: document.fileName }],
    ]);
  });

  it('is read in pages and found again by every filter', async () => {
    const { client, user } = await claire();
    const office = await client.clients.create({ name: 'Étude Bérard' });
    const bot = await client.chatbots.create({ name: 'Accueil', clientId: office.id });
    await client.chatbots.update({ id: bot.id, description: 'Répond aux patients' });

    expect((await list({ clientId: office.id })).map(entry => entry.action)).toEqual([
      'chatbots.updated',
      'chatbots.created',
      'clients.created',
    ]);
    expect((await list({ actor: user.id })).every(entry => entry.actorId === user.id)).toBe(true);
    expect((await list({ actor: 'system' })).map(entry => entry.action)).toContain('system.started');
    expect((await list({ q: 'repond PATIENTS' })).map(entry => entry.targetId)).toEqual([bot.id]);
    expect((await list({ q: 'berard' }))[0]).toMatchObject({ clientName: 'Étude Bérard' });
    // An underscore is a letter, not any letter.
    expect(await list({ action: 'auth.sign_in' })).toEqual([]);
    expect(await list({ action: 'chatbots_' })).toEqual([]);
    expect(await list({ from: '2100-01-01T00:00:00.000Z' })).toEqual([]);
    expect(await list({ to: '2000-01-01T00:00:00.000Z' })).toEqual([]);

    const whole = await list({ limit: 200 });
    const pages: AuditEntry[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await foyer.client.audit.list({ limit: 3, ...(cursor ? { cursor } : {}) });
      pages.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(whole);

    const forwards: AuditEntry[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await foyer.client.audit.list({ order: 'asc', limit: 3, ...(cursor ? { cursor } : {}) });
      forwards.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(forwards).toEqual(whole.toReversed());

    const { actions, actors } = await client.audit.actions({});
    expect(actions).toEqual([...new Set(whole.map(entry => entry.action))].sort());
    expect(actors).toContainEqual({ id: user.id, kind: 'user', label: 'Claire Lavigne' });
  });

  it('is for administrators alone', async () => {
    const { client, app } = foyer;
    await client.auth.register({ email: 'e@exemple.fr', fullName: 'Éva', role: 'editor', password });
    const anonymous = app.client(contextOf({ kind: 'anonymous' }));
    const { accessToken } = await anonymous.auth.token({ email: 'e@exemple.fr', password });
    const context = contextOf(await app.authenticate({ bearer: accessToken, sessionCookie: null }));
    await expect(app.client(context).audit.list({})).rejects.toMatchObject({ code: 'auth.forbidden' });
    await expect(app.client(context).audit.export({})).rejects.toMatchObject({ code: 'auth.forbidden' });
  });

  it('verifies its chain, and the doctor says so', async () => {
    const entries = (await list({ limit: 200 })).length;
    expect(await foyer.client.audit.verify({})).toEqual({
      ok: true,
      entries,
      erasedDetails: 0,
      firstBreak: null,
    });
    const { checks } = await foyer.client.system.doctor({});
    expect(checks.find(check => check.name === 'audit')).toMatchObject({ state: 'ok' });
  });

  it('leaves as a table that no spreadsheet runs, and says that it left', async () => {
    const { client } = foyer;
    await client.chatbots.create({ name: '=HYPERLINK("http://evil.test";"a")' });
    await client.chatbots.create({ name: 'Deux\nlignes "et" ; des ; points' });
    const french = await text({ action: 'chatbots.', language: 'fr' });
    expect(french.startsWith('\ufeff"N°";"Date (UTC)";"Qui";')).toBe(true);
    expect(french).toContain(`"'=HYPERLINK(""http://evil.test"";""a"")"`);
    expect(french).toContain('a créé le chatbot Deux\nlignes ""et"" ; des ; points"');
    const forwards = await text({ action: 'chatbots.', language: 'fr', order: 'asc' });
    expect(forwards.indexOf('HYPERLINK')).toBeLessThan(forwards.indexOf('Deux'));
    expect(french.indexOf('HYPERLINK')).toBeGreaterThan(french.indexOf('Deux'));
    const english = await text({ action: 'chatbots.', language: 'en' });
    expect(english).toContain(',"created the chatbot Deux');
    expect((await list({ limit: 1 }))[0]).toMatchObject({
      action: 'audit.exported',
      after: { action: 'chatbots.' },
    });
    const unknown: object = { colour: 'red' };
    await expect(text(unknown)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(text({ from: 'yesterday' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('reading a long log', () => {
  const ENTRIES = 4_000; // several turns of the store

  function fill(): void {
    const sqlite = new Sqlite(databaseFile(foyer.dataFolder));
    try {
      sqlite
        .prepare(
          `INSERT INTO audit_events (sequence, at, actor_kind, action, details_digest, mac)
           WITH RECURSIVE numbers(n) AS (SELECT 100000 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
           SELECT n, '2026-11-25T00:00:00.000Z', 'system', 'system.started', '', '' FROM numbers`,
        )
        .run(100_000 + ENTRIES);
    } finally {
      sqlite.close();
    }
  }

  it('ends when whoever looks through it leaves', async () => {
    fill();
    const left = new AbortController();
    const looking = foyer.client.audit.list({ q: 'nulle part' }, { signal: left.signal });
    left.abort();
    await expect(looking).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends when whoever has it checked leaves', async () => {
    fill();
    const left = new AbortController();
    const checking = foyer.client.audit.verify({}, { signal: left.signal });
    left.abort();
    await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
    const examining = new AbortController();
    const examined = foyer.client.system.doctor({}, { signal: examining.signal });
    examining.abort();
    await expect(examined).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends when whoever takes the table leaves, although no line of it was found yet', async () => {
    fill();
    const { content } = await foyer.client.audit.export({ q: 'nulle part' });
    const left = new AbortController();
    const first = content(left.signal)[Symbol.asyncIterator]().next();
    left.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  });
});
