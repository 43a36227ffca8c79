import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { NetworkProblem, NetworkSettings } from '#shared/contract/network.ts';
import type { App, NetworkDoor } from '#main/app/ports.ts';
import { readCards, type Card } from '#main/platform/network-cards.ts';
import { createArrivals } from '../arrival.ts';
import type { BodyDeadlines } from '../body-deadline.ts';
import { refuseRequest, unreadableAddress, type Door } from '../door.ts';
import { openListener, type Listener, type TlsPair } from '../listener.ts';
import { listenerProblem } from '../listener-problem.ts';
import { answerPlain } from '../plain-answers.ts';
import { createRequestContexts } from '../request-context.ts';
import { knownHosts } from './known-hosts.ts';
import { announceName, type NameAnnouncer, type NameOptions } from './name-announcer.ts';
import { createPublicGate } from './public-gate.ts';
import { createPublicServer } from './public-server.ts';
import { loaderIntegrityIn } from './widget-files.ts';

const LOOK_EVERY_MS = 5_000; // a laptop that changes its Wi-Fi is reached again within seconds
const NAMES_EVERY_MS = 1_000; // a name nobody knew is looked up again, but not for each request
const RENEW_EVERY_MS = 12 * 3_600_000; // certificates end one day, however quiet the network
const CONNECTIONS = { most: 4_000, perAddress: 2_000 }; // a thousand open panels, each with an answer streaming, twice

export type PublicDoorOptions = {
  /** Folder of the built widget (`out/widget`). */
  widgetFolder: string;
  headersTimeoutMs?: number;
  bodyDeadlines?: BodyDeadlines;
  lookEveryMs?: number;
  /** The cards of this machine; only tests give their own. */
  cards?: () => Card[];
  openName?: NameOptions['open'];
};

/** What is listened on: when it differs, the listener is opened anew. */
type Place = { host: string; port: number; https: NetworkSettings['https'] };

/**
 * The listener for visitors and for programs with a key. It is there while the settings want it, moves when they do,
 * and follows the addresses of the machine. What goes wrong is told in its state and tried again, never thrown.
 */
