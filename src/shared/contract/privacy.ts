import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { id, instant } from './vocabulary.ts';
import { administrators, route } from './route.ts';

/** What was removed, counted by kind; kinds that an erasure does not touch are left out. */
export const removedCounts = z.object({
  chatbots: z.number().int(),
  conversations: z.number().int(),
  messages: z.number().int(),
  ratings: z.number().int(),
  visitors: z.number().int(),
  /** What visitors left so that somebody answers. */
  contacts: z.number().int(),
  /** People and companies. */
  addressBook: z.number().int(),
  /** What waited for a person's yes. */
  artifacts: z.number().int(),
  /** What people of the office were told. */
  notifications: z.number().int(),
  /** Files that visitors sent. */
  attachments: z.number().int(),
  widgets: z.number().int(),
  documents: z.number().int(),
  /** Folders and sites that are followed, with what is known of them. */
  sources: z.number().int(),
  passages: z.number().int(),
  vectors: z.number().int(),
  files: z.number().int(),
  fileBytes: z.number().int(),
  exports: z.number().int(),
  keys: z.number().int(),
  memberships: z.number().int(),
  sessions: z.number().int(),
  links: z.number().int(),
  recoveryCodes: z.number().int(),
  jobs: z.number().int(),
  /** What happened, as programs read it. */
  events: z.number().int(),
  idempotentAnswers: z.number().int(),
  auditDetails: z.number().int(),
  logLines: z.number().int(),
});
export type RemovedCounts = z.infer<typeof removedCounts>;

/** What tables of a module had, under words of their own: a certificate outlives the module. */
const removedOther = z.object({
  what: z.object({ fr: z.string(), en: z.string() }),
  count: z.number().int(),
});
export type RemovedOther = z.infer<typeof removedOther>;

/**
 * Proof of an erasure. It outlives the client or person and so names neither: ids, counts and dates alone.
 */
export const certificate = z.object({
  /** Version of this form. */
  version: z.literal(1),
  id,
  subject: z.enum(['client', 'person']),
  subjectId: id,
  requestedAt: instant,
  finishedAt: instant.nullable(),
  /** The person who asked; null at the machine itself before any account. */
  requestedBy: id.nullable(),
  removed: removedCounts.partial(),
  removedOthers: z.array(removedOther).optional(),
  /** Where the audit chain stood when it was finished; null without a chain. */
  chain: z.object({ sequence: z.number().int(), mac: z.string() }).nullable(),
  /** Copies of the database made before upgrades: they may still hold the data, until the day given. */
  snapshots: z.array(z.object({ name: z.string(), madeAt: instant, removedAfter: instant })),
});
export type Certificate = z.infer<typeof certificate>;

export const erasure = z.object({
  id,
  state: z.enum(['under_way', 'failed', 'done']),
  /** 0 to 1. */
  progress: z.number(),
  failure: z.enum(errorCodes).nullable(),
  certificate,
});
export type Erasure = z.infer<typeof erasure>;

export const privacy = {
  eraseClient: route({
    access: administrators,
    method: 'POST',
    path: '/clients/{id}/erase',
    summary: 'Erase a client and everything of it, for good',
    tag: 'Clients',
    successStatus: 202,
  })
    .input(
      z
        .object({
          id,
          /** The client's name, typed as it is written. */
          confirmName: z.string().max(200),
        })
        .strict(),
    )
    .output(erasure),

  erasePerson: route({
    access: administrators,
    method: 'POST',
    path: '/people/{id}/erase',
    summary: 'Erase a person: account, sessions, own conversations; what they added stays with the client',
    tag: 'People',
    successStatus: 202,
  })
    .input(
      z
        .object({
          id,
          /** The person's e-mail address, typed. */
          confirmEmail: z.string().max(254),
        })
        .strict(),
    )
    .output(erasure),

  erasures: route({
    access: administrators,
    method: 'GET',
    path: '/clients/erasures',
    summary: 'Certificates of erasures, newest first',
    tag: 'Clients',
  })
    .input(z.object({ subject: z.enum(['client', 'person']).optional() }).strict())
    .output(z.array(erasure)),

  erasure: route({
    access: administrators,
    method: 'GET',
    path: '/clients/erasures/{id}',
    summary: 'One erasure and its certificate',
    tag: 'Clients',
  })
    .input(z.object({ id }).strict())
    .output(erasure),

  retryErasure: route({
    access: administrators,
    method: 'POST',
    path: '/clients/erasures/{id}/retry',
    summary: 'Go on with an erasure that failed',
    tag: 'Clients',
    successStatus: 202,
  })
    .input(z.object({ id }).strict())
    .output(erasure),
};
