import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FoyerError } from '#shared/errors.ts';
import { withNonce } from '#shared/lib/page-security.ts';
import type { App } from '#main/app/ports.ts';
import { widgetWords } from '#main/platform/widget-languages.ts';
import { missingPage } from '../message-page.ts';
import { createNonce } from '../nonce.ts';
import { frontPage } from './front-page.ts';
import { addLauncherRoutes } from './launcher-routes.ts';
import { isForPagesElsewhere } from './public-gate.ts';

const YEAR_SECONDS = 365 * 24 * 3600; // hashed assets change name with their content
const LOADER_SECONDS = 300; // its name never changes: a new version reaches every page within minutes

/** The widget's loader, its panel and its full page, as built into `out/widget`. */
export async function addWidgetFiles(server: FastifyInstance, app: App, folder: string): Promise<void> {
  if (existsSync(folder)) {
    await server.register(fastifyStatic, {
      root: folder,
      prefix: '/widget/',
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      preCompressed: true,
      allowedPath: path => path === '/v1.js' || path === '/integrity.json' || path.startsWith('/assets/'),
      setHeaders(reply, path) {
        const hashed = path.startsWith(join(folder, 'assets'));
        void reply.header(
          'cache-control',
          hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : `public, max-age=${LOADER_SECONDS}`,
        );
      },
    });
  }
  server.addHook('onRequest', async (request, reply) => {
    // Loaded by pages elsewhere; what is pinned by its hash must be readable to them (crossorigin).
    if (!isForPagesElsewhere(request.url.split('?')[0] ?? '')) return;
    void reply.header('cross-origin-resource-policy', 'cross-origin');
    void reply.header('access-control-allow-origin', '*');
  });

  addLauncherRoutes(server, app, folder);

  const sendDocument = async (
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    ancestors: readonly string[],
  ) => {
    const document = join(folder, name);
    const nonce = createNonce();
    if (!existsSync(document)) {
      const missing = missingPage(request.headers);
      return await reply.code(503).headers(missing.headers).send(missing.html);
    }
    void reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', panelContentPolicy(nonce, ancestors))
      // Says the same as `frame-ancestors` with less: browsers that know both would still refuse.
      .removeHeader('x-frame-options')
      // A page that isolates itself may still frame it (`frame-ancestors` decides who): its browser takes only what
      // says both, and all that is in here is of one origin.
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cross-origin-embedder-policy', 'require-corp');
    return await reply.send(withNonce(await readFile(document, 'utf8'), nonce));
  };

  server.get<{ Params: { id: string } }>('/widget/panel/:id', async (request, reply) => {
    const places = app.visitors.placesOf(request.params.id);
    if (places === null) throw notServed();
    // Our own full page frames it too.
    return await sendDocument(request, reply, 'panel.html', [
      ...places.ancestors,
      ...(places.fullPage ? ["'self'"] : []),
    ]);
  });
  server.get<{ Params: { id: string } }>('/chat/:id', async (request, reply) => {
    const places = app.visitors.placesOf(request.params.id);
    if (places?.fullPage !== true) throw notServed();
    return await sendDocument(request, reply, 'page.html', places.ancestors);
  });
  // The same for every id, also for those that do not exist: what it finds out, any visitor could.
  server.get('/check/:id', async (request, reply) => await sendDocument(request, reply, 'check.html', []));
  server.get<{ Params: { file: string } }>('/widget/lang/:file', async (request, reply) => {
    const words = await widgetWords(app.dataFolder, request.params.file);
    if (words === null) throw new FoyerError('resource.not_found', 'There are no words in this language');
    return await reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(words);
  });
  server.get<{ Params: { hash: string } }>('/widget/logo/:hash', async (request, reply) => {
    const logo = await app.visitors.logo(request.params.hash);
    if (logo === null) throw new FoyerError('resource.not_found', 'No widget has this logo');
    return await reply
      .type(logo.mediaType)
      .header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
      .send(logo.bytes);
  });
  server.get('/', async (request, reply) => {
    const page = frontPage(request.headers, app.visitors.openPages());
    return await reply.headers(page.headers).send(page.html);
  });
}

/** What the build wrote down for pages that pin the loader; null when there is no build. */
export function loaderIntegrityIn(folder: string): string | null {
  const file = join(folder, 'integrity.json');
  if (!existsSync(file)) return null;
  const written: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const hash = typeof written === 'object' && written !== null ? Reflect.get(written, 'v1.js') : null;
  return typeof hash === 'string' ? hash : null;
}

/**
 * What the panel may load: only what this server sends it, files a visitor chose (`blob:`) and nothing else.
 *
 * @param ancestors sources of the pages that may show it in a frame; none of them: nobody may
 */
export function panelContentPolicy(nonce: string, ancestors: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`,
  ].join('; ');
}

function notServed(): FoyerError {
  return new FoyerError('resource.not_found', 'There is no such widget, or it is switched off');
}
