import type { MailboxFolder, MailboxLogin, MailboxServer } from '#shared/contract/mailboxes.ts';
import { FoyerError } from '#shared/errors.ts';
import { mailboxPlace, readMailboxAccess, writeMailboxAccess } from '#shared/lib/mailbox-access.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';

/** Names the folders of a mailbox, of which one is chosen. */
export type MailboxFolders = (server: MailboxServer, login: MailboxLogin) => Promise<MailboxFolder[]>;

/** Logins of mailboxes: sealed with the one server that they are for. */
export function createMailboxLogins(secrets: Pick<Secrets, 'seal' | 'open'>) {
  const seal = (server: MailboxServer, login: MailboxLogin): string =>
    secrets.seal(writeMailboxAccess({ server: mailboxPlace(server), login }));

  return {
    seal,

    /** Throws `source.mailbox_login_needed` where none is given and the one that is kept is for another server. */
    keptOr(server: MailboxServer, login: MailboxLogin | undefined, sealed: string | null): string {
      if (login !== undefined) return seal(server, login);
      if (sealed !== null && readMailboxAccess(secrets.open(sealed)).server === mailboxPlace(server))
        return sealed;
      throw new FoyerError('source.mailbox_login_needed', 'The login is for another server');
    },
  };
}
