import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ImapFlow } from 'imapflow';
import { SOURCE_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { mailboxSettings, type MailboxLogin, type MailboxSettings } from '#shared/contract/mailboxes.ts';
import { FoyerError } from '#shared/errors.ts';
import { readMailboxAccess } from '#shared/lib/mailbox-access.ts';
import { subjectOf } from '#main/ingest/formats/mail-headers.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import type { Look, SourceKind } from '#main/features/sources/kinds.ts';
import { asFolderError } from './imap-errors.ts';
import { inMailbox } from './imap-session.ts';
import { messagesOf, SUBJECT_MAX, uidsSince, type Message } from './messages.ts';
import { tellWhatIsKnown } from './telling.ts';

/** Whoever adds a mailbox waits for it so long. */
const CHECK_MS = 30_000;
const NAME_MAX = 120;
/** A message is held in memory while it is taken. */
const MESSAGE_MAX_BYTES = 200 * 1024 * 1024;
/** More than any look leaves unmet. */
const ALL = 1_000_000;

type Dependencies = {
  outbound: Pick<Outbound, 'connectTo'>;
  /** The largest file that is taken. */
  maxFileBytes: () => number;
  /** How long a server may say nothing; left out, as long as is usual. */
  silenceMs?: number;
};

/** A folder of a mailbox: each message is a document, by its Message-ID. It is only read, and marks nothing as read. */
export function createMailboxKind({
  outbound,
  maxFileBytes,
  silenceMs,
}: Dependencies): SourceKind<MailboxSettings> & {
  kind: 'mailbox';
} {
  async function inFolder<Result>(
    settings: MailboxSettings,
    { login, signal }: { login: MailboxLogin; signal: AbortSignal },
    work: (client: ImapFlow, uidValidity: string) => Promise<Result>,
  ): Promise<Result> {
    const { folder, since: _since, messages: _messages, ...server } = settings;
    return await inMailbox(
      outbound,
      { server, login, signal, ...(silenceMs !== undefined && { silenceMs }) },
      async client => {
        const opened = await client.mailboxOpen(folder, { readOnly: true }).catch((error: unknown) => {
          throw asFolderError(error, server.host, folder);
        });
        return await work(client, String(opened.uidValidity));
      },
    );
  }

  async function look(asked: Look<MailboxSettings>): Promise<void> {
    const { settings, signal } = asked;
    await inFolder(settings, { login: loginOf(asked.login), signal }, async (client, uidValidity) => {
      const wanted = await messagesOf(client, await uidsSince(client, settings.since), signal);
      const waiting = await tellWhatIsKnown(asked, wanted, {
        uidValidity,
        maxBytes: Math.min(MESSAGE_MAX_BYTES, maxFileBytes()),
      });
      await tellWhatIsTooOld(asked, client, wanted);
      asked.queue([...waiting.keys()].map(key => ({ key, depth: 1, via: null })));
      for (let next = asked.next(); next !== null; next = asked.next()) {
        signal.throwIfAborted();
        const message = waiting.get(next.key);
        asked.note({ key: message?.subject ?? null });
        if (message === undefined) await tellGone(asked, { key: next.key, subject: null });
        else await read(asked, client, message, uidValidity);
      }
      asked.note({ key: null });
    });
  }

  async function read(asked: Look<MailboxSettings>, client: ImapFlow, message: Message, uidValidity: string) {
    const { key, uid, size } = message;
    const got = await client.fetchOne(String(uid), { source: true }, { uid: true });
    if (got === false || got.source === undefined) {
      // It may have been deleted since the folder was read; a connection that broke off throws before.
      return tellGone(asked, message);
    }
    const bytes = got.source;
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const validators = { uid, uidValidity, size, contentHash };
    if (asked.known(key)?.validators.contentHash === contentHash)
      return asked.report({ type: 'unchanged', key, validators });
    const subject = await readableSubject(message, bytes);
    return asked.report({
      type: 'found',
      key,
      title: subject,
      fileName: fileNameOf(subject),
      validators,
      content: () => Readable.from([bytes]),
    });
  }

  return {
    kind: 'mailbox',
    settings: mailboxSettings,
    look,

    async check(settings, login) {
      const signal = AbortSignal.timeout(CHECK_MS);
      try {
        await inFolder(settings, { login: loginOf(login), signal }, async () => undefined);
      } catch (error) {
        if (!signal.aborted) throw error;
        const { host } = settings;
        throw new FoyerError('source.unreachable', `${host} does not answer in time`, { details: { host } });
      }
      return { name: `${settings.folder} (${settings.host})`.slice(0, SOURCE_NAME_MAX_LENGTH), settings };
    },
  };
}

function loginOf(written: string | null): MailboxLogin {
  if (written === null) throw new FoyerError('source.mailbox_login_needed', 'No login is kept');
  return readMailboxAccess(written).login;
}

/** Messages that came before the day of the settings are there, and not to be read any more. */
async function tellWhatIsTooOld(
  look: Look<MailboxSettings>,
  client: ImapFlow,
  wanted: readonly Message[],
): Promise<void> {
  if (look.settings.since === null) return;
  const met = new Set(wanted.map(({ key }) => key));
  const unmet = new Set(look.unmet(ALL).flatMap(({ key }) => (met.has(key) ? [] : [key])));
  if (unmet.size === 0) return;
  const newer = new Set(wanted.map(({ uid }) => uid));
  const older = (await uidsSince(client, null)).filter(uid => !newer.has(uid));
  for (const { key, subject: title } of await messagesOf(client, older, look.signal))
    if (unmet.delete(key)) await look.report({ type: 'skipped', key, title, reason: 'out_of_scope' });
}

/** It was deleted while the folder was read. */
function tellGone(
  look: Look<MailboxSettings>,
  { key, subject }: Pick<Message, 'key' | 'subject'>,
): Promise<void> {
  return look.report(
    look.known(key) === null
      ? { type: 'skipped', key, title: subject, reason: 'not_found' }
      : { type: 'failed', key, code: 'source.message_failed' },
  );
}

/** The server tells a subject as it is written, in whatever encoding: where that is not UTF-8, it is read again. */
async function readableSubject({ subject }: Message, bytes: Buffer): Promise<string | null> {
  if (subject?.includes('\ufffd') !== true) return subject;
  return (await subjectOf(bytes)).slice(0, SUBJECT_MAX) || subject;
}

function fileNameOf(subject: string | null): string {
  const name = (subject ?? '')
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, NAME_MAX)
    .trim();
  return `${name === '' ? 'message' : name}.eml`;
}
