import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FoyerError } from '#shared/errors.ts';
import { pageContentPolicy, withNonce } from '#shared/lib/page-security.ts';
import { isNavigation, missingPage, pathPage, type MessagePage } from './message-page.ts';
import { createNonce } from './nonce.ts';
import type { RequestContexts } from './request-context.ts';
import { addWidgetPreviewRoutes } from './widget-preview-routes.ts';
import { pageSegments } from '#shared/lib/pages.ts';

const YEAR_SECONDS = 365 * 24 * 3600; // hashed assets change name with their content

/** Serves the interface: hashed assets for a year, the page itself fresh each time with its own style nonce. */
export async function addPageRoutes(
  server: FastifyInstance,
  contexts: RequestContexts,
  staticFolder: string,
): Promise<void> {
  const index = join(staticFolder, 'index.html');
  if (existsSync(index)) {
    await server.register(fastifyStatic, {
      root: staticFolder,
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      preCompressed: true,
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

  const sendPage = async (request: FastifyRequest, reply: FastifyReply) => {
    const nonce = createNonce();
    if (!existsSync(index)) return await sendMessage(reply, 503, missingPage(request.headers));
    const html = named(await readFile(index, 'utf8'), contexts.arrivalOf(request.raw)?.path ?? '');
    return await reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', pageContentPolicy(nonce))
      .send(withNonce(html, nonce));
  };

  server.get('/', sendPage);
  server.get('/index.html', sendPage);
  server.setNotFoundHandler(async (request, reply) => {
    const [path = '', query = ''] = request.url.split(/\?(.*)/s);
    if (isNavigation({ method: request.method, headers: request.headers }) && !isReserved(path)) {
      // The root is named as seen from the page: a proxy may show it under a path that is not known here.
      const root = '../'.repeat(path.split('/').length - 2) || './';
      // The interface's own pages live behind the `#`; who writes one without it is led there.
      if (pageSegments.has(path.split('/')[1] ?? '')) {
        return await reply.redirect(`${root}#${path}${query === '' ? '' : `?${query}`}`, 302);
      }
      return await sendMessage(reply, 404, pathPage(request.headers, path, root));
    }
    throw new FoyerError('resource.not_found', 'There is nothing at this address');
  });
}

/**
 * Files are named from where the page is. Where the public path is known they are named in full, so that they come even
 * to an address without the slash at its end.
 */
function named(html: string, path: string): string {
  return path === '' ? html : html.replaceAll('="./', `="${path}/`);
}

function isReserved(path: string): boolean {
  return /^\/+(?:api|rpc|v1|assets|widget)(?:\/|$)/.test(path) || /\.\w+$/.test(path);
}

async function sendMessage(reply: FastifyReply, status: number, page: MessagePage): Promise<FastifyReply> {
  return await reply.code(status).headers(page.headers).send(page.html);
}
