import type { NetworkSettings } from '#shared/contract/network.ts';
import type { Card } from '#main/platform/network-cards.ts';
import { hostInUrl, withPort } from '../gate.ts';

/**
 * The names under which the listener is reached now, as a `Host` header says them: this machine's addresses, its name
 * on the local network, and what the settings add.
 */
export function knownHosts(settings: NetworkSettings, cards: readonly Card[]): ReadonlySet<string> {
  const { port, name, https, allowedHosts } = settings;
  const addresses = cards.flatMap(card => card.addresses.map(({ address }) => address));
  const own = ['localhost', '127.0.0.1', '::1', `${name}.local`, ...addresses];
  const usualPort = https === 'off' ? 80 : 443;
  return new Set([
    ...own.flatMap(host => withPort(hostInUrl(host), port, usualPort)),
    // Written without a port: as a proxy or a tunnel passes it on, or with ours.
    ...allowedHosts.flatMap(host => (host.includes(':') ? [host] : [host, `${host}:${port}`])),
  ]);
}
