import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_READING_LIMITS, megabytes } from '#shared/contract/reading-limits.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { setWidget, startPublicServer, type PublicServer } from '../doors/public-support.ts';
import { errorCode, field, send, sendRaw } from '../doors/door-support.ts';
import { localContext } from '../support/temporary-app.ts';
import { removeFolder } from '../support/temporary-folder.ts';

let server: PublicServer;
let folder: string;
beforeAll(async () => {
  server = await startPublicServer();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'foyer-paths-')));
  writeFileSync(join(folder, 'regles.txt'), 'Le vélo est prêté le lundi.');
});
afterAll(async () => {
  await server.close();
  removeFolder(folder);
});

const local = () => server.app.client(localContext(server.app));
const add = (...paths: string[]) => local().documents.addPaths({ chatbotId: server.chatbotId, paths });

describe('a path of the machine', () => {
  const asked = () => ({ chatbotId: server.chatbotId, paths: [join(folder, 'regles.txt')] });

  it.each([
    ['fr', 'Possible seulement sur l’ordinateur de Foyer'],
    ['en', 'Only possible on the computer of Foyer'],
  ])('is refused to the owner in a browser, in words (%s)', async (language, words) => {
    const headers = { ...server.headers, 'accept-language': language };
    const answer = await send(server.address, '/api/documents/paths', {
      method: 'POST',
      headers,
      json: asked(),
    });
    expect([answer.status, errorCode(answer)]).toEqual([403, 'auth.local_only']);
    expect(String(field(field(answer.json, 'error'), 'message'))).toContain(words);
    const page = await send(server.address, '/rpc/documents/addPaths', {
      method: 'POST',
      headers,
      json: { json: asked() },
    });
    expect([page.status, field(field(page.json, 'json'), 'code')]).toEqual([403, 'auth.local_only']);
  });

  it('is refused to who is not signed in and to any key, and does not exist on the listener of visitors', async () => {
    const paths = { method: 'POST', json: asked() };
    expect((await send(server.address, '/api/documents/paths', paths)).status).toBe(401);
    const { clientId } = await local().chatbots.get({ id: server.chatbotId });
    const { key } = await local().keys.create({ clientId, name: 'Tout', scopes: ['admin'] });
    const authorization = `Bearer ${key}`;
    const byKey = await send(server.address, '/api/documents/paths', {
      ...paths,
      headers: { authorization },
    });
    expect([byKey.status, errorCode(byKey)]).toEqual([403, 'auth.local_only']);
    await setWidget(server, { enabled: true });
    const visitors = await sendRaw(server.publicPort, {
      path: '/api/documents/paths',
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(asked()),
    });
    expect(visitors.status).toBe(405); // a document may be read at such an address
    expect((await local().documents.list({ chatbotId: server.chatbotId })).items).toEqual([]);
  });
});

describe('of what is at a path,', () => {
  it('a link that is named is followed, those inside a folder are not', async () => {
    mkdirSync(join(folder, 'dossier'));
    symlinkSync(join(folder, 'regles.txt'), join(folder, 'dossier', 'lien.txt'));
    symlinkSync(folder, join(folder, 'dossier', 'boucle'));
    expect(await add(join(folder, 'dossier'))).toMatchObject({ documents: [], rejected: [] });
    const { documents } = await add(join(folder, 'dossier', 'lien.txt'));
    expect(documents.map(({ fileName }) => fileName)).toEqual(['regles.txt']);
  });

  it.skipIf(process.platform === 'win32')('devices and sockets are told and not waited for', async () => {
    const socket = createServer().listen(join(folder, 'prise'));
    await once(socket, 'listening');
    for (const path of [join(folder, 'prise'), '/dev/zero'])
      expect(await add(path)).toMatchObject({
        documents: [],
        rejected: [{ path, code: 'path.not_a_file' }],
      });
    socket.close();
    for (const language of ['fr', 'en'] as const)
      expect(wordsForCode('path.not_a_file', language)).toMatch(/^(?:Ni fichier ni dossier|Neither a file)/);
  });

  it('what is larger than a document may be is told without being read', async () => {
    const path = join(folder, 'grand.txt');
    writeFileSync(path, 'x');
    truncateSync(path, megabytes(DEFAULT_READING_LIMITS.fileMegabytes) + 1);
    expect(await add(path, join(folder, 'absent.txt'))).toMatchObject({
      documents: [],
      rejected: [
        { path, code: 'request.too_large' },
        { path: join(folder, 'absent.txt'), code: 'path.not_found' },
      ],
    });
  });

  it('the folder of Foyer’s own data is left out, wherever it lies', async () => {
    symlinkSync(server.dataFolder, join(folder, 'donnees'));
    for (const path of [server.dataFolder, join(server.dataFolder, 'files'), join(folder, 'donnees')])
      expect((await add(path)).rejected.map(({ code }) => code)).toEqual(['path.of_foyer']);
  });
});
