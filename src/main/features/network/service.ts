import { renderSVG } from 'uqr';
import type {
  NetworkAddress,
  NetworkProblem,
  NetworkSettings,
  NetworkState,
  NetworkTest,
} from '#shared/contract/network.ts';
import type { Reachable } from '#main/features/widgets/index.ts';
import { isLocalName, type CertificatePair } from '#main/platform/certificates/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { FairQueue } from '#main/platform/fair-queue.ts';
import { readCards, type Card } from '#main/platform/network-cards.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import type { NetworkCertificates } from './certificates.ts';
import { firewallHint, probe } from './self-test.ts';
import type { NetworkStore } from './settings.ts';

/** What the listener says of itself. */
export type ListenerState = {
  listening: boolean;
  problem: NetworkProblem | null;
  name: NetworkState['name']['state'];
  connections: number;
};

/** The door that does what the settings say. The process that serves has one; a command line has none. */
export type NetworkDoor = {
  /** Does what the settings say now, as far as it can. Throws nothing: see `state`. */
  apply(): Promise<void>;
  state(): ListenerState;
  /** Hash of the widget's script as it is served (subresource integrity); null when it has not been built. */
  loaderIntegrity(): string | null;
};

type Dependencies = {
  store: NetworkStore;
  certificates: NetworkCertificates;
  queue: FairQueue;
  outbound: Outbound;
  changes: Changes;
  /** Full names of those who decide about the network. */
  administrators: () => string[];
};

const withoutDoor: ListenerState = { listening: false, problem: null, name: 'off', connections: 0 };

export type NetworkService = ReturnType<typeof createNetworkService>;

export function createNetworkService(dependencies: Dependencies) {
  const { store, certificates, queue, outbound, changes, administrators } = dependencies;
  let door: NetworkDoor | null = null;

  const listenerState = () => door?.state() ?? withoutDoor;
  const announce = () => changes.publish({ topic: 'settings', clientId: null, id: 'network' });

  /** Cards that the settings listen on. */
  function cardsInUse({ interface: chosen }: NetworkSettings): Card[] {
    const cards = readCards();
    if (chosen === 'loopback') return cards.filter(card => card.kind === 'loopback');
    if (chosen === 'all') return cards.filter(card => card.kind !== 'loopback');
    return cards.filter(card => card.name === chosen);
  }

  function urlOf({ https, port }: NetworkSettings, host: string): string {
    const scheme = https === 'off' ? 'http' : 'https';
    const usual = https === 'off' ? 80 : 443;
    const name = host.includes(':') ? `[${host}]` : host;
    return `${scheme}://${name}${port === usual ? '' : `:${port}`}`;
  }

  function addresses(settings: NetworkSettings): NetworkAddress[] {
    return cardsInUse(settings).flatMap(({ name, kind, addresses: own }) =>
      own
        // This machine by its plainest name; the other families of loopback say nothing more.
        .filter(({ address }) => kind !== 'loopback' || address === '127.0.0.1')
        .map(({ address, family }) => ({
          url: urlOf(settings, address),
          address,
          family,
          interface: name,
          kind,
        })),
    );
  }

  /**
   * Addresses of the further names that the settings allow. A name of the local network leads straight here; one of
   * the world leads to a proxy or a tunnel, which have the usual port and a certificate of their own.
   */
  function furtherNames(settings: NetworkSettings): string[] {
    return settings.allowedHosts.map(entry => {
      if (entry.includes(':')) return `${settings.https === 'off' ? 'http' : 'https'}://${entry}`;
      return isLocalName(entry) || settings.https === 'own' ? urlOf(settings, entry) : `https://${entry}`;
    });
  }

  function state(): NetworkState {
    const settings = store.get();
    const { listening, problem, name, connections } = listenerState();
    const host = `${settings.name}.local`;
    const { certificate, authority } = certificates.state(settings.https);
    const shown = addresses(settings);
    const { running, waiting } = queue.state();
    return {
      settings,
      listening,
      problem,
      addresses: shown,
      name: { host, url: urlOf(settings, host), state: name },
      cards: readCards().map(card => ({
        name: card.name,
        kind: card.kind,
        addresses: card.addresses.map(({ address }) => address),
      })),
      certificate,
      authority:
        authority === null
          ? null
          : {
              ...authority,
              url: `${shown[0]?.url ?? urlOf(settings, host)}/ca.crt`.replace('https:', 'http:'),
            },
      load: { connections, answering: running, waiting },
    };
  }

  return {
    settings: () => store.get(),
    state,
    attach(given: NetworkDoor): void {
      door = given;
    },
    /** Told by the door when what it says of itself changed by itself: another Wi-Fi, a name taken. */
    announce,

    async update(change: Partial<NetworkSettings>): Promise<NetworkState> {
      store.update(change);
      await door?.apply();
      announce();
      return state();
    },

    async setCertificate(pair: CertificatePair | null): Promise<NetworkState> {
      certificates.setOwn(pair);
      await door?.apply();
      announce();
      return state();
    },

    async test(): Promise<NetworkTest> {
      const settings = store.get();
      const { listening, name } = listenerState();
      if (!listening) return { ok: false, checks: [], hints: ['not_listening'] };
      const own = addresses(settings);
      // A certificate of one's own names hosts, and no addresses.
      const urls =
        settings.https === 'own' && settings.allowedHosts.length > 0
          ? furtherNames(settings)
          : own.filter(({ family }) => family === 'IPv4').map(({ url }) => url);
      if (name === 'announced') urls.push(urlOf(settings, `${settings.name}.local`));
      const checks = await Promise.all(urls.map(url => probe(outbound, url, settings.https === 'generated')));
      // That this machine cannot resolve the name says nothing about the others.
      const ok =
        checks.some(check => check.ok) && checks.every(check => check.ok || check.failure === 'name_unknown');
      return { ok, checks, hints: hintsFor(settings, own) };
    },

    summary: () => ({ listening: listenerState().listening, administrators: administrators() }),

    qrCode: (text: string) => ({ svg: renderSVG(text, { border: 2, ecc: 'M' }) }),

    reachable(): Reachable {
      const settings = store.get();
      const { listening, name } = listenerState();
      const own = addresses(settings)
        .filter(({ family }) => family === 'IPv4')
        .map(({ url, kind, interface: card }) => ({
          baseUrl: url,
          kind: kind === 'loopback' ? ('loopback' as const) : ('address' as const),
          interface: card,
        }));
      const names = [
        ...furtherNames(settings),
        ...(name === 'announced' ? [urlOf(settings, `${settings.name}.local`)] : []),
      ].map(baseUrl => ({ baseUrl, kind: 'name' as const, interface: null }));
      return {
        listening,
        addresses: [...names, ...own],
        integrity: door?.loaderIntegrity() ?? null,
        ownAuthority: settings.https === 'generated',
      };
    },

    /** Names and addresses a certificate has to stand for. */
    certificateNames(): string[] {
      const settings = store.get();
      const hosts = settings.allowedHosts.map(host => host.split(':')[0] ?? '');
      const own = readCards().flatMap(card => card.addresses.map(({ address }) => address));
      return [`${settings.name}.local`, 'localhost', ...own, ...hosts];
    },
    pairFor: certificates.pairFor,
    authorityPem: certificates.authorityPem,
  };
}

function hintsFor(settings: NetworkSettings, own: readonly NetworkAddress[]): NetworkTest['hints'] {
  if (settings.interface === 'loopback') return ['loopback_only'];
  if (own.length === 0) return ['no_network'];
  return [firewallHint(process.platform)];
}
