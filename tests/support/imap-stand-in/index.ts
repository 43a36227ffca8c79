import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, TLSSocket } from 'node:tls';
import { makeCertificate, type Certificate } from '../mail-stand-in/certificate.ts';
import { answerTo, type Mailbox, type SessionState } from './commands.ts';

export type { Mailbox, StoredMessage } from './commands.ts';

export type ImapStandInOptions = {
  /** `offered`: STARTTLS is announced. `implicit`: encrypted from the first byte. */
  encryption?: 'none' | 'offered' | 'implicit';
  certificate?: Certificate;
  account?: { user: string; password: string };
  /**
   * What is answered to a command instead of what it asks for; `drop` ends the connection, `cut` in the
   * middle of what it asks for, and `silence` says nothing more. Asked anew each time.
   */
  instead?: (command: string) => string | null;
};

export type ImapStandIn = {
  host: string;
  port: number;
  certificate: Certificate;
  mailbox: Mailbox;
  /** Every line that was sent, passwords left out. */
  commands: string[];
  connections: () => number;
  close(): Promise<void>;
};

/** A mail server of this machine that speaks as much IMAP as reading a folder needs, and fails as it is told to. */
export async function startImapStandIn(options: ImapStandInOptions = {}): Promise<ImapStandIn> {
  const { encryption = 'none', account = { user: 'lea', password: 'secret' }, instead } = options;
  const certificate = options.certificate ?? (await makeCertificate());
  const mailbox: Mailbox = new Map([['INBOX', { uidValidity: 1, messages: [] }]]);
  const commands: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;

  function serve(socket: Socket, isSecure: boolean): void {
    const state: SessionState = { folder: null, isSecure, offersTls: encryption === 'offered' && !isSecure };
    let buffered = '';
    socket.on('error', () => undefined); // a client that leaves in the middle is what some tests are about
    const onData = (chunk: Buffer) => {
      buffered += chunk.toString('latin1');
      for (;;) {
        const end = buffered.indexOf('\r\n');
        if (end === -1) return;
        const line = buffered.slice(0, end);
        const literal = /\{(\d+)(\+?)\}$/u.exec(line);
        if (literal !== null) {
          const size = Number(literal[1]);
          if (literal[2] === '' && buffered.length < end + 2 + size) return void socket.write('+ go on\r\n');
          if (buffered.length < end + 2 + size) return;
          const value = JSON.stringify(buffered.slice(end + 2, end + 2 + size));
          buffered = line.slice(0, literal.index) + value + buffered.slice(end + 2 + size);
          continue;
        }
        buffered = buffered.slice(end + 2);
        handle(line);
      }
    };
    const handle = (line: string) => {
      const [tag = '', name = ''] = line.split(' ', 2);
      const command = line.slice(tag.length + 1);
      commands.push(/^LOGIN/iu.test(command) ? name.toUpperCase() : command);
      const replaced = instead?.(command) ?? null;
      if (replaced === 'drop') return void socket.destroy();
      if (replaced === 'silence') return;
      if (replaced === 'cut') {
        const whole = answerTo({ tag, command, state, mailbox, account });
        socket.write(whole.slice(0, whole.length / 2), 'latin1', () => socket.destroy());
        return;
      }
      if (replaced !== null) return void socket.write(`${tag} ${replaced}\r\n`);
      if (name.toUpperCase() === 'STARTTLS' && state.offersTls) {
        socket.off('data', onData);
        socket.write(`${tag} OK begin\r\n`);
        return serve(encrypted(socket), true);
      }
      socket.write(answerTo({ tag, command, state, mailbox, account }), 'latin1');
      if (name.toUpperCase() === 'LOGOUT') socket.end();
    };
    socket.on('data', onData);
    if (!isSecure || encryption === 'implicit') socket.write('* OK stand-in\r\n');
  }

  const encrypted = (socket: Socket): TLSSocket => {
    const secureContext = createSecureContext({ cert: certificate.cert, key: certificate.key });
    return new TLSSocket(socket, { isServer: true, secureContext });
  };

  const taken = (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    serve(socket, encryption === 'implicit');
  };
  const server =
    encryption === 'implicit'
      ? createTlsServer({ cert: certificate.cert, key: certificate.key }, taken)
      : createServer(taken);
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    certificate,
    mailbox,
    commands,
    connections: () => connections,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
