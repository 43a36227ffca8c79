import { ImapFlow } from 'imapflow';
import type { MailboxLogin, MailboxServer } from '#shared/contract/mailboxes.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import { FoyerError } from '#shared/errors.ts';
import { imapTransport } from './imap-transport.ts';
import { asMailboxError } from './imap-errors.ts';

const CONNECT_MS = 20_000;
const SILENCE_MS = 60_000;
/** A message may not be larger than a document. */
const MAX_LITERAL_BYTES = 256 * 1024 * 1024;

type Session = {
  server: MailboxServer;
  login: MailboxLogin;
  signal: AbortSignal;
  /** How long a server may say nothing. */
  silenceMs?: number;
};

/**
 * Signed in to a mail server, for as long as `work` takes. Throws `source.*` for what is wrong with the server or the
 * login, and what the outbound rules refuse, before anything is opened.
 */
export async function inMailbox<Result>(
  outbound: Pick<Outbound, 'connectTo'>,
  { server, login, signal, silenceMs = SILENCE_MS }: Session,
  work: (client: ImapFlow) => Promise<Result>,
): Promise<Result> {
  const { port, security, certificate, local } = server;
  const host = server.host.replace(/^\[|\]$/gu, '');
  let client: ImapFlow | null = null;
  const stop = () => client?.close();
  try {
    const { socket, place } = await outbound.connectTo({
      purpose: 'mailbox',
      host,
      port,
      allow: local ? `${host}:${port}` : null,
      signal,
    });
    try {
      if (security === 'none' && place !== 'local')
        throw new FoyerError('source.encryption_required', `${host} is outside the local network`);
      client = new ImapFlow({
        host,
        port,
        secure: security === 'tls',
        doSTARTTLS: security === 'starttls',
        auth: { user: login.user, pass: login.password },
        transport: imapTransport(socket, { host, certificate }),
        logger: false,
        disableAutoIdle: true,
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        socketTimeout: silenceMs,
        maxLiteralSize: MAX_LITERAL_BYTES,
        maxResponseSize: 2 * MAX_LITERAL_BYTES,
      });
      // What it says beside its promises is said by these too.
      client.on('error', () => undefined);
      signal.addEventListener('abort', stop, { once: true });
      await client.connect();
      const result = await work(client);
      await client.logout();
      return result;
    } finally {
      signal.removeEventListener('abort', stop);
      client?.close();
      socket.destroy();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asMailboxError(error, host);
  }
}
