import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { FoyerError } from '#shared/errors.ts';
import { previewContentPolicy } from '#shared/lib/page-security.ts';

const YEAR_SECONDS = 365 * 24 * 3600; // assets change name with their content

/**
 * The widget as the interface previews it: its document, which only our own page may frame, and its assets. Nothing of
 * what visitors are served is here.
 *
 * @param folder the built widget (`out/widget`)
 */
export async function addWidgetPreviewRoutes(server: FastifyInstance, folder: string): Promise<void> {
  const document = join(folder, 'preview.html');
  if (existsSync(join(folder, 'assets'))) {
    await server.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/widget/assets/',
      decorateReply: false, // the interface's own files have done it
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      preCompressed: true,
      setHeaders(reply) {
        void reply.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`);
        // Asked for by a sandboxed frame, which is nobody's origin.
        void reply.header('cross-origin-resource-policy', 'cross-origin');
      },
    });
  }
  server.get('/widget/preview/', async (_request, reply) => {
    if (!existsSync(document)) throw new FoyerError('resource.not_found', 'The widget has not been built');
    return await reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', previewContentPolicy)
      .header('x-frame-options', 'SAMEORIGIN')
      // In a sandbox it has no origin of which to be the key: browsers would complain.
      .removeHeader('origin-agent-cluster')
      .send(await readFile(document, 'utf8'));
  });
}
