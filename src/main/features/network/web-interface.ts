import type { NetworkAddress, NetworkProblem, NetworkTest } from '#shared/contract/network.ts';
import {
  webInterfaceSettings,
  type LinkAddress,
  type WebInterfaceSettings,
  type WebInterfaceState,
} from '#shared/contract/web-interface.ts';
import type { RequestContext } from '#main/features/access/principal.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import { readCards, type Card } from '#main/platform/network-cards.ts';
import { classifyAddress, type Outbound } from '#main/platform/outbound/index.ts';
import { addressesOf, cardsInUse, shownCards } from './addresses.ts';
import type { NetworkCertificates } from './certificates.ts';
import { firewallHint, probe } from './self-test.ts';

const SETTINGS_KEY = 'web-interface';
/** Shown where nothing listens, and so nothing says which port it has. */
const NO_PORT = 0;

const defaults: WebInterfaceSettings = {
  open: false,
  interface: 'all',
  port: null,
  https: 'off',
  publicUrl: null,
  trustedProxies: [],
};

/** What was said at the start; it goes before the settings, and they are kept for another start. */
export type GivenAtStart = {
  /** Null: the loopback address, as by default. */
  host: string | null;
  publicUrl: string | null;
  trustedProxies: readonly string[] | null;
};

/** What the door of the interface says of itself. */
export type InterfaceDoorState = {
  /** Its address on this machine; null when nothing listens there. */
  local: { url: string; port: number } | null;
  /** Addresses of this machine at which others reach it, and the port of those. */
  open: { addresses: readonly string[]; port: number; https: WebInterfaceSettings['https'] };
  problem: NetworkProblem | null;
  cards: readonly Card[];
};

/** The door that does what the settings say. A command line that opened the folder itself has none. */
export type InterfaceDoor = {
  /** Asked at each request, unlike its state, which reads the cards of the machine. */
  readonly given: GivenAtStart;
  /** Does what the settings say now, as far as it can. Throws nothing: see `state`. */
  apply(): Promise<void>;
  state(): InterfaceDoorState;
};

type Dependencies = {
  settings: SettingsStore;
  /** What an administrator once wrote for links in mails alone. */
  formerLinkBase: () => string | null;
  certificates: NetworkCertificates;
  outbound: Outbound;
  changes: Changes;
};

const NOTHING_GIVEN: GivenAtStart = { host: null, publicUrl: null, trustedProxies: null };

const withoutDoor = (): InterfaceDoorState => ({
  local: null,
  open: { addresses: [], port: NO_PORT, https: 'off' },
  problem: null,
  cards: readCards(),
});

export type WebInterfaceService = ReturnType<typeof createWebInterface>;

