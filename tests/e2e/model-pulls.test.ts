import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const GB = 1e9;
// Fits any machine that runs these tests.
const QWEN = {
  name: 'qwen2.5:1.5b',
  bytes: 1 * GB,
  purpose: 'chat',
  contextTokens: 32_768,
  layers: [0.9 * GB, 0.1 * GB],
} as const;

describe('a model for this computer', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let ollama: StandIn;
  let window: WatchedPage;
  let page: Page;
  const usual = process.env['OLLAMA_HOST'];

  beforeAll(async () => {
    ollama = await startOllamaStandIn({
      version: '0.16.2',
      library: [QWEN],
      models: [
        {
          name: 'smollm2:135m',
          bytes: 98e6,
          purpose: 'chat',
          contextTokens: 8_192,
          capabilities: ['completion', 'tools'],
        },
      ],
    });
    process.env['OLLAMA_HOST'] = ollama.url;
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    if (usual === undefined) delete process.env['OLLAMA_HOST'];
    else process.env['OLLAMA_HOST'] = usual;
    await browser.close();
    await office.close();
    await ollama.close();
  });

  it('is found with what is unsafe about its server, and told before it is fetched', async () => {
    await page.goto(`${office.server.address}/#/models`);
    await page.getByText('Ollama 0.16.2 est une version vulnérable').waitFor();
    await page
      .getByText(/98\sMo · llama\s7\.2B · mémoire de 8\s192 jetons · répond · appelle des outils/)
      .waitFor();
    await page.getByRole('button', { name: 'Télécharger Qwen 2.5 1.5B', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(
        /ira chercher «\sqwen2\.5:1\.5b\s» sur ollama\.com : environ 1\sGo, sous licence Apache 2\.0/,
      )
      .waitFor();
    expect(ollama.requests.some(({ path }) => path === '/api/pull')).toBe(false);
  });

  it('shows how far it is, also among the tasks, and pauses', async () => {
    ollama.setBehaviour('stall');
    await page.getByRole('dialog').getByRole('button', { name: 'Télécharger' }).click();
    await page.getByText(/Téléchargement par 127\.0\.0\.1:\d+ · 225\sMo sur 900\sMo/).waitFor();
    await page.getByRole('progressbar', { name: 'Téléchargement de qwen2.5:1.5b' }).waitFor();
    await page.goto(`${office.server.address}/#/settings/tasks`);
    await page.getByText('Téléchargement du modèle qwen2.5:1.5b').waitFor();
    await page.goto(`${office.server.address}/#/models`);
    await page.getByRole('button', { name: 'Mettre en pause qwen2.5:1.5b' }).click();
    await page.getByText(/En pause : ce qui est arrivé est gardé/).waitFor();
  });

  it('goes on, is tried and answers', async () => {
    ollama.setBehaviour('normal');
    await page.getByRole('button', { name: 'Reprendre qwen2.5:1.5b' }).click();
    await page.getByText('Arrivé, et ajouté à vos modèles').waitFor();
    await page.getByText('Fonctionne').waitFor();
    await page.getByRole('button', { name: 'Masquer qwen2.5:1.5b' }).click();
    await page.getByText('Arrivé, et ajouté à vos modèles').waitFor({ state: 'detached' });
    await page.getByText('par défaut', { exact: true }).waitFor();
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours pour un mariage ?');
    await page.keyboard.press('Enter');
    await page
      .getByRole('article')
      .getByText(/Réponse du modèle d’essai/)
      .waitFor();
  });

  it('is picked from what its server lists, and deleted from it', async () => {
    await page.goto(`${office.server.address}/#/models?add=true`);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Adresse du serveur').fill(ollama.url);
    await dialog.getByRole('combobox', { name: 'Modèle', exact: true }).click();
    await page.getByRole('option', { name: /smollm2:135m.*98\sMo/ }).click();
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await page.getByRole('button', { name: 'Supprimer smollm2:135m de cet ordinateur' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('smollm2:135m est supprimé').waitFor();
    await page.getByText('Aucun autre modèle sur cet ordinateur').waitFor();
    expect(window.complaints).toEqual([]);
  });
});
