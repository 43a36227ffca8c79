import { createPrivateKey, X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import { FoyerError } from '#shared/errors.ts';
import {
  createAuthority,
  describeCertificate,
  isLocalName,
  issueCertificate,
  type CertificatePair,
} from '#main/platform/certificates/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { NetworkStore, SealedPair } from './settings.ts';

const RENEW_BEFORE_MS = 30 * 86_400_000;

export type NetworkCertificates = ReturnType<typeof createNetworkCertificates>;

/** The certificates of the local network: one of the office's own, or those of a generated authority. */
export function createNetworkCertificates({
  store,
  secrets,
  clock,
}: {
  store: NetworkStore;
  secrets: Secrets;
  clock: Clock;
}) {
  const open = ({ certificate, sealedKey }: SealedPair): CertificatePair => ({
    certificate,
    key: secrets.open(sealedKey),
  });
  /** Null when the key of the secrets was lost since. */
  const opened = (pair: SealedPair | null): CertificatePair | null => {
    try {
      return pair === null ? null : open(pair);
    } catch (error) {
      if (error instanceof FoyerError && error.code === 'secrets.unreadable') return null;
      throw error;
    }
  };
  const seal = ({ certificate, key }: CertificatePair): SealedPair => ({
    certificate,
    sealedKey: secrets.seal(key),
  });

  async function authority(): Promise<CertificatePair> {
    const kept = opened(store.kept('network-authority'));
    if (kept !== null) return kept;
    const made = await createAuthority(`Foyer ${hostname()}`, clock.now());
    store.keep('network-authority', seal(made));
    return made;
  }

  /** One for exactly these names; the former as long as it names the same and is not about to expire. */
  async function generated(names: readonly string[]): Promise<CertificatePair> {
    const wanted = [...new Set(names.filter(isLocalName))].toSorted();
    const kept = store.kept('network-leaf');
    const lasts =
      kept !== null &&
      new X509Certificate(kept.certificate).validToDate.getTime() - clock.now().getTime() > RENEW_BEFORE_MS;
    const former = lasts && kept.names.join() === wanted.join() ? opened(kept) : null;
    if (former !== null) return former;
    const issuer = await authority();
    const made = await issueCertificate(issuer, wanted, clock.now());
    const chain = { ...made, certificate: `${made.certificate}\n${issuer.certificate}` };
    store.keep('network-leaf', { ...seal(chain), names: wanted });
    return chain;
  }

  return {
    /** For the settings as they are; null when the certificate of one's own is missing, or its key lost. */
    async pairFor(https: 'generated' | 'own', names: readonly string[]): Promise<CertificatePair | null> {
      if (https === 'generated') return await generated(names);
      return opened(store.kept('network-own'));
    },

    /** Throws `network.certificate_invalid`. */
    setOwn(pair: CertificatePair | null): void {
      if (pair !== null) check(pair, clock.now());
      store.keep('network-own', pair === null ? null : seal(pair));
    },

    state(https: 'off' | 'generated' | 'own') {
      const leaf = https === 'off' ? null : store.kept(https === 'own' ? 'network-own' : 'network-leaf');
      const issuer = https === 'generated' ? store.kept('network-authority') : null;
      return {
        certificate: leaf === null ? null : describeCertificate(leaf.certificate),
        authority: issuer === null ? null : describeCertificate(issuer.certificate),
      };
    },

    /** The authority's certificate, to be trusted by others; null before one was generated. */
    authorityPem: (): string | null => store.kept('network-authority')?.certificate ?? null,
  };
}

function check({ certificate, key }: CertificatePair, now: Date): void {
  const invalid = (reason: string, cause?: unknown) =>
    new FoyerError('network.certificate_invalid', `The certificate is not usable: ${reason}`, {
      details: { reason },
      ...(cause === undefined ? {} : { cause }),
    });
  let leaf: X509Certificate;
  try {
    leaf = new X509Certificate(certificate);
  } catch (error) {
    throw invalid('certificate', error);
  }
  let belongs: boolean;
  try {
    belongs = leaf.checkPrivateKey(createPrivateKey(key));
  } catch (error) {
    throw invalid('key', error);
  }
  if (!belongs) throw invalid('mismatch');
  if (leaf.validToDate < now) throw invalid('expired');
}
