import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDownloadServer, type DownloadServer } from '../support/download-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const BYTES = Buffer.alloc(4_000_000, 'GGUF of nothing ');

describe('the models that Foyer fetches itself', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let server: DownloadServer;
  let window: WatchedPage;
  let page: Page;
  const folder = temporaryFolder();

  beforeAll(async () => {
    server = await startDownloadServer(BYTES);
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await server.close();
    folder.remove();
  });

  const file = (name: string, models: object[]): string => {
    const path = join(folder.path, name);
    writeFileSync(path, JSON.stringify({ version: 1, models }));
    return path;
  };
  const model = (given: object = {}) => ({
    id: 'essai',
    name: 'Modèle d’essai',
    about: { fr: 'Un modèle pour les essais.', en: 'A model for tests.' },
    purpose: 'chat',
    choice: 'fast',
    languages: ['fr', 'en'],
    licence: 'MIT',
    parameters: '1B',
    fileName: 'essai.gguf',
    sizeBytes: BYTES.length,
    memoryBytes: 1e9,
    sha256: createHash('sha256').update(BYTES).digest('hex'),
    address: server.address,
    ...given,
  });
  const give = (path: string) => page.getByLabel('Remplacer la liste').last().setInputFiles(path);

  it('are listed with their size, their site and why one is not for this computer', async () => {
    await page.goto(`${office.server.address}/#/models`);
    await page.getByText('Ministral 3 3B').waitFor();
    await page.getByText(/2,1\sGo depuis huggingface\.co, environ 6\smin par une ligne courante/).waitFor();
    await give(file('large.json', [model({ memoryBytes: 6e10 })]));
    await page.getByText('La liste est remplacée').waitFor();
    await page.getByText(/de mémoire : celui-ci en prendrait 60\sGo, et ne laisserait rien/).waitFor();
    expect(await page.getByRole('button', { name: 'Télécharger Modèle d’essai' }).isDisabled()).toBe(true);
  });

  it('a list that is wrong is told where, and changes nothing', async () => {
    await give(file('wrong.json', [model({ sha256: 'abc' })]));
    await page.getByText('Modèle essai : « sha256 » n’a pas une valeur permise.').waitFor();
    await page.getByText('Liste mise en place par un administrateur.').waitFor();
  });

  it('one comes only after a click that says how much and from where; it pauses and is left', async () => {
    await page.reload(); // with nothing open of before
    await give(file('list.json', [model()]));
    await page.getByRole('button', { name: 'Télécharger Modèle d’essai' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Foyer va chercher 4\sMo sur 127\.0\.0\.1:\d+, sous licence MIT/).waitFor();
    expect(server.asked).toEqual([]);
    server.next({ kind: 'stall', after: 2_000_000 });
    await dialog.getByRole('button', { name: 'Télécharger' }).click();
    await page.getByText(/Téléchargement depuis 127\.0\.0\.1:\d+ · (1,[7-9]|2)\sMo sur 4\sMo/).waitFor();
    await page.getByRole('button', { name: 'Mettre en pause Modèle d’essai' }).click();
    await page.getByText(/En pause : ce qui est arrivé est gardé/).waitFor();
    await page.getByRole('button', { name: 'Abandonner Modèle d’essai' }).click();
    await page.getByRole('button', { name: 'Télécharger Modèle d’essai' }).waitFor();
  });

  it('nothing is fetched while nothing may go out, which is said before any click', async () => {
    await office.server.client.system.updateSettings({ offline: true });
    await page.reload();
    await page.getByText('Les téléchargements sont bloqués par le mode « sans sortie »').first().waitFor();
    expect(await page.getByRole('button', { name: 'Télécharger Modèle d’essai' }).isDisabled()).toBe(true);
    await office.server.client.system.updateSettings({ offline: false });
  });

  it('the list of Foyer comes back on request', async () => {
    await page.getByRole('button', { name: 'Revenir à celle de Foyer' }).click();
    await page.getByText('Liste fournie avec Foyer.').waitFor();
    await page.getByText('Qwen 2.5 1.5B').waitFor();
    expect(window.complaints).toEqual([]);
  });
});
