import { z } from 'zod';
import { mailboxLogin, type MailboxServer } from '../contract/mailboxes.ts';

const mailboxAccess = z.object({ server: z.string(), login: mailboxLogin });

/** How to be let in to one server; sent to that one alone, and never less encrypted than it was given for. */
export type MailboxAccess = z.infer<typeof mailboxAccess>;

export const mailboxPlace = ({ host, port, security }: MailboxServer): string =>
  `${host.toLowerCase()}:${port} ${security}`;

export const writeMailboxAccess = (access: MailboxAccess): string => JSON.stringify(access);

export const readMailboxAccess = (written: string): MailboxAccess => mailboxAccess.parse(JSON.parse(written));
