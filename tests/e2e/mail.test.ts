import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailStandIn, type MailStandIn } from '../support/mail-stand-in/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, OWNER, signIn, type FurnishedOffice } from './support/office.ts';

const MAIL_PASSWORD = 'le secret de la poste';
const NEW_PASSWORD = 'une phrase toute neuve, retenue cette fois';

describe('outgoing mail', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let server: MailStandIn;
  let window: WatchedPage;
  let page: Page;
  const open = () => page.goto(`${office.server.address}/#/settings/mail`);
  const save = async () => {
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Courriel réglé').last().waitFor();
  };
  const test = async (result: string) => {
    await page.getByRole('button', { name: 'Envoyer un essai' }).click();
    await page.getByRole('region', { name: 'Essai' }).getByText(result).waitFor();
  };

  beforeAll(async () => {
    [browser, office, server] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startMailStandIn({
        encryption: 'offered',
        account: { user: 'foyer@atelier.fr', password: MAIL_PASSWORD },
      }),
    ]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await server.close();
  });

  it('is not offered to those who forgot while nothing is set up', async () => {
    const stranger = await openWindow(browser);
    await stranger.page.goto(`${office.server.address}/#/sign-in`);
    await stranger.page.getByText('Mot de passe oublié ?').click();
    await stranger.page.getByText('Demandez à la personne qui administre Foyer').waitFor();
    expect(stranger.complaints).toEqual([]);
    await stranger.page.context().close();
  });

  it('fills in a service one knows, and says what is missing', async () => {
    await open();
    await page.getByText('Pas encore réglé').waitFor();
    await page.getByRole('combobox', { name: 'Votre messagerie' }).click();
    await page.getByRole('option', { name: 'OVH' }).click();
    expect(await page.getByLabel('Adresse du serveur').inputValue()).toBe('ssl0.ovh.net');
    expect(await page.getByLabel('Port').inputValue()).toBe('465');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Indiquez l’identifiant.').waitFor();
    await page.getByText('Indiquez le mot de passe.').waitFor();
    await page.getByText('Indiquez une adresse.').waitFor();
  });

  it('tries a real mail, and says in plain words what is wrong until it works', async () => {
    await page.getByRole('combobox', { name: 'Votre messagerie' }).click();
    await page.getByRole('option', { name: 'Autre serveur' }).click();
    await page.getByLabel('Adresse du serveur').fill('127.0.0.1');
    await page.getByLabel('Port').fill(String(server.port));
    await page.getByLabel('Identifiant').fill('foyer@atelier.fr');
    await page.getByLabel('Mot de passe', { exact: true }).fill('pas le bon');
    await page.getByLabel('Adresse d’expéditeur').fill('foyer@atelier.fr');
    await save();
    await page.getByText('Réglé, pas encore essayé').waitFor();
    await test('Le certificat du serveur n’est pas reconnu');
    expect(server.passwords).toEqual([]);

    await page.getByText('Certificat du serveur', { exact: true }).click();
    await page.getByLabel('Certificat de l’autorité (PEM)').fill(server.certificate.cert);
    expect(await page.getByRole('button', { name: 'Envoyer un essai' }).isDisabled()).toBe(true);
    await save();
    await test('L’identifiant ou le mot de passe est refusé');
    await page.getByText('Le dernier envoi a échoué').waitFor();

    await page.getByLabel('Mot de passe', { exact: true }).fill(MAIL_PASSWORD);
    await save();
    await test('Courriel remis au serveur');
    await page.getByText('Connexion chiffrée').waitFor();
    await page.getByText('Fonctionne', { exact: true }).waitFor();
    expect((await server.mailTo(OWNER.email)).encrypted).toBe(true);
    await page.reload();
    await page.getByText('Un mot de passe est enregistré.').waitFor();
    expect(await page.content()).not.toContain(MAIL_PASSWORD);
  });

  it('asks for the password again before another server is given it', async () => {
    await page.getByLabel('Adresse du serveur').fill('mail.ailleurs.fr');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('saisissez de nouveau le mot de passe').waitFor();
    await page.reload();
  });

  it('sends an invitation with the link that is shown', async () => {
    await page.goto(`${office.server.address}/#/settings/people?invite=true`);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nom').first().fill('Hugo Petit');
    await dialog.getByLabel('Adresse e-mail').fill('hugo@exemple.fr');
    // Nobody else opens an address of this computer: nothing is mailed that leads there, and the dialog says so.
    await dialog.getByText('Cette adresse n’ouvre que sur cet ordinateur').waitFor();
    const mailed = dialog.getByRole('checkbox', { name: /Envoyer aussi le lien par courriel/ });
    expect([await mailed.isChecked(), await mailed.isDisabled()]).toEqual([false, true]);
    await dialog.getByRole('button', { name: 'Ouvrir au réseau' }).click();
    const opening = page.getByRole('dialog', { name: 'Ouvrir l’interface aux autres ordinateurs ?' });
    await opening.getByText('passent en clair').waitFor({ state: 'detached' });
    await opening.getByRole('button', { name: 'Annuler' }).click();
    await office.server.client.webInterface.update({ publicUrl: office.server.address });
    await dialog.getByText('L’adresse publique choisie').waitFor();
    expect(await dialog.getByLabel('Envoyer aussi le lien par courriel').isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Créer le lien' }).click();
    await dialog.getByText('Il part aussi par courriel, à hugo@exemple.fr.').waitFor();
    const shown = await dialog.getByTestId('one-time-link').textContent();
    const { parsed } = await server.mailTo('hugo@exemple.fr');
    expect(parsed.text).toContain(shown);
  });

  it('lets a person who forgot choose another password, and tells a stranger nothing', async () => {
    const person = await openWindow(browser);
    await person.page.goto(`${office.server.address}/#/sign-in`);
    await person.page.locator('input[type=email]').fill('nobody@atelier.fr');
    await person.page.getByRole('link', { name: 'Mot de passe oublié ?' }).click();
    await person.page.getByRole('heading', { name: 'Mot de passe oublié' }).waitFor();
    expect(await person.page.getByLabel('Adresse e-mail').inputValue()).toBe('nobody@atelier.fr');
    const answerFor = async (email: string) => {
      await person.page.getByLabel('Adresse e-mail').fill(email);
      await person.page.getByRole('button', { name: 'Envoyer le lien' }).click();
      await person.page.getByRole('heading', { name: 'C’est noté' }).waitFor();
      return (await person.page.getByRole('main').textContent())?.replace(email, '');
    };
    const unknown = await answerFor('nobody@atelier.fr');
    await person.page.getByRole('button', { name: 'Essayer une autre adresse' }).click();
    const known = await answerFor(OWNER.email);
    expect(known).toBe(unknown);

    const { parsed } = await server.mailTo(OWNER.email, mail => /token=/.test(mail.parsed.text ?? ''));
    const link = /http:\S+token=\S+/.exec(parsed.text ?? '')?.[0] ?? '';
    expect(link.startsWith(office.server.address)).toBe(true);
    await person.page.goto(link);
    await person.page.locator('input[autocomplete=new-password]').fill(NEW_PASSWORD);
    await person.page.locator('form button[type=submit]').click();
    await person.page.getByRole('navigation').first().waitFor();
    const notice = await server.mailTo(OWNER.email, mail => (mail.parsed.subject ?? '').includes('a changé'));
    expect(notice.parsed.text).not.toContain(NEW_PASSWORD);
    expect(person.complaints).toEqual([]);
    await person.page.context().close();
  });

  it('is forgotten with its password, once confirmed', async () => {
    // The new password ended every session.
    const again = await openWindow(browser);
    ({ page } = again);
    await page.goto(`${office.server.address}/#/sign-in`);
    await page.locator('input[type=email]').fill(OWNER.email);
    await page.locator('input[type=password]').fill(NEW_PASSWORD);
    await page.locator('form button[type=submit]').click();
    await page.getByRole('navigation').first().waitFor();
    await open();
    await page.getByRole('button', { name: 'Oublier ce serveur' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Oublier ce serveur' }).click();
    await page.getByText('Pas encore réglé').waitFor();
    expect(await page.getByLabel('Adresse du serveur').inputValue()).toBe('smtp.gmail.com');
    expect(again.complaints).toEqual([]);
    expect(window.complaints.filter(complaint => !/401|session/i.test(complaint))).toEqual([]);
  });
});
