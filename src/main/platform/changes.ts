import type { ChangeEvent } from '#shared/contract/operations.ts';

const PENDING_LIMIT = 500; // a reader this far behind reads everything again anyway

export type Changes = {
  publish(event: ChangeEvent): void;
  /** Every event from now until the signal aborts. */
  subscribe(signal: AbortSignal): AsyncGenerator<ChangeEvent, void, void>;
};

/** Tells open pages what changed. Lossy by design: a slow reader loses repeated events, never the last one. */
export function createChanges(): Changes {
  const listeners = new Set<(event: ChangeEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    async *subscribe(signal) {
      const pending = new Map<string, ChangeEvent>();
      let wake: (() => void) | null = null;
      const listener = (event: ChangeEvent) => {
        const key = pending.size < PENDING_LIMIT ? `${event.topic}:${event.id}` : event.topic;
        pending.set(key, event);
        wake?.();
      };
      const onAbort = () => wake?.();
      listeners.add(listener);
      signal.addEventListener('abort', onAbort);
      try {
        while (!signal.aborted) {
          if (pending.size === 0) {
            await new Promise<void>(resolve => {
              wake = resolve;
            });
            wake = null;
            continue;
          }
          const events = [...pending.values()];
          pending.clear();
          for (const event of events) yield event;
        }
      } finally {
        listeners.delete(listener);
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}
