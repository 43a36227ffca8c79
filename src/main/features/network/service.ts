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
import { readCards } from '#main/platform/network-cards.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import { addressesOf, shownCards, urlOf } from './addresses.ts';
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
  /** Names and addresses that the interface wants its certificate to stand for too: there is one for both. */
  furtherCertificateNames: () => string[];
  /** Tells the interface, which has the same certificate. */
  onCertificate: () => Promise<void>;
  isOffline: () => boolean;
};

/** Where names are told in a local network (RFC 6762). */
const MULTICAST = { host: '224.0.0.251', port: 5_353 } as const;

const withoutDoor: ListenerState = { listening: false, problem: null, name: 'off', connections: 0 };

export type NetworkService = ReturnType<typeof createNetworkService>;

export function createNetworkService(dependencies: Dependencies) {
  const {
    store,
    certificates,
    queue,
    outbound,
    changes,
    administrators,
    furtherCertificateNames,
    onCertificate,
    isOffline,
  } = dependencies;
  let door: NetworkDoor | null = null;

  const listenerState = () => door?.state() ?? withoutDoor;
  const announce = () => changes.publish({ topic: 'settings', clientId: null, id: 'network' });

  const addresses = (settings: NetworkSettings): NetworkAddress[] => addressesOf(settings);

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
      cards: shownCards(),
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

    /** Whether our name may be told in the network now; listed as every connection, also when it may not. */
    mayTellName(): boolean {
      const told = outbound.ledger.open({ kind: 'announce', scheme: 'mdns', ...MULTICAST });
      if (isOffline()) told.end('blocked', 'offline');
      else told.end('answered', '');
      return !isOffline();
    },
    isOffline,

    async update(change: Partial<NetworkSettings>): Promise<NetworkState> {
      store.update(change);
      await door?.apply();
      announce();
      return state();
    },

    async setCertificate(pair: CertificatePair | null): Promise<NetworkState> {
      certificates.setOwn(pair);
      await door?.apply();
      await onCertificate();
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
      const checks = await Promise.all([
        ...urls.map(url => probe(outbound, url, { ownAuthority: settings.https === 'generated' })),
        ...(settings.publicUrl === null
          ? []
          : [probe(outbound, settings.publicUrl, { stream: '/api/visitor/check-stream' })]),
      ]);
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
        ...(settings.publicUrl === null ? [] : [settings.publicUrl]),
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

    /** Where visitors and programs reach the listener: by a proxy's address, else by one of this machine. */
    visitorsUrl(): string {
      const settings = store.get();
      return settings.publicUrl ?? addresses(settings)[0]?.url ?? urlOf(settings, '127.0.0.1');
    },

    /** Names and addresses a certificate has to stand for. */
    certificateNames(): string[] {
      const settings = store.get();
      const hosts = settings.allowedHosts.map(host => host.split(':')[0] ?? '');
      const own = readCards().flatMap(card => card.addresses.map(({ address }) => address));
      return [`${settings.name}.local`, 'localhost', ...own, ...hosts, ...furtherCertificateNames()];
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
