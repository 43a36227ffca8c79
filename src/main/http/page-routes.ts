import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FoyerError } from '#shared/errors.ts';
import { pageContentPolicy, withNonce } from '#shared/lib/page-security.ts';
import { addWidgetPreviewRoutes } from './widget-preview-routes.ts';

const YEAR_SECONDS = 365 * 24 * 3600; // hashed assets change name with their content

/** Serves the interface: hashed assets for a year, the page itself fresh each time with its own style nonce. */
export async function addPageRoutes(server: FastifyInstance, staticFolder: string): Promise<void> {
  const index = join(staticFolder, 'index.html');
  if (existsSync(index)) {
    await server.register(fastifyStatic, {
      root: staticFolder,
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      setHeaders(reply, path) {
        const hashed = path.startsWith(join(staticFolder, 'assets'));
        void reply.header(
          'cache-control',
          hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
        );
      },
    });
  }

  // The parts of a build lie side by side.
  await addWidgetPreviewRoutes(server, join(staticFolder, '..', 'widget'));

  const sendPage = async (reply: FastifyReply) => {
    const nonce = createNonce();
    void reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
    if (!existsSync(index)) {
      return await reply
        .code(503)
        .header('content-security-policy', pageContentPolicy(nonce))
        .send(missingPage);
    }
    const html = await readFile(index, 'utf8');
    return await reply
      .header('content-security-policy', pageContentPolicy(nonce))
      .send(withNonce(html, nonce));
  };

  server.get('/', async (_request, reply) => await sendPage(reply));
  server.get('/index.html', async (_request, reply) => await sendPage(reply));
  server.setNotFoundHandler(async (request, reply) => {
    if (isNavigation(request)) return await sendPage(reply);
    throw new FoyerError('resource.not_found', 'There is nothing at this address');
  });
}

export function createNonce(): string {
  return randomBytes(16).toString('base64');
}

/** A browser that goes to an address, as opposed to a program or a page asking for a file. */
function isNavigation(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const path = request.url.split('?')[0] ?? '';
  const reserved = path.startsWith('/api') || path.startsWith('/rpc') || path.startsWith('/assets/');
  return !reserved && !/\.\w+$/.test(path) && (request.headers.accept?.includes('text/html') ?? false);
}

const missingPage = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Foyer</title>
<p>L’interface n’est pas construite : lancez <code>npm run build</code>, puis rechargez cette page.</p>
<p lang="en">The interface has not been built: run <code>npm run build</code>, then reload this page.</p></html>`;
