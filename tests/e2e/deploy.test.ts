import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { sitePage, startSite, type Site } from '../support/widget-site.ts';
import { accessibilityFaults } from './support/axe.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';
import { visitorOf } from './support/visitor.ts';
import { strictPolicy } from './support/widget-page.ts';

describe('putting a chatbot on a page', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let site: Site;
  let window: WatchedPage;
  let page: Page;
  let server: string;
  /** As the core reaches it; the browser knows it as `intranet.test` too. */
  let siteAddress: string;

  beforeAll(async () => {
    [browser, office, site] = await Promise.all([startBrowser(), openFurnishedOffice(), startSite()]);
    const port = await freePort();
    server = `http://127.0.0.1:${port}`;
    siteAddress = site.url.replace('intranet.test', '127.0.0.1');
    // The tests keep to this machine.
    await office.server.client.network.update({ interface: 'loopback', port });
    window = await openWindow(browser);
    ({ page } = window);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], {
      origin: new URL(office.server.address).origin,
    });
    await signIn(page, office.server.address);
    await open('deploy');
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await site.close();
  });

  async function open(tab: string): Promise<void> {
    await page.goto(`${office.server.address}/#/chatbots/${office.chatbotId}?tab=${tab}`);
  }
  /** Opens what a technician needs, of a step. */
  const openDetails = async (step: string, name = 'Détails') => {
    const summary = page.locator('summary').filter({ hasText: name });
    const details = card(step).locator('details').filter({ has: summary });
    if ((await details.getAttribute('open')) === null) await details.locator('> summary').click();
  };
  const FOR_THE_PAGE = 'pour qui administre la page';
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  const copied = () => page.evaluate<string>('navigator.clipboard.readText()', null);
  /** Copies a box of code by its button. @returns what is in the clipboard then, which is what is shown. */
  const copyFrom = async (name: string, label: string) => {
    const box = card(name)
      .locator('div:has(> pre)')
      .filter({ has: page.getByText(label, { exact: true }) });
    await box.getByRole('button', { name: 'Copier', exact: true }).click();
    const shown = (await box.locator('pre').textContent()) ?? '';
    await expect.poll(copied).toBe(shown);
    return shown;
  };
  async function check(address: string): Promise<string[]> {
    const form = card('Vérifier votre page');
    await form.getByLabel('Adresse de votre page').fill(address);
    await Promise.all([
      page.waitForResponse(/\/rpc\/widgets\/diagnose/), // what an earlier look found may still be there
      form.getByRole('button', { name: 'Vérifier', exact: true }).click(),
    ]);
    await form.getByRole('button', { name: 'Vérifier', exact: true }).waitFor();
    await form.getByText(/^Page vérifiée/).waitFor();
    return await form.locator('ol > li').allInnerTexts();
  }

  it('begins closed, off and allowed nowhere, and says so', async () => {
    const steps = page.getByRole('list', { name: 'Mettre ce chatbot sur votre site' });
    await page.getByText('Encore 4 étapes').waitFor();
    expect(await steps.getByText('À faire', { exact: true }).count()).toBe(4);
    await steps.getByText('Personne d’autre que cet ordinateur ne l’atteint').waitFor();
    await steps.getByText('Dites sur quel site il peut s’afficher').waitFor();
    // Nothing that only a technician needs is in sight.
    for (const hidden of ['Directives', 'Adresse du serveur', 'Figer le code par son empreinte (SRI)'])
      expect(await steps.getByText(hidden, { exact: true }).isVisible(), hidden).toBe(false);
    const found = (await check(siteAddress)).join('\n');
    expect(found).toMatch(/Foyer est fermé[\s\S]*Le widget est éteint[\s\S]*n’est pas dans la liste/);
  });

  it('opens to the network right there: addresses, a code, a test', async () => {
    await page.getByRole('switch', { name: 'Ouvrir au réseau local' }).click();
    await card('Qui peut l’atteindre').getByText('Il reste à allumer le widget').waitFor();
    await openDetails('Qui peut l’atteindre');
    await card('Adresses').getByText(server, { exact: true }).waitFor();
    await card('Adresses')
      .getByRole('img', { name: new RegExp(server) })
      .waitFor();
    await card('Essai').getByRole('button', { name: 'Essayer maintenant' }).click();
    await page.getByText('Foyer répond à ses adresses.').waitFor();
    await page.getByRole('link', { name: 'Tous les réglages du réseau' }).waitFor();
  });

  it('turns the widget on by keyboard', async () => {
    await page.getByRole('switch', { name: 'Allumer le widget' }).focus();
    await page.keyboard.press('Space');
    await card('Qui peut l’atteindre').getByText('Fait', { exact: true }).waitFor();
    await page.getByText('Encore 3 étapes').waitFor();
  });

  it('takes a pasted address as a domain, and says in words what is none', async () => {
    const sites = card('Le domaine de votre site');
    const field = sites.getByLabel('Domaine ou adresse d’une page');
    await field.fill('*');
    await page.keyboard.press('Enter');
    await sites.getByText('Tout permettre d’un coup n’est pas possible', { exact: false }).waitFor();
    expect(await field.inputValue()).toBe('*');
    await field.fill('https://www.exemple.fr/contact?x=1');
    await sites.getByText('Sera ajouté : www.exemple.fr').waitFor();
    await page.keyboard.press('Enter');
    await sites.getByRole('list').getByText('www.exemple.fr').waitFor();
    expect(await field.inputValue()).toBe('');
    await sites.getByRole('button', { name: 'Permettre aussi exemple.fr' }).click();
    await sites.getByRole('button', { name: 'Retirer exemple.fr', exact: true }).click();
    await field.fill('WWW.exemple.fr');
    await page.keyboard.press('Enter');
    await sites.getByText('« www.exemple.fr » est déjà dans la liste.').waitFor();
  });

  it('finds what blocks a page, and allows its domain with one click', async () => {
    site.pages.set('/', { html: sitePage({}) });
    const missing = await check(siteAddress);
    expect(missing.join('\n')).toMatch(/n’est pas dans la liste[\s\S]*n’a pas été trouvé/);
    await page.getByRole('button', { name: 'Permettre ce domaine' }).click();
    const sites = card('Le domaine de votre site').getByRole('list');
    await sites.getByText(new URL(siteAddress).host).waitFor();
    await expect.poll(() => page.getByText(/n’est pas dans la liste/).count()).toBe(0);
    const looking = card('Vérifier votre page');
    await looking.getByRole('button', { name: 'Vérifier', exact: true }).waitFor(); // the look of before is over
    await looking.getByLabel('Adresse de votre page').fill('pas une page');
    await page.keyboard.press('Enter');
    await page.getByText('Ce n’est pas l’adresse d’une page.', { exact: false }).waitFor();
  });

  it('gives code that works on a page of another origin, pinned and under a strict policy', async () => {
    const plain = await copyFrom('Le code, dans votre site', 'Code du widget');
    expect(plain).toMatch(/^<script async src="[^"]+\/widget\/[\w-]{20}\.js"><\/script>$/);
    await openDetails('Le code, dans votre site', FOR_THE_PAGE);
    await card('Le code, dans votre site').getByLabel('Figer le code par son empreinte (SRI)').check();
    await page.getByText('data-widget-id', { exact: false }).filter({ hasText: 'integrity=' }).waitFor();
    const code = await copyFrom('Le code, dans votre site', 'Code du widget');
    expect(code).toMatch(/integrity="sha384-[\w+/=]+" crossorigin="anonymous"/);
    site.pages.set('/', { html: sitePage({ snippet: code }), policy: strictPolicy(server) });
    const visitor = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
    const complaints: string[] = [];
    visitor.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await visitor.goto(siteAddress);
    await visitor.getByRole('button', { name: 'Ouvrir la discussion' }).click();
    await visitor.frameLocator('[data-foyer-widget] iframe').getByText('Bonjour, je connais').waitFor();
    expect(complaints).toEqual([]);
    await visitor.context().close();
    const found = await check(siteAddress);
    expect(found.join('\n')).toMatch(/Le code du widget est sur la page[\s\S]*admet le widget/);
    await page.getByText('Rien ne bloque : le widget peut s’afficher sur cette page.').waitFor();
    // All four are done, by what was found on the page itself.
    await card('Le code, dans votre site').getByText(`Le code est sur ${siteAddress}`).waitFor();
    await page.getByText('Tout est en place').waitFor();
    await card('Le code, dans votre site').getByLabel('Figer le code par son empreinte (SRI)').uncheck();
  });

  it('gives code for a page with a nonce, and for an element of the page', async () => {
    await card('Le code, dans votre site').getByLabel('Dans la page, sans bulle').check();
    await card('Le code, dans votre site')
      .getByLabel(/\(nonce\)/)
      .check();
    await page
      .getByText('data-inline="#foyer-chat"', { exact: false })
      .filter({ hasText: 'nonce="NONCE"' })
      .waitFor();
    const code = (await copyFrom('Le code, dans votre site', 'Code du widget')).replace('NONCE', 'abc123');
    site.pages.set('/nonce', {
      html: sitePage({ snippet: code }),
      policy: `default-src 'none'; script-src 'nonce-abc123'; connect-src ${server}; frame-src ${server}; img-src data:`,
    });
    const visitor = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
    await visitor.goto(`${siteAddress}/nonce`);
    const panel = visitor.frameLocator('#foyer-chat [data-foyer-widget] iframe');
    await panel.getByText('Bonjour, je connais').waitFor();
    await visitor.context().close();
    expect(await copyFrom('Le code, dans votre site', 'Directives')).toBe(
      `script-src 'nonce-NONCE';\nconnect-src ${server};\nframe-src ${server}`,
    );
  });

  it('names the directive that refuses the widget', async () => {
    const code = (await office.server.client.widgets.snippet({ id: office.chatbotId })).placements[0]
      ?.snippet;
    site.pages.set('/', { html: sitePage({ snippet: code ?? '' }), policy: "script-src 'self'" });
    const found = (await check(siteAddress)).join('\n');
    expect(found).toContain('La politique de sécurité de la page refuse le script du widget');
    expect(found).toContain(`Ajoutez ${server} à script-src.`);
  });

  it('opens the whole page, for a phone by its code', async () => {
    await openDetails('Le code, dans votre site', 'Sans site');
    await page.getByRole('button', { name: 'Fermer la page entière' }).click();
    await page.getByRole('button', { name: 'Ouvrir la page entière' }).click();
    await card('Le code, dans votre site')
      .getByRole('img', { name: /\/chat\// })
      .waitFor();
    const address = await copyFrom('Le code, dans votre site', 'Adresse de la page entière');
    const phone = await (await browser.newContext({ locale: 'fr-FR', viewport: PHONE })).newPage();
    await phone.goto(address);
    await phone.getByText('Bonjour, je connais').waitFor();
    await phone.context().close();
  });

  it('says step by step what to do for each kind of site', async () => {
    for (const [name, words] of [
      ['Shopify', 'layout/theme.liquid'],
      ['Wix', 'offre payante'],
      ['Squarespace', 'Injection de code'],
      ['Google Sites', 'sites.google.com'],
    ] as const) {
      await page.getByRole('group', { name: 'Votre site est fait avec' }).getByLabel(name).check();
      await card('Le code, dans votre site').getByText(words, { exact: false }).first().waitFor();
    }
    await page.getByText('Ce service est en https', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Les permettre' }).click();
    await page.getByText('Ils sont permis.', { exact: true }).first().waitFor();
    expect((await office.server.client.widgets.get({ id: office.chatbotId })).allowedDomains).toContain(
      'sites.google.com',
    );
  });

  it('hands over the WordPress plugin of this chatbot, as a ZIP', async () => {
    await page.getByRole('group', { name: 'Votre site est fait avec' }).getByLabel('WordPress').check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Télécharger l’extension WordPress' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    expect((await readFile(await download.path())).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  });

  it('tests from the visitor’s device, on a phone, in the language of its browser', async () => {
    await openDetails('Vérifier votre page');
    const address = await copyFrom('Vérifier votre page', 'Page d’essai');
    expect(address).toContain('?page=');
    const context = await browser.newContext({ locale: 'en-GB', viewport: PHONE, reducedMotion: 'reduce' });
    const phone = await context.newPage();
    const complaints: string[] = [];
    phone.on('pageerror', error => complaints.push(error.message));
    await phone.goto(address);
    const line = (title: string) => phone.locator('li', { has: phone.getByRole('heading', { name: title }) });
    await phone.locator('.summary:is(.ok, .warn, .bad)').waitFor();
    await line('The assistant').getByText('It is open, and takes this device.').waitFor();
    await line('The conversation’s window').getByText('It loads.').waitFor();
    await line('Answers as they are written').getByText('They arrive bit by bit.').waitFor();
    await line('The page http').getByText('It is in the list of allowed sites.').waitFor();
    await line('From that page to the server').getByText('Nothing is in the way.').waitFor();
    await phone.getByText('Everything works from this device.').waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    expect(await accessibilityFaults(phone.mainFrame())).toEqual([]);
    // A proxy that takes headers off is named with what it takes: isolated pages would not open the window.
    await phone.route('**/widget/panel/*', async route => {
      const answer = await route.fetch();
      const { 'cross-origin-embedder-policy': _taken, ...headers } = answer.headers();
      await route.fulfill({ response: answer, headers });
    });
    await phone.reload();
    await line('The conversation’s window').getByText('Cross-Origin-Embedder-Policy: require-corp').waitFor();
    await phone.unroute('**/widget/panel/*');
    await phone.goto(address.replace(/\?page=.*/, '?page=https://www.exemple.test'));
    await line('The page https://www.exemple.test').getByText('not in the list', { exact: false }).waitFor();
    await phone.getByText(/steps do not work|One step does not work/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('tests with the widget off too, and leaves no visitor behind', async () => {
    const { client } = office.server;
    const { publicId } = await client.widgets.update({ id: office.chatbotId, enabled: false });
    const own = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
    await own.goto(`${server}/check/${publicId}`);
    await own.getByText('Il est éteint.', { exact: false }).waitFor();
    await own.getByText('Elle ne se charge pas tant que l’assistant est éteint.').waitFor();
    await own.goto(`${server}/check/AAAAAAAAAAAAAAAAAAAA?page=javascript:alert(1)`);
    await own.getByText('Cette adresse ne désigne aucun assistant.', { exact: false }).waitFor();
    await own.getByText('n’est pas celle d’une page', { exact: false }).waitFor();
    await own.context().close();
    await client.widgets.update({ id: office.chatbotId, enabled: true });
  });

  it('shows what visitors left, live, and lets it be answered, exported and deleted', async () => {
    const { client } = office.server;
    const { publicId } = await client.widgets.update({
      id: office.chatbotId,
      behaviour: { askForPerson: true },
    });
    await open('visitors');
    await page.getByText('Personne n’a laissé de coordonnées pour l’instant').waitFor();
    const visitor = await visitorOf(server, publicId, siteAddress);
    await visitor.ask('Combien de jours de congé pour un mariage ?');
    await visitor.leave('person', {
      name: '=HYPERLINK("http://x")',
      email: 'claire@exemple.fr',
      phone: '+33 6 12',
    });
    const line = page.getByRole('list', { name: 'À recontacter' }).getByRole('listitem');
    await line.getByText('Demande une personne').waitFor();
    const link = line.getByRole('link', { name: 'Écrire à claire@exemple.fr' });
    expect(await link.getAttribute('href')).toBe('mailto:claire%40exemple.fr');
    expect(await line.getByRole('link', { name: 'Appeler le +33 6 12' }).getAttribute('href')).toBe(
      'tel:+33612',
    );

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Exporter (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^coordonnees-assistant-rh-\d{4}-\d\d-\d\d\.csv$/);
    const table = await readFile(await download.path(), 'utf8');
    expect(table).toContain(`"Demande une personne";"'=HYPERLINK(""http://x"")";"claire@exemple.fr"`);

    await page.getByRole('tab', { name: 'Avis' }).click();
    await page.getByText('Il manque la date.').waitFor();
    await page.getByRole('link', { name: 'Lire la conversation' }).click();
    await page.getByRole('tab', { name: 'Visiteurs', selected: true }).waitFor();
    await page
      .getByRole('heading', { name: /Combien de jours de congé/ })
      .first()
      .waitFor();

    await page.getByRole('button', { name: 'Supprimer', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('Personne n’a laissé de coordonnées pour l’instant').waitFor();
    expect((await client.widgets.leads({ id: office.chatbotId })).items).toEqual([]);
  });

  it('tells an editor who may open the network, and shows an agent the visitors', async () => {
    const { client } = office.server;
    await client.network.update({ enabled: false });
    for (const role of ['editor', 'agent'] as const) {
      const email = `${role}@atelier.fr`;
      const password = 'une phrase assez longue pour deux';
      await client.auth.register({ email, fullName: `Personne ${role}`, password, role, language: 'fr' });
      const other = await openWindow(browser);
      await other.page.goto(`${office.server.address}/#/sign-in`);
      await other.page.locator('input[type=email]').fill(email);
      await other.page.locator('input[type=password]').fill(password);
      await other.page.locator('form button[type=submit]').click();
      await other.page.getByRole('navigation').first().waitFor();
      if (role === 'editor') {
        await other.page.goto(`${office.server.address}/#/chatbots/${office.chatbotId}?tab=deploy`);
        await other.page.getByText(/Seule une personne qui administre Foyer.*Claire Lavigne/).waitFor();
        expect(await other.page.getByRole('switch', { name: 'Ouvrir au réseau local' }).count()).toBe(0);
      } else {
        await other.page.goto(`${office.server.address}/#/conversations?view=visitors`);
        await other.page.getByText('Personne n’a laissé de coordonnées pour l’instant').waitFor();
      }
      await other.page.context().close();
    }
    await client.network.update({ enabled: true });
  });

  it('can be read by everyone, and complains of nothing', async () => {
    for (const tab of ['deploy', 'visitors']) {
      await open(tab);
      await page
        .getByText(tab === 'deploy' ? 'Vérifier votre page' : 'À recontacter', { exact: true })
        .first()
        .waitFor();
      const faults = await accessibilityFaults(page.mainFrame());
      expect(faults).toEqual([]);
    }
    expect(window.complaints).toEqual([]);
  });
});
