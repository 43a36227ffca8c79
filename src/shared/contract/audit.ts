import { z } from 'zod';
import { writtenFile } from './files.ts';
import { administrators, route } from './route.ts';
import { empty, id, instant, language, named, numberCursor, order, pageOf, pageQuery } from './vocabulary.ts';

export const AUDIT_QUERY_MAX_CHARACTERS = 200;

export const auditActorKind = z.enum(['user', 'key', 'local', 'anonymous', 'system']);

/** What was, or what became, by the name of each field. Secrets read `•••`. */
const values = z.record(z.string(), z.unknown());

export const auditEntry = z.object({
  /** Its place in the log, from 1; what the chain is verified by. */
  sequence: z.number().int(),
  at: instant,
  actorKind: auditActorKind,
  actorId: z.string().nullable(),
  /** Name of the person or key, as it was then; null when nobody is known, or when it was erased. */
  actorLabel: z.string().nullable(),
  action: z.string(),
  targetId: z.string().nullable(),
  targetLabel: z.string().nullable(),
  clientId: z.string().nullable(),
  /** Null when the client is gone. */
  clientName: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  correlationId: z.string().nullable(),
  before: values.nullable(),
  after: values.nullable(),
  /** True once the details were erased at someone's request: the entry itself stays. */
  erased: z.boolean(),
  /** Its signature, which chains it to the one before. */
  mac: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const filters = {
  from: instant.optional(),
  to: instant.optional(),
  /** Id of an account or key, or one of the kinds of actors. */
  actor: z.string().min(1).max(100).optional(),
  /** The first letters of what happened: `chatbots.` or `auth.sign_in_failed`. */
  action: z
    .string()
    .regex(/^[a-z_.]{1,100}$/)
    .optional(),
  clientId: id.optional(),
  /** Id of what it happened to. */
  target: z.string().min(1).max(100).optional(),
  /** Words that names, before or after hold. */
  q: z.string().trim().min(1).max(AUDIT_QUERY_MAX_CHARACTERS).optional(),
};

export type AuditFilters = z.infer<z.ZodObject<typeof filters>>;

export const auditVerification = z.object({
  ok: z.boolean(),
  entries: z.number().int(),
  /** Entries whose details were erased at someone's request. */
  erasedDetails: z.number().int(),
  firstBreak: z
    .object({
      sequence: z.number().int(),
      kind: z.enum(['changed', 'missing', 'missing_at_end', 'foreign', 'end_lost']),
    })
    .nullable(),
});
export type AuditVerification = z.infer<typeof auditVerification>;

const words = z.record(z.string(), named);

export const declaredWords = z.object({
  /** By deed; `{{target}}` stands for what it was done to. */
  deeds: words,
  /** By the word before the dot of a deed. */
  kinds: words,
  /** By the word before the dot of a deed, a dot and the field. */
  fields: words,
  /** Kinds of tasks, by their type. */
  tasks: words,
});
export type DeclaredWords = z.infer<typeof declaredWords>;

export const audit = {
  list: route({
    access: administrators,
    method: 'GET',
    path: '/audit',
    summary: 'Who did what, latest first unless `order` is `asc`',
    tag: 'Audit',
  })
    .input(
      pageQuery
        .extend({ cursor: numberCursor.optional(), order: order.default('desc'), ...filters })
        .strict(),
    )
    .output(pageOf(auditEntry)),

  export: route({
    access: administrators,
    method: 'GET',
    path: '/audit.csv',
    summary: 'The audit log as a table for spreadsheets',
    description:
      'UTF-8 with a byte order mark; semicolons between cells in French, commas in English. That it was taken is recorded.',
    tag: 'Audit',
  })
    .input(z.object({ ...filters, order: order.default('desc'), language: language.default('fr') }).strict())
    .output(writtenFile('text/csv')),

  verify: route({
    access: administrators,
    method: 'GET',
    path: '/audit/verify',
    summary: 'Whether no entry was changed or removed',
    tag: 'Audit',
  })
    .input(empty)
    .output(auditVerification),

  actions: route({
    access: administrators,
    method: 'GET',
    path: '/audit/actions',
    summary: 'What can be filtered by: deeds and actors that occur',
    tag: 'Audit',
  })
    .input(empty)
    .output(
      z.object({
        actions: z.array(z.string()),
        /** Words that parts of the installation declare of theirs, beside those of the catalogue. */
        words: declaredWords,
        actors: z.array(z.object({ id: z.string(), kind: auditActorKind, label: z.string().nullable() })),
      }),
    ),
};
