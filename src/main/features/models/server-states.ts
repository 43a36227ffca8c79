import type { ModelServerState } from '#shared/contract/models.ts';
import type { CircuitBreakers } from '#main/ai/circuit-breaker.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { serversOf } from './model-settings.ts';
import { serverKeyOf } from './reaching.ts';
import type { ServerUse } from './server-use.ts';
import type { ModelRow, ModelStore } from './store.ts';

/** Questions come and go many times a second: open pages look again at most so often. */
const TELL_EVERY_MS = 400;

type Dependencies = {
  store: Pick<ModelStore, 'list'>;
  workOf: ServerUse['use'];
  breakers: CircuitBreakers;
  clock: Clock;
};

/** How the servers of models that have several are now: who answers, how many it is asked, who is left alone until when. */
export function createServerStates({ store, workOf, breakers, clock }: Dependencies) {
  function stateOf(row: ModelRow, url: string | null, number: number): ModelServerState {
    const breaker = breakers.for(serverKeyOf(row, number));
    const blocked = breaker.blockedBy();
    const state = breaker.state();
    const leftMs = (blocked?.retryAfterSeconds ?? 0) * 1_000;
    return {
      modelId: row.id,
      number,
      url,
      asked: workOf({ ...row, url }).asked,
      state:
        state === 'closed'
          ? 'answers'
          : breaker.isTried()
            ? 'tried'
            : state === 'open'
              ? 'left_alone'
              : 'due',
      until: state === 'open' ? new Date(clock.now().getTime() + leftMs).toISOString() : null,
      lastFailure: breaker.lastFailure(),
    };
  }

  return {
    list: (): ModelServerState[] =>
      store
        .list()
        .filter(({ purpose, otherUrls }) => purpose === 'chat' && otherUrls.length > 0)
        .flatMap(row => serversOf(row).map((url, index) => stateOf(row, url, index + 1))),
  };
}

/** Tells open pages of changes, the first at once and the others together. */
export function createTelling(changes: Pick<Changes, 'publish'>) {
  let timer: NodeJS.Timeout | null = null;
  let isDue = false;
  const tell = (): void => changes.publish({ topic: 'modelServers', clientId: null, id: null });
  return function changed(): void {
    if (timer !== null) {
      isDue = true;
      return;
    }
    tell();
    timer = setTimeout(() => {
      timer = null;
      if (isDue) changed();
      isDue = false;
    }, TELL_EVERY_MS);
    timer.unref();
  };
}
