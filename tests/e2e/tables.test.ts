import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const MANY_CONTACTS = 430; // three pages of the contract's largest

describe('tables', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    const { client } = office.server;
    const { items } = await client.documents.list({ sort: 'title', order: 'asc' });
    await client.documents.rename({ id: items[0]?.id ?? '', title: '=1+1 ; « dit » "oui"' });
    const [own] = await client.clients.list({});
    const lines = Array.from(
      { length: MANY_CONTACTS },
      (_, index) => `Personne ${String(index).padStart(3, '0')}`,
    );
    for (const name of [...lines, 'Autre'])
      await client.contacts.create({ clientId: own?.id ?? '', kind: 'person', name });
    await client.clients.create({ name: 'Étude Bérard', monthlyQuota: 900 });
    await client.clients.create({ name: 'Zinguerie', monthlyQuota: 5_000 });
    await client.people.invite({
      email: 'zoe@atelier.fr',
      fullName: 'Zoé Roy',
      language: 'fr',
      role: 'admin',
    });
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const to = (path: string) => page.goto(`${office.server.address}/#${path}`);
  const table = (name: string) => page.getByRole('table', { name });
  /** What the first cell of each row says, without the head. */
  const names = async (name: string) => {
    await table(name).waitFor();
    return table(name)
      .getByRole('row')
      .filter({ has: page.getByRole('cell') })
      .getByRole('link')
      .allTextContents();
  };
  const sortBy = async (name: string, column: string, order: 'ascending' | 'descending') => {
    const head = table(name).getByRole('columnheader', { name: column });
    await head.getByRole('button').click();
    await head.and(page.locator(`[aria-sort=${order}]`)).waitFor();
    await table(name).and(page.locator('[aria-busy=false]')).waitFor(); // the rows of before stay until then
  };
  const exported = async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Exporter (CSV)' }).click(),
    ]);
    const [head, ...lines] = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    return { fileName: download.suggestedFilename(), head, lines };
  };
  const firstCells = (lines: readonly string[]) => lines.map(line => line.split(';')[0]);

  it('of documents: sorted, narrowed, and taken out as they are shown, safe for spreadsheets', async () => {
    await to('/knowledge');
    await sortBy('Documents', 'Document', 'ascending');
    const ascending = await names('Documents');
    await sortBy('Documents', 'Document', 'descending');
    await expect.poll(() => names('Documents')).toEqual(ascending.toReversed());
    const whole = await exported();
    expect(whole.fileName).toMatch(/^documents-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(whole.head).toBe(
      '\ufeff"Document";"Utilisé par";"État";"Pages";"Taille (ko)";"Passages";"Actualisé"',
    );
    expect(whole.lines).toHaveLength(ascending.length);
    expect(whole.lines.at(-1)).toMatch(
      /^"'=1\+1 ; « dit » ""oui""[^;]*";"Assistant RH";"Prêt";\d*;\d+(,\d+)?;\d+;\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/,
    );

    await page.getByRole('searchbox', { name: 'Rechercher un document' }).fill('dit oui');
    await expect.poll(async () => (await names('Documents')).length).toBe(1);
    expect((await exported()).lines).toHaveLength(1);
    await page.getByText('1 ligne exportée').first().waitFor();
    // The address remembers what was looked for, and in which order.
    await page.reload();
    await expect.poll(() => names('Documents')).toEqual([ascending[0]]);
    await page
      .getByRole('columnheader', { name: 'Document' })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
  });

  it('of documents: narrowed by kind and language in the address, and the way back undoes a choice', async () => {
    await to('/knowledge');
    // The rows of what was looked for before stay until these are there.
    await expect.poll(async () => (await names('Documents')).length).toBeGreaterThan(1);
    const all = (await names('Documents')).length;
    const choose = async (filter: string, option: string) => {
      await page.getByRole('combobox', { name: filter }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await choose('Type de fichier', 'Tableurs');
    await page.getByText('Aucun document ne correspond').waitFor();
    expect(page.url()).toContain('type=sheet');
    await page.reload();
    await page.getByText('Aucun document ne correspond').waitFor();
    await page.goBack();
    await expect.poll(async () => (await names('Documents')).length).toBe(all);
    await choose('Langue du document', 'Anglais');
    await expect.poll(() => page.url()).toContain('lang=en');
  });

  it('of contacts: a file has every row that was found, not the page alone', async () => {
    await to('/contacts?q=personne&sort=name&order=desc');
    await page.getByRole('button', { name: 'Afficher la suite' }).waitFor();
    const { fileName, lines } = await exported();
    expect(fileName).toMatch(/^contacts-/);
    expect(firstCells(lines)).toEqual(
      Array.from(
        { length: MANY_CONTACTS },
        (_, index) => `"Personne ${String(index).padStart(3, '0')}"`,
      ).toReversed(),
    );
  });

  it('are not taken out when a page does not come, and it is said', async () => {
    await page.route('**/rpc/contacts/list', route => route.abort(), { times: 1 });
    await page.getByRole('button', { name: 'Exporter (CSV)' }).click();
    await page.getByText('Foyer ne répond pas').first().waitFor();
    window.complaints.splice(0);
  });

  it('stop being taken out when that is chosen', async () => {
    await page.route('**/rpc/contacts/list', () => undefined); // no answer comes
    let downloads = 0;
    page.on('download', () => (downloads += 1));
    await page.getByRole('button', { name: 'Exporter (CSV)' }).click();
    await page.getByRole('button', { name: 'Arrêter l’export (0 ligne)' }).click();
    await page.getByRole('button', { name: 'Exporter (CSV)' }).waitFor();
    await page.unroute('**/rpc/contacts/list');
    expect(downloads).toBe(0);
    window.complaints.splice(0);
  });

  it('of clients: sorted where they are shown, by numbers too', async () => {
    await to('/clients');
    await expect.poll(() => names('Clients')).toEqual(['Étude Bérard', 'Mon bureau', 'Zinguerie']);
    await sortBy('Clients', 'Quota mensuel', 'descending');
    expect(await names('Clients')).toEqual(['Zinguerie', 'Étude Bérard', 'Mon bureau']);
    const { head, lines } = await exported();
    expect(head).toBe('\ufeff"Client";"Domaine";"Chatbots";"Documents";"Quota mensuel";"État"');
    expect(lines[0]).toBe('"Zinguerie";;0;0;5000;"En service"');
  });

  it('of people: sorted by what they may do and by whether they came', async () => {
    await to('/settings/people');
    await expect.poll(() => names('Personnes')).toEqual(['Claire Lavigne', 'Zoé Roy']);
    await sortBy('Personnes', 'État', 'ascending');
    await sortBy('Personnes', 'État', 'descending');
    await expect.poll(() => names('Personnes')).toEqual(['Zoé Roy', 'Claire Lavigne']);
    const { head, lines } = await exported();
    expect(head).toBe('\ufeff"Nom";"Adresse e-mail";"Rôle";"État";"Connexion";"Se connecte avec"');
    expect(lines[0]).toBe('"Zoé Roy";"zoe@atelier.fr";"Administration";"Invitée";;');
  });

  it('are lines on a phone, which sort all the same', async () => {
    const phone = await openWindow(browser, PHONE);
    await signIn(phone.page, office.server.address);
    await phone.page.goto(`${office.server.address}/#/clients`);
    const list = phone.page.getByRole('table', { name: 'Clients' });
    await list.getByRole('button', { name: 'Documents' }).click();
    await list
      .getByRole('columnheader', { name: 'Documents' })
      .and(phone.page.locator('[aria-sort=descending]'))
      .waitFor();
    await expect.poll(() => list.getByRole('link').first().textContent()).toBe('Mon bureau');
    expect(await list.getByRole('row').nth(2).textContent()).toContain('En service');
    const width = await phone.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(PHONE.width);
    expect([...phone.complaints, ...window.complaints]).toEqual([]);
    await phone.page.context().close();
  });
});
