import { z } from 'zod';
import { contactKind, contactSource } from '#shared/contract/contacts.ts';
import { defineEvent } from '#main/platform/events/index.ts';

const about = z.object({ kind: contactKind });

export const CONTACT_CREATED = defineEvent('contact.created', {
  subject: 'contact',
  payload: about.extend({ source: contactSource }),
  news: 'contacts',
});

/** By the office, by an import, or filled by what a visitor left. */
export const CONTACT_CHANGED = defineEvent('contact.changed', {
  subject: 'contact',
  payload: about,
  news: 'contacts',
});

/** Another contact became part of this one. */
export const CONTACT_MERGED = defineEvent('contact.merged', {
  subject: 'contact',
  payload: z.object({ mergedId: z.string() }),
  news: 'contacts',
});

/** What was part of this contact stands by itself again. */
export const CONTACT_SEPARATED = defineEvent('contact.separated', {
  subject: 'contact',
  payload: z.object({ mergedId: z.string() }),
  news: 'contacts',
});

export const CONTACT_REMOVED = defineEvent('contact.removed', {
  subject: 'contact',
  payload: about,
  news: 'contacts',
});
