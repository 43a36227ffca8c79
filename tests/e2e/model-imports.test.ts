import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('a model file, where an Ollama is there', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let ollama: StandIn;
  let window: WatchedPage;
  let page: Page;
  const usual = process.env['OLLAMA_HOST'];

  beforeAll(async () => {
    ollama = await startOllamaStandIn({ models: [] });
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

  it('is asked where it should go, and what is right for whom', async () => {
    await page.goto(`${office.server.address}/#/models`);
    await page.getByText('Conseillés pour cet ordinateur').waitFor(); // the server was found
    await page.locator('input[type=file][accept=".gguf"]').setInputFiles({
      name: 'Mon modèle.gguf',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('GGUF and all that follows'),
    });
    const dialog = page.getByRole('dialog', { name: 'Où importer Mon modèle.gguf ?' });
    await dialog.getByText(/Le plus simple : Foyer le lance et l’arrête lui-même/).waitFor();
    await dialog.getByRole('radio', { name: /Dans Ollama 0\.24\.0/ }).check();
    const name = dialog.getByLabel('Son nom dans Ollama');
    expect(await name.inputValue()).toBe('mon-modele');
    await name.fill('../x');
    expect(await dialog.getByRole('button', { name: 'Importer' }).isDisabled()).toBe(true);
    await name.fill('mine');
  });

  it('shows how far it is, pauses, goes on and is tried', async () => {
    ollama.setBehaviour('hang');
    await page.getByRole('dialog').getByRole('button', { name: 'Importer' }).click();
    await page.getByText(/Envoi à 127\.0\.0\.1:\d+/).waitFor();
    await page.getByRole('progressbar', { name: 'Envoi de mine à Ollama' }).waitFor();
    await page.getByRole('button', { name: 'Mettre en pause mine' }).click();
    await page.getByText('En pause : l’envoi reprendra depuis le début').waitFor();
    ollama.setBehaviour('normal');
    await page.getByRole('button', { name: 'Reprendre mine' }).click();
    await page.getByText('Arrivé, et ajouté à vos modèles').waitFor();
    await page.getByText('Fonctionne').waitFor();
    await page.getByRole('button', { name: 'Masquer mine' }).click();
    await page.getByText('Arrivé, et ajouté à vos modèles').waitFor({ state: 'detached' });
    expect(window.complaints).toEqual([]);
  });
});
