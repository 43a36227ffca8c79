import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FoyerError } from '#shared/errors.ts';
import { loaderWithLooks, PLAIN_LOADER, type LauncherLooks } from '#shared/lib/launcher-looks.ts';
import type { App } from '#main/app/ports.ts';

const LOOKS_SECONDS = 60; // what the owner changes shows on every page a minute later

/** Public ids as they are made; the plain loader's name is none. */
const ID = ':id(^[\\w-]{20})';

type Request = FastifyRequest<{ Params: { id: string } }>;

/**
 * The widget's loader with what the launcher looks like put into it, so that a page shows it at once; and those looks
 * alone, for pages that pin the plain loader by its hash.
 */
export function addLauncherRoutes(server: FastifyInstance, app: App, widgetFolder: string): void {
  const looksOf = ({ params: { id } }: Request): LauncherLooks => {
    const looks = app.visitors.looksOf(id);
    if (looks === null)
      throw new FoyerError('resource.not_found', 'There is no such widget, or it is switched off');
    return looks;
  };

  server.get(`/widget/${ID}.js`, async (request: Request, reply) => {
    const looks = looksOf(request);
    const loader = join(widgetFolder, PLAIN_LOADER);
    if (!existsSync(loader)) throw new FoyerError('resource.not_found', 'The widget has not been built');
    void reply.type('text/javascript; charset=utf-8');
    return await sendUnlessKept(request, reply, loaderWithLooks(await readFile(loader, 'utf8'), looks));
  });
  server.get(`/widget/${ID}.json`, async (request: Request, reply) => {
    const looks = looksOf(request);
    void reply.type('application/json; charset=utf-8');
    return await sendUnlessKept(request, reply, JSON.stringify(looks));
  });
}

/** Sends a text that browsers keep for a while, or says that the one they kept is still right. */
async function sendUnlessKept(request: Request, reply: FastifyReply, text: string): Promise<FastifyReply> {
  // Weak: it is the same text however it is compressed.
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  void reply.header('cache-control', `public, max-age=${LOOKS_SECONDS}`).header('etag', tag);
  const kept = (request.headers['if-none-match'] ?? '').split(',').map(one => one.trim());
  return kept.includes(tag) ? await reply.code(304).send() : await reply.send(text);
}
