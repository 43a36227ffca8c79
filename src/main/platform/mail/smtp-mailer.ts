import type { Socket } from 'node:net';

import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { FoyerError } from '#shared/errors.ts';
import type { Outbound, OpenSocket } from '#main/platform/outbound/index.ts';
import type { Mailer, MailReceipt, OutgoingMail, SmtpServer } from './ports.ts';
import { asMailError, readable } from './smtp-errors.ts';

/** Milliseconds. Servers that fend off spam greet late on purpose; RFC 5321 (4.5.3.2) would wait minutes. */
export type SmtpTimeouts = { setUp: number; greeting: number; silence: number };

const TIMEOUTS: SmtpTimeouts = { setUp: 40_000, greeting: 25_000, silence: 60_000 };

/** What we call ourselves: an address literal, since the machine's name is nobody's business (RFC 5321, 4.1.4). */
const OWN_NAME = '[127.0.0.1]';

type Dependencies = { connectTo: Outbound['connectTo']; timeouts?: SmtpTimeouts };

/**
 * Sends by SMTP over a connection of the outbound client; nodemailer speaks, and opens nothing itself. The certificate
 * is always checked, and what is to be encrypted is never sent otherwise.
 */
export function createSmtpMailer(
  server: SmtpServer,
  { connectTo, timeouts = TIMEOUTS }: Dependencies,
): Mailer {
  const secrets = [server.password ?? ''];

  async function inSession<T>(
    signal: AbortSignal | undefined,
    work: (connection: SMTPConnection) => Promise<T>,
  ): Promise<T> {
    try {
      const opened = await connectTo({
        purpose: 'mail',
        host: server.host,
        port: server.port,
        allow: `${server.host}:${server.port}`,
        ...(signal === undefined ? {} : { signal }),
      });
      try {
        requireEncryptionOutside(server, opened.place);
        return await talk(opened, signal, work);
      } finally {
        opened.socket.destroySoon();
      }
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw asMailError(error, secrets);
    }
  }

  function talk<T>(
    { socket, place }: OpenSocket,
    signal: AbortSignal | undefined,
    work: (connection: SMTPConnection) => Promise<T>,
  ): Promise<T> {
    const connection = new SMTPConnection({
      ...connectionOptions(server, socket, timeouts),
      requireTLS:
        server.security === 'starttls' || (server.security === 'opportunistic' && place === 'public'),
      ignoreTLS: server.security === 'none',
    });
    return new Promise<T>((resolve, reject) => {
      const stop = () => reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
      signal?.addEventListener('abort', stop, { once: true });
      // The end is told before the answer that explains it.
      const ended = () =>
        setImmediate(() =>
          reject(Object.assign(new Error('The server ended the session'), { command: 'CONN' })),
        );
      connection.on('error', reject);
      connection.on('end', ended);
      const session = async () => {
        await step(done => connection.connect(done));
        requireEncrypted(server, connection, place);
        if (server.username !== null) await signIn(connection, server.username, server.password ?? '');
        return await work(connection);
      };
      session()
        .then(resolve, reject)
        .finally(() => {
          signal?.removeEventListener('abort', stop);
          connection.off('end', ended);
          connection.quit();
        });
    });
  }

  return {
    send: (mail, signal) =>
      inSession(signal, async connection => {
        const message = composed(mail, server).compile();
        const info = await new Promise<{ response?: string | undefined }>((resolve, reject) =>
          connection.send(message.getEnvelope(), message.createReadStream(), (error, taken) =>
            error ? reject(error) : resolve(taken),
          ),
        );
        return {
          encrypted: connection.secure,
          reply: readable(info.response ?? '', secrets),
        } satisfies MailReceipt;
      }),
    verify: signal => inSession(signal, connection => Promise.resolve({ encrypted: connection.secure })),
  };
}

function connectionOptions(server: SmtpServer, socket: Socket, timeouts: SmtpTimeouts) {
  const { host, port, security, certificateAuthority } = server;
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port,
    secure: security === 'tls',
    connection: socket,
    name: OWN_NAME,
    connectionTimeout: timeouts.setUp,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      // A server's own certificate may be pasted as its own authority.
      ...(certificateAuthority === null ? {} : { ca: certificateAuthority, allowPartialTrustChain: true }),
    },
  } as const;
}

function requireEncryptionOutside(server: SmtpServer, place: OpenSocket['place']): void {
  if (server.security !== 'none' || place === 'local') return;
  throw new FoyerError('mail.encryption_required', `${server.host} is outside the local network`);
}

/** nodemailer sees to it already; a mail in the clear is not a thing to trust one library's option with. */
function requireEncrypted(server: SmtpServer, connection: SMTPConnection, place: OpenSocket['place']): void {
  const mayBeClear = server.security === 'none' || server.security === 'opportunistic';
  if (connection.secure || (mayBeClear && place === 'local')) return;
  throw new FoyerError('mail.encryption_failed', `${server.host} did not encrypt the connection`);
}

async function signIn(connection: SMTPConnection, user: string, pass: string): Promise<void> {
  if (!connection.allowsAuth) {
    throw Object.assign(new Error('The server offers no sign-in on this connection'), { code: 'EAUTH' });
  }
  await step(done => connection.login({ user, credentials: { user, pass } }, done));
}

function composed(mail: OutgoingMail, server: SmtpServer): MailComposer {
  const domain = server.from.address.slice(server.from.address.lastIndexOf('@') + 1);
  return new MailComposer({
    from: server.from,
    to: mail.to,
    ...(server.replyTo === null ? {} : { replyTo: server.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: (mail.attachments ?? []).map(({ fileName, mediaType, content }) => ({
      filename: fileName,
      contentType: mediaType,
      content: Buffer.from(content),
    })),
    messageId: `<${mail.id}@${domain}>`,
    headers: {
      'Content-Language': mail.language,
      // No answering machine is to answer (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** One step of nodemailer's, as a promise. */
function step(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => run(error => (error ? reject(error) : resolve())));
}
