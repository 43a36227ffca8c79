import { chromium, type Browser, type BrowserContext, type Page, type Request } from 'playwright-core';
import { drawn } from './in-page.js';

export type WindowOptions = {
  language?: 'fr' | 'en';
  dark?: boolean;
  width?: number;
  height?: number;
};

export const PHONE = { width: 390, height: 844 } as const;

/** Names of an office: pages under them have no encryption, as on most local networks, unlike `localhost`. */
const HOSTS = 'MAP *.test 127.0.0.1';

/** Without the compilers for code that runs long, which no page of a test does: a quarter of what a page costs. */
const BRIEF = '--js-flags=--no-opt,--no-maglev';

export function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set: run these tests with npm test');
  // Chromium refuses its sandbox to root, which is what containers run as.
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--lang=fr', `--host-resolver-rules=${HOSTS}`, BRIEF],
  });
}

export type WatchedPage = {
  page: Page;
  /** Everything the page complained about: exceptions, errors of the console, blocked or failed requests. */
  complaints: string[];
  /** Once nothing that the page asked for is still on its way, and what came is drawn. */
  settled(): Promise<void>;
};

/** Answers that last as long as their page. */
const LASTING = ['/rpc/system/changes'];

/** A window of its own (cookies, storage), with what goes wrong in it written down. */
export async function openWindow(browser: Browser, options: WindowOptions = {}): Promise<WatchedPage> {
  const context = await newContext(browser, options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`exception: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(
        `${message.text()} ${new URL(message.location().url || 'about:blank').pathname}`.trim(),
      );
  });
  const asked = new Set<Request>();
  page.on('requestfinished', request => void asked.delete(request));
  page.on('requestfailed', request => void asked.delete(request));
  page.on('request', request => {
    if (!LASTING.includes(new URL(request.url()).pathname)) asked.add(request);
    if (!request.url().startsWith('http://127.0.0.1:') && !/^(data|blob):/.test(request.url()))
      complaints.push(`left the machine: ${request.url()}`);
  });
  const settled = async () => {
    do await page.evaluate(drawn);
    while (asked.size > 0);
  };
  return { page, complaints, settled };
}

function newContext(browser: Browser, options: WindowOptions): Promise<BrowserContext> {
  const { language = 'fr', dark = false, width = 1280, height = 800 } = options;
  return browser.newContext({
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height },
    reducedMotion: 'reduce',
    acceptDownloads: true,
    permissions: ['clipboard-write'], // a window gives it to whoever clicks; a browser without one asks nobody
  });
}
