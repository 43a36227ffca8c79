import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { FoyerError } from '#shared/errors.ts';

const MALFORMED = '/malformed-address';

/**
 * Leads an address whose path cannot be decoded (`%`, `%ff`) to a route of its own, so that it is refused like
 * everything else: with our headers and in our shape.
 */
export function routableAddress({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  const [path = ''] = url.split('?', 1);
  try {
    decodeURIComponent(path);
    return url;
  } catch (error) {
    if (error instanceof URIError) return MALFORMED;
    throw error;
  }
}

export function refuseMalformedAddresses(server: FastifyInstance): void {
  server.all(MALFORMED, () => {
    throw new FoyerError('request.invalid', 'The address of the request cannot be decoded');
  });
}
