import { join } from 'node:path';
import { createRouterClient, implement } from '@orpc/server';
import { z } from 'zod';
import { storedFile, writtenFile } from '#shared/contract/files.ts';
import { route } from '#shared/contract/route.ts';
import { createFileDoor } from '#main/app/file-door.ts';
import type { App, RequestContext } from '#main/app/ports.ts';
import { guard, type Guards } from '#main/features/access/implementer.ts';
import { createIdempotency } from '#main/features/access/idempotency.ts';
import { createIdempotentStore } from '#main/features/access/idempotent-store.ts';
import type { Database } from '#main/db/connection.ts';
import { systemClock } from '#main/platform/clock.ts';
import { createContentStore } from '#main/platform/content-store.ts';

const tag = 'Albums';
const HOUSE = '019a9f00-0000-7000-8000-000000000000'; // whose files they are
const access = ['owner', 'local', 'key:write'] as const;

/** A feature that nobody's door knows: pictures in, one of them out, and a list that is written while it is sent. */
export const plantedContract = {
  albums: {
    add: route({
      access,
      method: 'POST',
      path: '/albums/{id}/pictures',
      summary: 'Add pictures',
      tag,
      successStatus: 201,
      takes: {
        maxBytes: 1_000,
        maxFiles: 2,
        maxRequestBytes: 1_500,
        underWay: { perSender: 3_000, inAll: 6_000 },
      },
    })
      .input(
        z
          .object({
            id: z.string(),
            caption: z.string().min(1).max(50),
            label: z.array(z.string()).max(2).default([]),
          })
          .strict(),
      )
      .output(
        z.object({
          id: z.string(),
          caption: z.string(),
          labels: z.array(z.string()),
          pictures: z.array(z.object({ fileName: z.string(), hash: z.string() })),
        }),
      ),

    picture: route({ access, method: 'GET', path: '/albums/{id}/{hash}/file', summary: 'A picture', tag })
      .input(z.object({ id: z.string(), hash: z.string() }).strict())
      .output(storedFile('image/png')),

    list: route({ access, method: 'GET', path: '/albums/{id}.csv', summary: 'What it holds', tag })
      .input(z.object({ id: z.string(), rows: z.coerce.number().int().default(2) }).strict())
      .output(writtenFile('text/csv')),
  },
};

/** The feature, with a store of its own, and the app with its routes in the place of the real ones that carry files. */
export function plantAlbums(app: App, database: Database) {
  const storage = { require() {}, requireRoom() {}, failed: (error: unknown) => error };
  const guards: Guards = {
    renew: principal => principal,
    clientExists: () => true,
    clientsWith: () => null,
    idempotency: createIdempotency({ store: createIdempotentStore(database), clock: systemClock }),
    report() {},
    storage,
  };
  const files = createContentStore(join(app.dataFolder, 'albums'), storage);
  let writtenRows = 0;
  const { albums } = implement(plantedContract).$context<RequestContext & { guards: Guards }>().use(guard);
  const router = implement(plantedContract)
    .$context<RequestContext>()
    .use(({ next }) => next({ context: { guards } }))
    .router({
      albums: {
        add: albums.add.handler(async ({ input, context }) => {
          const pictures = [];
          for await (const { fileName, content } of context.files) {
            const { hash } = await files.write(HOUSE, content, 1_000_000);
            pictures.push({ fileName, hash });
          }
          return { id: input.id, caption: input.caption, labels: input.label, pictures };
        }),
        picture: albums.picture.handler(({ input: { hash } }) => ({
          path: files.pathOf(HOUSE, hash),
          fileName: 'image.png',
          mediaType: 'image/png',
          size: 5,
        })),
        list: albums.list.handler(({ input }) => ({
          fileName: 'album.csv',
          mediaType: 'text/csv; charset=utf-8',
          async *content(signal) {
            for (let row = 0; row < input.rows; row += 1) {
              signal.throwIfAborted();
              writtenRows += 1;
              yield `${input.id},${row}\n`;
            }
          },
        })),
      },
    });
  return {
    app: { ...app, files: createFileDoor(router, { storage, maxFileBytes: () => Infinity }) },
    client: createRouterClient(router, {
      context: (call: Pick<RequestContext, 'files'> & { as: RequestContext }) => ({
        ...call.as,
        ...(call.files === undefined ? {} : { files: call.files }),
      }),
    }),
    writtenRows: () => writtenRows,
  };
}
