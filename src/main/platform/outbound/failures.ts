import { FoyerError } from '#shared/errors.ts';
import type { ConnectionEnd } from './ledger.ts';

/** The first error of ours in a chain of causes, or the error itself. */
export function unwrap(error: unknown): unknown {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof FoyerError) return at;
  return error;
}

/** How a connection that did not come to its end ended, and why. */
export function endOf(error: unknown, isAborted: boolean): [end: ConnectionEnd, detail: string] {
  const known = unwrap(error);
  if (isAborted || (known instanceof Error && known.name === 'AbortError')) return ['aborted', ''];
  if (known instanceof FoyerError) return ['blocked', String(known.details['reason'] ?? known.code)];
  return ['failed', networkErrorCode(known) ?? 'unknown'];
}

/** The address that refused or was silent, as the system names it. */
export function addressIn(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('address' in at && typeof at.address === 'string') return at.address;
    if (at instanceof AggregateError) {
      const inner = at.errors.map(addressIn).find(address => address !== null);
      if (inner !== undefined) return inner;
    }
  }
  return null;
}

/** The system's code of a network failure (`ECONNREFUSED`, `ENOTFOUND`, `UND_ERR_SOCKET`…) anywhere in its causes, or null. */
export function networkErrorCode(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at.message === 'bad port') return 'BAD_PORT'; // fetch refuses the ports of other services, without a code
    if (at instanceof AggregateError) {
      for (const inner of at.errors) {
        const code = networkErrorCode(inner);
        if (code !== null) return code;
      }
    }
  }
  return null;
}
