import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const DAY_MS = 86_400_000;
const DAYS_BACK = 70;

/** Answers of the last weeks, by a model with a price, one without, and none. */
function plantUsage({ dataFolder, chatbotId }: FurnishedOffice, clientId: string): void {
  const database = new Database(databaseFile(dataFolder));
  const insert = database.prepare(
    `INSERT INTO events (type, client_id, subject_kind, subject_id, actor_kind, payload, created_at)
     VALUES ('model.used', ?, 'message', ?, 'local', ?, ?)`,
  );
  const about = { chatbotId, channel: 'app', ownTest: true, asker: null, modelId: null, purpose: 'answer' };
  const uses = [
    {
      provider: 'openai',
      model: 'gpt-5-mini',
      inputTokens: 2_400,
      outputTokens: 180,
      cachedTokens: 900,
      cost: 0.0042,
    },
    {
      provider: 'ollama',
      model: 'mistral',
      inputTokens: 1_900,
      outputTokens: 160,
      cachedTokens: null,
      cost: null,
    },
    { provider: 'embedded', model: 'embedded', inputTokens: 0, outputTokens: 0, cachedTokens: null, cost: 0 },
  ];
  for (let back = 0; back < DAYS_BACK; back += 1)
    for (let count = 0; count < 2 + ((back * 7) % 11); count += 1) {
      const payload = { ...about, ...uses[(back + count) % 3], estimated: count % 5 === 4 };
      const at = new Date(Date.now() - back * DAY_MS - count).toISOString();
      insert.run(clientId, crypto.randomUUID(), JSON.stringify(payload), at);
    }
  database.close();
}

describe('the page of usage', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('is reached from the rail, and says that there is nothing yet and what to do', async () => {
    await page.getByRole('link', { name: 'Consommation' }).click();
    await page.getByRole('heading', { name: 'Consommation', level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Aucune réponse sur cette période' }).waitFor();
    await page.getByRole('link', { name: 'Poser une question' }).waitFor();
  });

  it('tells an answer as soon as it is given', async () => {
    const { client } = office.server;
    const asked = { chatbotId: office.chatbotId, message: 'Bonjour' };
    for await (const _event of await client.conversations.chat(asked)) continue;
    await page.getByText('dont 1 sans modèle').waitFor();
    await page.getByRole('img', { name: /^Réponses : 1 en tout/ }).waitFor();
  });

  it('shows sums, what they lack, a chart with its words, and tables of which one is taken along', async () => {
    const [{ id: clientId = '' } = {}] = await office.server.client.clients.list({});
    await page.goto('about:blank');
    await office.killAndRestart(async () => plantUsage(office, clientId));
    await page.goto(`${office.server.address}/#/modules/usage`);
    await page.getByLabel('Période').click();
    await page.getByRole('option', { name: '30 derniers jours' }).click();
    await page.getByText('Le coût n’est pas complet').waitFor();
    const chart = page.getByRole('img', { name: /^Coût : 0,\d+ en tout/ });
    await chart.locator('rect.bar').nth(29).waitFor();
    expect(await chart.locator('rect.bar').count()).toBe(30);
    const byDay = page.getByRole('table', { name: 'Par jour' });
    expect(await byDay.getByRole('row').count()).toBe(31);

    await page.getByRole('tab', { name: 'Par modèle' }).click();
    const models = page.getByRole('table', { name: 'Par modèle' });
    await models.getByText('Sans modèle (citations)').waitFor();
    await models.getByText('sans prix').first().waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toContain('"Modèle";"Réponses";"Jetons lus"');
    expect(file).toMatch(/"gpt-5-mini \(retiré\)";\d+;\d+;\d+;\d+;0,\d+/);

    await page.getByLabel('Période').click();
    await page.getByRole('option', { name: '12 derniers mois' }).click();
    await page.getByRole('tab', { name: 'Par mois' }).click();
    const months = page.getByRole('table', { name: 'Par mois' });
    await months.waitFor();
    await expect.poll(() => page.locator('rect.bar').count()).toBe(12); // first what there was of 30 days
    expect(await months.getByRole('row').count()).toBeLessThan(6);
    expect(window.complaints).toEqual([]);
  });

  it('fits a phone', async () => {
    await page.setViewportSize(PHONE);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
  });
});
