import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readCards } from './network-cards.ts';

function entry(address: string, internal = false): NetworkInterfaceInfo {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  const rest = { address, internal, netmask: '', mac: '', cidr: null };
  return family === 'IPv6' ? { ...rest, family, scopeid: 0 } : { ...rest, family };
}

describe('network cards', () => {
  it('names what a card is and puts those of the office first', () => {
    const cards = readCards(() => ({
      lo: [entry('127.0.0.1', true), entry('::1', true)],
      docker0: [entry('172.17.0.1')],
      wlp3s0: [entry('fe80::1'), entry('2001:db8::5'), entry('192.168.1.20')],
      enp2s0: [entry('10.0.0.7')],
      wg0: [entry('10.9.0.2')],
    }));
    expect(cards.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'enp2s0 cable',
      'wlp3s0 wifi',
      'wg0 vpn',
      'docker0 virtual',
      'lo loopback',
    ]);
    expect(cards[1]?.addresses.map(({ address }) => address)).toEqual(['192.168.1.20', '2001:db8::5']);
  });

  it('knows the names of Windows and macOS, and cards that have no address yet', () => {
    const cards = readCards(() => ({
      Ethernet: [entry('192.168.0.2')],
      'Wi-Fi': [entry('192.168.0.3')],
      'vEthernet (WSL)': [entry('172.20.0.1')],
      utun3: [entry('fe80::2')],
      empty: [],
    }));
    expect(cards.map(({ kind }) => kind)).toEqual(['cable', 'wifi', 'virtual']);
  });
});
