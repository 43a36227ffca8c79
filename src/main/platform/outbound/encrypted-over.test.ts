import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../../../../tests/support/mail-stand-in/certificate.ts';
import { encryptedOver } from './encrypted-over.ts';

/** A connection to a server of this machine whose certificate names `hosts`, as one to `host`. */
async function connectedTo(host: string, hosts: string[], isTrusted = true) {
  const { cert, key } = await makeCertificate({ hosts });
  const server = createServer({ cert, key }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const asked = once(server, 'secureConnection') as Promise<[TLSSocket]>;
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const encrypted = encryptedOver(socket, { host, authority: isTrusted ? cert : null });
  await once(encrypted, 'secureConnect');
  const [there] = await asked;
  onTestFinished(() => void encrypted.destroy());
  return { authorized: encrypted.authorized, name: there.servername };
}

it.each([
  ['a name', 'imap.bureau.test', ['imap.bureau.test'], 'imap.bureau.test'],
  ['a name with a dot at its end', 'imap.bureau.test.', ['imap.bureau.test'], 'imap.bureau.test'],
  ['a name with other letters', 'imap.hôtel.test', ['imap.xn--htel-vqa.test'], 'imap.xn--htel-vqa.test'],
  ['an address, which is told to no server', '127.0.0.1', ['localhost'], false],
] as const)('a server is believed by its certificate under %s', async (_what, host, hosts, name) => {
  expect(await connectedTo(host, [...hosts])).toEqual({ authorized: true, name });
});

it('whoever asks is told that nobody vouches for it, or that it is for another name', async () => {
  expect((await connectedTo('localhost', ['localhost'], false)).authorized).toBe(false);
  expect((await connectedTo('autre.test', ['localhost'])).authorized).toBe(false);
});
