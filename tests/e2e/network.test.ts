import { createServer } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('the local network, in the settings', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  let port: number;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    port = await freePort();
    // The tests keep to this machine.
    await office.server.client.network.update({ interface: 'loopback', port });
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    await page.goto(`${office.server.address}/#/settings/network`);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const onSwitch = () => page.getByRole('switch', { name: 'Ouvrir au réseau local' });
  const health = () =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      ({ status }) => status,
      () => null,
    );

  it('is off at first, opens with one switch, and shows where and as a code', async () => {
    await page.getByText('Fermé', { exact: true }).waitFor();
    expect(await health()).toBeNull();
    await onSwitch().click();
    await page.getByText('Ouvert', { exact: true }).waitFor();
    expect(await health()).toBe(200);
    await page.getByText(`http://127.0.0.1:${port}`, { exact: true }).waitFor();
    const code = page.getByRole('img', { name: new RegExp(`127\\.0\\.0\\.1:${port}`) });
    await expect
      .poll(() => code.evaluate(image => Number(Reflect.get(image, 'naturalWidth'))))
      .toBeGreaterThan(0);
  });

  it('tests itself and says so in plain words', async () => {
    await page.getByRole('button', { name: 'Essayer maintenant' }).click();
    await page.getByText('Foyer répond à ses adresses.').waitFor();
    await page.getByText(/répond en \d+ ms/).waitFor();
    await page.getByText(/n’écoute que sur cet ordinateur/).waitFor();
  });

  it('keeps what was typed when it makes no sense, and says what would', async () => {
    const field = page.getByLabel('Port', { exact: true });
    await field.fill('70000');
    await page.getByText('Un nombre de 1 à 65535.').waitFor();
    const save = page.getByRole('button', { name: 'Enregistrer', exact: true });
    expect(await save.first().isDisabled()).toBe(true);
    await page.getByLabel('Autres noms permis').fill('https://exemple.fr/chat');
    await page.getByText('Des noms seuls', { exact: false }).waitFor();
    expect(await field.inputValue()).toBe('70000');
  });

  it('moves to another port, and tells when one is taken', async () => {
    const taken = createServer();
    const takenPort = await freePort();
    await new Promise<void>(resolve => taken.listen(takenPort, '127.0.0.1', resolve));
    await page.getByLabel('Autres noms permis').fill('chat.exemple.fr');
    await page.getByLabel('Port', { exact: true }).fill(String(takenPort));
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).first().click();
    await page.getByText(`Un autre programme occupe le port ${takenPort}`, { exact: false }).waitFor();
    await new Promise<void>(resolve => taken.close(() => resolve()));
    // Foyer goes on trying by itself, and the page follows.
    await page.getByText('Ouvert', { exact: true }).waitFor();
    port = takenPort;
    expect(await health()).toBe(200);
  });

  it('encrypts with an authority of its own, or says that a certificate is missing', async () => {
    await page.getByRole('radio', { name: /Avec une autorité de ce Foyer/ }).check();
    await page.getByText(`http://127.0.0.1:${port}/trust`).waitFor();
    await page.getByText(`https://127.0.0.1:${port}`, { exact: true }).first().waitFor();
    await page.getByRole('radio', { name: /Avec votre certificat/ }).check();
    await page.getByText('Il manque votre certificat', { exact: false }).waitFor();
    await page.getByLabel('Certificat et sa chaîne (PEM)').fill('ceci n’en est pas un');
    await page.getByLabel('Clé privée (PEM)').fill('ni cela');
    await page.getByRole('button', { name: 'Enregistrer le certificat' }).click();
    await page.getByRole('alert').getByText('Ce certificat ne peut pas servir').waitFor();
    expect(await page.getByLabel('Certificat et sa chaîne (PEM)').inputValue()).toBe('ceci n’en est pas un');
    await page.getByRole('radio', { name: /^Sans/ }).check();
    await page.getByText('Ouvert', { exact: true }).waitFor();
  });

  it('closes again, by keyboard alone', async () => {
    await onSwitch().focus();
    await page.keyboard.press('Space');
    await page.getByText('Fermé', { exact: true }).waitFor();
    expect(await health()).toBeNull();
  });

  it('is not for those who administer nothing', async () => {
    const { client } = office.server;
    const password = 'une phrase pour une éditrice';
    await client.auth.register({
      email: 'edith@atelier.fr',
      fullName: 'Édith',
      password,
      role: 'editor',
      language: 'fr',
    });
    const other = await openWindow(browser);
    await other.page.goto(`${office.server.address}/#/sign-in`);
    await other.page.locator('input[type=email]').fill('edith@atelier.fr');
    await other.page.locator('input[type=password]').fill(password);
    await other.page.locator('form button[type=submit]').click();
    await other.page.getByRole('navigation').first().waitFor();
    await other.page.goto(`${office.server.address}/#/settings/network`);
    await other.page.waitForURL(/#\/settings\/appearance/);
    expect(await other.page.getByRole('switch').count()).toBe(0);
  });

  it('has nothing to complain about but the certificate that was none', () => {
    expect(window.complaints.filter(complaint => !complaint.includes('/network/setCertificate'))).toEqual([]);
  });
});
