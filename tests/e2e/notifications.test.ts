import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, PHONE, startBrowser } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

type Shown = { title: string; body: string };

/** What the page was made to show by the system. */
const shownIn = (page: Page) => page.evaluate<Shown[]>('shownByTheSystem');

describe('notifications', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    ({ page } = await openWindow(browser));
    await page.addInitScript({ path: join(import.meta.dirname, 'support', 'notification-stand-in.js') });
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  async function breakDocument(name: string): Promise<void> {
    const path = join(office.dataFolder, `${name}.pdf`);
    writeFileSync(path, '%PDF-1.7 and nothing of a PDF');
    await office.server.client.documents.addPaths({ chatbotId: office.chatbotId, paths: [path] });
  }
  const bell = () => page.getByRole('button', { name: /^Notifications/ });
  const list = () => page.getByRole('dialog', { name: 'Notifications' });

  it('are counted at the bell, said once, listed, and read by opening them', async () => {
    await bell().click();
    await list().getByText('Rien pour l’instant').waitFor();
    await page.keyboard.press('Escape');
    await breakDocument('abîmé');
    await page.getByRole('button', { name: 'Notifications, 1 non lue' }).waitFor();
    await page.getByRole('status').getByText('1 nouvelle notification').waitFor();
    await bell().click();
    const line = list().getByRole('region', { name: 'Aujourd’hui' }).getByRole('link');
    expect(await line.innerText()).toMatch(/Un document n’a pas pu être lu\s+abîmé/);
    await line.click();
    await page.waitForURL(/#\/documents\//);
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  });

  it('are all marked as read at once, on a phone too', async () => {
    await breakDocument('perdu');
    await page.getByRole('button', { name: 'Notifications, 1 non lue' }).waitFor();
    await page.setViewportSize(PHONE);
    await bell().click();
    await list().getByRole('button', { name: 'Tout marquer comme lu' }).click();
    await list().getByRole('button', { name: 'Fermer' }).click();
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('are told as one chose, which is kept', async () => {
    await page.goto(`${office.server.address}/#/settings/notifications`);
    const wish = page.getByRole('switch', { name: 'Un document n’a pas pu être lu : Bureau' });
    expect(await wish.isChecked()).toBe(false);
    await wish.click();
    await page.getByRole('switch', { name: 'Me laisser tranquille' }).click();
    await page.getByLabel('De', { exact: true }).fill('08:00');
    await page.getByText('Choisissez deux heures différentes.').waitFor();
    const now = new Date();
    // Quiet hours that are far from now.
    const hour = (offset: number) => `${String((now.getUTCHours() + offset) % 24).padStart(2, '0')}:00`;
    await page.getByLabel('De', { exact: true }).fill(hour(10));
    await page.getByLabel('À', { exact: true }).fill(hour(12));
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Enregistré', { exact: true }).waitFor();
    await page.reload();
    await page.getByLabel('De', { exact: true }).waitFor();
    expect(await page.getByLabel('De', { exact: true }).inputValue()).toBe(hour(10));
    expect(await wish.isChecked()).toBe(true);
    await page.getByText('Autorisées dans ce navigateur.').waitFor();
  });

  it('show on the desktop while the page is not in front, and never what it is about', async () => {
    await page.goto(`${office.server.address}/#/`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await breakDocument('vu');
    await page.getByRole('button', { name: 'Notifications, 1 non lue' }).waitFor();
    expect(await shownIn(page)).toEqual([]);
    await page.evaluate('putBehind()');
    await breakDocument('secret');
    await expect.poll(async () => (await shownIn(page)).length).toBe(1);
    const [shown] = await shownIn(page);
    expect(shown?.title).toBe('Un document n’a pas pu être lu');
    expect(JSON.stringify(shown)).not.toContain('secret');
    await page.evaluate('clickLastShown()');
    await page.waitForURL(/#\/documents\//);
    await page.getByRole('button', { name: 'Notifications, 1 non lue' }).waitFor();
  });
});
