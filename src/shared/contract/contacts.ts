import { z } from 'zod';
import { feedbackRating } from './visitor-panel.ts';
import { writtenFile } from './files.ts';
import {
  CONTACT_FILE_MAX_BYTES,
  CONTACT_NOTE_MAX_LENGTH,
  CONTACT_TEXT_MAX_LENGTH,
  SEARCH_MAX_LENGTH,
} from './limits.ts';
import { conversationReaders, editors, oneSmallFile, route } from './route.ts';
import { empty, id, instant, language, numberCursor, pageOf, pageQuery, sortedCursor } from './vocabulary.ts';
import { leadReason } from './widget-settings.ts';

export const contactKind = z.enum(['person', 'company']);
export type ContactKind = z.infer<typeof contactKind>;
export const contactSource = z.enum(['visitor', 'office', 'import']);

const nullable = z.string().nullable();

/** What a merge changed, so that it can be undone: the survivor's fields before, and what came over to it. */
export const contactMergeUndo = z.object({
  before: z.object({
    name: nullable,
    email: nullable,
    phone: nullable,
    companyId: id.nullable(),
    language: nullable,
    note: nullable,
    keptAt: nullable,
  }),
  visitorIds: z.array(id),
  /** People of a merged company. */
  personIds: z.array(id),
});
export type ContactMergeUndo = z.infer<typeof contactMergeUndo>;

export const contact = z.object({
  id,
  clientId: id,
  kind: contactKind,
  name: nullable,
  email: nullable,
  phone: nullable,
  /** The company a person belongs to. */
  company: z.object({ id, name: nullable }).nullable(),
  language: language.nullable(),
  /** What the office wrote down about them. */
  note: nullable,
  source: contactSource,
  lastSeenAt: instant,
  createdAt: instant,
  updatedAt: instant,
});
export type Contact = z.infer<typeof contact>;

const mention = contact.pick({ id: true, kind: true, name: true, email: true, phone: true });
export type ContactMention = z.infer<typeof mention>;

/** One contact with what belongs to it. */
export const contactDetails = contact.extend({
  /** Those of a company, the first hundred by name. */
  people: z.array(mention),
  /** What was merged into it, latest first: each can be separated again. */
  merged: z.array(mention.extend({ mergedAt: instant })),
});
export type ContactDetails = z.infer<typeof contactDetails>;

const line = z
  .string()
  .trim()
  .max(CONTACT_TEXT_MAX_LENGTH)
  .transform(text => (text === '' ? null : text))
  .nullable();

/** Enough to notice a slip; whether anybody reads there only a mail can tell. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/u.test(text);

const fields = {
  name: line,
  email: line.refine(text => text === null || looksLikeEmail(text), 'Not an e-mail address'),
  phone: line.refine(text => text === null || /\d/u.test(text), 'Not a telephone number'),
  /** The name of the company a person belongs to: found among the client’s, else added. */
  company: line,
  language: language.nullable(),
  note: z
    .string()
    .trim()
    .max(CONTACT_NOTE_MAX_LENGTH)
    .transform(text => (text === '' ? null : text))
    .nullable(),
};
export const contactFields = z.object(fields);
export type ContactFields = z.infer<typeof contactFields>;

export const duplicateReason = z.enum(['email', 'phone', 'name']);
export const duplicatePair = z.object({ why: duplicateReason, older: contact, newer: contact });
export type DuplicatePair = z.infer<typeof duplicatePair>;

/** What a timeline tells of; other events concern no contact. */
export const timelineTypes = [
  'visitor.first_seen',
  'contact.left',
  'contact.created',
  'contact.changed',
  'contact.merged',
  'contact.separated',
  'conversation.started',
  'conversation.asked',
  'conversation.answered',
  'conversation.abstained',
  'conversation.answer_broken_off',
  'conversation.person_asked',
  'conversation.person_handled',
  'conversation.rated',
] as const;

export const timelineEntry = z.object({
  /** Its place among all events. */
  sequence: z.number().int(),
  type: z.enum(timelineTypes),
  at: instant,
  /** What was talked about; null where it was no conversation, or it is gone. */
  conversation: z.object({ id, title: z.string() }).nullable(),
  /** Why they left an address. */
  reason: leadReason.nullable(),
  rating: feedbackRating.nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const importProblems = [
  'empty',
  'email_unreadable',
  'phone_unreadable',
  'too_long',
  'twice_in_file',
  'unreadable',
] as const;
export const importOutcome = z.enum(['added', 'changed', 'same', 'refused']);
export const contactImport = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
  lines: z.array(
    z.object({
      /** Of the file, from 1. */
      line: z.number().int(),
      who: z.string(),
      outcome: importOutcome,
      problem: z.enum(importProblems).nullable(),
    }),
  ),
});
export type ContactImport = z.infer<typeof contactImport>;

