import { z } from 'zod';
import { parseDomainRule } from '../lib/domain-rules.ts';
import { id, instant } from './vocabulary.ts';
import {
  ATTACHMENT_MAX_BYTES,
  AUTO_OPEN_MAX_SECONDS,
  AVATAR_MAX_LENGTH,
  LEAD_INTRO_MAX_LENGTH,
  LIMIT_MESSAGE_MAX_LENGTH,
  OFFLINE_MESSAGE_MAX_LENGTH,
  PRIVACY_ADDRESS_MAX_LENGTH,
  PRIVACY_TEXT_MAX_LENGTH,
  SUGGESTED_QUESTIONS_MAX,
  SUGGESTED_QUESTION_MAX_LENGTH,
  WELCOME_MAX_LENGTH,
  WIDGET_DOMAINS_MAX,
  WIDGET_LABEL_MAX_LENGTH,
  WIDGET_LIMIT_MAX,
  WIDGET_SUBTITLE_MAX_LENGTH,
  WIDGET_TITLE_MAX_LENGTH,
} from './limits.ts';

/** The public id of a widget, as it stands in the snippet. */
export const widgetId = z.string().regex(/^[A-Za-z0-9_-]{16,40}$/);

/** What a browser shows as an image, and no more: SVG is a document that runs. */
export const LOGO_MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;

export const attachmentKind = z.enum(['image', 'pdf', 'text']);
export type AttachmentKind = z.infer<typeof attachmentKind>;

export const leadField = z.enum(['name', 'email', 'phone', 'company', 'message']);
export type LeadField = z.infer<typeof leadField>;
export const leadReason = z.enum(['lead', 'person', 'offline']);

/** `example.org`, `*.example.org`, `intranet:8080`: exact hosts, and sub-domains of one. */
const domainRule = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .refine(value => parseDomainRule(value) !== null, 'Not a domain: write example.org or *.example.org')
  .transform(value => parseDomainRule(value)?.text ?? value);

const text = (most: number) => z.string().trim().max(most);
const color = z.string().regex(/^#[0-9a-fA-F]{6}$/);

export const widgetAppearance = z.object({
  /** Null: the bot's. */
  color: color.nullable(),
  /** Of words, quick replies and sources; null: the same as `color`. */
  secondaryColor: color.nullable(),
  position: z.enum(['left', 'right']),
  theme: z.enum(['light', 'dark', 'visitor']),
  /** `page` (its `lang`), `visitor` (the browser's), or the code of one language. */
  language: z.string().regex(/^(page|visitor|[a-z]{2,3}(-[A-Za-z]{2,4})?)$/),
  /** Null: the bot's name. */
  title: text(WIDGET_TITLE_MAX_LENGTH).nullable(),
  /** Null: the bot's description. */
  subtitle: text(WIDGET_SUBTITLE_MAX_LENGTH).nullable(),
  /** Two letters or an emoji; null: the bot's. */
  avatar: text(AVATAR_MAX_LENGTH).nullable(),
  /** Beside the launcher, and its accessible name; null: the widget's own words. */
  label: text(WIDGET_LABEL_MAX_LENGTH).nullable(),
  branding: z.boolean(),
});
export type WidgetAppearance = z.infer<typeof widgetAppearance>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
export const weekDay = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type WeekDay = z.infer<typeof weekDay>;

export const officeHours = z.object({
  /** IANA name, e.g. `Europe/Paris`. */
  timeZone: z.string().min(1).max(64).refine(isTimeZone, 'Not a time zone'),
  /** Each day's hours; a day left out is closed. */
  days: z.partialRecord(weekDay, z.tuple([timeOfDay, timeOfDay])),
});
export type OfficeHours = z.infer<typeof officeHours>;

export const widgetBehaviour = z.object({
  /** Null: the bot's. */
  welcomeMessage: text(WELCOME_MAX_LENGTH).nullable(),
  /** Null: the bot's suggested questions. */
  quickReplies: z.array(text(SUGGESTED_QUESTION_MAX_LENGTH).min(1)).max(SUGGESTED_QUESTIONS_MAX).nullable(),
  autoOpen: z.boolean(),
  autoOpenDelaySeconds: z.number().int().min(0).max(AUTO_OPEN_MAX_SECONDS),
  officeHours: officeHours.nullable(),
  /** Shown when the server does not answer, and outside office hours. Null: the widget's own words. */
  offlineMessage: text(OFFLINE_MESSAGE_MAX_LENGTH).nullable(),
  privacyNotice: z
    .object({
      text: text(PRIVACY_TEXT_MAX_LENGTH).min(1),
      url: z
        .url({ protocol: /^https?$/ })
        .max(PRIVACY_ADDRESS_MAX_LENGTH)
        .nullable(),
      consentRequired: z.boolean(),
    })
    .nullable(),
  leadForm: z
    .object({
      when: z.enum(['before', 'on-request', 'never']),
      intro: text(LEAD_INTRO_MAX_LENGTH).nullable(),
      fields: z
        .array(z.object({ name: leadField, required: z.boolean() }))
        .min(1)
        .max(5),
    })
    .nullable(),
  transcriptByMail: z.boolean(),
  attachments: z.object({
    enabled: z.boolean(),
    maxBytes: z.number().int().min(1_024).max(ATTACHMENT_MAX_BYTES),
    types: z.array(attachmentKind).max(3),
  }),
  askForPerson: z.boolean(),
  /** Whether `/chat/{widgetId}` is served: a page of its own, for a kiosk or a phone. */
  fullPage: z.boolean(),
  /** What a visitor reads at a limit; null: the widget's own words. */
  limitMessages: z.object({
    visitor: text(LIMIT_MESSAGE_MAX_LENGTH).nullable(),
    widget: text(LIMIT_MESSAGE_MAX_LENGTH).nullable(),
    address: text(LIMIT_MESSAGE_MAX_LENGTH).nullable(),
  }),
});
export type WidgetBehaviour = z.infer<typeof widgetBehaviour>;

const limit = z.number().int().min(1).max(WIDGET_LIMIT_MAX);

/** Messages; looked at in this order. */
export const widgetLimits = z.object({
  visitorPerMinute: limit,
  visitorPerDay: limit,
  widgetPerMinute: limit,
  /** Generous: an office shares one address. */
  addressPerMinute: limit,
});
export type WidgetLimits = z.infer<typeof widgetLimits>;

export const widget = z.object({
  chatbotId: id,
  /** What goes into the snippet. */
  publicId: z.string(),
  enabled: z.boolean(),
  allowedDomains: z.array(z.string()),
  appearance: widgetAppearance.extend({
    /** Ink that reads on the colour. */
    textColor: z.string(),
    /** SHA-256 of the logo, lower-case hex. */
    logo: z.string().nullable(),
  }),
  behaviour: widgetBehaviour,
  limits: widgetLimits,
  createdAt: instant,
  updatedAt: instant,
});
export type Widget = z.infer<typeof widget>;

export const widgetUpdate = z
  .object({
    id,
    enabled: z.boolean(),
    allowedDomains: z.array(domainRule).max(WIDGET_DOMAINS_MAX),
    appearance: widgetAppearance.partial().strict(),
    behaviour: widgetBehaviour.partial().strict(),
    limits: widgetLimits.partial().strict(),
  })
  .partial()
  .required({ id: true })
  .strict();
export type WidgetUpdate = z.infer<typeof widgetUpdate>;

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError is the only answer Intl has for a name it does not know
  }
}
