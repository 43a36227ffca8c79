import type { MailboxFolder, MailboxLogin, MailboxServer } from '#shared/contract/mailboxes.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import { inMailbox } from './imap-session.ts';

const LIST_MS = 30_000;
const FOLDERS_MAX = 2_000;

const USES: Readonly<Record<string, MailboxFolder['use']>> = {
  '\\Inbox': 'inbox',
  '\\Sent': 'sent',
  '\\Drafts': 'drafts',
  '\\Archive': 'archive',
  '\\All': 'archive',
  '\\Junk': 'junk',
  '\\Trash': 'trash',
};

/** The folders of a mailbox that can be opened, as a person may choose one of them. */
export const createMailboxFolders =
  ({ outbound }: { outbound: Pick<Outbound, 'connectTo'> }) =>
  async (server: MailboxServer, login: MailboxLogin): Promise<MailboxFolder[]> => {
    const signal = AbortSignal.timeout(LIST_MS);
    try {
      const listed = await inMailbox(outbound, { server, login, signal }, client => client.list());
      return listed
        .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
        .slice(0, FOLDERS_MAX)
        .map(({ path, name, parent, specialUse = '' }) => ({
          path,
          name,
          depth: parent.length,
          use: USES[specialUse] ?? null,
        }));
    } catch (error) {
      if (!signal.aborted) throw error;
      const { host } = server;
      throw new FoyerError('source.unreachable', `${host} does not answer in time`, { details: { host } });
    }
  };
