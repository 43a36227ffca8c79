import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '#main/http/index.ts';
import { startOllamaStandIn } from '../support/model-stand-ins/index.ts';
import { typeCommand } from './command-line-runner.ts';
import { tellOfLanguages, tellOfSources } from './command-line-stories.ts';
import { field, temporaryFolder } from './door-support.ts';
import { removeFolder } from '../support/temporary-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'papiers'));
  await writeFile(
    join(folder, 'papiers', 'livraison.html'),
    '<h1>Livraison</h1><p>Quels sont les délais de livraison ? Les meubles en stock partent sous 5 jours ouvrés.</p>',
  );
  await writeFile(
    join(folder, 'papiers', 'garantie.txt'),
    'La garantie des canapés dure deux ans. Elle couvre les défauts de fabrication, pas l’usure des tissus.',
  );
});
afterAll(() => removeFolder(folder));

const foyer = (args: string[], options: Parameters<typeof typeCommand>[2] = {}) =>
  typeCommand(folder, args, options);

/** The same story told to a folder of one's own, then to one a running Foyer has. */
function tellTheStory() {
  it('from an empty folder to a cited answer', async () => {
    const bot = await foyer(['bot', 'add', '--name', 'Boutique', '--language', 'fr', '--json']);
    expect(bot.code).toBe(0);
    expect(field(field(bot.json, 'bot'), 'name')).toBe('Boutique');

    const ingest = await foyer(['ingest', '--bot', 'boutique', join(folder, 'papiers'), '--json']);
    expect(ingest.code).toBe(0);
    expect(field(ingest.json, 'ready')).toBe(2);
    expect(field(ingest.json, 'failed')).toEqual([]);

    const search = await foyer(['search', '--bot', 'Boutique', 'garantie canapés', '--k', '3', '--json']);
    expect(Object.keys(search.json ?? {})).toEqual(['mode', 'tookMs', 'results']);
    const results = field(search.json, 'results');
    expect(Array.isArray(results) ? Object.keys(results[0] ?? {}) : []).toEqual([
      'documentId',
      'chunkId',
      'title',
      'page',
      'pageEnd',
      'text',
      'score',
    ]);

    const unasked = await foyer(['eval', '--bot', 'Boutique', '--json']);
    expect(unasked.code).toBe(1);
    expect(field(field(unasked.json, 'error'), 'code')).toBe('goldenQuestions.none');

    const ask = await foyer(['ask', '--bot', 'Boutique', 'Quels sont les délais de livraison ?', '--json']);
    expect(ask.code).toBe(0);
    expect(Object.keys(ask.json ?? {})).toEqual([
      'conversationId',
      'messageId',
      'answer',
      'parts',
      'sources',
      'unverified',
      'model',
      'provider',
      'confidence',
      'confidenceLevel',
      'responseTimeMs',
      'tokens',
    ]);
    expect(field(ask.json, 'answer')).toContain('5 jours ouvrés');
    const sources = field(ask.json, 'sources');
    expect(Array.isArray(sources) ? Object.keys(sources[0] ?? {}) : []).toEqual([
      'number',
      'documentId',
      'title',
      'page',
      'pageEnd',
      'quote',
      'start',
      'end',
      'score',
      'places',
    ]);

    const spoken = await foyer([
      'ask',
      '--bot',
      'Boutique',
      'Quels',
      'sont',
      'les',
      'délais',
      'de',
      'livraison',
      '?',
    ]);
    expect(spoken.stdout).toContain('5 jours ouvrés');
    expect(spoken.stdout).toContain('Sources\n  [1] ');
  });

  it('a file that cannot be read is named with the reason, and the exit code says so', async () => {
    await writeFile(join(folder, 'vide.txt'), '');
    const run = await foyer([
      'ingest',
      '--bot',
      'Boutique',
      join(folder, 'vide.txt'),
      join(folder, 'absent.txt'),
      '--json',
    ]);
    expect(run.code).toBe(1);
    expect(field(run.json, 'failed')).toMatchObject([
      { path: join(folder, 'absent.txt'), code: 'path.not_found' },
      { fileName: 'vide.txt', code: 'document.empty' },
    ]);
    expect(run.stderr.trim().split('\n')).toHaveLength(2);
  });

  it('documents are renamed, given, replaced and restored, and failures dismissed', async () => {
    await foyer(['bot', 'add', '--name', 'Port']);
    const tariff = join(folder, 'tarif.txt');
    const ingest = async (price: number, ...options: string[]) => {
      await writeFile(tariff, `La place au port coûte ${price} euros par mois.`);
      const run = await foyer(['ingest', '--bot', 'Port', tariff, '--json', ...options]);
      const documents = field(run.json, 'documents');
      return { ...run, id: String(field(Array.isArray(documents) ? documents[0] : null, 'id')) };
    };
    const list = async (...options: string[]) => {
      const { json } = await foyer(['doc', 'list', '--bot', 'Port', '--json', ...options]);
      const documents = field(json, 'documents');
      return Array.isArray(documents) ? documents.map(one => field(one, 'title')) : [];
    };
    const first = await ingest(100);
    expect(first.json).toMatchObject({ ready: 1, warned: 0, replaced: 0, kept: 0, onSameName: 'replace' });
    const second = await ingest(120);
    expect(second.json).toMatchObject({ ready: 1, replaced: 1, kept: 0 });
    const kept = await ingest(140, '--same-name', 'keep');
    expect(kept.json).toMatchObject({ replaced: 0, kept: 1 });
    expect((await foyer(['ingest', '--bot', 'Port', tariff, '--same-name', 'perhaps'])).code).toBe(2);

    const shown = await foyer(['document', 'show', second.id, '--json']);
    expect(field(shown.json, 'versions')).toMatchObject([{ id: first.id, state: 'set_aside' }]);
    expect((await foyer(['document', 'show', second.id])).stdout).toContain(
      'Versions précédentes, mises de côté',
    );
    expect((await foyer(['document', 'restore', first.id, '--beside'])).code).toBe(0);

    expect((await foyer(['doc', 'rename', kept.id, 'Prix', 'du', 'port'])).stdout).toBe(
      'Renommé : Prix du port (fichier tarif.txt)\n',
    );
    expect(await list('--sort', 'title', '--ascending')).toEqual(['Prix du port', 'tarif', 'tarif']);
    expect((await foyer(['document', 'rename', kept.id])).code).toBe(2);
    expect((await foyer(['document', 'rename', kept.id, '--own-title', '--json'])).json).toMatchObject({
      document: { title: 'tarif', givenTitle: null },
    });
    expect((await foyer(['document', 'withdraw', kept.id, '--bot', 'Port', '--json'])).json).toEqual({
      changed: 1,
    });
    expect((await foyer(['document', 'give', kept.id, '--bot', 'Port', '--json'])).json).toEqual({
      changed: 1,
    });

    const broken = join(folder, 'abîmé.pdf');
    await writeFile(broken, '%PDF-1.7 nothing');
    const failed = await foyer(['ingest', '--bot', 'Port', broken, '--json']);
    const [document] = field(failed.json, 'documents') as { id: string }[];
    expect((await foyer(['document', 'dismiss', document?.id ?? '', '--json'])).json).toEqual({ changed: 1 });
    expect((await foyer(['document', 'dismiss', document?.id ?? '', '--undo', '--json'])).json).toEqual({
      changed: 1,
    });
    expect((await foyer(['document', 'read', '--failed', '--bot', 'Port', '--json'])).json).toEqual({
      count: 1,
    });
    expect((await foyer(['document', 'read'])).code).toBe(2);
  });

  it('an unknown or ambiguous name is said', async () => {
    const unknown = await foyer(['ask', '--bot', 'Personne', 'x']);
    expect([unknown.code, unknown.stderr]).toEqual([1, 'Erreur : chatbot introuvable : Personne\n']);
    await foyer(['bot', 'add', '--name', 'Double']);
    await foyer(['bot', 'add', '--name', 'double']);
    expect((await foyer(['bot', 'list', '--json'])).code).toBe(0);
    const ambiguous = await foyer(['search', '--bot', 'DOUBLE', 'x', '--json']);
    expect([ambiguous.code, field(field(ambiguous.json, 'error'), 'code')]).toEqual([1, 'resource.conflict']);
  });

  it('the WordPress plugin of a chatbot is written where it is wanted', async () => {
    await foyer(['bot', 'add', '--name', 'Vitrine']);
    const plugin = ['bot', 'wordpress', '--bot', 'vitrine', '--url', 'http://foyer.local:4281'];
    const written = await foyer([...plugin, '--out', folder]);
    const file = join(folder, 'foyer-chat-vitrine.zip');
    expect([written.code, written.stdout]).toEqual([0, `Écrit : ${file}\n`]);
    expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
    const named = await foyer([...plugin, '--out', join(folder, 'autre.zip'), '--json']);
    expect(named.json).toEqual({ file: join(folder, 'autre.zip') });
    expect(await readFile(join(folder, 'autre.zip'))).toEqual(await readFile(file));
    const nowhere = await foyer([...plugin, '--out', join(folder, 'absent', 'x.zip'), '--json']);
    expect([nowhere.code, field(field(nowhere.json, 'error'), 'code')]).toEqual([1, 'path.not_found']);
    expect((await foyer([...plugin.slice(0, 4), '--url', 'foyer'])).code).not.toBe(0);
  });

  it.each([
    'client list',
    'bot list',
    'model list',
    'job list',
    'connection list',
    'document list',
    'source list',
  ])('%s gives one object with one list', async command => {
    const run = await foyer([...command.split(' '), '--json']);
    expect(run.code).toBe(0);
    const name = `${command.split(' ')[0]}s`;
    expect(Object.keys(run.json ?? {})).toEqual([name]);
    expect(Array.isArray(field(run.json, name))).toBe(true);
    expect(run.stdout.trim().split('\n')).toHaveLength(1);
  });

  tellOfSources(() => folder);

  it('connection places says how far anything went', async () => {
    const run = await foyer(['connection', 'places', '--json']);
    expect(run.code).toBe(0);
    expect(Object.keys(run.json ?? {}).toSorted()).toEqual(['places', 'since']);
  });

  it('keys and passwords come by standard input and never come back', async () => {
    const model = await foyer(
      [
        'model',
        'add',
        '--name',
        'Loin',
        '--provider',
        'openai',
        '--model',
        'm',
        '--url',
        'http://127.0.0.1:9/v1',
        '--key-stdin',
        '--json',
      ],
      { input: 'sk-tres-secret\n' },
    );
    expect(model.code).toBe(0);
    expect(model.stdout + model.stderr).not.toContain('sk-tres-secret');
    const test = await foyer(['model', 'test', 'Loin', '--json']);
    expect([test.code, field(test.json, 'ok')]).toEqual([1, false]);

    const user = await foyer(
      [
        'user',
        'add',
        '--email',
        'amelie@exemple.fr',
        '--name',
        'Amélie',
        '--role',
        'owner',
        '--password-stdin',
        '--json',
      ],
      { input: 'une phrase assez longue\n' },
    );
    expect(user.code).toBe(0);
    expect(field(field(user.json, 'user'), 'role')).toBe('owner');

    const list = await foyer(['user', 'list']);
    expect(list.stdout).toContain('amelie@exemple.fr');
    const unknown = await foyer(['user', 'link', 'personne@exemple.fr']);
    expect([unknown.code, unknown.stderr.includes('personne@exemple.fr')]).toEqual([1, true]);
    // Before Foyer runs there is no address to write in front.
    const link = await foyer(['user', 'link', 'Amelie@exemple.fr']);
    expect(link.code).toBe(0);
    expect(link.stdout).toMatch(/#\/join\?token=[\w-]{43}/);
  });

  it('whoever is kept out is let in from the machine', async () => {
    const unlocked = await foyer(['user', 'unlock', '--json']);
    expect([unlocked.code, unlocked.json]).toMatchObject([0, { windowLock: { on: false } }]);
    const nobody = await foyer(['user', 'unlock', '--email', 'amelie@exemple.fr']);
    expect([nobody.code, nobody.stdout]).toEqual([0, 'amelie@exemple.fr n’est pas bloqué.\n']);
    const reset = await foyer(['user', 'reset-second-factor', '--email', 'Amelie@exemple.fr']);
    expect([reset.code, reset.stdout]).toEqual([
      0,
      'amelie@exemple.fr se connecte de nouveau avec son seul mot de passe. Ses sessions sont terminées.\n',
    ]);
    const unknown = await foyer(['user', 'reset-second-factor', '--email', 'personne@exemple.fr']);
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      'Erreur : compte introuvable : personne@exemple.fr\n',
    ]);
  });

  it('Ctrl+C stops an answer without end and keeps what came', async () => {
    const model = await startOllamaStandIn({ behaviour: 'endless' });
    try {
      const add = [
        'model',
        'add',
        '--name',
        'Bavard',
        '--provider',
        'ollama',
        '--model',
        'mistral-small:latest',
        '--url',
        model.url,
      ];
      expect((await foyer(add)).code).toBe(0);
      const run = await foyer(
        ['ask', '--bot', 'Boutique', '--model', 'Bavard', 'Quels sont les délais de livraison ?'],
        { onStandardOutput: interrupt => interrupt() },
      );
      expect(run.code).toBe(1);
      expect(run.stdout).not.toBe('');
      expect(run.stderr).toContain('Réponse arrêtée');
      const [asked] = model.requests.filter(request => request.path === '/api/chat');
      expect(await asked?.ended).toBe('left');
    } finally {
      await model.close();
    }
  });

  it('doctor finds nothing broken', async () => {
    const doctor = await foyer(['doctor', '--json']);
    expect([doctor.code, field(doctor.json, 'ok')]).toEqual([0, true]);
  });

  tellOfLanguages(() => folder);
}

