import { z } from 'zod';
import {
  CERTIFICATE_MAX_LENGTH,
  MAIL_HOST_MAX_LENGTH,
  MAILBOX_MESSAGES_MAX,
  PORT_MAX,
  SOURCE_PASSWORD_MAX_LENGTH,
  SOURCE_PATH_MAX_LENGTH,
  SOURCE_USER_MAX_LENGTH,
} from './limits.ts';
import { AUTHORITY_PATTERN, HOST_PATTERN } from './mail.ts';

/**
 * `tls`: encrypted from the first byte (port 993). `starttls`: encrypted before anything is said (143), or not at all.
 * `none`: in the clear, the password too; on this machine and the local network only.
 */
export const mailboxSecurities = ['tls', 'starttls', 'none'] as const;
export const mailboxSecurity = z.enum(mailboxSecurities);
export type MailboxSecurity = z.infer<typeof mailboxSecurity>;

/**
 * What a server is believed by that has a certificate of its own: exactly that one, or the authority that made it. Null:
 * by the authorities that everybody trusts.
 */
export const mailboxCertificate = z
  .discriminatedUnion('by', [
    z
      .object({
        by: z.literal('fingerprint'),
        /** SHA-256, hex without colons. */
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      })
      .strict(),
    z
      .object({
        by: z.literal('authority'),
        pem: z.string().max(CERTIFICATE_MAX_LENGTH).regex(AUTHORITY_PATTERN),
      })
      .strict(),
  ])
  .nullable();
export type MailboxCertificate = z.infer<typeof mailboxCertificate>;

export const mailboxServer = z
  .object({
    host: z.string().trim().min(1).max(MAIL_HOST_MAX_LENGTH).regex(HOST_PATTERN),
    port: z.number().int().min(1).max(PORT_MAX),
    security: mailboxSecurity,
    certificate: mailboxCertificate,
    /** The server may be on the local network or on this machine. */
    local: z.boolean(),
  })
  .strict();
export type MailboxServer = z.infer<typeof mailboxServer>;

/** A folder of a mailbox, read by IMAP: nothing in it is changed, nor marked as read. */
export const mailboxSettings = mailboxServer
  .extend({
    /** As the server names it, the folders above it included. */
    folder: z.string().min(1).max(SOURCE_PATH_MAX_LENGTH),
    /** Messages that came since that day; null: all. */
    since: z.iso.date().nullable(),
    /** At most so many, the newest. */
    messages: z.number().int().min(1).max(MAILBOX_MESSAGES_MAX),
  })
  .strict();
export type MailboxSettings = z.infer<typeof mailboxSettings>;

/** How a mail server lets somebody in; sent to that server alone, and never given back. */
export const mailboxLogin = z
  .object({
    user: z
      .string()
      .trim()
      .min(1)
      .max(SOURCE_USER_MAX_LENGTH)
      .regex(/^\P{Cc}+$/u),
    password: z
      .string()
      .min(1)
      .max(SOURCE_PASSWORD_MAX_LENGTH)
      .regex(/^[^\r\n\0]+$/),
  })
  .strict();
export type MailboxLogin = z.infer<typeof mailboxLogin>;

export const mailboxFolder = z.object({
  /** What the settings name it by. */
  path: z.string(),
  name: z.string(),
  /** Folders above it. */
  depth: z.number().int(),
  /** What it is for, where the server says so. */
  use: z.enum(['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash']).nullable(),
});
export type MailboxFolder = z.infer<typeof mailboxFolder>;
