import { renameSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startImapStandIn } from '../support/imap-stand-in/index.ts';
import { letter, stored } from '../support/mail-messages.ts';
import { pageWith, smallSite } from '../support/small-site.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { erase, writeOld } from '../support/watched-folder.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('sources of knowledge', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  let folder: ReturnType<typeof temporaryFolder>;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    folder = temporaryFolder();
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    folder.remove();
  });

  const state = (words: string) => page.getByRole('status').getByText(words, { exact: true }).waitFor();
  const item = (name: string) => page.getByRole('list', { name: 'Contenu de la source' }).getByText(name);
  /** Without scrolling to it: what is asked for is answered where it is seen. */
  const comesInSight = async (what: Locator) => {
    await what.waitFor();
    await expect
      .poll(() =>
        what.evaluate(shown => {
          const { left, top, width, height } = shown.getBoundingClientRect();
          return shown.contains(shown.ownerDocument.elementFromPoint(left + width / 2, top + height / 2));
        }),
      )
      .toBe(true);
  };
  const deed = async (name: string) => {
    await page.getByRole('button', { name: 'Autres actions' }).click();
    await page.getByRole('menuitem', { name }).click();
  };

  it('are reached from the rail; a browser is told where folders are added', async () => {
    await page.getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('heading', { name: 'Aucune source pour l’instant' }).waitFor();
    await page.getByRole('button', { name: 'Ajouter une source' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Dossier/u }).click();
    await dialog.getByText('Un dossier s’ajoute dans la fenêtre de Foyer').waitFor();
    expect(await dialog.getByRole('button', { name: 'Regarder ce qu’elle contient' }).isDisabled()).toBe(
      true,
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('of a site show as one types what its patterns have followed, and take a login that is never shown again', async () => {
    const site = await smallSite({
      '/': pageWith('Accueil', 'L’atelier répare les vélos de toutes les marques.', [
        '/tarifs',
        '/archives/un',
      ]),
      '/tarifs': pageWith('Tarifs', 'Une révision complète coûte 65 euros.'),
      '/archives/un': pageWith('Archives', 'Les anciens tarifs de l’atelier sont gardés ici.'),
    });
    await page.getByRole('button', { name: 'Ajouter une source' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Site/u }).click();
    await dialog.getByLabel('Adresse du site').fill(site.at('/'));
    await dialog.getByRole('button', { name: 'Plus de réglages' }).click();
    const preview = dialog.getByRole('region', { name: 'Ce que cela donne' });
    await preview.getByText('Avec des adresses d’exemple.', { exact: false }).waitFor();
    const tried = preview.getByRole('listitem').filter({ hasText: '/archives/2020' });
    await preview.getByLabel('Essayer une adresse').fill('/archives/2020');
    await tried.getByText('suivie : sous l’adresse du site').waitFor();
    await dialog.getByLabel('Laisser de côté').fill('/archives/**');
    await tried.getByText('laissée de côté, d’après /archives/**').waitFor();
    await dialog.getByLabel('Laisser de côté').fill('');
    await dialog.getByLabel('Le site est sur ce réseau ou cette machine').check();
    await dialog.getByLabel('Par un cookie').check();
    const submit = dialog.getByRole('button', { name: 'Regarder ce qu’elle contient' });
    await dialog.getByLabel('Cookie', { exact: true }).fill('sans égal');
    await dialog.getByText('Ce n’est pas un cookie.', { exact: false }).waitFor();
    expect(await submit.isDisabled()).toBe(true);
    await dialog.getByLabel('Cookie', { exact: true }).fill('sid=jeton');
    await submit.click();
    await page.getByRole('heading', { name: 'Ce que la source contient' }).waitFor();
    expect(site.headersOf('/tarifs')?.cookie).toBe('sid=jeton');

    await deed('Réglages');
    expect(await dialog.getByLabel('Garder celle qui est enregistrée').isChecked()).toBe(true);
    await preview.getByText('Avec des adresses du dernier passage.', { exact: false }).waitFor();
    const known = preview.getByRole('listitem').filter({ hasText: site.at('/archives/un') });
    await known.getByText('suivie : sous l’adresse du site').waitFor();
    await dialog.getByLabel('Laisser de côté').fill('/archives/**');
    await known.getByText('laissée de côté, d’après /archives/**').waitFor();
    expect(await page.content()).not.toContain('jeton');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await deed('Retirer la source');
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
    await page.getByRole('heading', { name: 'Aucune source pour l’instant' }).waitFor();
  });

  it('of a feed say at once that an address has none, and show the entries of one that a page names', async () => {
    const site = await smallSite({
      '/': pageWith('Rien', 'Aucun flux ici.'),
      '/avis': pageWith(
        'Avis',
        'Nos avis.',
        [],
        '<link rel="alternate" type="application/rss+xml" href="/rss">',
      ),
      '/rss': {
        headers: { 'content-type': 'application/rss+xml' },
        body: '<rss><channel><title>Avis</title><item><title>Travaux</title><guid>t</guid><description>La rue est barrée.</description></item></channel></rss>',
      },
    });
    await page.getByRole('button', { name: 'Ajouter une source' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Flux/u }).click();
    await dialog.getByLabel('Adresse du flux').fill(site.at('/'));
    await dialog.getByRole('button', { name: 'Plus de réglages' }).click();
    await dialog.getByLabel('Le flux est sur ce réseau ou cette machine').check();
    const submit = dialog.getByRole('button', { name: 'Regarder ce qu’elle contient' });
    await submit.click();
    await comesInSight(dialog.getByText('Aucun flux à cette adresse'));
    expect(window.complaints.splice(0)).toEqual([expect.stringContaining('status of 422')]);
    await dialog.getByLabel('Adresse du flux').fill(site.at('/avis'));
    await submit.click();
    await page.getByRole('heading', { name: 'Ce que la source contient' }).waitFor();
    await page.getByRole('checkbox', { name: 'Choisir Travaux' }).waitFor();
    await page.getByText(site.at('/rss')).first().waitFor();
    await deed('Retirer la source');
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
    await page.getByRole('heading', { name: 'Aucune source pour l’instant' }).waitFor();
  });

  it('of a mailbox ask its server for the folders, tell beside them what it refuses, and look before they read', async () => {
    const account = { user: 'lea', password: 'une-clef-de-boite' };
    const server = await startImapStandIn({ encryption: 'implicit', account });
    onTestFinished(() => server.close());
    const lease = letter({ subject: 'Bail', text: 'Le bail finit en septembre.' });
    server.mailbox.set('Clients', { uidValidity: 1, messages: [stored(1, lease)] });
    await page.getByRole('button', { name: 'Ajouter une source' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Boîte aux lettres/u }).click();
    await dialog.getByLabel('Serveur IMAP').fill(server.host);
    await dialog.getByLabel('Port').fill(String(server.port));
    await dialog.getByLabel('Le serveur est sur ce réseau ou cette machine').check();
    const ask = dialog.getByRole('button', { name: 'Voir les dossiers' });
    expect(await ask.isDisabled()).toBe(true);
    await dialog.getByLabel('Identifiant').fill(account.user);
    const password = dialog.getByLabel('Mot de passe', { exact: true });
    await password.fill('autre');
    await ask.click();
    const isCertificate = dialog.getByLabel('C’est bien le certificat de ce serveur');
    await comesInSight(isCertificate);
    await isCertificate.check();
    await ask.click();
    await comesInSight(dialog.getByText('Le serveur refuse l’identification'));
    expect(window.complaints.splice(0)).toEqual([
      expect.stringContaining('status of 502'),
      expect.stringContaining('status of 502'),
    ]);
    await password.fill(account.password);
    await ask.click();
    await dialog.getByRole('combobox', { name: 'Dossier de la boîte' }).click();
    await page.getByRole('option', { name: 'Clients' }).click();
    await dialog.getByRole('button', { name: 'Regarder ce qu’elle contient' }).click();
    await page.getByRole('heading', { name: 'Ce que la source contient' }).waitFor();
    await item('Bail').first().waitFor();
    expect(await page.content()).not.toContain(account.password);
    await page.getByRole('button', { name: 'Tout accepter' }).click();
    await state('À jour');
    await page.getByText('1 document', { exact: false }).first().waitFor();
    await deed('Retirer la source');
    await page.getByRole('dialog').getByLabel('Les supprimer aussi').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
    await page.getByRole('heading', { name: 'Aucune source pour l’instant' }).waitFor();
  });

  it('are looked at first: what a folder has is approved, and then read', async () => {
    for (const name of ['accueil', 'conges', 'frais'])
      writeOld(folder.path, `${name}.txt`, `Règles : ${name}.`);
    const [own] = await office.server.client.clients.list({});
    await office.server.client.sources.addFolder({
      clientId: own?.id ?? '',
      chatbotIds: [office.chatbotId],
      name: 'Procédures',
      settings: { path: folder.path, ignore: [], subfolders: true },
    });
    await page.getByRole('link', { name: 'Procédures' }).click();
    await page.getByRole('heading', { name: 'Ce que la source contient' }).waitFor();
    await page.getByRole('checkbox', { name: 'Choisir frais.txt' }).check();
    await page.getByRole('button', { name: 'Refuser 1' }).click();
    await item('refusé par vous').waitFor();
    await page.getByRole('button', { name: 'Tout accepter' }).click();
    await state('À jour');
    await page.getByText('2 documents', { exact: false }).first().waitFor();
    // A name is a link once its document is in the list.
    await page.getByRole('link', { name: 'conges.txt' }).click();
    await page
      .getByRole('heading', { name: /conges/ })
      .first()
      .waitFor();
    await page.goBack();
  });

  it('notice a change by themselves', async () => {
    await item('conges.txt').waitFor();
    writeOld(folder.path, 'tickets.txt', 'Les tickets restaurant.');
    await item('tickets.txt').waitFor();
  });

  it('wait for a yes before the document of what is gone is set aside', async () => {
    writeOld(folder.path, 'badges.txt', 'Les badges.');
    await item('badges.txt').waitFor();
    await state('À jour');
    erase(folder.path, 'tickets.txt');
    await page.getByRole('heading', { name: 'Ce qui attend votre accord' }).waitFor();
    await page.getByText('Accepter met de côté les documents disparus', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Tout accepter' }).click();
    await state('À jour');
    const { items } = await office.server.client.documents.list({ state: 'set_aside' });
    expect(items.map(({ fileName }) => fileName)).toEqual(['tickets.txt']);
  });

  it('say when a drive is gone, lose nothing, and go on when it is back', async () => {
    const away = `${folder.path}-away`;
    renameSync(folder.path, away);
    await page.getByRole('button', { name: 'Parcourir maintenant' }).click();
    await state('Ne répond pas');
    await page.getByText('Vérifiez que le disque est branché', { exact: false }).waitFor();
    await page.getByText('3 documents', { exact: false }).first().waitFor();
    renameSync(away, folder.path);
    await page.getByRole('button', { name: 'Parcourir maintenant' }).click();
    await state('À jour');
  });

  it('are paused and resumed, tell their history, and are removed with or without their documents', async () => {
    await deed('Mettre en pause');
    await state('En pause');
    await page.getByRole('button', { name: 'Reprendre' }).click();
    await state('À jour');
    await page.getByRole('tab', { name: 'Historique' }).click();
    await page.getByRole('list', { name: 'Passages' }).getByText('Regardé sans rien ajouter').waitFor();
    await page.getByRole('list', { name: 'Passages' }).getByText('En échec').waitFor();
    await deed('Réglages');
    await page.getByRole('dialog').getByLabel('Nom').fill('Règles');
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('heading', { name: 'Règles', level: 1 }).waitFor();
    await deed('Retirer la source');
    await page.getByRole('dialog').getByLabel('Les supprimer aussi').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
    await page.getByRole('heading', { name: 'Aucune source pour l’instant' }).waitFor();
    const { items } = await office.server.client.documents.list({ chatbotId: office.chatbotId, q: 'badges' });
    expect(items).toEqual([]);
    expect(window.complaints).toEqual([]);
  });
});
