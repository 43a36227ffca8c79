import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { makeCertificate, type Certificate } from './certificate.ts';

export { makeCertificate, type Certificate } from './certificate.ts';

export type ReceivedMail = {
  from: string;
  to: string[];
  /** Every byte after DATA. */
  raw: string;
  parsed: Email;
  /** Whether it came over an encrypted connection. */
  encrypted: boolean;
};

export type MailStandInOptions = {
  /** A free one unless given. */
  port?: number;
  /** `offered`: STARTTLS is announced. `implicit`: encrypted from the first byte. `none`: neither. */
  encryption?: 'none' | 'offered' | 'implicit';
  certificate?: Certificate;
  /** The one account; without it anyone may send. */
  account?: { user: string; password: string };
  /** What is answered instead of yes. Asked anew each time. */
  refuse?: {
    /** Of a wrong account; it is told what was sent. */
    signIn?: (attempt: { user: string; password: string }) => string;
    sender?: (address: string) => string | null;
    recipient?: (address: string) => string | null;
    message?: (mail: ReceivedMail) => string | null;
  };
};

export type MailStandIn = {
  host: string;
  port: number;
  certificate: Certificate;
  mails: readonly ReceivedMail[];
  /** How many connections there were. */
  connections: () => number;
  /** The passwords that were tried. */
  passwords: readonly string[];
  /** Resolves with the first mail that fits, already here or still to come. */
  mailTo(address: string, fits?: (mail: ReceivedMail) => boolean): Promise<ReceivedMail>;
  close(): Promise<void>;
};

/** A mail server on this machine that speaks real SMTP, keeps what it is given and refuses what it is told to. */
export async function startMailStandIn(options: MailStandInOptions = {}): Promise<MailStandIn> {
  const { encryption = 'none', account, refuse } = options;
  const certificate = options.certificate ?? (await makeCertificate());
  const mails: ReceivedMail[] = [];
  const passwords: string[] = [];
  const waiting = new Set<() => void>();
  let connections = 0;

  const server = new SMTPServer({
    secure: encryption === 'implicit',
    cert: certificate.cert,
    key: certificate.key,
    name: 'mail.test',
    disabledCommands: [
      ...(encryption === 'offered' ? [] : ['STARTTLS']),
      ...(account === undefined ? ['AUTH'] : []),
    ],
    allowInsecureAuth: true,
    authOptional: account === undefined,
    disableReverseLookup: true,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth(attempt, _session, done) {
      passwords.push(attempt.password ?? '');
      const right = attempt.username === account?.user && attempt.password === account?.password;
      done(
        right
          ? null
          : refusal(
              refuse?.signIn?.({ user: attempt.username ?? '', password: attempt.password ?? '' }) ??
                '535 5.7.8 Wrong user or password',
            ),
        right ? { user: attempt.username } : {},
      );
    },
    onMailFrom: ({ address }, _session, done) => done(refusal(refuse?.sender?.(address) ?? null)),
    onRcptTo: ({ address }, _session, done) => done(refusal(refuse?.recipient?.(address) ?? null)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        void PostalMime.parse(raw).then(parsed => {
          const mail: ReceivedMail = {
            from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
            to: session.envelope.rcptTo.map(({ address }) => address),
            raw: raw.toString('utf8'),
            parsed,
            encrypted: session.secure,
          };
          const refused = refuse?.message?.(mail) ?? null;
          if (refused === null) mails.push(mail);
          done(refusal(refused));
          for (const look of waiting) look();
        }, done);
      });
    },
  });
  // A client that leaves in the middle is what some tests are about.
  server.on('error', () => undefined);
  const listener = server.listen(options.port ?? 0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;

  return {
    host: '127.0.0.1',
    port,
    certificate,
    mails,
    connections: () => connections,
    passwords,
    mailTo: (address, fits = () => true) =>
      new Promise(resolve => {
        const look = () => {
          const found = mails.find(mail => mail.to.includes(address) && fits(mail));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

/** `550 5.1.1 No such person` as smtp-server wants it. */
function refusal(reply: string | null): Error | null {
  if (reply === null) return null;
  const [status, ...words] = reply.split(' ');
  return Object.assign(new Error(words.join(' ')), { responseCode: Number(status) });
}
