/** What a visitor's panel is shown. */

import { z } from 'zod';
import { senderKind } from './message-parts.ts';
import { messageStatus } from './messages.ts';
import { id, instant } from './vocabulary.ts';
import { attachmentKind, widgetAppearance, widgetBehaviour, widgetId } from './widget-settings.ts';

export const visitorSource = z.object({
  number: z.number().int(),
  title: z.string(),
  page: z.number().int().nullable(),
  /** The pages it is cited from, in words: `3, 9–10`. */
  pages: z.string().nullable(),
  quote: z.string(),
  /** How many places of it the answer rests on. */
  places: z.number().int(),
});
export type VisitorSource = z.infer<typeof visitorSource>;

export const visitorPassage = z.object({
  title: z.string(),
  page: z.number().int().nullable(),
  /** Of these words: `9`, or `9–10` where they span. */
  pages: z.string().nullable(),
  before: z.string(),
  quote: z.string(),
  after: z.string(),
});
export type VisitorPassage = z.infer<typeof visitorPassage>;

/** What to say about a file that is kept and shown, but not read: images, until a model can see. */
export const attachmentNotice = z.enum(['image_not_read']);

export const visitorAttachment = z.object({
  id,
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  kind: attachmentKind,
  notice: attachmentNotice.nullable(),
});
export type VisitorAttachment = z.infer<typeof visitorAttachment>;

export const feedbackRating = z.enum(['up', 'down']);

export const visitorMessage = z.object({
  id,
  sender: z.object({
    kind: senderKind.exclude(['user']),
    /** Of an operator who answers in person. */
    name: z.string().nullable(),
  }),
  content: z.string(),
  status: messageStatus,
  sources: z.array(visitorSource),
  /** For each `[number]` of the text, in order: the place of its source that it is about. */
  citations: z.array(z.number().int()),
  /** What the sources do not hold, in order: offsets in the text. */
  doubts: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
  /** True for an answer that is not to be relied on before its sources were read. */
  toCheck: z.boolean(),
  /** True when the documents do not answer and the bot said so. */
  abstained: z.boolean(),
  /** True when the visitor asked for a person: the form for it is offered, whatever the widget's settings. */
  offersPerson: z.boolean().optional(),
  /** True for what the office itself answers, without the documents. */
  official: z.boolean().optional(),
  /** What stopped the answer before its end; absent when it ended by itself. */
  cut: z.enum(['length', 'filter']).optional(),
  feedback: z.object({ rating: feedbackRating, comment: z.string().nullable() }).nullable(),
  attachments: z.array(visitorAttachment),
  /** The tools that the answer asked, each once. What they were asked and gave back is the office's. */
  tools: z.array(z.string()),
  /** Of a visitor's own message: the id the panel gave it. */
  clientMessageId: z.string().nullable(),
  createdAt: instant,
});
export type VisitorMessage = z.infer<typeof visitorMessage>;

export const visitorConversation = z.object({ id, title: z.string(), updatedAt: instant });

const visitorColours = z.object({
  /** Ink that reads on the widget's colour. */
  onBrand: z.string(),
  /** Of words, quick replies and sources. */
  accent: z.string(),
  /** The ground of what is accented. */
  accentSoft: z.string(),
});

/** The widget as its visitors may know it. Texts are the bot's own where the owner wrote no others. */
export const visitorWidget = z.object({
  id: widgetId,
  title: z.string(),
  subtitle: z.string(),
  avatar: z.string(),
  color: z.string(),
  /** What is shown with it, by theme, put right so that it reads. */
  colours: z.object({ light: visitorColours, dark: visitorColours }),
  /** Path of the logo on this listener, or null. */
  logo: z.string().nullable(),
  ...widgetAppearance.pick({ position: true, theme: true, language: true, branding: true }).shape,
  /** The language the bot speaks unless the visitor does otherwise. */
  botLanguage: z.string(),
  welcomeMessage: z.string(),
  quickReplies: z.array(z.string()),
  ...widgetBehaviour.pick({
    autoOpen: true,
    autoOpenDelaySeconds: true,
    officeHours: true,
    offlineMessage: true,
    privacyNotice: true,
    leadForm: true,
    attachments: true,
    askForPerson: true,
  }).shape,
  /** True only when the owner allows it and a mail server is set up. */
  transcriptByMail: z.boolean(),
});
export type VisitorWidget = z.infer<typeof visitorWidget>;

export const visitorProfile = z.object({
  id,
  name: z.string().nullable(),
  email: z.string().nullable(),
  consentAt: instant.nullable(),
});

export const visitorSession = z.object({
  widget: visitorWidget,
  visitor: visitorProfile,
  /** Latest first, at most 50. */
  conversations: z.array(visitorConversation),
  /** Whether it is within office hours now; true when there are none. */
  open: z.boolean(),
  server: z.object({ version: z.string() }),
});
export type VisitorSession = z.infer<typeof visitorSession>;
