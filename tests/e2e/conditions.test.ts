import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { openWindow, PHONE, startBrowser } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

let browser: Browser;
let office: FurnishedOffice;
let page: Page;

beforeAll(async () => {
  [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
  await office.server.client.models.create({
    name: 'Du bureau',
    provider: 'openai',
    model: 'gpt-4o-mini',
    apiKey: 'sk-une-cle-du-bureau',
    purpose: 'chat',
  });
  // What is there so far stands in the database, what comes after in its log.
  await office.killAndRestart(() => {
    const database = new Sqlite(databaseFile(office.dataFolder));
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    return Promise.resolve();
  });
  const beat = () => statSync(join(office.dataFolder, 'database.json')).mtimeMs;
  const before = beat();
  await office.server.client.chatbots.create({ name: 'Tout dernier' });
  await vi.waitUntil(() => beat() > before, { timeout: 15_000 });
  await office.killAndRestart(async () => {
    await rm(join(office.dataFolder, 'secrets.key'));
    await rm(`${databaseFile(office.dataFolder)}-wal`);
  });
  ({ page } = await openWindow(browser));
  await signIn(page, office.server.address);
});
afterAll(async () => {
  await browser.close();
  await office.close();
});

const told = (title: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: title });
const CHANGES = 'Les dernières modifications manquent';
const SECRETS = 'Des clés et mots de passe enregistrés sont à saisir de nouveau';

it('of the installation are told on Home in place of “all is well”, on a phone too', async () => {
  await told(SECRETS).waitFor();
  await told(CHANGES).waitFor();
  expect(await page.getByRole('main').getByText('Tout fonctionne.').count()).toBe(0);
  await page.setViewportSize(PHONE);
  const [text, button] = await Promise.all([
    told(CHANGES).getByText(CHANGES).boundingBox(),
    told(CHANGES).getByRole('button').boundingBox(),
  ]);
  expect(button?.y).toBeGreaterThan((text?.y ?? 0) + (text?.height ?? 0));
  await page.setViewportSize({ width: 1280, height: 800 });
});

it('go from Home once somebody took note, and stay gone', async () => {
  await told(CHANGES).getByRole('button', { name: 'J’en ai pris note' }).click();
  await told(CHANGES).waitFor({ state: 'detached' });
  await page.reload();
  await told(SECRETS).waitFor();
  expect(await told(CHANGES).count()).toBe(0);
});

it('that must be mended are listed where that is done, and go when it is', async () => {
  expect(await told(SECRETS).getByRole('button').count()).toBe(0);
  await page.goto(`${office.server.address}/#/settings/security`);
  await page.getByRole('main').getByText('Du bureau').first().waitFor();
  const [model] = await office.server.client.models.list({});
  await office.server.client.models.update({ id: model?.id ?? '', apiKey: 'sk-une-cle-du-bureau' });
  await page.goto(`${office.server.address}/#/`);
  await page.getByRole('main').getByText('Tout fonctionne.').waitFor();
});
