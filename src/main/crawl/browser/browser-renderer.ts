import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import type { Renderer } from '../renderer.ts';
import { startBrowser } from './browser-process.ts';
import type { BrowserProcess } from './browser-process.ts';
import type { Devtools } from './devtools.ts';
import { findBrowser } from './find-browser.ts';
import { createAnswers, pausedRequest } from './paused-requests.ts';

/** A page is there once nothing was asked for during this time after it has loaded. */
const QUIET_MS = 600;
const LOOK_EVERY_MS = 50;
/** What is there by then is taken. */
const PAGE_MS = 15_000;
/** The browser itself does not answer. */
const HUNG_MS = 30_000;

const targetMade = z.object({ targetId: z.string() });
const attached = z.object({ sessionId: z.string() });
const contextMade = z.object({ browserContextId: z.string() });
const evaluated = z.object({ result: z.object({ value: z.string() }) });

async function showPage(
  devtools: Devtools,
  request: typeof globalThis.fetch,
  address: string,
  signal: AbortSignal,
): Promise<string> {
  const context = contextMade.parse(await devtools.send('Target.createBrowserContext', {}));
  const inContext = { browserContextId: context.browserContextId };
  await devtools.send('Browser.setDownloadBehavior', { behavior: 'deny', ...inContext });
  const { targetId } = targetMade.parse(
    await devtools.send('Target.createTarget', { url: 'about:blank', ...inContext }),
  );
  const { sessionId } = attached.parse(
    await devtools.send('Target.attachToTarget', { targetId, flatten: true }),
  );
  const answerTo = createAnswers(address, request, signal);
  let pending = 0;
  let quietSince = Infinity;
  let isLoaded = false;

  const settle = (): void => {
    quietSince = isLoaded && pending === 0 ? performance.now() : Infinity;
  };
  async function answer(event: Parameters<typeof pausedRequest>[0]): Promise<void> {
    const asked = pausedRequest(event);
    if (asked === null) return;
    const { requestId } = asked;
    pending += 1;
    settle();
    const found = await answerTo(asked);
    await (found === null
      ? devtools.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, sessionId)
      : devtools.send(
          'Fetch.fulfillRequest',
          {
            requestId,
            responseCode: found.status,
            responseHeaders: found.headers,
            body: found.body.toString('base64'),
          },
          sessionId,
        ));
  }
  const stop = devtools.listen(event => {
    if (event.sessionId !== sessionId) return;
    if (event.method === 'Page.loadEventFired') {
      isLoaded = true;
      settle();
    }
    if (event.method !== 'Fetch.requestPaused') return;
    // A page that left no longer has the request that was answered.
    void answer(event)
      .catch(() => undefined)
      .finally(() => {
        pending -= 1;
        settle();
      });
  });
  try {
    await devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId);
    await devtools.send('Page.enable', {}, sessionId);
    await devtools.send('Page.navigate', { url: address }, sessionId);
    const startedAt = performance.now();
    while (performance.now() - quietSince < QUIET_MS && performance.now() - startedAt < PAGE_MS)
      await wait(LOOK_EVERY_MS, undefined, { signal });
    const expression = 'document.documentElement.outerHTML';
    const found = await devtools.send('Runtime.evaluate', { expression, returnByValue: true }, sessionId);
    return evaluated.parse(found).result.value;
  } finally {
    stop();
    await devtools.send('Target.disposeBrowserContext', inContext);
  }
}

/**
 * Shows pages in a browser of this machine, started with the first page and ended with the look. Every request of it is
 * answered through `request`.
 */
export function createBrowserRenderer(
  request: typeof globalThis.fetch,
  find: () => Promise<string | null> = findBrowser,
): Renderer {
  let running: Promise<BrowserProcess | null> | null = null;

  async function start(): Promise<BrowserProcess | null> {
    const path = await find();
    return path === null ? null : await startBrowser(path);
  }

  async function end(): Promise<void> {
    const ended = running;
    running = null;
    // One that did not start has cleaned up already.
    const browser = await ended?.catch(() => null);
    await browser?.close();
  }

  return {
    async render(address, signal) {
      const hung = wait(HUNG_MS, null, { ref: false });
      try {
        running ??= start();
        const browser = await running;
        if (browser === null) return null;
        const shown = await Promise.race([showPage(browser.devtools, request, address, signal), hung]);
        if (shown !== null) return Buffer.from(shown, 'utf8');
      } catch (error) {
        await end();
        signal.throwIfAborted();
        throw new FoyerError('source.page_failed', 'The browser could not show the page', {
          details: { detail: 'browser' },
          cause: error,
        });
      }
      await end();
      throw new FoyerError('source.page_failed', 'The browser did not answer', {
        details: { detail: 'browser' },
      });
    },
    close: end,
  };
}
