import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { classifyAddress } from '#main/platform/outbound/index.ts';
import { localEndings, localNameConstraints, NAME_CONSTRAINTS_OID } from './name-constraints.ts';

const AUTHORITY_YEARS = 10;
const LEAF_DAYS = 397; // what browsers accept at most of anyone
const DAY_MS = 86_400_000;
const SLACK_MS = DAY_MS; // clocks of other machines are late

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A certificate and its private key, both PEM. */
export type CertificatePair = { certificate: string; key: string };

/** The library is loaded when a certificate is made, which is seldom: it is large. */
async function x509() {
  await import('reflect-metadata'); // which it wants, and does not load
  return await import('@peculiar/x509');
}

/** An authority for one installation. It can vouch for names and addresses of local networks alone. */
export async function createAuthority(name: string, now: Date): Promise<CertificatePair> {
  const library = await x509();
  const keys = await createKeys();
  const certificate = await library.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [name] }, { O: ['Foyer'] }],
    notBefore: new Date(now.getTime() - SLACK_MS),
    notAfter: new Date(now.getTime() + AUTHORITY_YEARS * 365 * DAY_MS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new library.BasicConstraintsExtension(true, 0, true),
      new library.KeyUsagesExtension(library.KeyUsageFlags.keyCertSign | library.KeyUsageFlags.cRLSign, true),
      new library.Extension(NAME_CONSTRAINTS_OID, true, localNameConstraints()),
      await library.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** A server's certificate for these names and addresses, signed by the authority. */
export async function issueCertificate(
  authority: CertificatePair,
  names: readonly string[],
  now: Date,
): Promise<CertificatePair> {
  const library = await x509();
  const keys = await createKeys();
  const issuer = new library.X509Certificate(authority.certificate);
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(library.PemConverter.decodeFirst(authority.key)),
    algorithm,
    false,
    ['sign'],
  );
  const certificate = await library.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: ['Foyer (local network)'] }], // no name of a host: those are in the extension
    issuer: issuer.subjectName.toJSON(),
    notBefore: new Date(now.getTime() - SLACK_MS),
    notAfter: new Date(now.getTime() + LEAF_DAYS * DAY_MS),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new library.BasicConstraintsExtension(false, undefined, true),
      new library.KeyUsagesExtension(library.KeyUsageFlags.digitalSignature, true),
      new library.ExtendedKeyUsageExtension([library.ExtendedKeyUsage.serverAuth]),
      new library.SubjectAlternativeNameExtension(
        names.map(value => ({ type: classifyAddress(value) === null ? 'dns' : 'ip', value })),
      ),
      await library.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await library.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** Whether the authority may vouch for a name or address; anything else would void the whole certificate. */
export function isLocalName(value: string): boolean {
  const kind = classifyAddress(value);
  if (kind === null) {
    return localEndings.some(ending => value === ending || value.endsWith(`.${ending}`));
  }
  // Addresses of private overlays (100.64.0.0/10) count as private elsewhere, and are not within the constraints.
  return kind === 'loopback' || kind === 'link-local' || (kind === 'private' && !value.startsWith('100.'));
}

/** What a person sees of a certificate. Throws what `node:crypto` throws for a text that is none. */
export function describeCertificate(pem: string) {
  const certificate = new X509Certificate(pem);
  const names = (certificate.subjectAltName ?? '')
    .split(', ')
    .map(entry => entry.slice(entry.indexOf(':') + 1))
    .filter(entry => entry !== '');
  return {
    subject: (/CN=([^\n]+)/.exec(certificate.subject)?.[1] ?? certificate.subject).replaceAll('\\', ''),
    names,
    expiresAt: new Date(certificate.validTo).toISOString(),
    fingerprint: certificate.fingerprint256,
  };
}

async function createKeys() {
  return await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const { PemConverter } = await x509();
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

/** 16 random bytes, positive (RFC 5280, 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}
