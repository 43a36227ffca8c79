import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const PASSWORD = 'un cheval mange la batterie';
const NEW_PASSWORD = 'deux tourterelles sur un fil bleu';

describe('people', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let owner: WatchedPage;
  let page: Page;
  const open = (path = '/settings/people') => page.goto(`${office.server.address}/#${path}`);

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    owner = await openWindow(browser);
    ({ page } = owner);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    expect(owner.complaints.filter(complaint => !/\/rpc\/people\/(invite|update)$/.test(complaint))).toEqual(
      [],
    );
    await browser.close();
    await office.close();
  });

  const panel = () => page.getByRole('dialog');
  const row = (name: string) => page.getByRole('table', { name: 'Personnes' }).getByRole('row', { name });
  /** The link in sight, copied: it may be left. */
  const linkShown = async () => {
    await page.getByRole('group', { name: 'Lien' }).getByRole('button').click();
    return (await page.getByTestId('one-time-link').innerText()).trim();
  };

  /** A window of someone's own, on a link or signed in already. */
  async function elsewhere(address: string): Promise<WatchedPage> {
    const window = await openWindow(browser);
    await window.page.goto(address);
    return window;
  }

  async function invite(name: string, email: string, role: string): Promise<string> {
    await open();
    await page.getByRole('button', { name: 'Inviter une personne' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Inviter une personne' });
    await dialog.getByLabel('Nom complet').fill(name);
    await dialog.getByLabel('Adresse e-mail').fill(email);
    await dialog.getByRole('radio', { name: role, exact: true }).check();
    await dialog.getByRole('button', { name: 'Créer le lien' }).click();
    await page.getByRole('dialog', { name: `Le lien pour ${name}` }).waitFor();
    const link = await linkShown();
    await page.getByRole('button', { name: 'Terminé' }).click();
    return link;
  }

  it('are invited by a link, join by it, and see the pages of their role', async () => {
    await open();
    await page.getByText('Il n’y a que vous pour l’instant').waitFor();
    const link = await invite('Hugo Petit', 'hugo@atelier.fr', 'Membre');
    await row('Hugo Petit').getByText('Invitée').waitFor();

    const hugo = await elsewhere(link);
    await hugo.page.getByText('hugo@atelier.fr').waitFor();
    const password = hugo.page.getByLabel('Mot de passe', { exact: true });
    await password.fill('court');
    await hugo.page.getByText('Encore trop court').waitFor();
    await password.fill('Hugo Petit 2026');
    await hugo.page.getByRole('button', { name: 'Entrer dans Foyer' }).click();
    await hugo.page.getByText('Ce mot de passe est trop facile à deviner').waitFor();
    await password.fill(PASSWORD);
    await hugo.page.getByRole('button', { name: 'Entrer dans Foyer' }).click();
    const rail = hugo.page.getByRole('navigation', { name: 'Navigation principale' });
    await rail.waitFor();
    expect(await rail.getByRole('link').allInnerTexts()).toEqual(['Accueil', 'Discuter', 'Réglages']);
    expect(hugo.page.url()).not.toContain('token');

    // The same link again, as someone else might find it.
    const again = await elsewhere(link);
    await again.page.getByText('Ce lien a déjà servi').waitFor();
    await again.page.getByRole('link', { name: 'Aller à la page de connexion' }).click();
    await again.page.locator('input[type=password]').waitFor();

    for (const [path, landing] of [
      ['/knowledge', '/'],
      ['/chatbots', '/'],
      ['/conversations', '/'],
      ['/models', '/'],
      [`/chatbots/${office.chatbotId}`, `/chat?bot=${office.chatbotId}`],
      ['/settings/people', '/settings/appearance'],
    ] as const) {
      await hugo.page.goto(`${office.server.address}/#${path}`);
      await expect.poll(() => new URL(hugo.page.url()).hash).toBe(`#${landing}`);
    }
    await hugo.page.getByText('Votre rôle ne comprend pas cette page').first().waitFor();
    expect(await hugo.page.getByRole('link', { name: 'Personnes' }).count()).toBe(0);
    const refused = /auth\/|people\/(accept|inspect)Link/; // the password that was refused
    expect(hugo.complaints.filter(complaint => !refused.test(complaint))).toEqual([]);
    await hugo.page.context().close();
    await again.page.context().close();
    await row('Hugo Petit').getByText('Active').waitFor();
  });

  it('are told apart: an address that is taken is refused in its field, and nothing typed is lost', async () => {
    await open('/settings/people?invite=true');
    const dialog = page.getByRole('dialog', { name: 'Inviter une personne' });
    await dialog.getByLabel('Nom complet').fill('Hugo Encore');
    await dialog.getByLabel('Adresse e-mail').fill('pas une adresse');
    await dialog.getByRole('button', { name: 'Créer le lien' }).click();
    await dialog.getByText('Ce n’est pas une adresse e-mail.').waitFor();
    await dialog.getByLabel('Adresse e-mail').fill('hugo@atelier.fr');
    await dialog.getByRole('button', { name: 'Créer le lien' }).click();
    await dialog.getByText('Cette adresse a déjà un compte').waitFor();
    expect(await dialog.getByLabel('Nom complet').inputValue()).toBe('Hugo Encore');
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('are found by name and by state', async () => {
    await open();
    await page.getByRole('searchbox').fill('hugo');
    await page.getByText('1 personne', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('zzz');
    await page.getByText('Personne ne correspond').waitFor();
    await page.getByRole('button', { name: 'Voir tout le monde' }).click();
    await page.getByText('2 personnes', { exact: true }).waitFor();
  });

  it('are changed in a panel that says what they will see', async () => {
    await open();
    await row('Hugo Petit').click();
    const preview = panel().getByRole('region', { name: 'Ce que cette personne voit' });
    await preview.getByText('Accueil, Discuter, Réglages').waitFor();
    await preview.getByText('Assistant RH').waitFor();

    await panel().getByLabel('Initiales').fill('h1');
    await panel().getByText('Il faut exactement trois lettres').waitFor();
    await panel().getByLabel('Initiales').fill('CLA');
    await panel().getByRole('radio', { name: 'Édition', exact: true }).check();

    // Closing with something unsaved asks first.
    await page.keyboard.press('Escape');
    await page.getByText('Abandonner les modifications ?').waitFor();
    await page.getByRole('button', { name: 'Annuler' }).last().click();

    await panel().getByRole('button', { name: 'Enregistrer' }).click();
    await panel().getByText('Ces initiales sont déjà prises').waitFor();
    await panel().getByLabel('Initiales').fill('hug');
    await panel().getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Modifications enregistrées').waitFor();
    await preview
      .getByText(
        'Accueil, Discuter, Chatbots, Connaissances, Sources, Conversations, Contacts, À valider, Consommation, Réglages',
      )
      .waitFor();
    await preview.getByText('ajouter et retirer des documents', { exact: false }).waitFor();
    await panel().getByRole('button', { name: 'Fermer la fiche' }).click();
    await row('Hugo Petit').getByText('Édition').waitFor();
  });

  it('who is disabled is out, whatever page was open, and back once enabled', async () => {
    const hugo = await elsewhere(`${office.server.address}/#/sign-in`);
    await hugo.page.locator('input[type=email]').fill('hugo@atelier.fr');
    await hugo.page.locator('input[type=password]').fill(PASSWORD);
    await hugo.page.locator('form button[type=submit]').click();
    await hugo.page.getByRole('navigation').first().waitFor();

    await open();
    await row('Hugo Petit').click();
    await panel().getByRole('button', { name: 'Désactiver le compte' }).click();
    const confirm = page.getByRole('dialog', { name: 'Désactiver le compte de Hugo Petit ?' });
    await confirm.getByRole('button', { name: 'Désactiver le compte' }).click();
    await panel().getByText('Désactivée', { exact: true }).waitFor();
    await hugo.page.locator('input[type=password]').waitFor();
    await hugo.page.goto(`${office.server.address}/#/knowledge`);
    await hugo.page.locator('input[type=password]').waitFor();
    await panel().getByText('Rien : son compte est désactivé.').waitFor();

    await panel().getByRole('button', { name: 'Réactiver le compte' }).click();
    await panel().getByText('Active', { exact: true }).waitFor();
    await hugo.page.context().close();
  });

  it('who forgot gets a link, which ends what was open and lets them choose again', async () => {
    const before = await elsewhere(`${office.server.address}/#/sign-in`);
    await before.page.locator('input[type=email]').fill('hugo@atelier.fr');
    await before.page.locator('input[type=password]').fill(PASSWORD);
    await before.page.locator('form button[type=submit]').click();
    await before.page.getByRole('navigation').first().waitFor();

    await open();
    await row('Hugo Petit').click();
    await panel().getByRole('button', { name: 'Lien de nouveau mot de passe' }).click();
    const first = await linkShown();
    await panel().getByRole('button', { name: 'Lien de nouveau mot de passe' }).click();
    await expect.poll(linkShown).not.toBe(first);
    const second = await linkShown();

    const replaced = await elsewhere(first);
    await replaced.page.getByText('Ce lien n’est plus valable').waitFor();
    await replaced.page.context().close();

    const hugo = await elsewhere(second);
    await hugo.page.getByRole('heading', { name: 'Un nouveau mot de passe' }).waitFor();
    await hugo.page.getByLabel('Mot de passe', { exact: true }).fill(NEW_PASSWORD);
    await hugo.page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    await hugo.page.getByRole('navigation').first().waitFor();
    await before.page.locator('input[type=password]').waitFor();
    await hugo.page.context().close();
    await before.page.context().close();
  });

  it('choose whom a chatbot is shared with, among the members', async () => {
    const link = await invite('Léa Martin', 'lea@atelier.fr', 'Membre');
    const lea = await elsewhere(link);
    await lea.page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await lea.page.getByRole('button', { name: 'Entrer dans Foyer' }).click();
    await lea.page.getByRole('navigation').first().waitFor();

    await open(`/chatbots/${office.chatbotId}`);
    const sharing = page.getByRole('region', { name: 'Partage' });
    await sharing.getByRole('radio', { name: 'Des personnes choisies' }).check();
    await sharing.getByText('Personne n’est coché').waitFor();
    // A page of its own: that which is open would ask once more for the chatbot it still shows, and be refused.
    await lea.page.goto('about:blank');
    await lea.page.goto(`${office.server.address}/#/chat`);
    await lea.page.getByText('Aucun chatbot ne vous').waitFor();
    await sharing.getByRole('checkbox', { name: /Léa Martin/ }).check();
    await page.getByText('Partage enregistré').first().waitFor();
    await lea.page.getByText('Assistant RH').first().waitFor();
    expect(lea.complaints).toEqual([]);
    await lea.page.context().close();
  });

  it('who have several clients are given a role for each', async () => {
    const { client } = office.server;
    const south = await client.clients.create({ name: 'Cabinet Sud' });
    await open('/settings/people?invite=true');
    await page.reload();
    const dialog = page.getByRole('dialog', { name: 'Inviter une personne' });
    await dialog.getByLabel('Nom complet').fill('Nina Roy');
    await dialog.getByLabel('Adresse e-mail').fill('nina@atelier.fr');
    await dialog.getByRole('radio', { name: 'Réponses', exact: true }).check();
    const clients = dialog.getByRole('group', { name: 'Clients' });
    await clients.getByRole('checkbox', { name: 'Mon bureau' }).uncheck();
    await clients.getByText('Sans client, cette personne').waitFor();
    await clients.getByRole('checkbox', { name: 'Cabinet Sud' }).check();
    await dialog.getByRole('button', { name: 'Créer le lien' }).click();
    await linkShown();
    await page.getByRole('button', { name: 'Terminé' }).click();
    await row('Nina Roy').getByText('Réponses · Cabinet Sud').waitFor();
    const { items } = await client.people.list({ q: 'nina' });
    expect(items[0]).toMatchObject({ role: 'agent', memberships: [{ clientId: south.id, role: 'agent' }] });
  });
});
