import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { sitePage, snippet, startSite, type Site } from '../../support/widget-site.ts';
import type { WidgetStandIn } from '../../support/widget-stand-in-data.ts';
import { startWidgetStandIn } from '../../support/widget-stand-in.ts';
import { startBrowser } from './browser.ts';

/** Everything forbidden but what the widget is said to need: no inline style, no inline script. */
export function strictPolicy(server: string): string {
  return `default-src 'none'; script-src ${server}; connect-src ${server}; frame-src ${server}; img-src data:; style-src 'none'; base-uri 'none'`;
}

export type Visit = {
  context: BrowserContext;
  page: Page;
  panel: FrameLocator;
  /** The messages, without what is only said to screen readers. */
  talk: Locator;
  /** What the page and the panel complained about. */
  complaints: string[];
  launcher: Locator;
  open(): Promise<void>;
  /** Types a question and sends it with the keyboard. */
  ask(question: string): Promise<void>;
};

export type VisitOptions = {
  lang?: 'fr' | 'en' | 'ar';
  attributes?: string;
  head?: string;
  body?: string;
  /** Instead of one snippet at the end of the page. */
  snippets?: string;
  policy?: string;
  path?: string;
  context?: BrowserContext;
  /** What the new window is like. */
  window?: Parameters<Browser['newContext']>[0];
};

/**
 * A foreign page with the widget of a stand-in on it, for the tests of the `describe` around: opened once, and left as
 * it was after each of them.
 */
export function useWidgetPlace() {
  let browser: Browser;
  let standIn: WidgetStandIn;
  let site: Site;
  const visits: Visit[] = [];

  beforeAll(async () => {
    [browser, standIn, site] = await Promise.all([startBrowser(), startWidgetStandIn(), startSite()]);
  });
  afterEach(async () => {
    for (const { context } of visits.splice(0)) await context.close();
    standIn.reset();
  });
  afterAll(async () => {
    await browser.close();
    await standIn.close();
    await site.close();
  });

  return {
    get standIn() {
      return standIn;
    },
    get site() {
      return site;
    },
    async visit(options: VisitOptions = {}): Promise<Visit> {
      const made = await visit(browser, standIn, site, options);
      visits.push(made);
      return made;
    },
  };
}

async function visit(
  browser: Browser,
  standIn: WidgetStandIn,
  site: Site,
  options: VisitOptions,
): Promise<Visit> {
  const { lang = 'fr', attributes = '', head = '', body = '', path = '/' } = options;
  site.pages.set(path, {
    html: sitePage({ lang, head, body, snippet: options.snippets ?? snippet(standIn.url, attributes) }),
    policy: options.policy ?? strictPolicy(standIn.url),
  });
  const context =
    options.context ??
    (await browser.newContext({
      locale: lang === 'en' ? 'en-GB' : 'fr-FR',
      reducedMotion: 'reduce',
      ...options.window,
    }));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`exception: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('request', request => {
    const { hostname, protocol } = new URL(request.url());
    if (!/(^127\.0\.0\.1|\.test)$/.test(hostname) && !['data:', 'blob:'].includes(protocol))
      complaints.push(`left the machine: ${request.url()}`);
  });
  await page.goto(site.url + path);
  const panel = page.frameLocator('[data-foyer-widget] iframe');
  const launcher = page.locator('[data-foyer-widget]').getByRole('button').first();
  return {
    context,
    page,
    panel,
    talk: panel.locator('.talk'),
    complaints,
    launcher,
    async open() {
      await launcher.click();
      await panel
        .getByRole('textbox')
        .or(panel.getByRole('button', { name: /accepte|agree|Commencer/ }))
        .first()
        .waitFor();
    },
    async ask(question) {
      await panel.getByRole('textbox').last().fill(question);
      await page.keyboard.press('Enter');
    },
  };
}