describe('in a folder of its own', () => {
  tellTheStory();
  it('there is nothing to stop', async () => {
    expect((await foyer(['stop'])).code).toBe(1);
  });
});

describe('through the Foyer that runs on the folder', () => {
  let server: RunningServer;
  beforeAll(async () => {
    await rm(join(folder, 'data'), { recursive: true, force: true });
    server = await startServer({
      host: '127.0.0.1',
      port: 0,
      dataFolder: join(folder, 'data'),
      open: false,
      allowedHosts: [],
    });
  });
  afterAll(() => server.stop());

  tellTheStory();

  it('an account that waits after wrong guesses may try again', async () => {
    const guess = () =>
      fetch(`${server.address}/api/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'amelie@exemple.fr', password: 'devinette' }),
      });
    for (let turn = 0; turn < 10; turn += 1) await guess();
    expect((await guess()).status).toBe(429);
    const lifted = await foyer(['user', 'unlock', '--email', 'amelie@exemple.fr', '--json']);
    expect(lifted.json).toEqual({ lifted: 1 });
    expect((await guess()).status).toBe(401);
  });

  it('a second server is refused, and names the first', async () => {
    const second = startServer({
      host: '127.0.0.1',
      port: 0,
      dataFolder: join(folder, 'data'),
      open: false,
      allowedHosts: [],
    });
    await expect(second).rejects.toMatchObject({
      code: 'storage.locked',
      details: { pid: process.pid, mode: 'server', address: server.address },
    });
  });

  it('stop ends it', async () => {
    expect((await foyer(['stop', '--json'])).json).toEqual({ stopped: true, pid: process.pid });
    await server.ended;
    await expect(fetch(`${server.address}/health`)).rejects.toThrow();
  });
});
