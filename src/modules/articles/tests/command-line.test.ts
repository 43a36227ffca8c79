import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { typeCommand } from '../../../../tests/doors/command-line-runner.ts';
import { startTemporaryApp } from '../../../../tests/support/temporary-app.ts';
import { removeFolder } from '../../../../tests/support/temporary-folder.ts';

const PHONE = '01 42 68 53 00';
let folder: string;
const article = (...args: string[]) => typeCommand(folder, ['article', ...args]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-article-'));
  const { client, close } = await startTemporaryApp({ dataFolder: join(folder, 'data') });
  const { id: chatbotId } = await client.chatbots.create({ name: 'Accueil', language: 'fr' });
  await client.articles.propose({ chatbotId, question: 'Où téléphoner ?', text: `Au ${PHONE}.` });
  await client.articles.propose({ chatbotId, question: 'Quand nager ?', text: 'Le matin.' });
  await close();
});
afterAll(() => removeFolder(folder));

it('lists what waits, approves with what is kept, and drops', async () => {
  const listed = await article('list', '--bot', 'accueil', '--lang', 'fr');
  expect(listed.stdout).toMatch(/Accueil +Quand nager \?/);
  const unseen = await article('approve', 'Où téléphoner ?', '--lang', 'fr');
  expect(unseen.code).toBe(1);
  expect(unseen.stdout).toContain(`Donnée personnelle : ${PHONE}. Pour la garder : --keep "${PHONE}"`);
  const approved = await article('approve', 'où téléphoner ?', '--keep', PHONE, '--json');
  expect(approved.code).toBe(0);
  expect(approved.json).toMatchObject({ approved: true, proposal: { state: 'approved' } });
  expect((await article('drop', 'Quand nager ?', '--lang', 'en')).stdout).toContain('Dropped: Quand nager ?');
  expect((await article('list', '--state', 'dropped', '--json')).json).toMatchObject({
    proposals: [{ question: 'Quand nager ?' }],
  });
  expect((await article('list', '--state', 'gone')).code).toBe(2);
  expect((await article('drop', 'Quand nager ?', '--lang', 'fr')).stderr).toContain(
    'réponse proposée introuvable',
  );
});
