import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';

describe('the page of every connection', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let ollama: StandIn;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office, ollama] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOllamaStandIn({}),
    ]);
    const { client } = office.server;
    await client.models.create({
      name: 'Ministral',
      provider: 'ollama',
      model: 'mistral-small:latest',
      url: ollama.url,
    });
    await client.models.create({
      name: 'Du réseau',
      provider: 'openai',
      model: 'x',
      url: 'http://192.168.254.9:8000/v1',
      active: false,
    });
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    await page.goto(`${office.server.address}/#/settings/connections`);
  });
  afterAll(async () => {
    await browser.close();
    await ollama.close();
    await office.close();
  });

  const rows = (name: string) => page.getByRole('table', { name }).getByRole('row');
  /** Until the last word. */
  async function ask(): Promise<void> {
    const { client } = office.server;
    const events = await client.conversations.chat({ chatbotId: office.chatbotId, message: QUESTION });
    for await (const event of events) if (event.type === 'failed') throw new Error(event.error.code);
  }

  it('begins with the sentence that is wanted', async () => {
    await page.getByRole('heading', { name: 'rien n’a quitté cet ordinateur' }).waitFor();
  });

  it('shows a stream while it runs, with what has come so far, then how it ended', async () => {
    ollama.setBehaviour('stall');
    const asked = ask();
    const answer = rows('Toutes les connexions').filter({ hasText: 'Réponse d’un modèle' }).first();
    await answer.filter({ hasText: 'en cours' }).waitFor();
    await answer.filter({ hasText: 'Assistant RH · Ministral' }).waitFor();
    ollama.setBehaviour('normal');
    ollama.release();
    await asked;
    await answer.filter({ hasText: 'aboutie' }).waitFor();
    expect(await answer.innerText()).toMatch(/\d[\d,]*\s?k?o/);
    await rows('Par lieu')
      .filter({ hasText: `127.0.0.1:${new URL(ollama.url).port}` })
      .waitFor();
  });

  /** It shows what the server keeps, a moment after the click. */
  async function turn(control: Locator, on: boolean): Promise<void> {
    await control.click();
    await expect.poll(() => control.isChecked()).toBe(on);
  }

  it('has the switch, and lets an address of the network stay reachable', async () => {
    const { client } = office.server;
    const blocks = page.getByRole('switch', { name: 'Bloquer les connexions sortantes' });
    await turn(blocks, true);
    await page.getByText('Connexions sortantes bloquées').waitFor();
    const model = await client.models.create({
      name: 'En ligne',
      provider: 'openai',
      model: 'x',
      url: 'https://api.example.org/v1',
      apiKey: 'sk-jamais-montree',
    });
    expect((await client.models.test({ id: model.id })).ok).toBe(false);
    const refused = rows('Toutes les connexions').filter({ hasText: 'api.example.org' });
    await refused.filter({ hasText: 'par le réglage « Bloquer les connexions sortantes »' }).waitFor();
    await page.getByText(/tentatives? (?:a|ont) été refusées? : rien/).waitFor();
    await page.getByRole('heading', { name: 'rien n’a quitté cet ordinateur' }).waitFor();

    const stays = page.getByRole('switch', { name: '192.168.254.9:8000 reste joignable' });
    await turn(stays, true);
    await page.getByText('Réglage enregistré').waitFor();
    expect((await client.system.settings({})).stillReachable).toEqual(['192.168.254.9:8000']);
    expect(await client.connections.reachable({})).toContainEqual({
      place: '192.168.254.9:8000',
      where: 'network',
      models: ['Du réseau'],
      mail: false,
      choosable: true,
      reachable: true,
    });
    await turn(stays, false);
    await turn(blocks, false);
    await page.getByText('Connexions sortantes permises').waitFor();
  });

  it('is narrowed, sorted, and taken along as a table', async () => {
    await page.getByRole('combobox', { name: 'Fin' }).click();
    await page.getByRole('option', { name: 'refusée' }).click();
    await expect
      .poll(async () =>
        (await rows('Toutes les connexions').allInnerTexts())
          .slice(1)
          .every(text => text.includes('refusée')),
      )
      .toBe(true);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Exporter (CSV)' }).last().click(),
    ]);
    const written = readFileSync(await download.path(), 'utf8');
    expect(written).toContain('"api.example.org"');
    expect(written).not.toMatch(/sk-jamais|\/v1|127\.0\.0\.1/);
    await page.getByRole('combobox', { name: 'Fin' }).click();
    await page.getByRole('option', { name: 'Toutes les fins' }).click();
    const looked = page.getByRole('searchbox', { name: 'Chercher une adresse' });
    await looked.fill('EXAMPLE.org:443');
    await expect
      .poll(async () =>
        (await rows('Toutes les connexions').allInnerTexts())
          .slice(1)
          .every(text => text.includes('api.example.org')),
      )
      .toBe(true);
    await page.getByRole('combobox', { name: 'Période' }).click();
    await page.getByRole('option', { name: 'Dernières 24 heures' }).click();
    await page.waitForURL(/period=day/);
    await rows('Toutes les connexions').filter({ hasText: 'api.example.org' }).first().waitFor();
    await looked.fill('nulle.part');
    await page.getByText('Aucune connexion ne correspond').waitFor();
    await page.getByRole('button', { name: 'Tout montrer' }).click();
    await expect.poll(() => looked.inputValue()).toBe('');
    await page
      .getByRole('table', { name: 'Toutes les connexions' })
      .getByRole('columnheader', { name: 'Reçu' })
      .getByRole('button')
      .click();
    await expect
      .poll(() => rows('Toutes les connexions').nth(1).innerText())
      .toContain('Réponse d’un modèle');
  });

  it('leaves the page without a complaint', () => {
    expect(window.complaints).toEqual([]);
  });

  it('is kept over a kill, with what was under way as cut off', async () => {
    ollama.setBehaviour('hang');
    const { client } = office.server;
    const [ministral] = (await client.models.list({})).filter(({ name }) => name === 'Ministral');
    const cut = client.models.test({ id: ministral?.id ?? '' }).catch((error: unknown) => error);
    const running = () => client.connections.list({ kind: 'test', outcome: 'running', limit: 5 });
    await expect.poll(async () => (await running()).items[0]?.sentBytes).toBeGreaterThan(100);
    await office.killAndRestart();
    expect(await cut).toBeInstanceOf(Error);
    ollama.release();
    const { items } = await office.server.client.connections.list({ kind: 'test', limit: 5 });
    expect(items[0]).toMatchObject({ outcome: 'aborted', detail: 'process_ended' });
    expect(items[0]?.sentBytes).toBeGreaterThan(100);
  });
});
