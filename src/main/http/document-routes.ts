import { createReadStream } from 'node:fs';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { UPLOAD_MAX_BYTES } from '#shared/contract/documents.ts';
import { FoyerError } from '#shared/errors.ts';
import { attachment } from './content-disposition.ts';
import type { RouteDependencies } from './rpc-routes.ts';
import { readUpload, UPLOAD_MAX_CHATBOTS, UPLOAD_MAX_FILES } from './upload.ts';

const FIELD_MAX_BYTES = 1_000; // one id

/** Types a browser may show by itself if someone opens the file; anything else is only bytes to save. */
const namedMediaTypes: ReadonlySet<string> = new Set([
  'application/pdf',
  'text/plain',
  'text/markdown',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/zip',
]);

/** Bytes in, bytes out: the operations that are not JSON. */
export async function addDocumentRoutes(
  server: FastifyInstance,
  { app, contexts }: RouteDependencies,
): Promise<void> {
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
    // Who may not write, or for whom there is no room, is told so before a byte of a file is read.
    const staged = app.beginUpload(context, announcedBytes(request));
    try {
      const upload = await readUpload(request.parts(), { folder: app.incomingFolder, staged });
      const documents = await app
        .receiveFiles(context, upload.target, upload.files)
        .finally(() => upload.close());
      return await reply.code(201).send(documents);
    } finally {
      staged.close();
    }
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

/** What a request says that it brings, in bytes; 0 when it does not say. */
export function announcedBytes({ headers }: Pick<FastifyRequest, 'headers'>): number {
  const declared = Number(headers['content-length']);
  return Number.isSafeInteger(declared) && declared > 0 ? declared : 0;
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
