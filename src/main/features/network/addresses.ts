import type { NetworkAddress, NetworkSettings } from '#shared/contract/network.ts';
import { readCards, type Card } from '#main/platform/network-cards.ts';

/** A listener as far as its addresses tell. */
type Listening = { interface: string; https: NetworkSettings['https']; port: number };

/** As typed in a browser. */
export function urlOf({ https, port }: Pick<Listening, 'https' | 'port'>, host: string): string {
  const scheme = https === 'off' ? 'http' : 'https';
  const usual = https === 'off' ? 80 : 443;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}${port === usual ? '' : `:${port}`}`;
}

/** Cards that are listened on. */
export function cardsInUse(chosen: string, cards: readonly Card[] = readCards()): Card[] {
  if (chosen === 'loopback') return cards.filter(card => card.kind === 'loopback');
  if (chosen === 'all') return cards.filter(card => card.kind !== 'loopback');
  return cards.filter(card => card.name === chosen);
}

/** Under which addresses a listener is reached now, those of real cards first. */
export function addressesOf(listening: Listening, cards?: readonly Card[]): NetworkAddress[] {
  return cardsInUse(listening.interface, cards).flatMap(({ name, kind, addresses }) =>
    addresses
      // This machine by its plainest name; the other families of loopback say nothing more.
      .filter(({ address }) => kind !== 'loopback' || address === '127.0.0.1')
      .map(({ address, family }) => ({
        url: urlOf(listening, address),
        address,
        family,
        interface: name,
        kind,
      })),
  );
}

/** The cards there are, as the contract shows them. */
export function shownCards(cards: readonly Card[] = readCards()) {
  return cards.map(({ name, kind, addresses }) => ({
    name,
    kind,
    addresses: addresses.map(({ address }) => address),
  }));
}
