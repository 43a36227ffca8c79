import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { UPLOAD_MAX_BYTES } from '#shared/contract/documents.ts';
import { FoyerError } from '#shared/errors.ts';
import { attachment } from './content-disposition.ts';
import type { RouteDependencies } from './rpc-routes.ts';
import { readUpload, UPLOAD_MAX_CHATBOTS, UPLOAD_MAX_FILES } from './upload.ts';

const FIELD_MAX_BYTES = 1_000; // one id
const LINGER_MS = 5_000; // for a sender to read the refusal of an upload still under way
const LINGER_LOOK_MS = 50;

/** Types a browser may show by itself if someone opens the file; anything else is only bytes to save. */
const namedMediaTypes: ReadonlySet<string> = new Set([
  'application/pdf',
  'text/plain',
  'text/markdown',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/zip',
]);

/**
 * The rest of a refused request is read and dropped: closing at once would hide the answer from its sender.
 *
 * @param maxBytes of the rest; who sends more than an honest sender has left is cut off
 */
export function lingerAfter(
  { raw }: FastifyRequest,
  reply: FastifyReply,
  maxBytes = Number.POSITIVE_INFINITY,
): void {
  reply.raw.once('finish', () => {
    if (raw.complete) return;
    raw.unpipe();
    raw.resume();
    const { socket } = raw;
    const begun = { at: performance.now(), bytes: socket.bytesRead };
    const watching = setInterval(() => {
      const over = socket.bytesRead - begun.bytes > maxBytes || performance.now() - begun.at > LINGER_MS;
      if (!over && !raw.complete && !socket.destroyed) return;
      clearInterval(watching);
      if (!raw.complete) raw.destroy();
    }, LINGER_LOOK_MS);
    watching.unref();
  });
}

/** Bytes in, bytes out: the operations that are not JSON. */
export async function addDocumentRoutes(
  server: FastifyInstance,
  { app, contexts }: RouteDependencies,
  folder = 'incoming',
): Promise<void> {
  const incoming = join(app.dataFolder, folder);
  await rm(incoming, { recursive: true, force: true }); // what a killed process had put aside

  await server.register(multipart, {
    limits: {
      // One more than `upload.ts` accepts: the parser would read on to the end before it tells.
      fileSize: UPLOAD_MAX_BYTES + 1,
      files: UPLOAD_MAX_FILES,
      fields: UPLOAD_MAX_CHATBOTS + 1,
      fieldSize: FIELD_MAX_BYTES,
      fieldNameSize: 100,
      parts: UPLOAD_MAX_FILES + UPLOAD_MAX_CHATBOTS + 1,
    },
    throwFileSizeLimit: false,
  });

  server.post('/api/documents', async (request, reply) => {
    const context = await contexts.of(request, reply);
    contexts.requireCredentials(context);
    if (context.principal.kind === 'anonymous') {
      throw new FoyerError('auth.required', 'Sign in to add documents');
    }
    if (!request.isMultipart()) {
      throw new FoyerError('request.invalid', 'Send multipart/form-data with chatbotId and file');
    }
    lingerAfter(request, reply);
    const upload = await readUpload(request.parts(), incoming);
    const documents = await app
      .receiveFiles(context, upload.target, upload.files)
      .finally(() => upload.close());
    return await reply.code(201).send(documents);
  });

  server.get('/api/documents/:id/file', async (request, reply) => {
    const context = await contexts.of(request, reply);
    contexts.requireCredentials(context);
    const { id } = z.object({ id: z.string() }).parse(request.params);
    return await sendFile(reply, await app.originalFile(context, id));
  });

  server.get('/api/attachments/:id/file', async (request, reply) => {
    const context = await contexts.of(request, reply);
    contexts.requireCredentials(context);
    const { id } = z.object({ id: z.string() }).parse(request.params);
    return await sendFile(reply, await app.visitorFile(context, id));
  });

  server.get('/api/clients/:id/exports/:exportId/file', async (request, reply) => {
    const context = await contexts.of(request, reply);
    contexts.requireCredentials(context);
    const { id, exportId } = z.object({ id: z.string(), exportId: z.string() }).parse(request.params);
    return await sendFile(reply, await app.exportFile(context, id, exportId));
  });
}

async function sendFile(
  reply: FastifyReply,
  { path, fileName, mediaType, size }: { path: string; fileName: string; mediaType: string; size: number },
): Promise<FastifyReply> {
  return await reply
    .header('content-type', namedMediaTypes.has(mediaType) ? mediaType : 'application/octet-stream')
    .header('content-disposition', attachment(fileName))
    .header('content-length', size)
    .send(createReadStream(path));
}
