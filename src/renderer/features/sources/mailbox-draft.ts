import {
  mailboxLogin,
  mailboxServer,
  mailboxSettings,
  type MailboxLogin,
  type MailboxSecurity,
  type MailboxSettings,
} from '#shared/contract/mailboxes.ts';
import type { Source } from '#shared/contract/sources.ts';
import { mailboxPlace } from '#shared/lib/mailbox-access.ts';

/** A mailbox as it is filled in. */
export type MailboxDraft = {
  host: string;
  port: number;
  security: MailboxSecurity;
  /** Somebody said that the password may be read on the way. */
  acceptsReadable: boolean;
  local: boolean;
  /** Of the certificate that is believed by itself; empty for none. */
  fingerprint: string;
  /** The authority that is believed, as a file of it is written; empty for none. */
  authority: string;
  folder: string;
  since: string;
  messages: number;
  user: string;
  password: string;
  /** The server that the login which is kept is for; null where none is kept. */
  keptFor: string | null;
};

export const usualPorts: Record<MailboxSecurity, number> = { tls: 993, starttls: 143, none: 143 };

export const emptyMailbox: MailboxDraft = {
  host: '',
  port: usualPorts.tls,
  security: 'tls',
  acceptsReadable: false,
  local: false,
  fingerprint: '',
  authority: '',
  folder: 'INBOX',
  since: '',
  messages: 500,
  user: '',
  password: '',
  keptFor: null,
};

export function mailboxDraftOf(settings: MailboxSettings): MailboxDraft {
  const { host, port, security, local, certificate, folder, since, messages } = settings;
  return {
    ...emptyMailbox,
    host,
    port,
    security,
    local,
    folder,
    messages,
    acceptsReadable: security === 'none',
    fingerprint: certificate?.by === 'fingerprint' ? certificate.sha256 : '',
    authority: certificate?.by === 'authority' ? certificate.pem : '',
    since: since ?? '',
    keptFor: mailboxPlace(settings),
  };
}

function certificateOf({ security, authority, fingerprint }: MailboxDraft): MailboxSettings['certificate'] {
  if (security === 'none') return null;
  if (authority.trim() !== '') return { by: 'authority', pem: authority.trim() };
  return fingerprint === '' ? null : { by: 'fingerprint', sha256: fingerprint };
}

export function mailboxServerOf(draft: MailboxDraft) {
  const { host, port, security, local } = draft;
  return { host: host.trim(), port, security, local, certificate: certificateOf(draft) };
}

export function mailboxSettingsOf(draft: MailboxDraft): MailboxSettings {
  const { folder, since, messages } = draft;
  return { ...mailboxServerOf(draft), folder: folder.trim(), since: since === '' ? null : since, messages };
}

/** Whether nothing of where and what it is was changed. */
export const isSameMailbox = (source: Source, settings: MailboxSettings): boolean =>
  source.kind === 'mailbox' &&
  JSON.stringify(mailboxSettings.parse(source.settings)) === JSON.stringify(mailboxSettings.parse(settings));

/** The login that is kept may stay: it is for the same server. */
export const keepsLogin = (draft: MailboxDraft): boolean =>
  draft.keptFor !== null && draft.keptFor === mailboxPlace(mailboxServerOf(draft));

/** What was typed of a login; null for nothing, or for what is none. */
export function mailboxLoginOf({ user, password }: MailboxDraft): MailboxLogin | null {
  return mailboxLogin.safeParse({ user, password }).data ?? null;
}

/** Whether a server can be asked with it as it stands. */
export const canSignIn = (draft: MailboxDraft): boolean =>
  mailboxServer.safeParse(mailboxServerOf(draft)).success &&
  (draft.security !== 'none' || draft.acceptsReadable) &&
  (mailboxLoginOf(draft) !== null || (keepsLogin(draft) && draft.user === '' && draft.password === ''));

export const isMailboxComplete = (draft: MailboxDraft): boolean =>
  canSignIn(draft) && mailboxSettings.safeParse(mailboxSettingsOf(draft)).success;
