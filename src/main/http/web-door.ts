import type { IncomingMessage, ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { NetworkProblem } from '#shared/contract/network.ts';
import type { WebInterfaceSettings } from '#shared/contract/web-interface.ts';
import type { App, GivenAtStart, InterfaceDoor } from '#main/app/ports.ts';
import { readCards, type Card } from '#main/platform/network-cards.ts';
import { secretInAddress } from './address-secrets.ts';
import { createArrivals } from './arrival.ts';
import type { BodyDeadlines } from './body-deadline.ts';
import { refuseRequest, unreadableAddress, type Door } from './door.ts';
import { createGate, hostInUrl, withPort } from './gate.ts';
import { openListener, type Listener, type TlsPair } from './listener.ts';
import { listenerProblem } from './listener-problem.ts';
import { openPlaces, type OpenPlaces } from './open-places.ts';
import { answerPlain } from './plain-answers.ts';
import { RATE_LIMITS, type RateLimits } from './rate-limits.ts';
import { createRequestContexts } from './request-context.ts';
import { createServer } from './server.ts';

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 4280;

const LOOK_EVERY_MS = 5_000; // a laptop that changes its Wi-Fi is reached again within seconds
const RENEW_EVERY_MS = 12 * 3_600_000; // certificates end one day, however quiet the network

export type HttpDoor = Door & {
  /** As typed in a browser on this machine, e.g. `http://127.0.0.1:4280`. */
  readonly address: string;
  readonly port: number;
};

type DoorOptions = {
  /** Folder of the built interface (`out/renderer`). */
  staticFolder: string;
  /** Further `host:port` names under which browsers reach this instance, e.g. through a proxy. */
  allowedHosts?: readonly string[];
  /** What goes before the settings, because it was said at the start. */
  publicUrl?: string | null;
  trustedProxies?: readonly string[] | null;
  headersTimeoutMs?: number;
  bodyDeadlines?: BodyDeadlines;
  /** Other limits than `RATE_LIMITS`; null for none. */
  rateLimits?: RateLimits | null;
  lookEveryMs?: number;
  /** The cards of this machine; only tests give their own. */
  cards?: () => Card[];
};

export type HttpDoorOptions = DoorOptions & {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** A socket opened before the app was built; closed with the door. */
  listener?: Listener;
};

const everyInterface: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Serves the app over HTTP: the interface, its RPC, REST. At the address that was given always, and beside it where the
 * settings open it to other machines. Requests from foreign pages are refused before routing.
 *
 * @throws FoyerError `port.in_use` for the address that was given.
 */
export async function createHttpDoor(app: App, options: HttpDoorOptions): Promise<HttpDoor> {
  const listener = options.listener ?? (await openListener(options));
  const door = await createInterfaceDoor(app, options, { host: options.host, listener });
  const host = everyInterface.has(options.host) ? DEFAULT_HOST : options.host;
  return {
    address: `http://${hostInUrl(host)}:${listener.port}`,
    port: listener.port,
    close: door.close,
  };
}

/**
 * The same beside the desktop window, which needs no port: there is none until the settings open the interface to
 * others, or name a proxy. What goes wrong is told in its state.
 */
export async function createDesktopHttpDoor(app: App, options: DoorOptions): Promise<Door> {
  return await createInterfaceDoor(app, options, null);
}

/** Where this machine itself always reaches it; null where that is the window. */
type Base = { host: string; listener: Listener };

async function createInterfaceDoor(app: App, options: DoorOptions, base: Base | null): Promise<Door> {
  const { cards = readCards, lookEveryMs = LOOK_EVERY_MS, allowedHosts = [] } = options;
  const contexts = createRequestContexts(app);
  const server = await createServer({
    app,
    contexts,
    staticFolder: options.staticFolder,
    rateLimits: options.rateLimits === undefined ? RATE_LIMITS : options.rateLimits,
  });
  const arrivals = createArrivals(app.webInterface);
  const gate = createGate({ isOurHost, place: arrivals.place });
  const given: GivenAtStart = {
    host: base === null || isLoopback(base.host) ? null : base.host,
    publicUrl: options.publicUrl ?? null,
    trustedProxies: options.trustedProxies ?? null,
  };
  const coversAll = base !== null && everyInterface.has(base.host);
  let https: WebInterfaceSettings['https'] = 'off';
  let problem: NetworkProblem | null = null;
  let seen = '';
  let broughtAt = 0;
  let closed = false;

  const portOf = () => app.webInterface.settings().port ?? base?.listener.port ?? DEFAULT_PORT;

  const places: OpenPlaces = openPlaces({
    serve,
    servePlain,
    options,
  });

  function isOurHost(host: string): boolean {
    const known =
      arrivals.place()?.hosts.includes(host) === true ||
      allowedHosts.some(name => name.toLowerCase() === host);
    if (known) return true;
    const ports = new Set([base?.listener.port, ...places.ports()]);
    return [...ports].some(port => port !== undefined && namesAt(port).includes(host));
  }

  /** An address cannot be rebound like a name: those of this machine are expected wherever it is open to others. */
  function namesAt(port: number): string[] {
    const usual = places.isEncrypted(port) ? 443 : 80;
    const { name } = app.network.settings();
    const own = coversAll ? ownAddresses() : places.addressesAt(port);
    const names = [
      ...loopbackNames,
      ...own.map(hostInUrl),
      ...(base === null || coversAll ? [] : [hostInUrl(base.host)]),
      ...(own.length > 0 ? [`${name}.local`] : []),
    ];
    return names.flatMap(one => withPort(one, port, usual));
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const slashed = arrivals.takeOffPath(request);
    const refusal = gate.refusal(request) ?? unreadableAddress(request) ?? secretInAddress(request.url ?? '');
    if (refusal !== null) return refuseRequest(request, response, refusal, contexts.correlationId(request));
    if (slashed !== null) {
      response.writeHead(308, { location: slashed, 'content-length': 0 }).end();
      return;
    }
    contexts.admit(request, 'network', arrivals.of(request));
    server.routing(request, response);
  }

  /** Behind the gate, as everything else. */
  function servePlain(request: IncomingMessage, response: ServerResponse): void {
    const refusal = gate.refusal(request) ?? unreadableAddress(request);
    if (refusal === null) answerPlain(request, response, serve);
    else refuseRequest(request, response, refusal, contexts.correlationId(request));
  }

  /** The certificate to listen with, null for none; undefined when it is missing, and `problem` says why. */
  async function pairOf(): Promise<TlsPair | null | undefined> {
    if (https === 'off') return null;
    try {
      const found = await app.network.pairFor(https, app.network.certificateNames());
      if (found === null) problem = 'certificate_missing';
      return found ?? undefined;
    } catch (error) {
      app.log.warn({ err: error }, 'no certificate for the interface');
      problem = 'certificate_invalid';
      return undefined;
    }
  }

  async function bring(): Promise<void> {
    const settings = app.webInterface.settings();
    const now = cards();
    seen = JSON.stringify([now, settings]);
    broughtAt = performance.now();
    problem = null;
    https = settings.https;
    const port = portOf();
    const others = coversAll || closed ? [] : app.webInterface.wantedAddresses(now);
    const pair = others.length === 0 ? null : await pairOf();
    const wanted = pair === undefined ? [] : others.map(address => ({ address, port, pair }));
    // Beside the window a proxy of this machine needs a way in, and so does the person who opened it.
    const needsLocal = base === null && !closed && (settings.open || app.webInterface.publicUrl() !== null);
    if (needsLocal) wanted.push({ address: DEFAULT_HOST, port, pair: null });
    const failure = await places.bring(wanted);
    if (failure !== null) {
      problem = listenerProblem(failure);
      app.log.warn({ err: failure, problem }, 'the interface is not reached everywhere it should be');
    } else if (settings.open && !coversAll && !closed && others.length === 0) problem = 'no_address';
  }

  // One change at a time, in order.
  let last: Promise<void> = Promise.resolve();
  const apply = (): Promise<void> => (last = last.then(bring));

  const look = async () => {
    const due = places.isEncrypted(portOf()) && performance.now() - broughtAt > RENEW_EVERY_MS;
    const changed = JSON.stringify([cards(), app.webInterface.settings()]) !== seen;
    if (!due && !changed && problem === null) return;
    const before = JSON.stringify(door.state());
    await apply();
    if (changed || before !== JSON.stringify(door.state())) app.webInterface.announce();
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();

  const door: InterfaceDoor = {
    given,
    apply,
    state() {
      const port = base?.listener.port ?? places.portOf(DEFAULT_HOST);
      const host = base === null || coversAll ? DEFAULT_HOST : base.host;
      const others = places.addressesAt(portOf()).filter(address => address !== DEFAULT_HOST);
      const fixed = coversAll ? ownAddresses() : given.host === null ? [] : [given.host];
      return {
        local: port === null ? null : { url: `http://${hostInUrl(host)}:${port}`, port },
        open:
          fixed.length > 0
            ? { addresses: fixed, port: base?.listener.port ?? DEFAULT_PORT, https: 'off' }
            : { addresses: others, port: portOf(), https },
        problem,
        cards: cards(),
      };
    },
  };
  app.webInterface.attach(door);
  base?.listener.serve(serve);
  await apply();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await apply();
      await places.closed();
      await base?.listener.close();
      await server.close();
    },
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap(list => (list ?? []).map(entry => entry.address));
}
