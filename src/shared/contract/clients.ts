import { z } from 'zod';
import { arrayQuery, id, instant, language, timeZone } from './vocabulary.ts';
import { administrators, everyone, route, type Role } from './route.ts';
import { CLIENT_TEXT_MAX_LENGTH, SEARCH_MAX_LENGTH } from './limits.ts';

export const CLIENT_NAME_MAX_LENGTH = 120;
export const CLIENT_NOTES_MAX_LENGTH = 4_000;
/** A hundred years: longer is the same as for ever. */
export const RETENTION_MAX_DAYS = 36_500;
export const QUOTA_MAX = 1_000_000_000;

const name = z.string().trim().min(1).max(CLIENT_NAME_MAX_LENGTH);
const optionalText = z.string().trim().max(CLIENT_TEXT_MAX_LENGTH).nullable();
/** A host name, e.g. `exemple.fr`: letters of any language, digits, dots and hyphens. */
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[\p{Letter}\p{Number}](?:[\p{Letter}\p{Number}.-]*[\p{Letter}\p{Number}])?$/u)
  .nullable();
const retentionDays = z.number().int().min(1).max(RETENTION_MAX_DAYS).nullable();

export const client = z.object({
  id,
  name: z.string(),
  domain: z.string().nullable(),
  /** The contact and the notes are null for those who only chat. */
  contactName: z.string().nullable(),
  contactEmail: z.string().nullable(),
  contactPhone: z.string().nullable(),
  notes: z.string().nullable(),
  language,
  timeZone: z.string(),
  /** Requests a month; null means no limit. */
  monthlyQuota: z.number().int().nullable(),
  /** False: its bots answer nobody. */
  active: z.boolean(),
  /** Set: kept, but out of the lists, and its bots answer nobody. */
  archivedAt: instant.nullable(),
  /** Its erasure was asked for and is under way. */
  erasing: z.boolean(),
  /** Days that each is kept; null for ever. */
  conversationRetentionDays: z.number().int().nullable(),
  fileRetentionDays: z.number().int().nullable(),
  logRetentionDays: z.number().int().nullable(),
  chatbotCount: z.number().int(),
  documentCount: z.number().int(),
  createdAt: instant,
  updatedAt: instant,
});
export type Client = z.infer<typeof client>;

const clientFields = z
  .object({
    name,
    domain: domain.optional(),
    contactName: optionalText.optional(),
    contactEmail: z.email().max(254).nullable().optional(),
    contactPhone: optionalText.optional(),
    notes: z.string().trim().max(CLIENT_NOTES_MAX_LENGTH).nullable().optional(),
    language: language.optional(),
    timeZone: timeZone.optional(),
    monthlyQuota: z.number().int().min(0).max(QUOTA_MAX).nullable().optional(),
    active: z.boolean().optional(),
    conversationRetentionDays: retentionDays.optional(),
    fileRetentionDays: retentionDays.optional(),
    logRetentionDays: retentionDays.optional(),
  })
  .strict();
export type ClientFields = z.infer<typeof clientFields>;

/** Someone who has a role for the client. */
export const clientPerson = z.object({
  id,
  fullName: z.string(),
  email: z.string(),
  initials: z.string(),
  role: z.enum(['editor', 'agent', 'member'] satisfies Role[]),
  since: instant,
});
export type ClientPerson = z.infer<typeof clientPerson>;

const one = z.object({ id }).strict();

export const clients = {
  list: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/clients',
    summary: 'Clients the caller may see; archived ones only when asked for',
    tag: 'Clients',
  })
    .input(
      arrayQuery
        .extend({
          /** Words of the name, the domain or the contact. */
          q: z.string().trim().max(SEARCH_MAX_LENGTH).optional(),
          archived: z.enum(['without', 'with', 'only']).optional(),
        })
        .strict(),
    )
    .output(z.array(client)),

  create: route({
    access: administrators,
    method: 'POST',
    path: '/clients',
    summary: 'Create a client',
    tag: 'Clients',
    successStatus: 201,
  })
    .input(clientFields)
    .output(client),

  get: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/clients/{id}',
    summary: 'One client',
    tag: 'Clients',
  })
    .input(one)
    .output(client),

  update: route({
    access: administrators,
    method: 'PUT',
    path: '/clients/{id}',
    summary: 'Change a client',
    tag: 'Clients',
  })
    .input(clientFields.partial().extend({ id }).strict())
    .output(client),

  archive: route({
    access: administrators,
    method: 'POST',
    path: '/clients/{id}/archive',
    summary: 'Put a client out of sight; its data stay, its bots answer nobody',
    tag: 'Clients',
  })
    .input(one)
    .output(client),

  restore: route({
    access: administrators,
    method: 'POST',
    path: '/clients/{id}/restore',
    summary: 'Take a client out of the archive',
    tag: 'Clients',
  })
    .input(one)
    .output(client),

  people: route({
    access: administrators,
    method: 'GET',
    path: '/clients/{id}/people',
    summary: 'People who have a role for the client, by name',
    tag: 'Clients',
  })
    .input(one)
    .output(z.array(clientPerson)),

  /** What the next daily run would delete under other retention settings than the stored ones. */
  retentionPreview: route({
    access: administrators,
    method: 'GET',
    path: '/clients/{id}/retention',
    summary: 'How many conversations, contacts and documents are older than so many days',
    tag: 'Clients',
  })
    .input(
      z
        .object({
          id,
          conversationDays: z.coerce.number().int().min(1).max(RETENTION_MAX_DAYS).optional(),
          fileDays: z.coerce.number().int().min(1).max(RETENTION_MAX_DAYS).optional(),
        })
        .strict(),
    )
    .output(
      z.object({
        conversations: z.number().int(),
        /** What visitors left so that somebody answers; kept as conversations are. */
        contacts: z.number().int(),
        documents: z.number().int(),
      }),
    ),
};
