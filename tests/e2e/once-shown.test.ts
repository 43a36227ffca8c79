import { Secret, TOTP } from 'otpauth';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, OWNER, signIn, type FurnishedOffice } from './support/office.ts';

describe('what is shown once', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  const button = (name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name });
  const question = () => page.getByRole('dialog', { name: 'Fermer sans l’avoir gardé ?' });
  /** As a person goes, so that the way back is theirs. */
  const toSection = async (name: string) => {
    await page.getByRole('link', { name: 'Réglages' }).click();
    await page
      .getByRole('navigation', { name: 'Rubriques des réglages' })
      .getByRole('link', { name })
      .click();
  };

  /** Each way out asks, and going back shows the secret as it was. */
  async function asksBeforeLeaving(secret: Locator, ways: Record<string, () => Promise<unknown>>) {
    for (const [name, leave] of Object.entries(ways)) {
      await leave();
      await question().waitFor();
      expect(await secret.isVisible(), name).toBe(true);
      await question().getByRole('button', { name: 'Annuler' }).click();
      await question().waitFor({ state: 'detached' });
      expect(await secret.isVisible(), name).toBe(true);
    }
  }
  const escape = async () => {
    await page.locator(':focus').first().waitFor({ state: 'attached' }); // what had it may just have gone
    await page.keyboard.press('Escape');
  };
  const beside = () => page.mouse.click(5, 5);
  const back = () => page.evaluate('history.back()');

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  beforeEach(async () => {
    await page.goto(`${office.server.address}/#/models`);
    await page.getByRole('heading', { name: 'Modèles' }).waitFor();
  });
  afterAll(async () => {
    expect(window.complaints).toEqual([]);
    await browser.close();
    await office.close();
  });

  async function makeKey(name: string): Promise<Locator> {
    await toSection('Clés d’API');
    await page.getByRole('button', { name: 'Créer une clé' }).click();
    await page.getByRole('dialog').getByLabel('Nom').fill(name);
    await button('Créer la clé').click();
    const secret = page.locator('pre').first();
    await secret.waitFor();
    return secret;
  }

  it('an access key: Escape, a click beside and the way back ask', async () => {
    const secret = await makeKey('Un');
    await asksBeforeLeaving(secret, { escape, beside, back });
    await escape();
    await question().getByRole('button', { name: 'Fermer quand même' }).click();
    await secret.waitFor({ state: 'detached' });
  });

  it('an access key that was copied, by the button or by the keyboard, is left without a question', async () => {
    const copied = await makeKey('Deux');
    await button('Copier').first().click();
    await page.getByRole('button', { name: 'Copié', exact: true }).waitFor();
    await escape();
    await copied.waitFor({ state: 'detached' });

    const selected = await makeKey('Trois');
    await selected.click({ clickCount: 3 });
    await page.keyboard.press('Control+c');
    await escape();
    await selected.waitFor({ state: 'detached' });
    expect(await question().count()).toBe(0);
  });

  it('an access key that is said to be copied is left without a question', async () => {
    const secret = await makeKey('Quatre');
    await button('Je l’ai copiée').click();
    await secret.waitFor({ state: 'detached' });
    expect(await question().count()).toBe(0);
  });

  it('an invitation: its buttons ask as well, and another link has to be kept anew', async () => {
    const link = page.getByTestId('one-time-link');
    const invite = async (name: string) => {
      await page.getByLabel('Nom complet').fill(name);
      await page.getByLabel('Adresse e-mail').fill(`${name.toLowerCase()}@atelier.fr`);
      await button('Créer le lien').click();
      await link.waitFor();
    };
    await toSection('Personnes');
    await page.getByRole('button', { name: 'Inviter une personne' }).first().click();
    await invite('Hugo');
    await asksBeforeLeaving(link, {
      escape,
      beside,
      back,
      finished: () => button('Terminé').click(),
      another: () => button('Inviter une autre personne').click(),
    });
    await button('Copier').click();
    await button('Inviter une autre personne').click();
    await invite('Zoe');
    await asksBeforeLeaving(link, { escape });
    await escape();
    await question().getByRole('button', { name: 'Fermer quand même' }).click();
    await link.waitFor({ state: 'detached' });
  });

  it('a link for a new password, in the panel of a person', async () => {
    await toSection('Personnes');
    await page.getByRole('table', { name: 'Personnes' }).getByRole('link', { name: 'Hugo' }).click();
    await button('Nouveau lien d’invitation').click();
    const link = page.getByTestId('one-time-link');
    await link.waitFor();
    await asksBeforeLeaving(link, { escape, back, close: () => button('Fermer la fiche').click() });
    await button('Copier').click();
    await escape();
    await link.waitFor({ state: 'detached' });
  });

  it('the key of an authenticator, then the recovery codes', async () => {
    await toSection('Compte');
    await page
      .getByRole('region', { name: 'Validation en deux étapes' })
      .getByRole('button', { name: 'Activer' })
      .click();
    await page.getByLabel('Votre mot de passe').waitFor();
    await escape(); // nothing is shown yet
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page
      .getByRole('region', { name: 'Validation en deux étapes' })
      .getByRole('button', { name: 'Activer' })
      .click();
    await page.getByLabel('Votre mot de passe').fill(OWNER.password);
    await button('Continuer').click();
    const key = page.getByLabel('Clé à saisir');
    await key.waitFor();
    await asksBeforeLeaving(key, { escape, beside, back, cancel: () => button('Annuler').click() });
    const secret = (await key.innerText()).replaceAll(' ', '');
    await button('Copier').click();
    await page.getByLabel('Code à six chiffres').fill(TOTP.generate({ secret: Secret.fromBase32(secret) }));
    await button('Vérifier').click();
    // That the key was copied says nothing about the codes.
    const codes = page.getByLabel('Vos codes de secours').locator('li').first();
    await codes.waitFor();
    await asksBeforeLeaving(codes, { escape, beside, back });
    await Promise.all([page.waitForEvent('download'), button('Enregistrer').click()]);
    await escape();
    await codes.waitFor({ state: 'detached' });
    await page.getByText('Il vous reste 10 codes de secours.').waitFor();
  });
});
