import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isFoyerError } from '#shared/errors.ts';
import { createOutbound } from '#main/platform/outbound/index.ts';
import {
  makeCertificate,
  startMailStandIn,
  type MailStandIn,
  type MailStandInOptions,
} from '../../../../tests/support/mail-stand-in/index.ts';
import type { OutgoingMail, SmtpServer } from './ports.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const PASSWORD = 'un secret de poste restante';
const account = { user: 'foyer@atelier.fr', password: PASSWORD };
const mail: OutgoingMail = {
  id: '0198c0de-1',
  to: { name: 'Hugo Petit', address: 'hugo@exemple.fr' },
  subject: 'Bienvenue à l’atelier ✓',
  text: 'Bonjour Hugo, voici le lien.\n.\nÀ bientôt',
  html: '<p>Bonjour Hugo</p>',
  language: 'fr',
};

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function standIn(options: MailStandInOptions = {}): Promise<MailStandIn> {
  const server = await startMailStandIn(options);
  closers.push(() => server.close());
  return server;
}

/** A server that does what the test says with each connection. */
async function rawServer(greet: (socket: Socket) => void): Promise<{ host: string; port: number }> {
  const open = new Set<Socket>();
  const server = createServer(socket => {
    open.add(socket);
    socket.on('error', () => undefined);
    greet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of open) socket.destroy();
    return new Promise(resolve => server.close(resolve));
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

function mailer(
  server: { host: string; port: number },
  settings: Partial<SmtpServer> = {},
  surroundings: { offline?: boolean; addresses?: string[] } = {},
) {
  const outbound = createOutbound({
    isOffline: () => surroundings.offline ?? false,
    ...(surroundings.addresses === undefined
      ? {}
      : {
          resolve: () =>
            Promise.resolve((surroundings.addresses ?? []).map(address => ({ address, family: 4 as const }))),
        }),
  });
  closers.push(() => outbound.close());
  return createSmtpMailer(
    { ...settingsFor(server), ...settings },
    { connectTo: outbound.connectTo, timeouts: { setUp: 400, greeting: 300, silence: 400 } },
  );
}

function settingsFor({ host, port }: { host: string; port: number }): SmtpServer {
  return {
    host,
    port,
    security: 'none',
    username: null,
    password: null,
    certificateAuthority: null,
    from: { name: 'Foyer · Atelier', address: 'foyer@atelier.fr' },
    replyTo: null,
  };
}

const signedIn = { username: account.user, password: account.password };

async function failure(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isFoyerError(error)) throw new Error('no error of ours', { cause: error });
  const everything = `${error.message} ${JSON.stringify(error.details)} ${error.stack} ${String(error.cause)}`;
  expect(everything).not.toContain(PASSWORD);
  expect(everything).not.toContain(Buffer.from(PASSWORD).toString('base64'));
  return error;
}

describe('a mail', () => {
  it('arrives whole, in both forms, from and to whom it says', async () => {
    const server = await standIn();
    const receipt = await mailer(server, { replyTo: 'claire@atelier.fr' }).send(mail);
    expect(receipt.encrypted).toBe(false);
    const [received] = server.mails;
    expect(received).toMatchObject({ from: 'foyer@atelier.fr', to: ['hugo@exemple.fr'] });
    expect(received?.parsed).toMatchObject({
      subject: 'Bienvenue à l’atelier ✓',
      from: { name: 'Foyer · Atelier', address: 'foyer@atelier.fr' },
      to: [{ name: 'Hugo Petit', address: 'hugo@exemple.fr' }],
      replyTo: [{ name: '', address: 'claire@atelier.fr' }],
      messageId: '<0198c0de-1@atelier.fr>',
    });
    expect(received?.parsed.text?.trim()).toBe('Bonjour Hugo, voici le lien.\n.\nÀ bientôt');
    expect(received?.parsed.html?.trim()).toBe('<p>Bonjour Hugo</p>');
    expect(received?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    expect(received?.raw).toMatch(/^Content-Language: fr\r?$/m);
    expect(received?.raw).not.toMatch(/nodemailer/i);
  });

  it('cannot be given further headers or recipients by a name', async () => {
    const server = await standIn();
    await mailer(server, { from: { name: 'Foyer\r\nBcc: spy@evil.test', address: 'foyer@atelier.fr' } }).send(
      {
        ...mail,
        to: { name: 'Hugo\r\nBcc: other@evil.test\r\n\r\nbody', address: 'hugo@exemple.fr' },
        subject: 'Bonjour\r\nBcc: third@evil.test\nX-Evil: yes',
      },
    );
    const [received] = server.mails;
    expect(received?.to).toEqual(['hugo@exemple.fr']);
    const keys = received?.parsed.headers.map(header => header.key) ?? [];
    expect(keys).not.toContain('bcc');
    expect(keys).not.toContain('x-evil');
  });

  it('is not sent to an address that carries a command', async () => {
    const server = await standIn();
    for (const address of ['hugo@exemple.fr>\r\nRCPT TO:<spy@evil.test', 'a\r\nDATA\r\n@exemple.fr']) {
      await mailer(server)
        .send({ ...mail, to: { name: '', address } })
        .catch((error: unknown) => expect(isFoyerError(error)).toBe(true));
    }
    expect(server.mails.flatMap(({ to }) => to)).not.toContain('spy@evil.test');
  });
});

describe('encryption', () => {
  it('by STARTTLS and from the first byte, once the authority is given', async () => {
    for (const [encryption, security] of [
      ['offered', 'starttls'],
      ['implicit', 'tls'],
      ['offered', 'opportunistic'],
    ] as const) {
      const server = await standIn({ encryption, account });
      const receipt = await mailer(server, {
        ...signedIn,
        security,
        certificateAuthority: server.certificate.cert,
      }).send(mail);
      expect(receipt.encrypted, security).toBe(true);
      expect(server.mails[0]?.encrypted, security).toBe(true);
    }
  });

  it('is refused under a certificate nobody vouches for, before any password', async () => {
    for (const [encryption, security] of [
      ['offered', 'starttls'],
      ['implicit', 'tls'],
      ['offered', 'opportunistic'],
    ] as const) {
      const server = await standIn({ encryption, account });
      const error = await failure(mailer(server, { ...signedIn, security }).send(mail));
      expect(error.code, security).toBe('mail.certificate_refused');
      expect(server.passwords).toEqual([]);
      expect(server.mails).toEqual([]);
    }
  });

  it('is refused under another’s certificate, an expired one, and one of another authority', async () => {
    const [other, expired, foreign] = await Promise.all([
      makeCertificate({ hosts: ['mail.evil.test'], addresses: ['192.0.2.1'] }),
      makeCertificate({ expired: true }),
      makeCertificate(),
    ]);
    for (const [certificate, authority] of [
      [other, other],
      [expired, expired],
      [await makeCertificate(), foreign],
    ] as const) {
      const server = await standIn({ encryption: 'implicit', certificate });
      const error = await failure(
        mailer(server, { security: 'tls', certificateAuthority: authority.cert }).verify(),
      );
      expect(error.code).toBe('mail.certificate_refused');
    }
  });

  it('is never given up silently: what should be encrypted and is not offered is not sent', async () => {
    const server = await standIn({ encryption: 'none', account });
    for (const security of ['starttls', 'tls'] as const) {
      const error = await failure(mailer(server, { ...signedIn, security }).send(mail));
      expect(error.code, security).toBe('mail.encryption_failed');
    }
    expect(server.passwords).toEqual([]);
  });

  it('may be absent when offered or wished for only on this network, and the receipt says so', async () => {
    const server = await standIn({ account });
    const receipt = await mailer(server, { ...signedIn, security: 'opportunistic' }).send(mail);
    expect(receipt.encrypted).toBe(false);
  });
});

describe('what goes wrong', () => {
  it('is named: a wrong password', async () => {
    const server = await standIn({ account });
    const error = await failure(
      mailer(server, { username: account.user, password: `${PASSWORD}!` }).verify(),
    );
    expect(error.code).toBe('mail.sign_in_refused');
    expect(error.details['reply']).toContain('Wrong user or password');
  });

  it('is named: a sign-in that the server does not offer', async () => {
    const server = await standIn();
    const error = await failure(mailer(server, signedIn).verify());
    expect(error.code).toBe('mail.sign_in_refused');
  });

  it.each([
    ['mail.sender_refused', { sender: () => '553 5.7.1 Not your address' }],
    ['mail.recipient_refused', { recipient: () => '550 5.1.1 No such person here' }],
    ['mail.sender_refused', { recipient: () => '553 5.7.1 Sender address rejected: not owned by user' }],
    ['mail.sign_in_refused', { recipient: () => '554 5.7.1 Relay access denied' }],
    ['mail.refused', { message: () => '554 5.7.1 Looks like spam' }],
    ['mail.rate_limited', { sender: () => '421 4.7.0 Too many messages, slow down' }],
    ['mail.rate_limited', { message: () => '550 5.4.5 Daily user sending limit exceeded' }],
    ['mail.try_later', { recipient: () => '450 4.2.0 Greylisted, see you in five minutes' }],
  ])('is named: %s', async (code, refuse) => {
    const server = await standIn({ refuse });
    expect((await failure(mailer(server).send(mail))).code).toBe(code);
  });

  it('is named: nobody there, nobody by that name', async () => {
    const { port } = await rawServer(() => undefined);
    for (const close of closers.splice(0)) await close();
    expect((await failure(mailer({ host: '127.0.0.1', port }).verify())).code).toBe('mail.unreachable');
    expect((await failure(mailer({ host: 'nobody.invalid', port }).verify())).code).toBe('mail.unreachable');
  });

  it('is named: a server that never answers, in the clear and while encrypting', async () => {
    const server = await rawServer(() => undefined);
    expect((await failure(mailer(server).verify())).code).toBe('mail.no_answer');
    expect((await failure(mailer(server, { security: 'tls' }).verify())).code).toBe('mail.no_answer');
  });

  it('is named: a server that stops answering half-way', async () => {
    const server = await rawServer(socket => socket.write('220 mail.test ESMTP\r\n'));
    expect((await failure(mailer(server).verify())).code).toBe('mail.no_answer');
  });

  it('is named: a connection that is dropped, at once and in the middle', async () => {
    const atOnce = await rawServer(socket => socket.end());
    expect((await failure(mailer(atOnce).verify())).code).toBe('mail.interrupted');
    const inTheMiddle = await rawServer(socket => {
      socket.write('220 mail.test ESMTP\r\n');
      socket.on('data', chunk => {
        const said = String(chunk);
        if (said.startsWith('DATA')) socket.write('354 Go on\r\n');
        else if (/^(EHLO|MAIL|RCPT)/.test(said)) socket.write('250 mail.test\r\n');
        else socket.destroy();
      });
    });
    expect((await failure(mailer(inTheMiddle).send(mail))).code).toBe('mail.interrupted');
  });

  it('is named: something that is no mail server', async () => {
    const server = await rawServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect((await failure(mailer(server).verify())).code).toBe('mail.bad_response');
  });

  it('keeps the password out, even when the server repeats it', async () => {
    const server = await standIn({
      account,
      refuse: { sender: () => `553 5.7.1 Your password ${PASSWORD} is known to us` },
    });
    const error = await failure(mailer(server, signedIn).send(mail));
    expect(error.details['reply']).toContain('[secret]');
  });

  it('ends at once when the caller leaves', async () => {
    const server = await rawServer(() => undefined);
    const abort = new AbortController();
    const sent = mailer(server).send(mail, abort.signal);
    abort.abort(new Error('enough'));
    await expect(sent).rejects.toThrow('enough');
  });
});

describe('the rules of every connection', () => {
  it('hold: with the switch on only this machine is reached', async () => {
    const server = await standIn();
    await mailer(server, {}, { offline: true }).send(mail);
    expect(server.mails).toHaveLength(1);
    const away = { host: 'mail.lan', port: server.port };
    const error = await failure(mailer(away, {}, { offline: true, addresses: ['192.168.1.9'] }).send(mail));
    expect(error.code).toBe('mail.offline');
  });

  it('hold: the credentials of a cloud are out of reach', async () => {
    const named = { host: 'mail.test', port: 25 };
    const metadata = await failure(mailer(named, {}, { addresses: ['169.254.169.254'] }).verify());
    expect(metadata.code).toBe('outbound.blocked');
  });

  it('are stricter outside the local network: nothing goes in the clear', async () => {
    const server = await standIn({ account });
    const outbound = createOutbound({ isOffline: () => false });
    closers.push(() => outbound.close());
    for (const [security, code] of [
      ['none', 'mail.encryption_required'],
      ['opportunistic', 'mail.encryption_failed'],
    ] as const) {
      const outside = createSmtpMailer(
        { ...settingsFor(server), ...signedIn, security },
        { connectTo: async target => ({ ...(await outbound.connectTo(target)), place: 'public' }) },
      );
      expect((await failure(outside.send(mail))).code).toBe(code);
    }
    expect(server.passwords).toEqual([]);
  });
});
