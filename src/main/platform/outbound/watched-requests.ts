import { subscribe } from 'node:diagnostics_channel';
import { Dispatcher } from 'undici';
import type { CountedSocket, WatchedConnection } from './ledger.ts';

/** The request that is about to be written: undici names its socket in the same turn, right after `onConnect`. */
let starting: WatchedConnection | null = null;

subscribe('undici:client:sendHeaders', message => {
  if (starting === null || !isWithSocket(message)) return;
  starting.over(message.socket);
  starting = null;
});

function isWithSocket(message: unknown): message is { socket: CountedSocket } {
  return typeof message === 'object' && message !== null && 'socket' in message;
}

/** How the exchange itself ended; what the caller knows better is told before. */
export type ExchangeEnds = {
  complete(statusCode: number): void;
  broken(error: Error): void;
};

/** Sends one request through a pool, and tells over which socket it went and how it ended. */
export function watchedThrough(pool: Dispatcher, watched: WatchedConnection, ends: ExchangeEnds): Dispatcher {
  return new (class extends Dispatcher {
    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      let status = 0;
      return pool.dispatch(options, {
        onConnect(abort) {
          starting = watched;
          queueMicrotask(() => {
            if (starting === watched) starting = null; // it was aborted before it was written
          });
          handler.onConnect?.(abort);
        },
        onResponseStarted: () => handler.onResponseStarted?.(),
        onUpgrade: (statusCode, headers, socket) => handler.onUpgrade?.(statusCode, headers, socket),
        onHeaders(statusCode, headers, resume, statusText) {
          status = statusCode;
          return handler.onHeaders?.(statusCode, headers, resume, statusText) ?? true;
        },
        onData: chunk => handler.onData?.(chunk) ?? true,
        onBodySent: (size, total) => handler.onBodySent?.(size, total),
        onComplete(trailers) {
          ends.complete(status);
          handler.onComplete?.(trailers);
        },
        onError(error) {
          ends.broken(error);
          handler.onError?.(error);
        },
      });
    }
  })();
}