export async function createPublicDoor(app: App, options: PublicDoorOptions): Promise<Door> {
  const { cards = readCards, lookEveryMs = LOOK_EVERY_MS } = options;
  const contexts = createRequestContexts(app);
  let server: FastifyInstance | null = null;
  let listener: Listener | null = null;
  let place: Place | null = null;
  let pair: TlsPair | null = null;
  let problem: NetworkProblem | null = null;
  let announcer: { name: NameAnnouncer; of: string } | null = null;
  /** What was not announced because outgoing connections are blocked. */
  let refused: string | null = null;
  let hosts: ReadonlySet<string> = new Set();
  let seenCards = '';
  let broughtAt = 0;
  let namesAt = 0;
  let closed = false;
  const arrivals = createArrivals({
    publicUrl: () => app.network.settings().publicUrl,
    trustedProxies: app.webInterface.trustedProxies,
  });
  const gate = createPublicGate(isOurHost, arrivals.place);

  /** An address may be newer than the last look at the cards. */
  function isOurHost(host: string): boolean {
    if (hosts.has(host) || arrivals.place()?.hosts.includes(host) === true) return true;
    const now = performance.now();
    if (now - namesAt < NAMES_EVERY_MS) return false;
    namesAt = now;
    hosts = knownHosts(app.network.settings(), cards());
    return hosts.has(host);
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const slashed = arrivals.takeOffPath(request);
    const refusal = gate.refusal(request) ?? unreadableAddress(request);
    if (refusal !== null) return refuseRequest(request, response, refusal, contexts.correlationId(request));
    if (slashed !== null) {
      response.writeHead(308, { location: slashed, 'content-length': 0 }).end();
      return;
    }
    contexts.admit(request, 'public', arrivals.of(request));
    server?.routing(request, response);
  }

  /** Behind the gate, as everything else. */
  function servePlain(request: IncomingMessage, response: ServerResponse): void {
    const refusal = gate.refusal(request) ?? unreadableAddress(request);
    if (refusal === null) answerPlain(request, response, serve);
    else refuseRequest(request, response, refusal, contexts.correlationId(request));
  }

  async function stopListening(): Promise<void> {
    announcer?.name.close();
    announcer = null;
    const former = listener;
    listener = null;
    place = null;
    await former?.close();
  }

  async function listenOn(wanted: Place, tlsPair: TlsPair | null): Promise<void> {
    server ??= await createPublicServer({ app, contexts, widgetFolder: options.widgetFolder });
    const rest = {
      connections: CONNECTIONS,
      ...(options.headersTimeoutMs === undefined ? {} : { headersTimeoutMs: options.headersTimeoutMs }),
      ...(options.bodyDeadlines === undefined ? {} : { bodyDeadlines: options.bodyDeadlines }),
      ...(tlsPair === null ? {} : { tls: { pair: tlsPair, plain: servePlain } }),
    };
    const opened = await openAnywhere({ ...rest, host: wanted.host, port: wanted.port });
    opened.serve(serve);
    listener = opened;
    place = wanted;
  }

  /** The certificate to listen with; undefined when there is none to be had, and `problem` says why. */
  async function pairOf({ https }: NetworkSettings): Promise<TlsPair | null | undefined> {
    if (https === 'off') return null;
    try {
      const found = await app.network.pairFor(https, app.network.certificateNames());
      if (found === null) problem = 'certificate_missing';
      return found ?? undefined;
    } catch (error) {
      app.log.warn({ err: error }, 'no certificate for the local network');
      problem = 'certificate_invalid';
      return undefined;
    }
  }

  function announce(settings: NetworkSettings, now: readonly Card[]): void {
    const addresses = addressesOf(settings, now);
    const host = `${settings.name}.local`;
    const of = [host, app.network.isOffline(), ...addresses].join(' ');
    if (announcer?.of === of || refused === of) return;
    announcer?.name.close();
    announcer = null;
    if (settings.interface === 'loopback' || addresses.length === 0) return;
    refused = app.network.mayTellName() ? null : of;
    if (refused !== null) return;
    const { openName } = options;
    announcer = {
      of,
      name: announceName({
        host,
        addresses,
        log: app.log,
        onChanged: () => app.network.announce(),
        ...(openName === undefined ? {} : { open: openName }),
      }),
    };
  }

  /** What a name is announced by: the cards, and whether anything may go out. */
  const surroundings = (now: readonly Card[]) => JSON.stringify([now, app.network.isOffline()]);

  async function bring(): Promise<void> {
    const settings = app.network.settings();
    const now = cards();
    seenCards = surroundings(now);
    broughtAt = performance.now();
    problem = null;
    if (!settings.enabled || closed) return await stopListening();
    hosts = knownHosts(settings, now);
    const host = hostFor(settings, now);
    if (host === null) {
      problem = 'no_address';
      return await stopListening();
    }
    const tlsPair = await pairOf(settings);
    if (tlsPair === undefined) return await stopListening();
    const wanted: Place = { host, port: settings.port, https: settings.https };
    if (listener === null || place === null || !isSamePlace(place, wanted)) {
      await stopListening();
      await listenOn(wanted, tlsPair);
    } else if (tlsPair !== null && tlsPair.certificate !== pair?.certificate) {
      listener.renewCertificate(tlsPair);
    }
    pair = tlsPair;
    announce(settings, now);
  }

  async function tryToBring(): Promise<void> {
    try {
      await bring();
    } catch (error) {
      problem = listenerProblem(error);
      app.log.warn({ err: error, problem }, 'the local network is not listened on');
      await stopListening();
    }
  }

  // One change at a time, in order.
  let last: Promise<void> = Promise.resolve();
  const apply = (): Promise<void> => (last = last.then(tryToBring));

  const look = async () => {
    const { enabled } = app.network.settings();
    const wantsMore = enabled && (listener === null || performance.now() - broughtAt > RENEW_EVERY_MS);
    if (!wantsMore && (listener === null || surroundings(cards()) === seenCards)) return;
    const before = JSON.stringify(door.state());
    const cardsBefore = seenCards;
    await apply();
    if (cardsBefore !== seenCards || before !== JSON.stringify(door.state())) app.network.announce();
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();

  const door: NetworkDoor = {
    apply,
    loaderIntegrity: () => loaderIntegrityIn(options.widgetFolder),
    state: () => ({
      listening: listener !== null,
      problem,
      name: announcer?.name.state() ?? 'off',
      connections: listener?.connections() ?? 0,
    }),
  };
  app.network.attach(door);
  await apply();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await apply();
      await server?.close();
    },
  };
}

function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.host === other.host && one.port === other.port && (one.https === 'off') === (other.https === 'off')
  );
}

/** Every address, this machine alone, or that of the chosen card; null when the card has none now. */
function hostFor({ interface: chosen }: NetworkSettings, cards: readonly Card[]): string | null {
  if (chosen === 'all') return '::';
  if (chosen === 'loopback') return '127.0.0.1';
  return cards.find(card => card.name === chosen)?.addresses[0]?.address ?? null;
}

/** What the name stands for: addresses of real cards, or of the chosen one. */
function addressesOf({ interface: chosen }: NetworkSettings, cards: readonly Card[]): string[] {
  const used = cards.filter(card =>
    chosen === 'all' ? card.kind !== 'loopback' && card.kind !== 'virtual' : card.name === chosen,
  );
  return used.flatMap(card => card.addresses.map(({ address }) => address));
}

/** Both families, or the older alone on a machine that has only that. */
async function openAnywhere(
  options: Parameters<typeof openListener>[0] & { host: string },
): Promise<Listener> {
  try {
    return await openListener(options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (options.host !== '::' || (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL')) throw error;
    return await openListener({ ...options, host: '0.0.0.0' });
  }
}
