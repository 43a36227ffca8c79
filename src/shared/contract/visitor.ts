import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { QUESTION_MAX_LENGTH } from './conversations.ts';
import { quote } from './messages.ts';
import { empty, fileId, id } from './vocabulary.ts';
import { storedFile } from './files.ts';
import { ATTACHMENT_MAX_BYTES } from './limits.ts';
import { leadField, leadReason, widgetId } from './widget-settings.ts';
import { route } from './route.ts';
import {
  feedbackRating,
  visitorAttachment,
  visitorConversation,
  visitorMessage,
  visitorPassage,
  visitorProfile,
  visitorSession,
  visitorSource,
} from './visitor-panel.ts';

/**
 * What a visitor's panel calls, on the public listener and nowhere else: `/api/visitor/…`, plain JSON, with
 * `Authorization: Bearer <token>`. Streams are server-sent events, one `data:` line with one JSON object each.
 * Errors are `{error: {code, message, details}}`; a 429 or 503 carries `Retry-After`, and a 429 the owner's words in
 * `details.message` when there are some. 401 `auth.session_expired` means: exchange again, then repeat the call.
 */

export const VISITOR_TOKEN_SECONDS = 15 * 60;

/** Chosen by the panel for each message (random); the same one again is the same message, never a second. */
export const clientMessageId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

export const visitorToken = z.object({
  token: z.string(),
  /** Seconds: renew a little before. */
  expiresIn: z.number().int(),
  visitorId: id,
  visitorSecret: z.string(),
});
export type VisitorToken = z.infer<typeof visitorToken>;

export const visitorEvent = z.discriminatedUnion('type', [
  /** Stored, and waiting for its turn; 1 is next. Sent again each time the position changes. */
  z.object({ type: z.literal('queued'), position: z.number().int(), conversationId: id, messageId: id }),
  /** `messageId` is the answer's: what `follow`, `stop` and `feedback` take. */
  z.object({ type: z.literal('started'), conversationId: id, messageId: id }),
  /**
   * What the documents say by themselves, with their sources, once a model has written nothing for a while: shown until
   * the first word, and no part of the answer.
   */
  z.object({ type: z.literal('quotes'), quotes: z.array(quote), sources: z.array(visitorSource) }),
  z.object({ type: z.literal('sources'), sources: z.array(visitorSource) }),
  z.object({ type: z.literal('delta'), text: z.string() }),
  /** The pieces so far were no answer: it begins anew. */
  z.object({ type: z.literal('withdrawn') }),
  /** The answer as it is kept: its text replaces the pieces. */
  z.object({ type: z.literal('finished'), message: visitorMessage }),
  z.object({ type: z.literal('failed'), error: z.object({ code: z.enum(errorCodes), message: z.string() }) }),
]);
export type VisitorEvent = z.infer<typeof visitorEvent>;

const email = z.email().max(254);
const tag = 'Visitors';
const access = ['visitor'] as const;

