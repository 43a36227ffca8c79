import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createSiteKind } from '#main/crawl/site-kind.ts';
import { createOutbound } from '#main/platform/outbound/index.ts';
import { memoryLook, siteOf } from '../support/memory-look.ts';
import { atLeast, atMost, type Measure } from './measures.ts';
import { memoryNow } from './memory.ts';

const PAGES = 2_000;
const FETCHED_BARE = 500;
/** What a quick server needs for a page; one without any wait would be measured instead of the crawl. */
const SERVER_MS = 25;
const OF_BARE = 0.8;
/** The thread that reads may hold so much before it is cleaned, and the pages under way. */
const MEMORY_LIMIT = 400e6;

/** A site in the markup of a common system, served from a thread of its own. */
const SERVER = `
  const { createServer } = require('node:http');
  const { parentPort, workerData: { pages, waitMs } } = require('node:worker_threads');
  const item = n => '<li><a href="/page-' + (n % pages) + '">Page ' + (n % pages) + '</a></li>';
  const list = (n, count) => '<ul>' + Array.from({ length: count }, (_, at) => item(n + at)).join('') + '</ul>';
  const words = n => Array.from({ length: 12 }, (_, at) => '<p>Le point ' + at + ' de la page ' + n +
    ' explique comment on entretient un bateau de ' + (n % 40) + ' mètres, ce que cela coûte et qui s’en charge au port.</p>').join('');
  const page = n => '<!doctype html><html lang="fr"><head><title>Page ' + n + ' – Port</title></head><body>' +
    '<header class="site-header"><nav>' + list(0, 30) + '</nav></header><div class="site-content"><main class="site-main"><article><h1>Page ' + n +
    '</h1><div class="entry-content">' + words(n) + '</div></article></main><aside class="widget-area">' + list(n * 5, 20) +
    '</aside></div><footer class="site-footer">' + list(100, 20) + '</footer></body></html>';
  const server = createServer((request, response) => setTimeout(() => {
    const n = request.url === '/' ? 0 : Number(/^\\/page-(\\d+)$/.exec(request.url)?.[1] ?? NaN);
    if (Number.isNaN(n)) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(n));
  }, waitMs));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

/** A look at a site beside the same pages fetched bare, one after the other. */
export async function measureCrawling(say: (text: string) => void): Promise<Measure[]> {
  const server = new Worker(SERVER, { eval: true, workerData: { pages: PAGES, waitMs: SERVER_MS } });
  const outbound = createOutbound({ isOffline: () => false });
  try {
    const [port] = (await once(server, 'message')) as [number];
    const origin = `http://127.0.0.1:${port}`;
    say(`Fetching ${FETCHED_BARE} pages of a site bare`);
    const fetchPage = outbound.fetchFor({ kind: 'site', allow: origin });
    const bareAt = performance.now();
    for (let number = 0; number < FETCHED_BARE; number += 1)
      await (await fetchPage(`${origin}/page-${number}`)).text();
    const bare = FETCHED_BARE / (performance.now() - bareAt);

    say(`Looking at a site of ${PAGES} pages`);
    const before = memoryNow(process.pid);
    let most = before;
    const look = memoryLook(siteOf(`${origin}/`, { pages: PAGES, depth: 20, sitemap: false }), {
      onReport() {
        look.contents.clear();
        if (look.sightings.length % 50 === 0) most = Math.max(most ?? 0, memoryNow(process.pid) ?? 0);
      },
    });
    const lookedAt = performance.now();
    await createSiteKind({ outbound }).look(look);
    const speed = look.count() / (performance.now() - lookedAt);
    const perSecond = (value: number) => `${(value * 1_000).toFixed(0)} pages/s`;
    const speedOfBare = atLeast(
      `look at a site of ${look.count()} pages, of ${SERVER_MS} ms each`,
      speed / bare,
      OF_BARE,
      ratio => `${ratio.toFixed(2)} × bare`,
      `bare ${perSecond(bare)}, look ${perSecond(speed)}`,
    );
    if (before === null || most === null) return [speedOfBare];
    return [
      speedOfBare,
      atMost(
        'memory that a look adds',
        most - before,
        MEMORY_LIMIT,
        bytes => `${(bytes / 1e6).toFixed(0)} MB`,
      ),
    ];
  } finally {
    await outbound.close();
    await server.terminate();
  }
}
