import { z } from 'zod';
import { flag, id, instant, order, pageOf, pageQuery, sortedCursor } from './vocabulary.ts';
import { administrators, keyScopes, route } from './route.ts';
import { KEY_NAME_MAX_LENGTH } from './limits.ts';

export const keyScope = z.enum(keyScopes);
/** `refused`: not revoked and not expired, but its client is inactive or archived. */
export const keyState = z.enum(['active', 'refused', 'expired', 'revoked']);

/** A program's key to one client, as it may be shown: never the key itself. */
export const apiKey = z.object({
  id,
  clientId: id,
  name: z.string(),
  /** The first characters of the key, by which a person tells keys apart. */
  prefix: z.string(),
  scopes: z.array(keyScope),
  /** Null: every chatbot of the client, those to come included. */
  chatbotIds: z.array(id).nullable(),
  state: keyState,
  /** Who made it; null for another key, or a person who is no longer there. */
  createdBy: id.nullable(),
  createdByName: z.string().nullable(),
  createdAt: instant,
  /** Null: until revoked. */
  expiresAt: instant.nullable(),
  /** To the minute; null when it was never used. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;

const fields = {
  name: z.string().trim().min(1).max(KEY_NAME_MAX_LENGTH),
  chatbotIds: z.array(id).min(1).max(200).nullable(),
  expiresAt: instant.nullable(),
};

export const keyCreate = z
  .object({
    clientId: id,
    name: fields.name,
    scopes: z.array(keyScope).min(1).max(keyScopes.length),
    chatbotIds: fields.chatbotIds.optional(),
    expiresAt: fields.expiresAt.optional(),
  })
  .strict();
export type KeyCreate = z.infer<typeof keyCreate>;

export const keyUpdate = z.object(fields).partial().extend({ id }).strict();
export type KeyUpdate = z.infer<typeof keyUpdate>;

const access = [...administrators, 'key:admin'] as const;
const tag = 'Keys';

export const keySort = z.enum(['added', 'name', 'used', 'ends']);
export type KeySort = z.infer<typeof keySort>;

export const keys = {
  list: route({
    access,
    method: 'GET',
    path: '/keys',
    summary: 'API keys, newest first unless sorted otherwise',
    tag,
  })
    .input(
      pageQuery
        .extend({
          cursor: sortedCursor.optional(),
          clientId: id.optional(),
          state: keyState.optional(),
          /** Only those that are revoked or expired, or only the others. */
          ended: flag.optional(),
          q: z.string().trim().max(80).optional(),
          sort: keySort.default('added'),
          order: order.default('desc'),
        })
        .strict(),
    )
    .output(pageOf(apiKey)),

  get: route({ access, method: 'GET', path: '/keys/{id}', summary: 'One API key', tag })
    .input(z.object({ id }).strict())
    .output(apiKey),

  /** The answer holds the key itself, this once: only its hash is kept. */
  create: route({
    access,
    method: 'POST',
    path: '/keys',
    summary: 'Make an API key; the key itself is in this answer and never again',
    tag,
    successStatus: 201,
    secretAnswer: true,
  })
    .input(keyCreate)
    .output(apiKey.extend({ key: z.string() })),

  update: route({
    access,
    method: 'PATCH',
    path: '/keys/{id}',
    summary: 'Change the name, the end or the chatbots of an API key',
    tag,
  })
    .input(keyUpdate)
    .output(apiKey),

  revoke: route({
    access,
    method: 'POST',
    path: '/keys/{id}/revoke',
    needs: 'writing',
    summary: 'End an API key at once, and every answer under way that was asked with it',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(apiKey),
};
