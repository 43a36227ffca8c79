import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const NAME = 'Mairie de Saint-Aubin';

describe('the clients', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  let clientId: string;
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  const region = (name: string) => page.getByRole('region', { name });
  const dialog = () => page.getByRole('dialog');
  const to = (path: string) => page.goto(`${office.server.address}/#${path}`);

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

  it('the only one can be neither archived nor erased, and says why', async () => {
    await page.getByRole('link', { name: 'Clients' }).click();
    await page.getByRole('link', { name: 'Mon bureau' }).click();
    await tab('Données').click();
    expect(await page.getByText('C’est le seul client en service').count()).toBe(2);
    expect(await page.getByRole('button', { name: 'Effacer…' }).count()).toBe(0);
  });

  it('are created with a name; a wrong domain is told before anything is sent', async () => {
    await to('/clients');
    await page.getByRole('button', { name: 'Créer un client' }).click();
    await dialog().getByRole('button', { name: 'Créer' }).click();
    await dialog().getByText('Donnez-lui un nom.').waitFor();
    await dialog().getByLabel('Nom').fill(NAME);
    await dialog().getByLabel('Domaine').fill('pas un domaine');
    await dialog().getByText('Un nom de domaine s’écrit comme').waitFor();
    await dialog().getByLabel('Domaine').fill('https://saint-aubin.fr/');
    await dialog().getByLabel('Fuseau horaire').fill('guadeloupe');
    await page.getByRole('option', { name: 'America/Guadeloupe' }).click();
    await dialog().getByRole('button', { name: 'Créer' }).click();
    await page.getByRole('heading', { name: NAME }).waitFor();
    const [made] = await office.server.client.clients.list({ q: 'aubin' });
    expect(made).toMatchObject({ domain: 'saint-aubin.fr', timeZone: 'America/Guadeloupe', language: 'fr' });
    clientId = made?.id ?? '';
  });

  it('are edited: contact, notes; leaving without saving asks first', async () => {
    await page.getByLabel('Adresse e-mail').fill('elodie@');
    await page.getByText('Cette adresse n’est pas complète.').waitFor();
    await page.getByLabel('Adresse e-mail').fill('elodie@saint-aubin.fr');
    await page.getByLabel('Notes').fill('Fermé le mercredi.');
    await page.getByRole('link', { name: 'Accueil' }).click();
    await dialog().getByText('seront perdues').waitFor();
    await dialog().getByRole('button', { name: 'Annuler' }).click();
    await page.getByRole('region', { name: 'Modifications non enregistrées' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Enregistré', { exact: true }).waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel('Notes').inputValue()).toBe('Fermé le mercredi.');
    expect(await office.server.client.clients.get({ id: clientId })).toMatchObject({
      contactEmail: 'elodie@saint-aubin.fr',
      notes: 'Fermé le mercredi.',
    });
  });

  it('have their chatbots and documents, apart from those of the others', async () => {
    await tab('Chatbots').click();
    await page.getByText('Ce client n’a pas encore de chatbot').waitFor();
    await page.getByRole('button', { name: 'Créer un chatbot' }).click();
    await dialog().getByLabel('Nom').fill('État civil');
    await dialog().getByRole('button', { name: 'Créer' }).click();
    await page.getByRole('heading', { name: 'État civil' }).waitFor();
    const [bot] = await office.server.client.chatbots.list({ clientId });
    await office.server.client.documents.addSample({ chatbotId: bot?.id ?? '', language: 'fr' });
    await to(`/clients/${clientId}?tab=documents`);
    await page.getByRole('link', { name: /Règlement/ }).waitFor();
    await tab('Chatbots').click();
    await page.getByRole('link', { name: 'État civil' }).waitFor();
    expect(await page.getByRole('link', { name: 'Assistant RH' }).count()).toBe(0);
  });

  it('are switched by typing and with the keyboard, and the choice lasts', async () => {
    await to(`/chatbots/${office.chatbotId}`);
    const switcher = page.getByRole('complementary').getByRole('button', { name: 'Mon bureau' });
    await switcher.click();
    await page.getByRole('combobox', { name: 'Rechercher un client' }).fill('aubin');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByRole('button', { name: NAME }).waitFor();
    await page.getByRole('link', { name: 'État civil' }).waitFor();
    await page.reload();
    await page.getByRole('complementary').getByRole('button', { name: NAME }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByRole('button', { name: 'Mon bureau' }).waitFor();
    await page.getByRole('link', { name: 'Assistant RH' }).waitFor();
  });

  it('archived: out of the list and of the switcher, its bots say so; then restored', async () => {
    const { client } = office.server;
    const [bot] = await client.chatbots.list({ clientId });
    const open = await client.conversations.create({ chatbotId: bot?.id ?? '', title: 'Mariages' });
    await to('/clients');
    await page.getByRole('button', { name: `Actions pour ${NAME}` }).click();
    await page.getByRole('menuitem', { name: 'Archiver' }).click();
    await dialog().getByRole('button', { name: 'Archiver' }).click();
    await page.getByText(`« ${NAME} » est archivé`).waitFor();
    await expect.poll(() => page.getByRole('link', { name: NAME }).count()).toBe(0);
    await to(`/chat/${open.id}`);
    await page.getByRole('textbox', { name: /question/i }).fill('Combien de jours pour un mariage ?');
    await page.keyboard.press('Enter');
    await page.getByText('Ce client est archivé').first().waitFor();
    await to('/clients');
    await page.getByRole('button', { name: 'Archivés' }).click();
    await page.getByRole('link', { name: NAME }).click();
    await tab('Données').click();
    await region('Ce client est archivé').getByRole('button', { name: 'Rétablir' }).click();
    await page.getByText(`« ${NAME} » est rétabli`).waitFor();
    await to('/clients');
    await page.getByRole('link', { name: NAME }).waitFor();
  });

  it('keep things less long only after saying what that deletes', async () => {
    await to(`/clients/${clientId}?tab=privacy`);
    const card = region('Durées de conservation');
    await card.getByLabel('Conversations').fill('0');
    await card.getByText('de 1 à 36 500').waitFor();
    await card.getByLabel('Conversations').fill('365');
    await card.getByRole('button', { name: 'Enregistrer' }).click();
    await dialog().getByText('Rien n’est plus ancien aujourd’hui.').waitFor();
    await dialog().getByRole('button', { name: 'Conserver moins longtemps' }).click();
    await page.getByText('Enregistré', { exact: true }).waitFor();
    expect((await office.server.client.clients.get({ id: clientId })).conversationRetentionDays).toBe(365);
  });

  it('are exported whole: the archive downloads and opens', async () => {
    const card = region('Exporter toutes ses données');
    await card.getByRole('button', { name: 'Préparer une archive' }).click();
    const link = card.getByRole('link', { name: 'Télécharger' });
    await link.waitFor();
    const downloading = page.waitForEvent('download');
    await link.click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^Mairie de Saint-Aubin - \d{4}-\d\d-\d\d\.zip$/);
    const files = unzipSync(await readFile(await download.path()));
    const stored = JSON.parse(strFromU8(files['client.json'] ?? new Uint8Array())) as { notes: string };
    expect(stored.notes).toBe('Fermé le mercredi.');
    expect(Object.keys(files).filter(name => name.startsWith('files/')).length).toBeGreaterThan(0);
    await card.getByRole('button', { name: /Supprimer l’archive/ }).click();
    await page.getByText('Archive supprimée').waitFor();
    await expect.poll(() => card.getByRole('link', { name: 'Télécharger' }).count()).toBe(0);
  });

  it('are erased after their name is typed; the certificate tells what went, prints and is kept', async () => {
    await page.getByRole('button', { name: 'Effacer…' }).click();
    const confirm = dialog().getByRole('button', { name: 'Effacer pour toujours' });
    await dialog()
      .getByLabel(/Pour confirmer/)
      .fill('Mairie');
    expect(await confirm.isDisabled()).toBe(true);
    await dialog()
      .getByLabel(/Pour confirmer/)
      .fill(NAME);
    await confirm.click();
    await page.getByRole('heading', { name: 'Effacement d’un client' }).waitFor();
    const article = page.getByRole('article');
    await article.getByText(clientId).waitFor();
    await article.getByText('Les sauvegardes et les copies que vous avez faites').waitFor();
    expect(await article.textContent()).not.toContain(NAME);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Télécharger (JSON)' }).click();
    const kept = JSON.parse(await readFile(await (await downloading).path(), 'utf8')) as {
      subjectId: string;
      removed: { chatbots: number };
    };
    expect(kept).toMatchObject({ subjectId: clientId, removed: { chatbots: 1 } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('complementary').isVisible()).toBe(false);
    expect(await article.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });

    await to(`/clients/${clientId}`);
    await page.getByText('Ce client n’existe plus').waitFor();
    await to('/clients/erasures');
    await page.getByRole('link', { name: /Effacement d’un client/ }).waitFor();
    expect(window.complaints.filter(complaint => !/404|409/.test(complaint))).toEqual([]);
  });

  it('a colleague with one client has no place for clients; with two, a list to read', async () => {
    const { client, address } = office.server;
    const [first] = await client.clients.list({});
    const { id: second } = await client.clients.create({ name: 'Seconde' });
    const password = 'une phrase pour chacun';
    for (const [email, clientIds] of [
      ['un@atelier.fr', [first?.id ?? '']],
      ['deux@atelier.fr', [first?.id ?? '', second]],
    ] as const) {
      await client.auth.register({
        email,
        fullName: 'Sam',
        password,
        role: 'editor',
        clientIds: [...clientIds],
      });
      const colleague = await openWindow(browser);
      await colleague.page.goto(`${address}/#/sign-in`);
      await colleague.page.locator('input[type=email]').fill(email);
      await colleague.page.locator('input[type=password]').fill(password);
      await colleague.page.locator('form button[type=submit]').click();
      await colleague.page.getByRole('link', { name: 'Chatbots' }).waitFor();
      const place = colleague.page.getByRole('link', { name: 'Clients' });
      if (clientIds.length === 1) {
        await colleague.page.getByText('Mon bureau').waitFor();
        expect(await place.count()).toBe(0);
      } else {
        await place.click();
        await colleague.page.getByRole('link', { name: 'Seconde' }).click();
        await colleague.page.getByRole('heading', { name: 'Seconde' }).waitFor();
        expect(await colleague.page.getByRole('tab', { name: 'Données' }).count()).toBe(0);
        expect(await colleague.page.getByRole('button', { name: 'Créer un client' }).count()).toBe(0);
      }
      expect(colleague.complaints).toEqual([]);
      await colleague.page.context().close();
    }
  });

  it('a person is erased from the people of a client, or from the settings, and leaves a certificate', async () => {
    const { client } = office.server;
    const second = (await client.clients.list({ q: 'Seconde' }))[0]?.id ?? '';
    await to(`/clients/${second}?tab=people`);
    await page.getByText('deux@atelier.fr').waitFor();
    await page.getByRole('button', { name: 'Actions pour Sam' }).click();
    await page.getByRole('menuitem', { name: 'Effacer la personne…' }).click();
    await dialog()
      .getByLabel(/Pour confirmer/)
      .fill('Deux@atelier.fr');
    await dialog().getByRole('button', { name: 'Effacer pour toujours' }).click();
    await page.getByRole('heading', { name: 'Effacement d’une personne' }).waitFor();
    expect(await page.getByRole('article').textContent()).not.toContain('atelier.fr');

    const { items } = await client.people.list({ q: 'un@atelier.fr' });
    await to(`/settings/people?person=${items[0]?.id ?? ''}`);
    await page.getByRole('button', { name: 'Effacer la personne…' }).click();
    await page.getByLabel(/Pour confirmer/).fill('un@atelier.fr');
    await page.getByRole('button', { name: 'Effacer pour toujours' }).click();
    await page.getByRole('heading', { name: 'Effacement d’une personne' }).waitFor();
    expect((await client.people.list({})).items.map(person => person.email)).not.toContain('un@atelier.fr');
  });
});
