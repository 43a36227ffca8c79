import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { GivenFile, MadeFile } from '#shared/contract/files.ts';
import { listenersOf, type FilesTaken, type ListenerKind } from '#shared/contract/route.ts';
import { FoyerError } from '#shared/errors.ts';
import type { RequestContext } from '#main/app/ports.ts';
import type { FileRoute } from '#main/app/file-door.ts';
import { inputOf } from './chat-routes.ts';
import { attachment } from './content-disposition.ts';
import { leavingSignal } from './event-stream.ts';
import { formFieldsOf } from './form-fields.ts';
import { FIELD_MAX_BYTES, FIELDS_MAX, readForm } from './form.ts';
import type { RouteDependencies } from './rpc-routes.ts';

/** Types a browser may show by itself if someone opens the file; anything else is only bytes to save. */
const namedMediaTypes: ReadonlySet<string> = new Set([
  'application/pdf',
  'text/plain',
  'text/markdown',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/zip',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
]);

/** Serves every route of the contract that takes or gives files, on the listener it exists on. */
export async function addFileRoutes(
  server: FastifyInstance,
  dependencies: RouteDependencies,
  listener: ListenerKind = 'admin',
): Promise<void> {
  const { app, contexts } = dependencies;
  await server.register(multipart, { throwFileSizeLimit: false });

  for (const route of app.files.routes) {
    if (!listenersOf(route.meta).includes(listener)) continue;
    const { takes } = route;
    const receive = takes === null ? null : receiverOf(dependencies, route, takes);
    server.route({
      method: route.method as HTTPMethods,
      url: `/api${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      exposeHeadRoute: route.gives?.as === 'stored',
      async handler(request, reply) {
        const context = await contexts.of(request, reply);
        if (!route.meta.access.includes('public')) contexts.requireCredentials(context);
        const left = leavingSignal(reply);
        const answer =
          receive === null
            ? await app.files.call(route, inputOf(request), { context, signal: left })
            : await receive(request, context, left);
        if (route.gives === null) return await reply.code(route.status).send(answer);
        // The output of a route that gives a file is checked to be one.
        return await sendFile(reply, answer as GivenFile, left);
      },
    });
  }
}

/** Who may not send, or for whom there is no room, is told so before a byte of a file is read. */
function receiverOf({ app }: RouteDependencies, route: FileRoute, takes: FilesTaken) {
  const fields = formFieldsOf(route.inputSchema, route.path);
  // The parser reads a field that is too long to its end: where none is known, none is begun.
  const fieldsMax = fields.size === 0 ? 0 : FIELDS_MAX;
  const limits = {
    // Counted where the files are read: the parser would cut one short, and read its rest to the end before it tells.
    fileSize: Number.POSITIVE_INFINITY,
    files: takes.maxFiles,
    fields: fieldsMax,
    fieldSize: FIELD_MAX_BYTES,
    fieldNameSize: 100,
    parts: takes.maxFiles + fieldsMax,
  };
  return async (request: FastifyRequest, context: RequestContext, signal: AbortSignal): Promise<unknown> => {
    const staged = app.files.begin(route, context, announcedBytes(request));
    try {
      if (!request.isMultipart()) {
        const names = [...fields.keys(), 'file'].join(', ');
        throw new FoyerError('request.invalid', `Send multipart/form-data with ${names}`);
      }
      const form = await readForm(request.parts({ limits }), {
        fields,
        takes: app.files.takenBy(takes),
        folder: app.incomingFolder,
        staged,
      });
      const input = { ...form.input, ...(request.params as Record<string, unknown>) };
      return await app.files
        .call(route, input, { context: { ...context, files: form.files }, signal })
        .finally(() => form.close());
    } finally {
      staged.close();
    }
  };
}

/** What a request says that it brings, in bytes; 0 when it does not say. */
function announcedBytes({ headers }: Pick<FastifyRequest, 'headers'>): number {
  const declared = Number(headers['content-length']);
  return Number.isSafeInteger(declared) && declared > 0 ? declared : 0;
}

async function sendFile(reply: FastifyReply, file: GivenFile, left: AbortSignal): Promise<FastifyReply> {
  if ('bytes' in file) return await sendMadeFile(reply, file);
  void reply.header('content-disposition', attachment(file.fileName));
  if ('content' in file)
    return await reply.header('content-type', file.mediaType).send(Readable.from(file.content(left)));
  const { path, mediaType, size } = file;
  return await reply
    .header('content-type', namedMediaTypes.has(mediaType) ? mediaType : 'application/octet-stream')
    .header('content-length', size)
    .send(createReadStream(path));
}

/** Asked for again each time, so that whoever may no longer see it does not; sent again only when it is another. */
async function sendMadeFile(reply: FastifyReply, file: MadeFile): Promise<FastifyReply> {
  const mark = `"${file.mark}"`;
  const isKnown = reply.request.headers['if-none-match'] === mark;
  const bytes = isKnown ? null : await file.bytes();
  void reply.header('cache-control', 'private, no-cache').header('etag', mark);
  if (bytes === null) return await reply.code(304).send();
  return await reply
    .header('content-disposition', attachment(file.fileName))
    .header('content-type', file.mediaType)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
