import {
  openListener,
  type Listener,
  type ListenerOptions,
  type RequestListener,
  type TlsPair,
} from './listener.ts';

/** An address to listen at, encrypted with a pair or not. */
type Place = { address: string; port: number; pair: TlsPair | null };

export type OpenPlaces = {
  /**
   * Listens at these and no others. What is closed stops at once, and is given a moment to answer whoever it was
   * answering: perhaps the very person who closes it. Those that cannot be opened do not keep the others from it.
   *
   * @returns why the first that failed could not be opened, or null
   */
  bring(wanted: readonly Place[]): Promise<unknown>;
  addressesAt(port: number): string[];
  ports(): number[];
  /** The port of an address that is listened at, else null. */
  portOf(address: string): number | null;
  isEncrypted(port: number): boolean;
  /** Resolves once all that was closed has ended. */
  closed(): Promise<void>;
};

type Options = {
  serve: RequestListener;
  /** For who comes without encryption where there is some. */
  servePlain: RequestListener;
  options: Pick<ListenerOptions, 'headersTimeoutMs' | 'bodyDeadlines'>;
};

/** Listeners at several addresses of this machine, one each, so that a card comes and goes without the others. */
export function openPlaces({ serve, servePlain, options }: Options): OpenPlaces {
  const open = new Map<string, Place & { listener: Listener }>();
  const closing = new Set<Promise<void>>();
  const { headersTimeoutMs, bodyDeadlines } = options;

  function close(address: string): void {
    const former = open.get(address);
    if (former === undefined) return;
    open.delete(address);
    const ended = former.listener.close().finally(() => closing.delete(ended));
    closing.add(ended);
  }

  async function openAt(place: Place): Promise<void> {
    const { address, port, pair } = place;
    const listener = await openListener({
      host: address,
      port,
      ...(headersTimeoutMs === undefined ? {} : { headersTimeoutMs }),
      ...(bodyDeadlines === undefined ? {} : { bodyDeadlines }),
      ...(pair === null ? {} : { tls: { pair, plain: servePlain } }),
    });
    listener.serve(serve);
    open.set(address, { ...place, listener });
  }

  return {
    async bring(wanted) {
      let failure: unknown = null;
      for (const { address, port, pair } of open.values()) {
        const same = wanted.find(
          place =>
            place.address === address && place.port === port && (place.pair === null) === (pair === null),
        );
        if (same === undefined) close(address);
      }
      for (const place of wanted) {
        const known = open.get(place.address);
        if (known === undefined) {
          await openAt(place).catch((error: unknown) => (failure ??= error));
        } else if (place.pair !== null && place.pair.certificate !== known.pair?.certificate) {
          known.listener.renewCertificate(place.pair);
          known.pair = place.pair;
        }
      }
      return failure;
    },
    addressesAt: port =>
      [...open.values()].filter(place => place.port === port).map(({ address }) => address),
    ports: () => [...new Set([...open.values()].map(({ port }) => port))],
    portOf: address => open.get(address)?.port ?? null,
    isEncrypted: port => [...open.values()].some(place => place.port === port && place.pair !== null),
    async closed() {
      await Promise.all(closing);
    },
  };
}
