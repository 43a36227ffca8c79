import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ImapTransport } from 'imapflow';
import type { MailboxCertificate } from '#shared/contract/mailboxes.ts';
import { encryptedOver } from '#main/platform/outbound/index.ts';
import { FoyerError } from '#shared/errors.ts';

type Trust = { host: string; certificate: MailboxCertificate };

/** `AB:CD:…` as servers and programs show it. */
const plainFingerprint = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** Why a server is not believed to be who it says; null: it is. Nothing has been said to it yet. */
function refusalOf(socket: TLSSocket, { host, certificate }: Trust): FoyerError | null {
  const shown = socket.getPeerCertificate();
  const fingerprint = plainFingerprint(shown.fingerprint256 ?? '');
  if (certificate?.by === 'fingerprint' && certificate.sha256 === fingerprint) return null;
  if (certificate?.by !== 'fingerprint' && socket.authorized) return null;
  const isOther = certificate?.by === 'fingerprint';
  const reason = isOther ? 'OTHER_FINGERPRINT' : String(socket.authorizationError);
  return new FoyerError(
    isOther ? 'source.certificate_changed' : 'source.certificate_refused',
    `The certificate of ${host} is not trusted: ${reason}`,
    {
      details: {
        host,
        reason,
        fingerprint,
        name: String(shown.subject?.CN ?? ''),
        issuer: String(shown.issuer?.CN ?? shown.issuer?.O ?? ''),
        validTo: shown.valid_to ?? '',
      },
    },
  );
}

/**
 * Lets the IMAP client speak over a connection of the outbound client; it opens none itself. The certificate is judged
 * here, before a word is said, so that one that is not trusted can be shown to a person.
 */
export function imapTransport(socket: Socket, trust: Trust): ImapTransport {
  const { host, certificate } = trust;

  function secure(plain: Socket, onSecure: () => void): TLSSocket {
    const authority = certificate?.by === 'authority' ? certificate.pem : null;
    const encrypted = encryptedOver(plain, { host, authority });
    encrypted.once('secureConnect', () => {
      const refusal = refusalOf(encrypted, trust);
      if (refusal === null) onSecure();
      else encrypted.destroy(refusal);
    });
    return encrypted;
  }

  return {
    connect(options, onConnect) {
      if (options.secure) return secure(socket, onConnect);
      setImmediate(onConnect);
      return socket;
    },
    upgrade: (_plain, _options, onSecure) => secure(socket, onSecure),
  };
}
