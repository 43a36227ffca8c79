import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { email } from './auth.ts';
import { administrators, conversationReaders, route } from './route.ts';
import { empty, id, instant } from './vocabulary.ts';
import { MAIL_SUBJECT_MAX_LENGTH, MAIL_TEXT_MAX_LENGTH, PORT_MAX, SENDER_NAME_MAX_LENGTH } from './limits.ts';

/**
 * `tls`: encrypted from the first byte (port 465). `starttls`: encrypted before anything is said (587), or not sent.
 * `opportunistic`: encrypted when the server offers it; outside the local network it must. `none`: in the clear, on
 * this machine and the local network only.
 */
export const mailSecurity = z.enum(['tls', 'starttls', 'opportunistic', 'none']);
export type MailSecurity = z.infer<typeof mailSecurity>;

export const HOST_PATTERN =
  /^([\p{L}\p{N}]([\p{L}\p{N}._-]*[\p{L}\p{N}])?\.?|\[?[\da-f:.]*:[\da-f:.]*\]?)$/iu;
export const AUTHORITY_PATTERN = /^\s*-----BEGIN CERTIFICATE-----[\w\s+/=-]+-----END CERTIFICATE-----\s*$/;

/** One line: what goes into a header holds no line break. */
const oneLine = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum)
    .regex(/^\P{Cc}*$/u);

/** Scheme and host with its port; a name or a password before the host has no place in a mail. */
const ORIGIN_PATTERN = /^(https?:\/\/[^/?#@\s]+)(?:[/?#].*)?$/i;

/** `http://foyer.lan:4280`, whatever was pasted behind it. */
const linkBase = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .regex(ORIGIN_PATTERN)
  .transform(value => value.replace(ORIGIN_PATTERN, '$1').toLowerCase());

const server = z.object({
  host: z.string().trim().min(1).max(253).regex(HOST_PATTERN),
  port: z.number().int().min(1).max(PORT_MAX),
  security: mailSecurity,
  /** Null: the server asks for no sign-in. */
  username: oneLine(254).min(1).nullable(),
  fromName: oneLine(SENDER_NAME_MAX_LENGTH),
  fromAddress: email,
  replyTo: email.nullable(),
  /**
   * Where links in mails lead, for an installation that has no public address (`/network/interface`), which goes before
   * it. Left out: as it was.
   */
  linkBase: linkBase.optional(),
  /** PEM of the only authority trusted for this server, when it has a certificate of its own. */
  certificateAuthority: z.string().max(20_000).regex(AUTHORITY_PATTERN).nullable(),
});

export const mailSettings = server.extend({
  fromAddress: z.string(),
  replyTo: z.string().nullable(),
  linkBase: z.string().nullable(),
  hasPassword: z.boolean(),
});
export type MailSettings = z.infer<typeof mailSettings>;

export const mailReplacement = server
  .extend({
    /** Left out: the stored one stays, as long as server and user name do. */
    password: z.string().min(1).max(1_000).optional(),
  })
  .strict();
export type MailReplacement = z.infer<typeof mailReplacement>;

export const mailState = z.object({
  /** Null when mail is not configured. */
  settings: mailSettings.nullable(),
  /** True when there are settings that can no longer be read: their key is gone. */
  unreadable: z.boolean(),
  /** True when the "no outbound" switch keeps mail from leaving. */
  offline: z.boolean(),
  lastSentAt: instant.nullable(),
  lastFailure: z.object({ at: instant, code: z.enum(errorCodes), reply: z.string().nullable() }).nullable(),
});
export type MailState = z.infer<typeof mailState>;

export const mailTest = z.object({
  ok: z.boolean(),
  code: z.enum(errorCodes).nullable(),
  /** What the server said. */
  reply: z.string().nullable(),
  /** Null when it did not come to that. */
  encrypted: z.boolean().nullable(),
});
export type MailTest = z.infer<typeof mailTest>;

/** A mail that somebody of the office writes to one person. */
export const mailFields = {
  to: email,
  subject: oneLine(MAIL_SUBJECT_MAX_LENGTH).min(1),
  text: z.string().trim().min(1).max(MAIL_TEXT_MAX_LENGTH),
};

const tag = 'Mail';

export const mail = {
  get: route({
    access: administrators,
    method: 'GET',
    path: '/mail',
    summary: 'Outgoing mail: settings without the password, and how it went last',
    tag,
  })
    .input(empty)
    .output(mailState),

  replace: route({
    access: administrators,
    method: 'PUT',
    path: '/mail',
    summary: 'Set outgoing mail up',
    tag,
  })
    .input(mailReplacement)
    .output(mailState),

  test: route({
    access: administrators,
    method: 'POST',
    path: '/mail/test',
    needs: 'nothing',
    summary: 'Send a test mail now, and say what happened',
    tag,
  })
    .input(z.object({ to: email }).strict())
    .output(mailTest),

  propose: route({
    access: conversationReaders,
    method: 'POST',
    path: '/mail/proposals',
    summary: 'Write a mail to one person, which waits for a person’s yes before it is sent',
    tag,
    successStatus: 201,
  })
    .input(
      z
        .object({ ...mailFields, clientId: id, contactId: id.optional(), conversationId: id.optional() })
        .strict(),
    )
    .output(z.object({ id })),

  remove: route({
    access: administrators,
    method: 'DELETE',
    path: '/mail',
    summary: 'Forget the mail server and its password',
    tag,
  })
    .input(empty)
    .output(empty),
};
