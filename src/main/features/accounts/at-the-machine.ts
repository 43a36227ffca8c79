import type { RequestContext } from '#main/features/access/principal.ts';

/** Whether whoever asks sits at the machine: through a proxy on it everybody comes from its loopback address. */
export function isAtTheMachine({ remote, proxy }: Pick<RequestContext, 'remote' | 'proxy'>): boolean {
  return isLoopback(remote.address) && (proxy ?? null) === null;
}

/** Null is the window or the in-process command line: this machine by construction. */
function isLoopback(address: string | null): boolean {
  if (address === null) return true;
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || /^127\.\d+\.\d+\.\d+$/.test(plain);
}
