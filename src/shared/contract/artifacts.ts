import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { REFUSAL_MAX_LENGTH } from './limits.ts';
import { conversationReaders, editors, route } from './route.ts';
import { id, instant, language, pageOf, pageQuery } from './vocabulary.ts';

/** `review`: it waits for a person. `executing` and what follows: the yes was given. */
export const artifactStates = [
  'draft',
  'review',
  'approved',
  'executing',
  'executed',
  'rejected',
  'failed',
] as const;
export const artifactState = z.enum(artifactStates);
export type ArtifactState = z.infer<typeof artifactState>;

/** Those that are not over: somebody has something to do, or it is being done. */
export const openArtifactStates = ['draft', 'review', 'approved', 'executing'] as const;

/** What carrying it out does beyond this machine or its data. */
export const artifactEffect = z.enum(['writes', 'sends', 'pays']);
export type ArtifactEffect = z.infer<typeof artifactEffect>;

/** What a person reads of what will happen. `field`: the part of the content that may be edited here. */
export const artifactLine = z.object({
  label: z.string(),
  value: z.string(),
  field: z.string().nullable(),
  /** Longer than a line. */
  long: z.boolean(),
});
export type ArtifactLine = z.infer<typeof artifactLine>;

/** SHA-256 of kind, version and content: what somebody looked at, and says yes to. */
const hash = z.string().regex(/^[\da-f]{64}$/);

export const artifact = z.object({
  id,
  clientId: id,
  kind: z.string(),
  /** What its kind is called; null when nothing here knows it any more, or its module is off: it can only be refused. */
  kindName: z.string().nullable(),
  effect: artifactEffect.nullable(),
  title: z.string(),
  state: artifactState,
  version: z.number().int(),
  hash: z.string(),
  lines: z.array(artifactLine),
  /** Asked of whoever looks: false for a payment that they proposed themselves, where somebody else may approve. */
  mayApprove: z.boolean(),
  /** Whether whoever looks proposed it, or nobody is known to have. */
  isOwn: z.boolean(),
  chatbotId: id.nullable(),
  conversationId: id.nullable(),
  contactId: id.nullable(),
  proposedByKind: z.enum(['user', 'key', 'local', 'anonymous', 'system']),
  proposedByName: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  /** The word with which it was refused. */
  decisionNote: z.string().nullable(),
  executedAt: instant.nullable(),
  failure: z.enum(errorCodes).nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type Artifact = z.infer<typeof artifact>;

export const artifactVersion = z.object({
  version: z.number().int(),
  hash: z.string(),
  lines: z.array(artifactLine),
  byKind: artifact.shape.proposedByKind,
  byName: z.string().nullable(),
  createdAt: instant,
});

const tag = 'Approvals';
const one = z.object({ id, language: language.optional() }).strict();
const looked = one.extend({ hash });

export const artifacts = {
  list: route({
    access: conversationReaders,
    method: 'GET',
    path: '/approvals',
    summary: 'What waits for a person’s yes, or did, newest first',
    tag,
  })
    .input(
      pageQuery
        .extend({
          clientId: id.optional(),
          state: artifactState.optional(),
          /** Those that are not over, or those that are. */
          open: z.stringbool().or(z.boolean()).optional(),
          /** Of the words of each; that of the installation when left out. */
          language: language.optional(),
        })
        .strict(),
    )
    .output(pageOf(artifact)),

  waiting: route({
    access: conversationReaders,
    method: 'GET',
    path: '/approvals/waiting',
    summary: 'How many wait for a person’s yes, by client',
    tag,
  })
    .input(z.object({}).strict())
    .output(z.array(z.object({ clientId: id, count: z.number().int() }))),

  get: route({
    access: conversationReaders,
    method: 'GET',
    path: '/approvals/{id}',
    summary: 'One of them with all its versions, the latest first',
    tag,
  })
    .input(one)
    .output(artifact.extend({ versions: z.array(artifactVersion) })),

  edit: route({
    access: editors,
    method: 'PATCH',
    path: '/approvals/{id}',
    summary: 'Change what may be edited of it: a new version, which waits for a yes of its own',
    tag,
  })
    .input(looked.extend({ content: z.record(z.string().max(60), z.unknown()) }))
    .output(artifact),

  submit: route({
    access: conversationReaders,
    method: 'POST',
    path: '/approvals/{id}/submit',
    summary: 'Put one’s own draft to review',
    tag,
  })
    .input(one)
    .output(artifact),

  approve: route({
    access: editors,
    method: 'POST',
    path: '/approvals/{id}/approve',
    summary: 'Say yes to exactly what was looked at: it is carried out, once',
    tag,
  })
    .input(looked)
    .output(artifact),

  reject: route({
    access: editors,
    method: 'POST',
    path: '/approvals/{id}/reject',
    needs: 'writing',
    summary: 'Refuse it, with a word',
    tag,
  })
    .input(one.extend({ note: z.string().trim().min(1).max(REFUSAL_MAX_LENGTH) }))
    .output(artifact),

  reopen: route({
    access: editors,
    method: 'POST',
    path: '/approvals/{id}/reopen',
    summary: 'Put what failed or was refused to review again, as a new version',
    tag,
  })
    .input(one)
    .output(artifact),
};
