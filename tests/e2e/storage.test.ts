import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBot, owner, signInAsOwner, startTestServer, type TestServer } from '../doors/door-support.ts';
import { createDisk } from '../support/storage-stand-in.ts';
import { localContext } from '../support/temporary-app.ts';
import { openWindow, PHONE, startBrowser } from './support/browser.ts';

const builtPage = fileURLToPath(new URL('../../out/renderer', import.meta.url));

describe('a full disk', () => {
  const disk = createDisk();
  let browser: Browser;
  let server: TestServer;
  let page: Page;
  let bot: string;

  beforeAll(async () => {
    [browser, server] = await Promise.all([
      startBrowser(),
      startTestServer({
        staticFolder: builtPage,
        disk: { readDisk: disk.read, mayWrite: disk.mayWrite, lookEveryMs: 50 },
      }),
    ]);
    bot = await createBot(server.address, await signInAsOwner(server));
    await server.app.client(localContext(server.app)).system.updateSettings({ firstRunDone: true });
    ({ page } = await openWindow(browser));
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const open = (path: string) => page.goto(`${server.address}/#${path}`);
  const banner = () => page.getByRole('alert').filter({ hasText: 'Le disque est plein.' });

  it('is told on every page, from signing in on, and on Home in place of “all is well”', async () => {
    disk.fill();
    await open('/sign-in');
    await banner().waitFor();
    await page.locator('input[type=email]').fill(owner.email);
    await page.locator('input[type=password]').fill(owner.password);
    await page.locator('form button[type=submit]').click();
    await page.getByRole('navigation').first().waitFor();
    for (const path of [
      '/',
      '/chat',
      '/chatbots',
      `/chatbots/${bot}`,
      '/knowledge',
      '/conversations',
      '/settings',
    ]) {
      await open(path);
      await banner().waitFor();
    }
    await open('/');
    await page.getByRole('main').getByText('Tout fonctionne.').waitFor({ state: 'detached' });
    expect(await page.getByRole('main').getByText('Le disque est plein.').count()).toBe(2);
  });

  it('fits a telephone, and leaves the page its place', async () => {
    await page.setViewportSize(PHONE);
    await banner().waitFor();
    const beyond = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(beyond).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is no longer told once there is room, without a click', async () => {
    disk.empty();
    await banner().waitFor({ state: 'detached' });
    await page.getByRole('main').getByText('Tout fonctionne.').waitFor();
    disk.close();
    await page.getByRole('alert').getByText('rien n’est gardé').waitFor();
    disk.close(false);
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });
});
