import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { attachment } from './content-disposition.ts';
import { leavingSignal } from './event-stream.ts';
import type { RouteDependencies } from './rpc-routes.ts';

/** The audit log as a file: `GET /api/audit.csv`, with the filters of `GET /api/audit`. */
export function addAuditRoutes(server: FastifyInstance, { app, contexts }: RouteDependencies): void {
  // Without HEAD: asking for an export is recorded, and would be for nothing.
  server.get('/api/audit.csv', { exposeHeadRoute: false }, async (request, reply) => {
    const context = await contexts.of(request, reply);
    contexts.requireCredentials(context);
    const file = app.exportAudit(context, request.query as Record<string, unknown>);
    return await reply
      .header('content-type', file.mediaType)
      .header('content-disposition', attachment(file.fileName))
      .send(Readable.from(file.content(leavingSignal(reply))));
  });
}
