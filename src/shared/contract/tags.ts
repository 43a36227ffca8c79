import { z } from 'zod';
import { TAG_NAME_MAX_LENGTH, TAGS_OF_ONE_MAX } from './limits.ts';
import { editors, everyone, route } from './route.ts';
import { empty, id, instant } from './vocabulary.ts';

const tagOfRoutes = 'Tags';
const name = z
  .string()
  .trim()
  .min(1)
  .max(TAG_NAME_MAX_LENGTH)
  .regex(/[\p{L}\p{N}]/u, 'must have a letter or a digit');
const ids = z.array(id).min(1).max(1_000);
const key = z
  .string()
  .min(1)
  .max(2 * TAG_NAME_MAX_LENGTH);

export const tag = z.object({
  id,
  clientId: id,
  name: z.string(),
  /** Those with it, by hand or of a source; earlier versions are not counted. */
  documents: z.number().int(),
  /** Those that give it to their documents; none for whoever reaches some chatbots only. */
  sources: z.number().int(),
  /** Those that answer from documents with it alone, or with another of theirs; none for whoever reaches some only. */
  chatbots: z.array(z.object({ id, name: z.string() })),
  createdAt: instant,
});
export type Tag = z.infer<typeof tag>;

/** A tag that a document may be given, because of what its title, its headings or its text say. */
export const tagProposal = z.object({
  key: z.string(),
  name: z.string(),
  /** The tag there is already; null where it would be new. */
  tagId: id.nullable(),
});
export type TagProposal = z.infer<typeof tagProposal>;

export const tags = {
  list: route({
    access: [...everyone, 'key:search', 'key:read'],
    method: 'GET',
    path: '/tags',
    summary: 'The tags of documents within reach, by name, with how many have them',
    tag: tagOfRoutes,
  })
    .input(z.object({ clientId: id.optional() }).strict())
    .output(z.array(tag)),

  create: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/tags',
    summary: 'Create a tag; one of that name that is there already is given back',
    tag: tagOfRoutes,
    successStatus: 201,
  })
    .input(z.object({ clientId: id, name }).strict())
    .output(tag),

  rename: route({
    access: [...editors, 'key:write'],
    method: 'PATCH',
    path: '/tags/{id}',
    summary: 'Call a tag otherwise, everywhere at once',
    tag: tagOfRoutes,
  })
    .input(z.object({ id, name }).strict())
    .output(tag),

  merge: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/tags/{id}/merge',
    summary: 'Let another tag take the place of this one, which is deleted',
    tag: tagOfRoutes,
  })
    .input(z.object({ id, intoId: id }).strict())
    .output(tag),

  remove: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/tags/{id}',
    summary: 'Delete a tag that no chatbot is bound to; what had it stays',
    tag: tagOfRoutes,
  })
    .input(z.object({ id }).strict())
    .output(empty),

  give: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/tags/documents',
    summary: 'Give documents of one client tags by their names, or take tags away that were given by hand',
    tag: tagOfRoutes,
  })
    .input(
      z
        .object({
          ids,
          /** Those that are not there yet are created. */
          add: z.array(name).max(TAGS_OF_ONE_MAX).default([]),
          remove: z.array(id).max(TAGS_OF_ONE_MAX).default([]),
        })
        .strict(),
    )
    .output(z.object({ changed: z.number().int() })),

  ofSource: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/sources/{id}/tags',
    summary: 'The tags that a source gives its documents',
    tag: tagOfRoutes,
  })
    .input(z.object({ id }).strict())
    .output(z.array(z.object({ id, name: z.string() }))),

  setOfSource: route({
    access: [...editors, 'key:write'],
    method: 'PUT',
    path: '/sources/{id}/tags',
    summary:
      'Choose the tags that a source gives its documents, by their names. Taken away, they stay where they were given by hand',
    tag: tagOfRoutes,
  })
    .input(z.object({ id, names: z.array(name).max(TAGS_OF_ONE_MAX) }).strict())
    .output(z.array(z.object({ id, name: z.string() }))),

  proposed: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/tag-proposals',
    summary: 'Tags that a document may be given, the most telling first',
    tag: tagOfRoutes,
  })
    .input(z.object({ id }).strict())
    .output(z.array(tagProposal)),

  proposals: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/tags/proposals',
    summary: 'Tags that several documents of a client may be given together',
    tag: tagOfRoutes,
  })
    .input(z.object({ clientId: id }).strict())
    .output(
      z.array(
        tagProposal.extend({
          documents: z.number().int(),
          /** The titles of some of them. */
          titles: z.array(z.string()),
        }),
      ),
    ),

  accept: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/tags/proposals/accepted',
    summary: 'Give a proposed tag to one document, or to all that it is proposed for',
    tag: tagOfRoutes,
  })
    .input(z.object({ clientId: id, key, documentId: id.optional() }).strict())
    .output(z.object({ changed: z.number().int() })),

  refuse: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/tags/proposals/refused',
    summary: 'Do not propose a tag again, for one document or for all that it is proposed for',
    tag: tagOfRoutes,
  })
    .input(z.object({ clientId: id, key, documentId: id.optional() }).strict())
    .output(z.object({ changed: z.number().int() })),
};
