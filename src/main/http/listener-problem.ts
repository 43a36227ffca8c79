import type { NetworkProblem } from '#shared/contract/network.ts';
import { isFoyerError } from '#shared/errors.ts';

/** What a failure to listen means to the person who wants it. */
export function listenerProblem(error: unknown): NetworkProblem {
  if (isFoyerError(error) && error.code === 'port.in_use') return 'port_in_use';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return 'permission';
  if (code === 'EADDRNOTAVAIL') return 'no_address';
  return code.startsWith('ERR_OSSL') || code.startsWith('ERR_TLS') ? 'certificate_invalid' : 'unknown';
}
