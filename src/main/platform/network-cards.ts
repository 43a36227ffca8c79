import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

export type CardKind = 'wifi' | 'cable' | 'virtual' | 'vpn' | 'loopback' | 'other';

/** A network card with the addresses it has now. */
export type Card = {
  /** As the system calls it. */
  name: string;
  kind: CardKind;
  addresses: { address: string; family: 'IPv4' | 'IPv6' }[];
};

/** What a card is, by the names that Linux, Windows (in French and English) and macOS give. */
const kinds: readonly (readonly [CardKind, RegExp])[] = [
  ['loopback', /^(lo\d*$|loopback)/i],
  ['vpn', /^(tun|tap|wg|ppp|utun|ipsec|tailscale|zt|nordlynx|proton)|vpn|wireguard/i],
  [
    'virtual',
    /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|podman|bridge\d|awdl|llw|anpi)|virtual|vethernet|wsl|hyper-v/i,
  ],
  ['wifi', /^(wl|wifi|ath|ra\d)|wi-?fi|wlan|wireless|sans fil/i],
  ['cable', /^(en|eth|em\d|usb\d|end\d)|ethernet|réseau local|local area/i],
];

/**
 * Cards and addresses under which others may reach this machine, real cards first. Left out: link-local IPv6, which
 * browsers cannot be given.
 *
 * @param read the system's list; only tests give their own
 */
export function readCards(read: () => NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces): Card[] {
  const cards = Object.entries(read()).flatMap(([name, entries]): Card[] => {
    const addresses = (entries ?? [])
      .filter(entry => !isLinkLocal(entry))
      .map(({ address, family }) => ({ address, family }))
      .toSorted((one, other) => one.family.localeCompare(other.family));
    return addresses.length === 0 ? [] : [{ name, kind: kindOf(name, entries ?? []), addresses }];
  });
  const order: readonly CardKind[] = ['cable', 'wifi', 'other', 'vpn', 'virtual', 'loopback'];
  return cards.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

function kindOf(name: string, entries: readonly NetworkInterfaceInfo[]): CardKind {
  if (entries.some(entry => entry.internal)) return 'loopback';
  return kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

function isLinkLocal({ family, address }: NetworkInterfaceInfo): boolean {
  return family === 'IPv6' && /^fe[89ab]/i.test(address);
}
