import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { classifyAddress } from './address.ts';

type Peer = {
  /** What the certificate has to name. */
  host: string;
  /** The authority that vouches for it, as a file of it is written; null for those that everybody believes. */
  authority: string | null;
};

/**
 * A connection that is open, encrypted from here on. Whoever asks judges the certificate once `secureConnect` is said,
 * before a word is sent: `authorized` tells whether it is vouched for.
 */
export function encryptedOver(socket: Socket, { host, authority }: Peer): TLSSocket {
  return connect({
    socket,
    host,
    ...(classifyAddress(host) === null ? { servername: nameInCertificates(host) } : {}),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: false,
    // A server's own certificate may be given as its own authority.
    ...(authority === null ? {} : { ca: authority, allowPartialTrustChain: true }),
  });
}

/** Names have no dot at their end there, and letters of other languages as the net writes them. */
const nameInCertificates = (host: string): string => domainToASCII(host.replace(/\.$/u, ''));
