import type { ModelPurpose } from '#shared/contract/model-kinds.ts';
import type { ModelEndpoint } from '#main/ai/ports.ts';

/** A model that was used so lately is in memory, unless another one threw it out. */
const SURELY_LOADED_MS = 10 * 60_000; // a third of how long it is asked to be kept
/** What was seen is looked at again after this: memory may have become free. */
const SEEN_FOR_MS = 10 * 60_000;

type Use = { model: string; at: number };
type Server = {
  uses: Map<ModelPurpose, Use>;
  seen: { holdsOne: boolean; at: number } | null;
};

/**
 * Finds out which servers hold one model at a time: there, whatever is used throws out what was used before, and each
 * question would have two models loaded one after the other. `loaded` names the models in a server's memory; null where
 * it does not say. `onChanged`: told when a server turns out to be other than was thought.
 */
export function createSharedMemory(
  loaded: (endpoint: ModelEndpoint) => Promise<readonly string[] | null>,
  onChanged: () => void,
) {
  const servers = new Map<string, Server>();

  function serverAt(name: string): Server {
    const server = servers.get(name) ?? { uses: new Map(), seen: null };
    servers.set(name, server);
    return server;
  }

  return {
    holdsOne: (name: string): boolean => servers.get(name)?.seen?.holdsOne ?? false,
    /** After a model answered, embedded or ranked. Looks only where one of the other kind was used just before. */
    async used(name: string, kind: ModelPurpose, endpoint: ModelEndpoint): Promise<void> {
      const server = serverAt(name);
      const now = performance.now();
      const { model } = endpoint;
      // Another model takes another part of the memory.
      const before = server.uses.get(kind);
      if (before !== undefined && before.model !== model) server.seen = null;
      server.uses.set(kind, { model, at: now });
      const others = [...server.uses].filter(
        ([other, use]) => other !== kind && now - use.at <= SURELY_LOADED_MS,
      );
      if (others.length === 0) return;
      if (server.seen !== null && !server.seen.holdsOne && now - server.seen.at < SEEN_FOR_MS) return;
      const names = await loaded(endpoint);
      if (names === null || !isAmong(names, model)) return;
      const heldOne = server.seen?.holdsOne ?? false;
      server.seen = { holdsOne: others.some(([, use]) => !isAmong(names, use.model)), at: now };
      if (server.seen.holdsOne !== heldOne) onChanged();
    },
  };
}

function isAmong(names: readonly string[], model: string): boolean {
  return names.includes(model) || names.includes(`${model}:latest`);
}
