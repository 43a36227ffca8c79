import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeSnapshot } from '#main/db/snapshots.ts';
import { databaseFile } from '#main/db/connection.ts';
import { startServer, type RunningServer } from '#main/http/run-server.ts';
import { startTemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const BROWSER = { accept: 'text/html', 'accept-language': 'en' };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  folder = temporaryFolder();
  const foyer = await startTemporaryApp({ dataFolder: folder.path });
  await foyer.client.chatbots.create({ name: 'Avant' });
  await takeSnapshot(folder.path, new Date());
  await foyer.close();
  rmSync(databaseFile(folder.path));
});
afterEach(() => folder.remove());

async function begin(): Promise<{ link: URL; server: Promise<RunningServer> }> {
  const { promise: link, resolve } = Promise.withResolvers<URL>();
  const server = startServer(
    { host: '127.0.0.1', port: 0, dataFolder: folder.path, open: false, allowedHosts: [] },
    given => resolve(new URL(given)),
  );
  return { link: await link, server };
}

const post = (address: string, form: Record<string, string>) =>
  fetch(new URL('/recovery', address), {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });

describe('the first page while the database does not open', () => {
  it('offers the copies with their dates to the owner alone, and puts the chosen one in place', async () => {
    const { link, server } = await begin();
    const stranger = await fetch(new URL('/', link), { headers: BROWSER });
    expect(stranger.status).toBe(503);
    expect(await stranger.text()).not.toMatch(/<form|foyer-20/);
    const health = await fetch(new URL('/health', link));
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ ok: false, state: 'recovery' });

    const page = await fetch(link, { headers: BROWSER });
    const html = await page.text();
    expect(html).toContain('The database is gone');
    expect(html).toContain(String(new Date().getFullYear()));
    const copy = /name="copy" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect((await post(link.href, { token: 'faux', copy })).status).toBe(403);
    const gone = await post(link.href, { token: link.searchParams.get('recovery') ?? '', copy: 'autre.db' });
    expect(gone.status).toBe(409);
    expect(await gone.text()).toContain('not there any more');
    const chosen = await post(link.href, { token: link.searchParams.get('recovery') ?? '', copy });
    expect(chosen.status).toBe(303);

    const running = await server;
    const open = await fetch(new URL('/health', link));
    expect(open.status).toBe(200);
    expect(await open.json()).toMatchObject({ ok: true, conditions: ['database_restored'] });
    await running.stop();
  });

  it('says so when there is no copy, and nothing of what one would undo', async () => {
    rmSync(join(folder.path, 'snapshots'), { recursive: true });
    const { link, server } = await begin();
    const html = await (await fetch(link, { headers: BROWSER })).text();
    expect(html).toContain('There is no copy of it in this folder');
    expect(html).not.toContain('is undone');
    await post(link.href, { token: link.searchParams.get('recovery') ?? '', choice: 'anew' });
    await (await server).stop();
  });

  it('may begin anew, with everything set aside', async () => {
    const { link, server } = await begin();
    const token = link.searchParams.get('recovery') ?? '';
    expect((await post(link.href, { token, choice: 'anew' })).status).toBe(303);
    const running = await server;
    expect(running.app.setUpToken()).not.toBeNull();
    await running.stop();
  });
});

describe('foyer restore', () => {
  const cli = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));
  const run = (...args: string[]) => {
    const ended = spawnSync(
      process.execPath,
      [cli, ...args, '--data', folder.path, '--json', '--lang', 'en'],
      { encoding: 'utf8' },
    );
    return { code: ended.status, said: JSON.parse(ended.stdout) as Record<string, unknown> };
  };

  it('lists the copies, and puts the newest in place', async () => {
    expect(run('bot', 'list').said).toMatchObject({ error: { code: 'storage.database_missing' } });
    const { said } = run('restore', '--list');
    expect(said['copies']).toEqual([{ name: expect.stringMatching(/^foyer-/), madeAt: expect.any(String) }]);
    expect(run('restore')).toMatchObject({ code: 0, said: { restored: expect.any(String) } });
    const foyer = await startTemporaryApp({ dataFolder: folder.path });
    expect((await foyer.client.chatbots.list({})).map(({ name }) => name)).toEqual(['Avant']);
    await foyer.close();
  });
});
