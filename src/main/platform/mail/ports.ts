import type { Language } from '#shared/contract/vocabulary.ts';

/**
 * How the connection is protected.
 * `tls`: encrypted from the first byte. `starttls`: encrypted before anything is said, or not at all.
 * `opportunistic`: encrypted when the server offers it; one outside the local network must. `none`: in the clear, on
 * this machine and the local network only.
 */
export type MailSecurity = 'tls' | 'starttls' | 'opportunistic' | 'none';

/** A server that takes mail in, and in whose name. */
export type SmtpServer = {
  host: string;
  port: number;
  security: MailSecurity;
  /** Null: the server asks for no sign-in. */
  username: string | null;
  password: string | null;
  /** PEM of the only authority to trust for this server; null for those everyone trusts. */
  certificateAuthority: string | null;
  from: MailAddress;
  /** Where answers go; null: to the sender. */
  replyTo: string | null;
};

export type MailAddress = { name: string; address: string };

export type OutgoingMail = {
  /** Unique and the same at each attempt, so that a mail sent twice can be recognised. */
  id: string;
  to: MailAddress;
  subject: string;
  text: string;
  html: string;
  language: Language;
  attachments?: readonly MailAttachment[];
};

export type MailAttachment = { fileName: string; mediaType: string; content: Uint8Array };

export type MailReceipt = {
  /** Whether the connection was encrypted. */
  encrypted: boolean;
  /** What the server said when it took the mail. */
  reply: string;
};

/** Hands mail to one server. Every failure is a FoyerError `mail.*`. */
export interface Mailer {
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<MailReceipt>;
  /** Connects and signs in, and sends nothing. */
  verify(signal?: AbortSignal): Promise<Pick<MailReceipt, 'encrypted'>>;
}
