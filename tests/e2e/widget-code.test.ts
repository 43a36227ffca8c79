import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { sitePage, startSite, type Site } from '../support/widget-site.ts';
import { startBrowser } from './support/browser.ts';
import { callFoyer, layoutShift, watchLaunchers } from './support/in-page.js';
import { openFurnishedOffice, type FurnishedOffice } from './support/office.ts';

/** The code as Foyer hands it out, on pages of another site. */
describe('the code of a widget', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let site: Site;
  let server: string;
  let publicId: string;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    [browser, office, site] = await Promise.all([startBrowser(), openFurnishedOffice(), startSite()]);
    const port = await freePort();
    server = `http://127.0.0.1:${port}`;
    await office.server.client.network.update({ enabled: true, interface: 'loopback', port });
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await site.close();
  });
  beforeEach(async () => {
    ({ publicId } = await office.server.client.widgets.update({
      id: office.chatbotId,
      enabled: true,
      allowedDomains: ['intranet.test', 'localhost', '127.0.0.1'].map(
        host => `${host}:${new URL(site.url).port}`,
      ),
      appearance: { color: '#0b6e4f', position: 'left', label: 'Une question ?' },
    }));
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });

  const code = async (wishes: { inline?: boolean; pinned?: boolean } = {}) => {
    const { placements } = await office.server.client.widgets.snippet({ id: office.chatbotId, ...wishes });
    return placements[0]?.snippet ?? '';
  };

  type Given = { body?: string; headers?: Record<string, string>; host?: string; before?: string };

  /** A visitor on a page with this code, and everything that was asked of Foyer. */
  async function visit(
    snippet: string,
    { body = '', headers = {}, host = 'intranet.test', before }: Given = {},
  ) {
    site.pages.set('/', { html: sitePage({ snippet, body }), headers });
    const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' });
    contexts.push(context);
    const page = await context.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', request => {
      if (request.url().startsWith(server)) asked.push(request.url().slice(server.length));
    });
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await page.addInitScript(watchLaunchers);
    if (before !== undefined) await page.addInitScript(before);
    await page.goto(site.url.replace('intranet.test', host));
    return { page, asked, complaints, panel: page.frameLocator('[data-foyer-widget] iframe') };
  }

  const launcher = (page: Page) => page.locator('[data-foyer-widget]').getByRole('button').first();
  /** How the launchers of the page looked from the moment they were there: each look once, in order. */
  const seenLooks = (page: Page) => page.evaluate<string[]>('window.seenLaunchers');
  const GREEN = 'rgb(11, 110, 79) left Une question ?';

  it('shows the owner’s looks at once, by one request, without a shift or a flicker', async () => {
    const { page, asked, complaints } = await visit(await code());
    await launcher(page).waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual([`/widget/${publicId}.js`]);
    expect(await seenLooks(page)).toEqual([GREEN]);
    expect(await page.evaluate(layoutShift)).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('never goes stale: the same page shows what the owner changes', async () => {
    const pasted = await code();
    await office.server.client.widgets.update({
      id: office.chatbotId,
      appearance: { color: '#1f4e9e', position: 'right', label: 'Aide', language: 'en' },
    });
    expect(await code()).toBe(pasted);
    const { page } = await visit(pasted);
    await page.getByRole('button', { name: 'Aide' }).waitFor();
    expect(await seenLooks(page)).toEqual(['rgb(31, 78, 158) right Aide']);
    await page.getByRole('button', { name: 'Aide' }).click();
    await page.getByRole('button', { name: 'Close the chat' }).first().waitFor();
    await office.server.client.widgets.update({
      id: office.chatbotId,
      appearance: { language: 'visitor' },
    });
  });

  it('lets one page have it otherwise', async () => {
    const { page } = await visit((await code()).replace('async', 'async data-position="right"'));
    await launcher(page).waitFor();
    expect(await seenLooks(page)).toEqual([GREEN.replace('left', 'right')]);
  });

  it('pins the plain loader, which asks for the looks and shows nothing before', async () => {
    const { page, asked, complaints, panel } = await visit(await code({ pinned: true }), {
      before: 'window.Foyer = [["open"]]', // asked for before anything is known
    });
    await panel.getByText('Bonjour, je connais').waitFor();
    expect(asked.slice(0, 2)).toEqual(['/widget/v1.js', `/widget/${publicId}.json`]);
    expect(await seenLooks(page)).toEqual([GREEN]);
    expect(complaints).toEqual([]);
  });

  it('shows its own button while a pinned loader hears nothing, and none for a widget that is off', async () => {
    const pinned = await code({ pinned: true });
    const { page } = await visit('<p></p>');
    const show = async (answer: 'abort' | 'off') => {
      await page.unrouteAll();
      if (answer === 'abort') await page.route('**/*.json', route => route.abort());
      else await office.server.client.widgets.update({ id: office.chatbotId, enabled: false });
      site.pages.set('/', { html: sitePage({ snippet: pinned }) });
      await page.goto(site.url);
      await page.waitForLoadState('networkidle');
    };
    await show('abort');
    expect(await seenLooks(page)).toEqual(['rgb(191, 74, 22) right ']);
    await show('off');
    expect(await seenLooks(page)).toEqual([]);
  });

  it('mounts by program with the owner’s looks, unless it is taken out meanwhile', async () => {
    const { page } = await visit(`<script src="${server}/widget/v1.js"></script>`);
    await page.evaluate(callFoyer, ['mount', { widgetId: publicId }]);
    await page.evaluate(callFoyer, ['identify', { name: 'Claire' }]);
    await launcher(page).waitFor();
    await page.evaluate(callFoyer, ['destroy']);
    expect(await seenLooks(page)).toEqual([GREEN]);
    await page.evaluate(callFoyer, ['mount', { widgetId: publicId, label: 'Encore' }]);
    await page.evaluate(callFoyer, ['destroy']);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('[data-foyer-widget]').count()).toBe(0);
  });

  it('goes on as it was on pages that have the code of before', async () => {
    const { page, asked, panel } = await visit(
      `<script async src="${server}/widget/v1.js" data-widget-id="${publicId}" data-color="#7a1fa2" data-position="right" data-label="Avant" data-language="visitor" data-theme="visitor"></script>`,
    );
    await launcher(page).waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual(['/widget/v1.js']);
    expect(await seenLooks(page)).toEqual(['rgb(122, 31, 162) right Avant']);
    await launcher(page).click();
    await panel.getByText('Bonjour, je connais').waitFor();
  });

  it.each<[string, (code: string) => string]>([
    ['as a module', code => code.replace('async', 'type="module"')],
    ['deferred', code => code.replace('async', 'defer')],
    [
      'by a tag manager',
      code =>
        `<script>setTimeout(() => { const made = document.createElement('script'); made.async = true; made.src = ${JSON.stringify(/src="([^"]+)"/.exec(code)?.[1])}; document.head.append(made); }, 100)</script>`,
    ],
    ['with a version that a site adds', code => code.replace('.js"', '.js?ver=6.5/2"')],
    ['twice', code => code + code],
  ])('works %s', async (_how, written) => {
    const { page, panel, complaints } = await visit(written(await code()));
    await launcher(page).click();
    await panel.getByText('Bonjour, je connais').waitFor();
    expect(await page.locator('[data-foyer-widget]').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  /** Secure contexts only have these; `localhost` is one, and another site than the server's address. */
  describe('on a page that isolates itself', () => {
    it.each<[string, Record<string, string>, boolean]>([
      [
        'require-corp',
        {
          'cross-origin-embedder-policy': 'require-corp',
          'cross-origin-opener-policy': 'same-origin',
        },
        true,
      ],
      ['credentialless', { 'cross-origin-embedder-policy': 'credentialless' }, false],
      ['COOP alone', { 'cross-origin-opener-policy': 'same-origin' }, false],
    ])('opens and answers: %s', async (_name, headers, isolated) => {
      for (const pinned of [false, true]) {
        const { page, panel, complaints } = await visit(await code({ pinned }), {
          headers,
          host: 'localhost',
        });
        expect(await page.evaluate('crossOriginIsolated')).toBe(isolated);
        await launcher(page).click();
        await panel.getByRole('textbox').fill('Combien de jours de congé pour un mariage ?');
        await page.keyboard.press('Enter');
        await panel
          .getByRole('button', { name: /^Règlement intérieur|^Source/ })
          .first()
          .waitFor();
        expect(complaints).toEqual([]);
      }
    });

    it('opens in an element of the page, and as a whole page in a frame', async () => {
      const headers = { 'cross-origin-embedder-policy': 'require-corp' };
      const inline = await visit(await code({ inline: true }), { headers, host: 'localhost' });
      await inline.panel.getByText('Bonjour, je connais').waitFor();
      const { placements } = await office.server.client.widgets.snippet({ id: office.chatbotId });
      const framed = await visit('', { body: placements[0]?.frame ?? '', headers, host: 'localhost' });
      await framed.page.frameLocator('iframe[src*="/chat/"]').getByRole('textbox').waitFor();
    });

    it('opens with the code of before, too', async () => {
      const headers = { 'cross-origin-embedder-policy': 'require-corp' };
      const before = `<script async src="${server}/widget/v1.js" data-widget-id="${publicId}" data-color="#7a1fa2"></script>`;
      const { page, panel } = await visit(before, { headers, host: 'localhost' });
      await launcher(page).click();
      await panel.getByText('Bonjour, je connais').waitFor();
    });
  });
});