export const visitor = {
  /**
   * The public id of a widget for a token bound to widget, visitor and the page's origin (the browser's `Origin`
   * header decides: allowed domains, or this listener's own page when the full page is on). Without a visitor, or
   * with one whose secret no longer counts, a new visitor is made. The only call that answers to other origins (CORS).
   */
  token: route({
    access: ['public'],
    publicListener: true,
    method: 'POST',
    path: '/visitor/token',
    needs: 'nothing',
    summary: 'Exchange a widget for a visitor token',
    tag,
  })
    .input(
      z
        .object({ widgetId, visitorId: id.optional(), visitorSecret: z.string().min(1).max(200).optional() })
        .strict(),
    )
    .output(visitorToken),

  session: route({
    access,
    method: 'GET',
    path: '/visitor/session',
    summary: 'The widget and its visitor',
    tag,
  })
    .input(empty)
    .output(visitorSession),

  /** What the page knows of its visitor (`Foyer.identify`); not verified, and shown as such. */
  identify: route({
    access,
    method: 'PATCH',
    path: '/visitor/me',
    summary: "Tell the visitor's name, address or language",
    tag,
  })
    .input(
      z
        .object({
          name: z.string().trim().min(1).max(120).nullable().optional(),
          email: email.nullable().optional(),
          language: z.string().min(2).max(35).optional(),
        })
        .strict(),
    )
    .output(visitorProfile),

  /** Erases the visitor with conversations, files and what was left in forms; the token is worth nothing after it. */
  forgetMe: route({
    access,
    method: 'DELETE',
    path: '/visitor/me',
    summary: 'Erase everything of this visitor',
    tag,
  })
    .input(empty)
    .output(empty),

  consent: route({
    access,
    method: 'POST',
    path: '/visitor/consent',
    needs: 'nothing',
    summary: 'Agree to the privacy notice',
    tag,
  })
    .input(empty)
    .output(visitorProfile),

  conversation: route({
    access,
    method: 'GET',
    path: '/visitor/conversations/{id}',
    summary: "One of the visitor's conversations",
    tag,
  })
    .input(z.object({ id }).strict())
    .output(visitorConversation.extend({ messages: z.array(visitorMessage) })),

  /** Asks. Sent again with the same `clientMessageId` it follows, or gives, the one answer there is. */
  chat: route({
    access,
    method: 'POST',
    path: '/visitor/chat',
    needs: 'nothing',
    summary: 'Ask; the answer streams',
    tag,
  })
    .input(
      z
        .object({
          conversationId: id.optional(),
          message: z.string().trim().min(1).max(QUESTION_MAX_LENGTH),
          clientMessageId,
          attachmentIds: z.array(id).max(5).optional(),
        })
        .strict(),
    )
    .output(eventIterator(visitorEvent)),

  follow: route({
    access,
    method: 'GET',
    path: '/visitor/messages/{messageId}/follow',
    summary: 'Join an answer under way: everything so far, then the rest',
    tag,
  })
    .input(z.object({ messageId: id }).strict())
    .output(eventIterator(visitorEvent)),

  stop: route({
    access,
    method: 'POST',
    path: '/visitor/messages/{messageId}/stop',
    needs: 'nothing',
    summary: 'Stop an answer; what came is kept',
    tag,
  })
    .input(z.object({ messageId: id }).strict())
    .output(empty),

  /** A second time replaces the first. */
  feedback: route({
    access,
    method: 'POST',
    path: '/visitor/messages/{messageId}/feedback',
    summary: 'Say whether an answer helped',
    tag,
  })
    .input(
      z
        .object({
          messageId: id,
          rating: feedbackRating,
          comment: z.string().trim().max(1_000).nullable().optional(),
        })
        .strict(),
    )
    .output(empty),

  /** The words behind a number, with what stands around them. */
  source: route({
    access,
    method: 'GET',
    path: '/visitor/messages/{messageId}/sources/{number}',
    summary: 'The words behind a number',
    tag,
  })
    .input(
      z
        .object({
          messageId: id,
          number: z.coerce.number().int().min(1).max(1_000),
          /** Which of its places, from 0; the first when not given. */
          place: z.coerce.number().int().min(0).max(1_000).optional(),
        })
        .strict(),
    )
    .output(visitorPassage),

  attach: route({
    access,
    method: 'POST',
    path: '/visitor/attachments',
    summary: 'Send a file to go with a question',
    tag,
    successStatus: 201,
    takes: {
      maxBytes: ATTACHMENT_MAX_BYTES,
      maxFiles: 1,
      maxRequestBytes: ATTACHMENT_MAX_BYTES,
      // A few of the largest for one of them, and for all together what a small disk can spare.
      underWay: { perSender: 4 * ATTACHMENT_MAX_BYTES, inAll: 64 * ATTACHMENT_MAX_BYTES },
    },
  })
    .input(empty)
    .output(visitorAttachment),

  file: route({
    access,
    method: 'GET',
    path: '/visitor/attachments/{id}/file',
    summary: 'A file that this visitor sent',
    tag,
  })
    .input(z.object({ id: fileId }).strict())
    .output(storedFile('application/octet-stream')),

  /** `person`: asks for somebody of the office; `offline`: a message left while nobody is there. */
  lead: route({
    access,
    method: 'POST',
    path: '/visitor/leads',
    summary: 'Leave name and address',
    tag,
    successStatus: 201,
  })
    .input(
      z
        .object({
          reason: leadReason,
          conversationId: id.optional(),
          fields: z
            .partialRecord(leadField, z.string().trim().max(2_000))
            .refine(fields => Object.values(fields).some(value => value !== ''), 'At least one field'),
        })
        .strict(),
    )
    .output(empty),

  transcript: route({
    access,
    method: 'POST',
    path: '/visitor/transcript',
    summary: 'Send the conversation to an e-mail address',
    tag,
  })
    .input(z.object({ conversationId: id, email }).strict())
    .output(empty),
};
