import { z } from 'zod';
import { publicUrl } from './addresses.ts';
import { empty, id, instant, language, pageOf, pageQuery } from './vocabulary.ts';
import { diagnosis } from './widget-diagnosis.ts';
import { conversationReaders, editors, oneSmallFile, route } from './route.ts';
import { storedFile, writtenFile } from './files.ts';
import { LOGO_MEDIA_TYPES, leadField, leadReason, widget, widgetUpdate } from './widget-settings.ts';
import { BASE_ADDRESS_MAX_LENGTH, LOGO_MAX_BYTES, PAGE_ADDRESS_MAX_LENGTH } from './limits.ts';

/** One way to reach the widget from the network, and what to paste for it. */
export const widgetPlacement = z.object({
  /** `http://192.168.1.20:4281` or `http://foyer.local:4281`. */
  baseUrl: z.string(),
  kind: z.enum(['address', 'name', 'loopback']),
  /** The network card, as the system calls it; null for the name. */
  interface: z.string().nullable(),
  snippet: z.string(),
  /** The page of its own, when it is on. */
  pageUrl: z.string().nullable(),
  /** That page as a frame, for sites that take no script; null when it is off. */
  frame: z.string().nullable(),
  /** A page that tests from the device it is opened on. */
  checkUrl: z.string(),
});
export type WidgetPlacement = z.infer<typeof widgetPlacement>;

const flag = z.stringbool().or(z.boolean()).optional();

/** How the code is written. */
export const snippetOptions = z
  .object({
    id,
    /** As an element of the page, without a bubble. */
    inline: flag,
    /** With an attribute for pages whose security policy admits scripts by nonce. */
    nonce: flag,
    /** With the hash of this version's script: to be renewed after each update of Foyer. */
    pinned: flag,
  })
  .strict();

/** The server as pages reach it; under a path where a proxy shows it there. */
const serverAddress = z
  .string()
  .regex(/^[^?#\\]*$/, 'Only http:// or https://, a name with a port, and a path')
  .pipe(publicUrl);

export const lead = z.object({
  id,
  reason: leadReason,
  fields: z.partialRecord(leadField, z.string()),
  conversationId: id.nullable(),
  /** Who the visitor is among the contacts. */
  contactId: id.nullable(),
  createdAt: instant,
});
export type Lead = z.infer<typeof lead>;

export const messageFeedback = z.object({
  messageId: id,
  conversationId: id,
  rating: z.enum(['up', 'down']),
  comment: z.string().nullable(),
  question: z.string().nullable(),
  answer: z.string(),
  createdAt: instant,
});
export type MessageFeedback = z.infer<typeof messageFeedback>;

const tag = 'Widget';
const target = z.object({ id }).strict();

export const widgets = {
  /** Made on the first look: disabled, allowed nowhere. */
  get: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/chatbots/{id}/widget',
    summary: "A chatbot's widget",
    tag,
  })
    .input(target)
    .output(widget),

  update: route({
    access: [...editors, 'key:write'],
    method: 'PATCH',
    path: '/chatbots/{id}/widget',
    summary: "Change a chatbot's widget; only the fields given",
    tag,
  })
    .input(widgetUpdate)
    .output(widget),

  setLogo: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/chatbots/{id}/widget/logo',
    summary: "Set the widget's logo: a PNG, JPEG, WebP or GIF image",
    tag,
    takes: oneSmallFile(LOGO_MAX_BYTES, LOGO_MEDIA_TYPES),
  })
    .input(target)
    .output(widget),

  removeLogo: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/chatbots/{id}/widget/logo',
    summary: "Remove the widget's logo",
    tag,
  })
    .input(target)
    .output(widget),

  logo: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/chatbots/{id}/widget/logo',
    summary: "The widget's logo; 404 when there is none",
    tag,
  })
    .input(target)
    .output(storedFile('image/png')),

  /** Languages whose words somebody put into the data folder (`widget-languages/es.json`); French and English are there anyway. */
  languages: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/widget-languages',
    summary: 'Languages that widgets can speak besides their own',
    tag,
  })
    .input(empty)
    .output(
      z.object({
        languages: z.array(
          z.object({
            code: z.string(),
            /** False when the file is no JSON object: the widget then speaks English. */
            readable: z.boolean(),
          }),
        ),
      }),
    ),

  /** Every token and every visitor's secret ends at once; whoever is there becomes a new visitor. */
  revokeVisitors: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/chatbots/{id}/widget/revoke-visitors',
    needs: 'writing',
    summary: 'End every visitor token of the widget',
    tag,
  })
    .input(target)
    .output(empty),

  /** What to paste, for each address under which the local network reaches Foyer now. */
  snippet: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/chatbots/{id}/widget/snippet',
    summary: 'The snippet to paste into a page',
    tag,
  })
    .input(snippetOptions)
    .output(
      z.object({
        listening: z.boolean(),
        /** Hash of the script as served now (subresource integrity); null when the widget has not been built. */
        integrity: z.string().nullable(),
        placements: z.array(widgetPlacement),
      }),
    ),

  /**
   * Looks at a page as a visitor's browser would, and says what keeps the widget from it. The page is fetched once,
   * without credentials, when the settings let connections out; what cannot be fetched is a finding, no error.
   */
  diagnose: route({
    access: editors,
    method: 'POST',
    path: '/chatbots/{id}/widget/diagnose',
    needs: 'nothing',
    summary: 'Find out what keeps the widget from a page',
    tag,
  })
    .input(
      z
        .object({
          id,
          /** As typed: `https://` is assumed. */
          pageUrl: z.string().trim().min(1).max(PAGE_ADDRESS_MAX_LENGTH),
          /** The address under which the widget is to be reached; the first of `snippet` unless given. */
          baseUrl: z.string().max(BASE_ADDRESS_MAX_LENGTH).optional(),
        })
        .strict(),
    )
    .output(diagnosis),

  /** A ZIP to upload in WordPress, under *Plugins → Add new*: made for this chatbot, and without any key. */
  wordpressPlugin: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/chatbots/{id}/widget/wordpress',
    summary: 'A WordPress plugin made for the chatbot, as a ZIP',
    tag,
  })
    .input(z.object({ id, baseUrl: serverAddress }).strict())
    .output(writtenFile('application/zip')),

  leads: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/chatbots/{id}/widget/leads',
    summary: 'Names and addresses that visitors left, latest first',
    tag,
  })
    .input(pageQuery.extend({ id }).strict())
    .output(pageOf(lead)),

  removeLead: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/chatbots/{id}/widget/leads/{leadId}',
    summary: 'Delete what a visitor left',
    tag,
  })
    .input(z.object({ id, leadId: id }).strict())
    .output(empty),

  feedback: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/chatbots/{id}/widget/feedback',
    summary: 'What visitors thought of answers, latest first',
    tag,
  })
    .input(pageQuery.extend({ id }).strict())
    .output(pageOf(messageFeedback)),

  /** Everything of one list, as a table for spreadsheets (CSV), with headings in one language. */
  exportVisitors: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/chatbots/{id}/widget/visitors-export',
    summary: 'Names and addresses, or opinions, as a table. That it was taken is recorded',
    tag,
  })
    .input(z.object({ id, list: z.enum(['leads', 'feedback']), language }).strict())
    .output(writtenFile('text/csv')),
};
