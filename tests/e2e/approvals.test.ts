import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailStandIn, type MailStandIn } from '../support/mail-stand-in/index.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';
import { pageFaults } from './support/page-faults.js';

describe('what waits for a yes', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let server: MailStandIn;
  let window: WatchedPage;
  let page: Page;
  let clientId: string;

  beforeAll(async () => {
    [browser, office, server] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startMailStandIn({ encryption: 'none' }),
    ]);
    clientId = (await office.server.client.clients.list({}))[0]?.id ?? '';
    window = await openWindow(browser, { width: 1440, height: 900 });
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await server.close();
  });

  const open = (path = '/approvals') => page.goto(`${office.server.address}/#${path}`);
  const card = (title: string) => page.getByRole('article', { name: title });
  const letter = { to: 'nadia@exemple.fr', text: 'Bonjour Nadia.' };

  it('teaches while nothing does, and says that mail is not set up before anything is written', async () => {
    await open();
    await page.getByText('Rien n’attend votre accord').waitFor();
    await page.getByRole('button', { name: 'Écrire un courriel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Écrire un courriel' });
    await dialog.getByText('L’envoi de courriels n’est pas réglé').waitFor();
    expect(await dialog.getByRole('button', { name: 'Proposer' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('is written, counted in the menu and on Home, read again when it changed, and leaves after the yes', async () => {
    const { client } = office.server;
    await client.mail.replace({
      host: server.host,
      port: server.port,
      security: 'none',
      username: null,
      fromName: 'Atelier',
      fromAddress: 'foyer@atelier.fr',
      replyTo: null,
      certificateAuthority: null,
    });
    await open('/');
    await page.reload();
    await open();
    await page.getByRole('button', { name: 'Écrire un courriel' }).click();
    await page.getByLabel('À', { exact: true }).fill(letter.to);
    await page.getByLabel('Objet').fill('Votre devis');
    await page.getByLabel('Texte').fill(letter.text);
    await page.getByRole('button', { name: 'Proposer' }).click();
    await card('Votre devis').getByText(letter.text).waitFor();
    await page.getByRole('link', { name: 'À valider, 1 à valider' }).waitFor();
    expect(await page.evaluate(pageFaults)).toEqual([]);

    const [waiting] = (await client.artifacts.list({})).items;
    const { id = '', hash = '' } = waiting ?? {};
    await client.artifacts.edit({ id, hash, content: { text: 'Bonjour Nadia, voici le devis.' } });
    await card('Votre devis').getByText('Le contenu a changé entre-temps').waitFor();
    const approve = card('Votre devis').getByRole('button', { name: 'Valider et envoyer' });
    expect(await approve.isDisabled()).toBe(true);
    await card('Votre devis').getByRole('button', { name: 'J’ai relu' }).click();
    await approve.click();
    expect((await server.mailTo(letter.to)).parsed.text).toContain('voici le devis');
    await page.getByRole('tab', { name: 'Passé' }).click();
    await card('Votre devis').getByText('Fait', { exact: true }).waitFor();
  });

  it('is edited, and refused with a word, on a phone too', async () => {
    const { client } = office.server;
    await client.mail.propose({ ...letter, clientId, subject: 'Une relance' });
    await open('/');
    await page.getByText('Une demande attend votre accord').waitFor();
    const phone = await openWindow(browser, { ...PHONE, dark: true });
    ({ page } = phone);
    await signIn(page, office.server.address);
    await open();
    await card('Une relance').getByRole('button', { name: 'Modifier' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Objet').fill('Une autre relance');
    await dialog.getByRole('button', { name: 'Modifier' }).click();
    await card('Une autre relance').getByText('version 2').waitFor();
    expect(await page.evaluate(pageFaults)).toEqual([]);
    await card('Une autre relance').getByRole('button', { name: 'Refuser' }).click();
    const refusal = page.getByRole('dialog');
    expect(await refusal.getByRole('button', { name: 'Refuser' }).isDisabled()).toBe(true);
    await refusal.getByLabel('Pourquoi').fill('Trop tôt');
    await page.keyboard.press('Enter');
    await page.getByText('Rien n’attend votre accord').waitFor();
    await page.getByRole('tab', { name: 'Passé' }).click();
    await card('Une autre relance').getByText('Trop tôt').waitFor();
    expect([...window.complaints, ...phone.complaints]).toEqual([]);
  });
});
