import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { empty, fileId, id, instant } from './vocabulary.ts';
import { storedFile } from './files.ts';
import { administrators, route } from './route.ts';

/** An archive of everything of one client (docs/client-export.md). Kept for a few days, then removed. */
export const clientExport = z.object({
  id,
  clientId: id,
  state: z.enum(['making', 'ready', 'failed']),
  fileName: z.string(),
  /** 0 to 1. */
  progress: z.number(),
  failure: z.enum(errorCodes).nullable(),
  /** Bytes; null until ready. */
  size: z.number().int().nullable(),
  /** Of the archive, lower-case hex; null until ready. */
  sha256: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
});
export type ClientExport = z.infer<typeof clientExport>;

const tag = 'Clients';
const one = z.object({ id, exportId: id }).strict();

export const clientExports = {
  start: route({
    access: [...administrators, 'key:admin'],
    method: 'POST',
    path: '/clients/{id}/export',
    summary: 'Begin an archive of everything of the client; one that is being made is answered again',
    tag,
    successStatus: 202,
  })
    .input(z.object({ id }).strict())
    .output(clientExport),

  list: route({
    access: [...administrators, 'key:admin'],
    method: 'GET',
    path: '/clients/{id}/exports',
    summary: 'Archives of the client, newest first',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(z.array(clientExport)),

  get: route({
    access: [...administrators, 'key:admin'],
    method: 'GET',
    path: '/clients/{id}/exports/{exportId}',
    summary: 'One archive of the client',
    tag,
  })
    .input(one)
    .output(clientExport),

  download: route({
    access: [...administrators, 'key:admin'],
    method: 'GET',
    path: '/clients/{id}/exports/{exportId}/file',
    summary: 'The archive of a client, once it is ready',
    tag,
  })
    .input(z.object({ id: fileId, exportId: fileId }).strict())
    .output(storedFile('application/zip')),

  remove: route({
    access: [...administrators, 'key:admin'],
    method: 'DELETE',
    path: '/clients/{id}/exports/{exportId}',
    summary: 'Stop making an archive, or delete it',
    tag,
  })
    .input(one)
    .output(empty),
};
