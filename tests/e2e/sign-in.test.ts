import { readFile } from 'node:fs/promises';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openOffice, OWNER, type Office } from './support/office.ts';

const STEP_MS = 30_000;

describe('signing in', () => {
  let browser: Browser;
  let office: Office;
  let window: WatchedPage;
  let page: Page;
  let secret: string;
  let codes: string[];
  const windows: WatchedPage[] = [];

  /** What the telephone shows, `steps` half minutes from now: each code works once, and the next is accepted too. */
  const codeIn = (steps: number) =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * STEP_MS });
  const alert = (text: string) => page.getByRole('alert').filter({ hasText: text });
  const inside = (where: Page) => where.getByRole('navigation').first().waitFor();
  const openSettings = (section: string) => page.goto(`${office.server.address}/#/settings/${section}`);

  async function givePassword(where: Page, password: string = OWNER.password): Promise<void> {
    await where.goto(`${office.server.address}/#/sign-in`);
    await where.locator('input[type=email]').fill(OWNER.email);
    await where.locator('input[type=password]').fill(password);
    await where.getByRole('button', { name: 'Se connecter' }).click();
  }

  async function anotherWindow(): Promise<Page> {
    const opened = await openWindow(browser);
    windows.push(opened);
    return opened.page;
  }

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openOffice()]);
    const { client } = office.server;
    await client.auth.register({ ...OWNER, role: 'owner', language: 'fr' });
    await client.system.updateSettings({ firstRunDone: true });
    window = await openWindow(browser);
    windows.push(window);
    ({ page } = window);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('says that the password is wrong and keeps what was typed, then lets in', async () => {
    await givePassword(page, 'pas le bon mot de passe');
    await alert('Adresse ou mot de passe incorrect').waitFor();
    expect(await page.locator('input[type=email]').inputValue()).toBe(OWNER.email);
    expect(await page.locator('input[type=password]').inputValue()).toBe('pas le bon mot de passe');
    await page.locator('input[type=password]').fill(OWNER.password);
    await page.keyboard.press('Enter');
    await inside(page);
  });

  it('sets up a second factor by the key, with recovery codes to keep', async () => {
    await openSettings('account');
    const card = page.getByRole('region', { name: 'Validation en deux étapes' });
    await card.getByText('Recommandée à qui administre Foyer').waitFor();
    await card.getByRole('button', { name: 'Activer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Votre mot de passe').fill('pas celui-là');
    await dialog.getByRole('button', { name: 'Continuer' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Ce n’est pas votre mot de passe' }).waitFor();
    await dialog.getByLabel('Votre mot de passe').fill(OWNER.password);
    await dialog.getByRole('button', { name: 'Continuer' }).click();

    await dialog.getByRole('img', { name: /Code QR/ }).waitFor();
    secret = (await dialog.getByLabel('Clé à saisir').innerText()).replaceAll(' ', '');
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    await dialog.getByLabel('Code à six chiffres').fill('000000');
    await dialog.getByRole('button', { name: 'Vérifier' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Le code n’est pas le bon' }).waitFor();
    await dialog.getByLabel('Code à six chiffres').fill(codeIn(0).replace(/^.../, '$& '));
    await dialog.getByRole('button', { name: 'Vérifier' }).click();

    const list = dialog.getByRole('list', { name: 'Vos codes de secours' });
    await list.waitFor();
    codes = await list.getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.locator(':focus').first().waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: 'Fermer sans l’avoir gardé ?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await list.isVisible()).toBe(true);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Enregistrer' }).click(),
    ]);
    const saved = await readFile(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toBe('codes-de-secours-foyer.txt');
    for (const code of codes) expect(saved).toContain(code);
    await page.emulateMedia({ media: 'print' });
    expect(await list.isVisible()).toBe(true);
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await dialog.getByLabel('Je les ai mis en lieu sûr').check();
    await dialog.getByRole('button', { name: 'Terminer' }).click();
    await card.getByText('Il vous reste 10 codes de secours.').waitFor();
  });

  it('asks for the code after the password, refuses a wrong one, and takes a pasted one at once', async () => {
    await page
      .getByRole('region', { name: 'Vos sessions ouvertes' })
      .getByRole('button', { name: 'Se déconnecter' })
      .click();
    await page.locator('input[type=email]').waitFor();
    await givePassword(page);
    const field = page.getByLabel('Code à six chiffres');
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    await page.locator('input[autocomplete=one-time-code]:focus').waitFor();
    await field.pressSequentially('000000');
    await alert('Le code n’est pas le bon').waitFor();
    await expect.poll(() => field.inputValue()).toBe('');
    await page.getByRole('button', { name: 'Revenir au mot de passe' }).click();
    expect(await page.locator('input[type=email]').inputValue()).toBe(OWNER.email);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByLabel('Code à six chiffres').fill(codeIn(1).replace(/^.../, '$& '));
    await inside(page);
  });

  it('takes a recovery code instead, once', async () => {
    const other = await anotherWindow();
    const useRecovery = async () => {
      await givePassword(other);
      await other.getByRole('button', { name: 'Utiliser un code de secours' }).click();
      await other.getByLabel('Code de secours').fill(codes[0]?.toUpperCase() ?? '');
      await other.getByRole('button', { name: 'Se connecter' }).click();
    };
    await useRecovery();
    await inside(other);
    const third = await anotherWindow();
    await givePassword(third);
    await third.getByRole('button', { name: 'Utiliser un code de secours' }).click();
    await third.getByLabel('Code de secours').fill(codes[0] ?? '');
    await third.getByRole('button', { name: 'Se connecter' }).click();
    await third.getByRole('alert').filter({ hasText: 'Le code n’est pas le bon' }).waitFor();
    expect(await third.getByLabel('Code de secours').inputValue()).toBe(codes[0]);
  });

  it('lists one’s sessions; ending the others shows them the sign-in page by itself', async () => {
    const other = windows[1]?.page;
    if (!other) throw new Error('the other window is not there');
    await openSettings('account');
    const card = page.getByRole('region', { name: 'Vos sessions ouvertes' });
    const lines = card.getByRole('listitem').filter({ hasText: 'Chrome sous Linux' });
    await expect.poll(() => lines.count()).toBe(2);
    await lines
      .filter({ hasText: 'celle-ci' })
      .getByText(/cet ordinateur · ouverte le/)
      .waitFor();
    await card.getByRole('button', { name: 'Terminer toutes les autres' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Terminer toutes les autres' }).click();
    await page.getByText('1 session terminée').waitFor();
    await expect.poll(() => lines.count()).toBe(1);
    await other.locator('input[type=email]').waitFor();
  });

  it('shows administrators who is kept out, and lets them in', async () => {
    for (let turn = 0; turn < 11; turn += 1) {
      await fetch(`${office.server.address}/api/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'hugo@atelier.fr', password: 'devinette' }),
      });
    }
    const visitor = await anotherWindow();
    await visitor.goto(`${office.server.address}/#/sign-in`);
    await visitor.locator('input[type=email]').fill('hugo@atelier.fr');
    await visitor.locator('input[type=password]').fill('devinette');
    await visitor.getByRole('button', { name: 'Se connecter' }).click();
    await visitor
      .getByRole('alert')
      .filter({ hasText: /Trop d’essais.*Réessayez dans/s })
      .waitFor();

    await openSettings('security');
    const card = page.getByRole('region', { name: 'Essais bloqués' });
    await card.getByText(/compte · 10 essais · attend encore/).waitFor();
    await card.getByRole('button', { name: 'Débloquer hugo@atelier.fr' }).click();
    await page.getByText('hugo@atelier.fr peut réessayer').waitFor();
    await card.getByText('Personne n’attend en ce moment.').waitFor();
    await page.getByText('Tous les comptes qui administrent Foyer l’ont activée.').waitFor();
  });

  it('changes the signing key and says until when old tokens hold', async () => {
    const card = page.getByRole('region', { name: 'Clé de signature' });
    await card.getByRole('button', { name: 'Changer la clé' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Changer la clé' }).click();
    await page.getByText('Nouvelle clé en service').waitFor();
    await card.getByText(/Les jetons de l’ancienne sont acceptés jusqu’à \d\d:\d\d\./).waitFor();
    await card.getByRole('button', { name: 'Changer la clé' }).click();
    await page.getByLabel(/Les refuser tout de suite/).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Changer la clé' }).click();
    await expect.poll(() => card.getByText(/Les jetons de l’ancienne/).count()).toBe(0);
  });

  it('lets in with the code beside the password who is kept waiting by the wrong passwords of others', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      await fetch(`${office.server.address}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' },
        body: JSON.stringify({ email: OWNER.email, password: 'devinette' }),
      });
    }
    const afar = await anotherWindow();
    await afar.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.8' });
    await givePassword(afar);
    await afar.getByRole('alert').filter({ hasText: 'Trop d’essais' }).waitFor();
    await afar.getByRole('button', { name: 'J’ai la double authentification' }).click();
    await afar.getByRole('button', { name: 'Utiliser un code de secours' }).click();
    await afar.getByLabel('Code de secours').fill(codes[2] ?? '');
    await afar.getByRole('button', { name: 'Se connecter' }).click();
    await inside(afar);
  });

  it('turns the second factor off with the password and a code', async () => {
    await openSettings('account');
    const card = page.getByRole('region', { name: 'Validation en deux étapes' });
    await card.getByRole('button', { name: 'Désactiver' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Votre mot de passe').fill(OWNER.password);
    await dialog.getByLabel(/ou code de secours/).fill(codes[1] ?? '');
    await dialog.getByRole('button', { name: 'Désactiver' }).click();
    await page.getByText('Validation en deux étapes désactivée').waitFor();
    await card.getByRole('button', { name: 'Activer' }).waitFor();
  });

  it('complains of nothing but what was refused', () => {
    const unexpected = windows
      .flatMap(({ complaints }) => complaints)
      .filter(complaint => !/status of (401|403|429)/.test(complaint));
    expect(unexpected).toEqual([]);
  });
});
