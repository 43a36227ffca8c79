import type { IncomingMessage, ServerResponse } from 'node:http';
import { AUTHORITY_PATH, TRUST_PATH } from './trust-routes.ts';

/**
 * Answers what comes without encryption on a port that has it: the certificate to trust and how, as they are; everything
 * else is sent to the encrypted address.
 */
export function answerPlain(
  request: IncomingMessage,
  response: ServerResponse,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  const path = request.url?.split('?')[0];
  if (path === AUTHORITY_PATH || path === TRUST_PATH) return serve(request, response);
  const location = `https://${request.headers.host}${request.url}`;
  response.writeHead(308, { location, 'content-length': 0, connection: 'close' }).end();
}
