import { z } from 'zod';
import { connectionPurposeNames } from '../lib/connection-purposes.ts';
import { SEARCH_MAX_LENGTH } from './limits.ts';
import { administrators, route } from './route.ts';
import { empty, id, instant, order, pageOf, pageQuery, sortedCursor } from './vocabulary.ts';

export const connectionPlaces = ['machine', 'network', 'internet', 'unknown'] as const;
export const connectionOutcomes = ['running', 'answered', 'blocked', 'failed', 'aborted'] as const;
export const connectionSorts = ['lastAt', 'host', 'sentBytes', 'receivedBytes', 'durationMs'] as const;

const place = z.enum(connectionPlaces);

export const connection = z.object({
  id,
  /** What it was for, e.g. `model`; its words are those of the interface. */
  kind: z.string(),
  scheme: z.string(),
  host: z.string(),
  port: z.number().int(),
  /** What it was pinned to; null when it came to none. */
  address: z.string().nullable(),
  /** This machine, its network or the Internet; `unknown` is a name that nobody looked up. */
  place,
  chatbotId: z.string().nullable(),
  /** Null when it is gone, and without one. */
  chatbotName: z.string().nullable(),
  modelId: z.string().nullable(),
  modelName: z.string().nullable(),
  outcome: z.enum(connectionOutcomes),
  /** Status when answered, reason or code otherwise. */
  detail: z.string(),
  /** How many of the same place, kind and end these are. */
  count: z.number().int(),
  sentBytes: z.number().int(),
  receivedBytes: z.number().int(),
  /** Of the longest. */
  durationMs: z.number().int(),
  startedAt: instant,
  /** When the last of them began. */
  lastAt: instant,
});
export type Connection = z.infer<typeof connection>;

const connectionQuery = pageQuery
  .extend({
    cursor: sortedCursor.optional(),
    /** Part of a name, an address or a port, in any case. */
    q: z.string().trim().min(1).max(SEARCH_MAX_LENGTH).optional(),
    /** Those that ran within these instants. */
    from: instant.optional(),
    to: instant.optional(),
    place: place.optional(),
    kind: z.enum(connectionPurposeNames).optional(),
    outcome: z.enum(connectionOutcomes).optional(),
    sort: z.enum(connectionSorts).default('lastAt'),
    order: order.default('desc'),
  })
  .strict();
export type ConnectionQuery = z.output<typeof connectionQuery>;

const connectedPlace = z.object({
  place,
  host: z.string(),
  port: z.number().int(),
  kinds: z.array(z.string()),
  /** Those that left; what was blocked did not. */
  count: z.number().int(),
  blocked: z.number().int(),
  sentBytes: z.number().int(),
  receivedBytes: z.number().int(),
  lastAt: instant,
});
export type ConnectedPlace = z.infer<typeof connectedPlace>;

const reachablePlace = z.object({
  /** `192.168.1.4:11434`, as `stillReachable` of the settings has it. */
  place: z.string(),
  where: place,
  /** Names of models, and the mail server. */
  models: z.array(z.string()),
  mail: z.boolean(),
  /** Whether an administrator may let it stay reachable: on this machine it always is, on the Internet it never is. */
  choosable: z.boolean(),
  /** Whether it is reached while outgoing connections are blocked. */
  reachable: z.boolean(),
});
export type ReachablePlace = z.infer<typeof reachablePlace>;

export const connections = {
  list: route({
    access: administrators,
    method: 'GET',
    path: '/connections',
    summary: 'Every connection that this Foyer opened or refused to open, latest first',
    description:
      'Also those under way. Where it led, what for and how much went each way; never a path, a header or a content. Routine ones of an hour are one line.',
    tag: 'Connections',
  })
    .input(connectionQuery)
    .output(pageOf(connection)),

  places: route({
    access: administrators,
    method: 'GET',
    path: '/connections/places',
    summary: 'The places that were connected to in the last days, furthest first',
    tag: 'Connections',
  })
    .input(z.object({ days: z.coerce.number().int().min(1).max(730).default(30) }).strict())
    .output(z.object({ since: instant, places: z.array(connectedPlace) })),

  reachable: route({
    access: administrators,
    method: 'GET',
    path: '/connections/reachable',
    summary: 'The places that settings name, and which stay reachable while outgoing connections are blocked',
    tag: 'Connections',
  })
    .input(empty)
    .output(z.array(reachablePlace)),
};
