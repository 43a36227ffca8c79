import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { startPathProxy, type PathProxy } from '../support/path-proxy.ts';
import { sitePage, startSite, type Site } from '../support/widget-site.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, signInByForm, type FurnishedOffice } from './support/office.ts';

let browser: Browser;
let office: FurnishedOffice;
const proxies: PathProxy[] = [];
beforeAll(async () => {
  [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
});
afterAll(async () => {
  await browser.close();
  for (const proxy of proxies) await proxy.close();
  await office.close();
});

async function proxied(
  options: Partial<Parameters<typeof startPathProxy>[0]>,
  port?: number,
): Promise<PathProxy> {
  const upstream = port ?? Number(new URL(office.server.address).port);
  const proxy = await startPathProxy({ upstream, ...options });
  proxies.push(proxy);
  return proxy;
}

describe.each([
  ['that takes its path off', { prefix: '/foyer' }],
  [
    'that leaves its path, under the upstream’s name',
    { prefix: '/outils/foyer', strips: false, keepsHost: false },
  ],
])('the interface behind a proxy %s', (_name, options) => {
  let proxy: PathProxy;
  let window: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    proxy = await proxied(options);
    await office.server.client.webInterface.update({ publicUrl: proxy.url });
    window = await openWindow(browser);
    ({ page } = window);
  });

  it('opens with and without the slash at the end, and signs in', async () => {
    await page.goto(proxy.url);
    await page.waitForURL(`${proxy.url}/**`);
    await signInByForm(page, proxy.url);
    const [cookie] = await page.context().cookies(`${proxy.url}/`);
    expect(cookie).toMatchObject({
      name: 'foyer_session',
      path: new URL(proxy.url).pathname,
      httpOnly: true,
    });
  });

  it('shows its pages, takes a file, and follows what changes', async () => {
    await page.goto(`${proxy.url}/#/knowledge?bot=${office.chatbotId}`);
    await page
      .locator('input[type=file]:not([webkitdirectory])')
      .first()
      .setInputFiles({
        name: `relais-${proxy.port}.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from('Le relais transmet tout ce qui est sous son chemin, et rien d’autre.'),
      });
    // Told by the stream of changes, through the proxy.
    await page.getByText(`relais-${proxy.port}`).first().waitFor();
  });

  it('previews the widget in its frame', async () => {
    await page.goto(`${proxy.url}/#/chatbots/${office.chatbotId}?tab=appearance`);
    await page.frameLocator('iframe').getByRole('textbox').first().waitFor();
  });

  it('says in the invitation where its link leads', async () => {
    await page.goto(`${proxy.url}/#/settings/people?invite=true`);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nom').first().fill('Hugo Petit');
    await dialog.getByLabel('Adresse e-mail').fill(`hugo-${proxy.port}@exemple.fr`);
    await dialog.getByRole('button', { name: 'Créer le lien' }).click();
    const link = (await dialog.getByTestId('one-time-link').innerText()).trim();
    expect(link).toMatch(new RegExp(`^${proxy.url}/#/join\\?token=`));
    const other = await openWindow(browser);
    await other.page.goto(link);
    await other.page.getByText(`hugo-${proxy.port}@exemple.fr`).first().waitFor();
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
  });

  it('complains of nothing', async () => {
    expect(window.complaints).toEqual([]);
    await page.context().close();
    await office.server.client.webInterface.update({ publicUrl: null });
  });
});

describe('what is missing is said in words', () => {
  it('where Foyer does not go by the name of the proxy', async () => {
    const proxy = await proxied({ prefix: '/foyer' });
    const { page } = await openWindow(browser, PHONE);
    await page.goto(`${proxy.url}/`);
    await page.getByRole('heading', { name: 'Foyer ne se connaît pas à cette adresse' }).waitFor();
    await page.getByText(proxy.url, { exact: true }).first().waitFor();
    const width = await page.locator('html').evaluate(root => Number(Reflect.get(root, 'scrollWidth')));
    expect(width).toBeLessThanOrEqual(PHONE.width);
    await page.context().close();
  });

  it('where it refuses what the page asks, because the address is not known', async () => {
    const proxy = await proxied({ prefix: '/foyer', keepsHost: false });
    const { page } = await openWindow(browser, { language: 'en' });
    await page.goto(`${proxy.url}/`);
    await page.getByRole('heading', { name: 'Foyer cannot be shown here' }).waitFor();
    await page.getByText(proxy.url, { exact: true }).first().waitFor();
    await page.context().close();
  });

  it('where the files of the page do not arrive', async () => {
    const { page } = await openWindow(browser);
    await page.route('**/assets/**', route => route.fulfill({ status: 404, body: 'proxy: nothing here' }));
    await page.goto(office.server.address);
    await page.getByRole('heading', { name: 'Foyer ne peut pas s’afficher ici' }).waitFor();
    await page.getByRole('heading', { name: 'Foyer cannot be shown here' }).waitFor();
    await page.context().close();
  });
});

describe('a proxy with a limit of its own', () => {
  it('is told from Foyer’s, with what to change', async () => {
    const { page } = await openWindow(browser);
    await signIn(page, office.server.address);
    await page.route('**/api/documents', route =>
      route.fulfill({ status: 413, contentType: 'text/html', body: '<h1>413 Request Entity Too Large</h1>' }),
    );
    await page.goto(`${office.server.address}/#/knowledge?bot=${office.chatbotId}`);
    const file = { name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.from('Un texte.') };
    await page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles(file);
    await page.getByText('Le relais devant Foyer refuse un fichier de cette taille').first().waitFor();
    await page.context().close();
  });
});

describe('the settings', () => {
  it('take the address that this page came by, and try it', async () => {
    const proxy = await proxied({ prefix: '/foyer', buffers: true });
    const { page, complaints } = await openWindow(browser);
    await signIn(page, office.server.address);
    await page.goto(`${office.server.address}/#/settings/network`);
    const field = page.getByLabel('Adresse publique de l’interface');
    await field.fill('exemple.fr/foyer');
    await page.getByText('Une adresse complète', { exact: false }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Enregistrer l’adresse' }).isDisabled()).toBe(true);
    await field.fill(`${proxy.url}/#/home`);
    await page.getByRole('button', { name: 'Enregistrer l’adresse' }).click();
    await expect.poll(() => page.getByLabel('Adresse publique de l’interface').inputValue()).toBe(proxy.url);
    await page.getByRole('button', { name: 'Essayer ces adresses' }).click();
    await page.getByText('un relais les retient', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
    await office.server.client.webInterface.update({ publicUrl: null });
  });

  it('open the interface to others after a warning, with encryption offered, and say what keeps it closed', async () => {
    // The tests keep to this machine: a card it does not have.
    await office.server.client.webInterface.update({ interface: 'absente0' });
    const { page, complaints } = await openWindow(browser);
    await signIn(page, office.server.address);
    await page.goto(`${office.server.address}/#/settings/network`);
    const onSwitch = page.getByRole('switch', { name: 'Ouvrir l’interface aux autres ordinateurs' });
    await onSwitch.click();
    const dialog = page.getByRole('dialog', { name: 'Ouvrir l’interface aux autres ordinateurs ?' });
    await dialog.getByText('seuls ceux qui ont un compte entrent', { exact: false }).waitFor();
    // Encrypted unless one says otherwise.
    await dialog.getByText('Chaque poste lui fait confiance une fois', { exact: false }).waitFor();
    await dialog.getByRole('combobox', { name: 'Chiffrement de l’interface' }).click();
    await page.getByRole('option', { name: 'Aucun' }).click();
    await dialog.getByText('passent en clair', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Ouvrir', exact: true }).click();
    await page.getByText('la carte choisie n’a pas d’adresse', { exact: false }).waitFor();
    expect(await onSwitch.isChecked()).toBe(true);
    await onSwitch.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
    await page.getByText('Cet ordinateur seulement').first().waitFor();
    expect(await onSwitch.isChecked()).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('visitors behind a proxy under a path', () => {
  let proxy: PathProxy;
  let site: Site;
  let widgetId: string;
  beforeAll(async () => {
    const port = await freePort();
    const { client } = office.server;
    proxy = await proxied({ prefix: '/assistant' }, port);
    site = await startSite();
    await client.network.update({ enabled: true, interface: 'loopback', port, publicUrl: proxy.url });
    const widget = await client.widgets.update({
      id: office.chatbotId,
      enabled: true,
      allowedDomains: [new URL(site.url).host],
      behaviour: { fullPage: true },
    });
    widgetId = widget.publicId;
  });
  afterAll(async () => {
    await site.close();
  });

  it('find the assistants on the front page, and talk to one', async () => {
    const { page, complaints } = await openWindow(browser);
    await page.goto(`${proxy.url}/`);
    await page.getByRole('heading', { name: 'À qui voulez-vous parler ?' }).waitFor();
    await page.getByRole('link', { name: /Assistant RH/ }).click();
    await page.waitForURL(`${proxy.url}/chat/${widgetId}`);
    await page.getByRole('textbox').first().fill('Combien de jours de congé pour un mariage ?');
    await page.keyboard.press('Enter');
    await page.locator('.citation').first().click();
    await page.getByRole('dialog').locator('mark').first().waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('open the widget on a page of the office, from the snippet as it is given', async () => {
    const { placements } = await office.server.client.widgets.snippet({ id: office.chatbotId });
    expect(placements[0]?.baseUrl).toBe(proxy.url);
    site.pages.set('/', { html: sitePage({ snippet: placements[0]?.snippet ?? '' }) });
    const { page, complaints } = await openWindow(browser);
    await page.goto(site.url);
    await page.getByRole('button').first().click();
    await page.frameLocator('iframe').getByRole('textbox').waitFor();
    expect(complaints.filter(complaint => !complaint.includes(site.url))).toEqual([]);
    await page.context().close();
  });

  it('test from their device', async () => {
    const { page } = await openWindow(browser);
    await page.goto(`${proxy.url}/check/${widgetId}`);
    await page.getByRole('button', { name: 'Recommencer' }).waitFor();
    await expect
      .poll(() => page.getByRole('status').innerText(), { timeout: 15_000 })
      .toMatch(/Tout va bien|Tout passe/);
    await page.context().close();
  });
});