/** How people reach the interface: on this machine always, from others when it is opened to them. */
export function createWebInterface(dependencies: Dependencies) {
  const { settings: store, formerLinkBase, certificates, outbound, changes } = dependencies;
  const stored = webInterfaceSettings.partial().safeParse(store.stored(SETTINGS_KEY) ?? {});
  let current: WebInterfaceSettings = { ...defaults, ...(stored.success ? stored.data : {}) };
  let door: InterfaceDoor | null = null;

  const doorState = () => door?.state() ?? withoutDoor();
  const announce = () => changes.publish({ topic: 'settings', clientId: null, id: SETTINGS_KEY });
  const givenAtStart = () => door?.given ?? NOTHING_GIVEN;
  const publicUrl = (): string | null => givenAtStart().publicUrl ?? current.publicUrl;
  const trustedProxies = (): readonly string[] => givenAtStart().trustedProxies ?? current.trustedProxies;

  function addresses(): NetworkAddress[] {
    const { open: place, cards } = doorState();
    const { addresses: open, port, https } = place;
    const all = addressesOf({ interface: 'all', https, port }, cards);
    return all.filter(({ address }) => open.includes(address));
  }

  /**
   * Where a link leads that is handed to somebody else: the public address, else the address whoever makes it came by,
   * when others get there too, else one of this machine on the network.
   *
   * @param reachedAt where the request came to; null when it came through no network
   */
  function link(reachedAt: string | null): LinkAddress {
    const named = publicUrl() ?? formerLinkBase();
    if (named !== null) return { url: named, reach: isOnlyHere(named) ? 'here' : 'public', chosen: true };
    if (reachedAt !== null && !isOnlyHere(reachedAt))
      return { url: reachedAt, reach: 'network', chosen: false };
    const [first] = addresses().toSorted((one, other) => rank(one) - rank(other));
    if (first !== undefined) return { url: first.url, reach: 'network', chosen: false };
    return { url: doorState().local?.url ?? null, reach: 'here', chosen: false };
  }

  function state({ reachedAt = null, proxy = null }: Partial<RequestContext> = {}): WebInterfaceState {
    const { local, problem, cards } = doorState();
    const given = givenAtStart();
    const shown = addresses();
    const { certificate, authority } = certificates.state(current.https);
    return {
      settings: current,
      given: { ...given, trustedProxies: given.trustedProxies === null ? null : [...given.trustedProxies] },
      local: local?.url ?? null,
      listening: shown.length > 0,
      problem,
      addresses: shown,
      cards: shownCards(cards),
      certificate,
      authority:
        authority === null || shown[0] === undefined
          ? null
          : { ...authority, url: `${shown[0].url}/ca.crt`.replace('https:', 'http:') },
      link: link(reachedAt),
      arrival:
        reachedAt === null
          ? null
          : { url: reachedAt, proxy: proxy?.address ?? null, trusted: proxy?.trusted ?? false },
    };
  }

  return {
    settings: () => current,
    state,
    link,
    publicUrl,
    trustedProxies,
    /** Told by the door when what it says of itself changed by itself. */
    announce,
    attach(given: InterfaceDoor): void {
      door = given;
    },
    /** After something else that it depends on has changed, such as a certificate. */
    apply: async (): Promise<void> => await door?.apply(),

    async update(change: Partial<WebInterfaceSettings>, context: RequestContext): Promise<WebInterfaceState> {
      current = { ...current, ...change };
      store.store(SETTINGS_KEY, current);
      await door?.apply();
      announce();
      return state(context);
    },

    async test(): Promise<NetworkTest> {
      const { https } = current;
      const { local } = doorState();
      const named = publicUrl();
      const urls = addresses()
        .filter(({ family }) => family === 'IPv4')
        .map(({ url }) => url);
      if (local !== null) urls.unshift(local.url);
      const checks = await Promise.all([
        ...urls.map(url => probe(outbound, url, { ownAuthority: https === 'generated' })),
        ...(named === null ? [] : [probe(outbound, named, { stream: '/api/check-stream' })]),
      ]);
      const ok =
        checks.some(check => check.ok) && checks.every(check => check.ok || check.failure === 'name_unknown');
      const hint = addresses().length > 0 ? firewallHint(process.platform) : ('loopback_only' as const);
      return { ok, checks, hints: [hint] };
    },

    /** Names beside those of this machine that its certificate has to stand for. */
    certificateNames(): string[] {
      const named = publicUrl();
      return named === null ? [] : [new URL(named).hostname.replace(/^\[|\]$/g, '')];
    },

    /** Addresses of this machine at which the settings want others let in, now. */
    wantedAddresses(cards = readCards()): string[] {
      if (!current.open) return [];
      return cardsInUse(current.interface, cards)
        .filter(card => card.kind !== 'loopback')
        .flatMap(card => card.addresses.map(({ address }) => address));
    },
  };
}

/** Whether an address means "this machine" to whoever opens it. */
export function isOnlyHere(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || classifyAddress(hostname) === 'loopback'
  );
}

/** Plain addresses of real cards are what a colleague most likely reaches. */
function rank({ family, kind }: NetworkAddress): number {
  const far = kind === 'virtual' ? 4 : kind === 'vpn' ? 2 : 0;
  return far + (family === 'IPv4' ? 0 : 1);
}