export const contactSort = z.enum(['name', 'company', 'email', 'seen', 'added']);
export type ContactSort = z.infer<typeof contactSort>;

const tag = 'Contacts';
const target = z.object({ id }).strict();
const ofClient = z.object({ clientId: id }).strict();
const file = oneSmallFile(CONTACT_FILE_MAX_BYTES, ['text/csv', 'text/tab-separated-values', 'text/vcard']);

export const contacts = {
  list: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/contacts',
    summary: 'People and companies',
    tag,
  })
    .input(
      pageQuery
        .extend({
          clientId: id.optional(),
          /** Words of the name, the address, the number or the company. */
          q: z.string().trim().max(SEARCH_MAX_LENGTH).optional(),
          kind: contactKind.optional(),
          sort: contactSort.default('seen'),
          order: z.enum(['asc', 'desc']).default('desc'),
          cursor: sortedCursor.optional(),
        })
        .strict(),
    )
    .output(pageOf(contact)),

  get: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/contacts/{id}',
    summary: 'A contact; of one that was merged, the contact it was merged into',
    tag,
  })
    .input(target)
    .output(contactDetails),

  timeline: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/contacts/{id}/timeline',
    summary: 'What happened with a contact, latest first',
    tag,
  })
    .input(pageQuery.extend({ id, cursor: numberCursor.optional() }).strict())
    .output(pageOf(timelineEntry)),

  create: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/contacts',
    summary: 'Add a contact',
    tag,
    successStatus: 201,
  })
    .input(
      z
        .object({ ...fields, clientId: id, kind: contactKind })
        .partial()
        .required({ clientId: true, kind: true })
        .strict(),
    )
    .output(contactDetails),

  update: route({
    access: [...editors, 'key:write'],
    method: 'PATCH',
    path: '/contacts/{id}',
    summary: 'Change a contact; only the fields given',
    tag,
  })
    .input(
      z
        .object({ ...fields, id })
        .partial()
        .required({ id: true })
        .strict(),
    )
    .output(contactDetails),

  remove: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/contacts/{id}',
    summary: 'Delete a contact, with those merged into it; conversations stay',
    tag,
  })
    .input(target)
    .output(empty),

  duplicates: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/contacts/duplicates',
    summary: 'Pairs of contacts that are probably one, at most fifty',
    tag,
  })
    .input(z.object({ clientId: id }).strict())
    .output(z.array(duplicatePair)),

  keepApart: route({
    access: [...editors, 'key:write'],
    method: 'PUT',
    path: '/contacts/{id}/apart',
    summary: 'Say whether two contacts that look alike are two; those that are, are no longer told as a pair',
    tag,
  })
    .input(z.object({ id, otherId: id, apart: z.boolean() }).strict())
    .output(empty),

  /** Gaps of `into` are filled; its own fields stay. */
  merge: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/contacts/{id}/merge',
    summary: 'Merge a contact into another one',
    tag,
  })
    .input(z.object({ id, into: id }).strict())
    .output(contactDetails),

  separate: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/contacts/{id}/separate',
    summary: 'Undo a merge: the id is that of the contact that was merged',
    tag,
  })
    .input(target)
    .output(contactDetails),

  /** Nothing is written: the same file given to `importFile` does what is told here. */
  previewImport: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/contacts/import/preview',
    needs: 'nothing',
    summary: 'What a table (CSV) or address cards (vCard) would change, line by line',
    tag,
    takes: file,
  })
    .input(ofClient)
    .output(contactImport),

  importFile: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/contacts/import',
    summary: 'Take over a table (CSV) or address cards (vCard); what cannot be read is left out and told',
    tag,
    takes: file,
  })
    .input(ofClient)
    .output(contactImport),

  export: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/contacts.csv',
    summary: 'The contacts of a client as a table for spreadsheets that can be imported again',
    description:
      'UTF-8 with a byte order mark; semicolons between cells in French, commas in English. That it was taken is recorded.',
    tag,
  })
    .input(z.object({ clientId: id, language: language.default('fr') }).strict())
    .output(writtenFile('text/csv')),

  exportCards: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/contacts.vcf',
    summary: 'The contacts of a client as address cards (vCard 3.0). That they were taken is recorded',
    tag,
  })
    .input(z.object({ clientId: id }).strict())
    .output(writtenFile('text/vcard')),
};
