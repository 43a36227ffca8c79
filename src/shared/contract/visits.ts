import { z } from 'zod';
import { storedFile } from './files.ts';
import { conversationReaders, route } from './route.ts';
import { visitorAttachment } from './visitor-panel.ts';
import { fileId, id, instant } from './vocabulary.ts';
import { lead } from './widgets.ts';

/** What a conversation that came through a widget holds beside its messages. */
export const visit = z.object({
  visitor: z.object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    /** Who they are among the contacts. */
    contactId: id.nullable(),
    /** The page it began on: scheme, host and port. */
    origin: z.string(),
    /** When the privacy notice was agreed to. */
    consentAt: instant.nullable(),
    firstSeenAt: instant,
  }),
  /** Under the messages they were sent with. */
  attachments: z.array(visitorAttachment.omit({ notice: true }).extend({ messageId: id })),
  feedback: z.array(
    z.object({ messageId: id, rating: z.enum(['up', 'down']), comment: z.string().nullable() }),
  ),
  /** Forms that were left in it, oldest first. */
  leads: z.array(lead),
});
export type Visit = z.infer<typeof visit>;

export const visits = {
  /** Null for a conversation of another kind, and for one whose visitor is forgotten. */
  get: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/conversations/{id}/visit',
    summary: 'Who asked through a widget, with files, ratings and forms',
    tag: 'Widget',
  })
    .input(z.object({ id }).strict())
    .output(visit.nullable()),

  file: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/attachments/{id}/file',
    summary: 'A file that a visitor sent through a widget',
    tag: 'Widget',
  })
    .input(z.object({ id: fileId }).strict())
    .output(storedFile('application/octet-stream')),
};
