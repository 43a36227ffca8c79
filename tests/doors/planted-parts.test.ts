import Sqlite from 'better-sqlite3';
import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { gardenSql } from '../support/planted/garden-main.ts';
import { join, type Colleague } from '../support/people.ts';
import { localContext } from '../support/temporary-app.ts';
import { errorCode, send, signInAsOwner, startTestServer, type TestServer } from './door-support.ts';

// The three lines of each, written into the three lists of `src/modules` and nowhere else.
vi.mock('#modules/definitions.ts', async original => ({
  ...(await original<object>()),
  planted: (await import('../support/planted-module/module.ts')).planted,
  orchard: (await import('../support/planted-feature/module.ts')).orchard,
}));
vi.mock('#modules/contents.ts', async original => ({
  ...(await original<object>()),
  planted: await import('../support/planted-module/index.ts'),
  orchard: await import('../support/planted-feature/index.ts'),
}));
vi.mock('#modules/mains.ts', async original => ({
  ...(await original<object>()),
  planted: await import('../support/planted-module/main/index.ts'),
  orchard: await import('../support/planted-feature/main/index.ts'),
}));

type Json = Record<string, unknown>;
const DAY_MS = 86_400_000;

describe.each([
  {
    name: 'planted',
    what: 'a planted module',
    title: { fr: 'Potager', en: 'Kitchen garden' },
    usually: 'off',
  },
  { name: 'orchard', what: 'a planted feature', title: { fr: 'Verger', en: 'Orchard' }, usually: 'always' },
])('$what', ({ name, title, usually }) => {
  let server: TestServer;
  let owner: { authorization: string };
  let clientId: string;
  let editor: Colleague;
  let sqlite: Sqlite.Database;
  const path = `/api/${name}/sprouts`;

  beforeAll(async () => {
    server = await startTestServer({
      disk: {
        onDatabase(opened) {
          sqlite = opened;
          for (const each of ['planted', 'orchard']) opened.exec(gardenSql(each));
        },
      },
    });
    owner = await signInAsOwner(server);
    const client = server.app.client(localContext(server.app));
    clientId = (await client.clients.list({}))[0]?.id ?? '';
    editor = await join({ app: server.app, client }, 'edith@exemple.fr', 'editor', [clientId]);
  });
  afterAll(() => server.close());

  const local = () => server.app.client(localContext(server.app));
  const sow = (sown: string, headers: Record<string, string> = owner, within = clientId) =>
    send(server.address, path, { method: 'POST', headers, json: { clientId: within, title: sown } });
  const sprouts = async (within = clientId) => {
    const { json } = await send(server.address, `${path}?clientId=${within}`, { headers: owner });
    return json as { items: Json[]; sownToday: number };
  };
  const key = async (scope: 'read' | 'write') => {
    const made = await local().keys.create({ clientId, name: scope, scopes: [scope] });
    return { authorization: `Bearer ${made.key}` };
  };

  const switchOf = (id: string, enabled: boolean) =>
    send(server.address, `/api/modules/${name}`, {
      method: 'PUT',
      headers: owner,
      json: { clientId: id, enabled },
    });

  it('is off, on or there as it says, and what is off is refused in words', async () => {
    const listed = await send(server.address, `/api/modules?clientId=${clientId}`, { headers: owner });
    if (usually === 'always') {
      expect((await switchOf(clientId, false)).status).toBe(400);
      expect(listed.text).not.toContain(name);
      expect((await sow('Pommier')).status).toBe(201);
      return;
    }
    expect(listed.json).toContainEqual({ name, enabled: false });
    const refused = await sow('Pommier', { ...owner, 'accept-language': 'fr' });
    expect([refused.status, errorCode(refused)]).toEqual([409, 'module.off']);
    expect(refused.text).toContain('hors service pour ce client');
    expect((await switchOf(clientId, true)).json).toEqual({ name, enabled: true });
    expect((await sow('Pommier')).status).toBe(201);
    const { items } = await local().audit.list({ limit: 20 });
    expect(items.map(({ action, targetLabel }) => [action, targetLabel])).toContainEqual([
      'modules.switched_on',
      name,
    ]);
  });

  it('answers through REST whoever its routes admit, and nobody else', async () => {
    expect((await sow('Basilic', {})).status).toBe(401);
    expect((await sow('Basilic', await key('read'))).status).toBe(403);
    const sown = await sow('Basilic', await key('write'));
    expect([sown.status, sown.json]).toMatchObject([201, { clientId, title: 'Basilic', tended: false }]);
    expect((await sprouts()).items.map(({ title: each }) => each)).toEqual(['Basilic', 'Pommier']);
    const nowhere = '01a1b2c3-0000-7000-8000-000000000001';
    expect((await sow('Basilic', owner, nowhere)).status).toBe(404);
  });

  it('refuses with its own error, in the words of the caller', async () => {
    for (const [language, words] of [
      ['fr', 'Rien ne pousse'],
      ['en', 'Nothing grows'],
    ] as const) {
      const refused = await sow('withered', { ...owner, 'accept-language': language });
      expect([refused.status, errorCode(refused)]).toEqual([409, `${name}.withered`]);
      expect(refused.text).toContain(words);
    }
  });

  it('is in the description of the API, in a group of its own', async () => {
    const { json } = await send(server.address, '/api/openapi.json', { headers: owner });
    const { paths, tags } = json as { paths: Json; tags: Json[] };
    expect(Object.keys(paths)).toContain(`/${name}/sprouts`);
    expect(tags).toContainEqual(
      expect.objectContaining({ name: title.en, description: 'Grows what the office sows.' }),
    );
  });

  it('counts what happens in it, tells people of it, and tells open pages', async () => {
    await expect.poll(async () => (await sprouts()).sownToday).toBe(2);
    const told = async () =>
      (await editor.client.notifications.list({})).items.map(each => [each.kind, each.called.fr, each.title]);
    await expect.poll(told).toContainEqual([`${name}.sown`, 'On a semé', 'Basilic']);
    const { kinds } = await editor.client.notifications.preferences({});
    expect(kinds).toContainEqual(
      expect.objectContaining({
        name: `${name}.sown`,
        hint: expect.objectContaining({ en: 'In the garden of the office.' }) as unknown,
      }),
    );
  });

  it('does its work when it is due, under its title, and where it is on', async () => {
    const other = await local().clients.create({ name: 'Sans jardin' });
    await switchOf(other.id, true);
    expect((await sow('Oseille', owner, other.id)).status).toBe(201);
    await switchOf(other.id, false);
    const called = { fr: `Arrosage de ${name}`, en: `Watering of ${name}` };
    expect(await local().jobs.schedules({})).toContainEqual(
      expect.objectContaining({ name: `${name}.water`, called, when: { dailyAt: '12:50' } }),
    );
    const { id, called: title } = await local().jobs.runSchedule({ name: `${name}.water` });
    expect(title).toEqual(called);
    const state = async () => (await local().jobs.list({})).items.find(job => job.id === id)?.state;
    await expect.poll(state).toBe('succeeded');
    expect((await sprouts()).items.every(({ tended }) => tended === true)).toBe(true);
    const tended = sqlite.prepare(`select tended from ${name}_sprouts where title = 'Oseille'`).pluck().get();
    expect(tended).toBe(usually === 'always' ? 1 : 0);
  });

  it('is in the log with its own words, in the table of it too', async () => {
    const { items } = await local().audit.list({ limit: 50 });
    expect(items).toContainEqual(
      expect.objectContaining({ action: `${name}_sprouts.sown`, targetLabel: 'Basilic', clientId }),
    );
    const { words } = await local().audit.actions({});
    expect(words.deeds[`${name}_sprouts.sown`]).toEqual({
      fr: 'a semé « {{target}} »',
      en: 'sowed “{{target}}”',
    });
    expect(words.tasks[`${name}.water`]?.en).toBe(`Watering of ${name}`);
    expect(words.tasks[`deliver.${name}.heard`]?.en).toBe(`News of ${name}`);
    const table = await send(server.address, '/api/audit.csv?language=fr', { headers: owner });
    expect(table.text).toContain('a semé « Basilic »');
    expect(table.text).toContain(`a lancé la tâche Arrosage de ${name}`);
    if (usually !== 'always') expect(table.text).toContain(`a mis en service le module ${title.fr}`);
  });

  it('is in the archive of its client', async () => {
    const { id } = await local().exports.start({ id: clientId });
    const state = async () =>
      (await local().exports.list({ id: clientId })).find(one => one.id === id)?.state;
    await expect.poll(state).toBe('ready');
    const { path: file } = (await local().exports.download({ id: clientId, exportId: id })) as {
      path: string;
    };
    const archive = unzipSync(readFileSync(file));
    const kept = Object.entries(archive).find(([each]) => each.endsWith(`${name}.json`))?.[1];
    expect(JSON.parse(strFromU8(kept ?? new Uint8Array()))).toMatchObject([
      { title: 'Pommier' },
      { title: 'Basilic' },
    ]);
  });

  it('goes with age as its client keeps things', async () => {
    await local().clients.update({ id: clientId, conversationRetentionDays: 30 });
    const old = new Date(Date.now() - 40 * DAY_MS).toISOString();
    sqlite.prepare(`update ${name}_sprouts set created_at = ? where title = 'Pommier'`).run(old);
    await local().jobs.runSchedule({ name: 'privacy.retention' });
    await expect
      .poll(async () => (await sprouts()).items.map(({ title: each }) => each), { timeout: 30_000 })
      .toEqual(['Basilic']);
  });

  it('goes with its client, and is named on the certificate', async () => {
    const { id, name: called } = await local().clients.create({ name: 'Jardin partagé' });
    if (usually !== 'always') await switchOf(id, true);
    expect((await sow('Thym', owner, id)).status).toBe(201);
    const { id: erasureId } = await local().privacy.eraseClient({ id, confirmName: called });
    const erasure = async () => await local().privacy.erasure({ id: erasureId });
    await expect.poll(async () => (await erasure()).state, { timeout: 60_000 }).toBe('done');
    expect(JSON.stringify(await erasure())).toContain(`Pousses de ${name}`);
    expect(sqlite.prepare(`select count(*) from ${name}_sprouts where client_id = ?`).pluck().get(id)).toBe(
      0,
    );
  });
});
