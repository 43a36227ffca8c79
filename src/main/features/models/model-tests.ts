import type { ModelCreate, ModelFindings, ModelTest } from '#shared/contract/models.ts';
import type { PaceSamples } from '#shared/lib/reading-pace.ts';
import { createModelMemory, noFindings, type ModelMemory } from '#main/ai/model-memory.ts';
import type { ModelEndpoint } from '#main/ai/ports.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { ModelPlaces } from './model-places.ts';
import { DEFAULT_CONTEXT_TOKENS, addressOf, otherUrlsOf, paceMeterOf, serversOf } from './model-settings.ts';
import type { createReaching } from './reaching.ts';
import { testEach } from './server-tests.ts';
import type { ServerUse } from './server-use.ts';
import type { ModelConnections } from './service.ts';
import type { ModelRow, ModelStore } from './store.ts';

type Dependencies = {
  /** Throws `resource.not_found`. */
  get: (id: string) => ModelRow;
  store: Pick<ModelStore, 'update' | 'savePace'>;
  journal: Pick<Journal, 'record'>;
  connect: Pick<ModelConnections, 'test'>;
  servers: Pick<ServerUse, 'givingWay'>;
  places: Pick<ModelPlaces, 'isLocal' | 'cloudPlaceOf'>;
  reaching: Pick<ReturnType<typeof createReaching>, 'endpointOf' | 'memoryAt'>;
  /** Keeps what was found out. */
  found: (row: ModelRow, findings: ModelFindings) => void;
};

/** Trying a model: nearby, it gives way to every question. */
export function createModelTests(dependencies: Dependencies) {
  const { get, store, journal, connect, servers, places, reaching, found } = dependencies;
  const isNear = (model: Pick<ModelRow, 'provider' | 'model' | 'url'>) =>
    places.cloudPlaceOf(model, model.url) === null;

  function tryAt(
    endpoint: ModelEndpoint,
    purpose: ModelRow['purpose'],
    memory: ModelMemory,
    signal = new AbortController().signal,
  ) {
    const run = (within: AbortSignal) => connect.test(endpoint, purpose, memory, within);
    // What is outside answers many at once, and takes its price for each attempt.
    return isNear(endpoint) ? servers.givingWay(endpoint, signal, run) : run(signal);
  }

  return {
    async configured(id: string, signal?: AbortSignal): Promise<ModelTest> {
      const row = get(id);
      // The stored key is sent to the model's server because someone asked for it.
      if (row.sealedKey !== null)
        journal.record({ action: 'models.key_used', targetId: id, targetLabel: row.name });
      // What was learnt before is found out again: the server may have been changed since.
      let pace: PaceSamples | null = null;
      const memory = createModelMemory(
        noFindings,
        undefined,
        paceMeterOf(isNear(row), null, samples => (pace = samples)),
      );
      const result = await testEach(serversOf(row), (url, number) =>
        tryAt(
          reaching.endpointOf({ ...row, url }),
          row.purpose,
          number === 1 ? memory : reaching.memoryAt(row, number),
          signal,
        ),
      );
      const findings: ModelFindings = result.ok
        ? memory.read()
        : { ...noFindings, ...row.findings, failure: result.code };
      if (result.firstTokenMs !== null) store.update(id, { measuredFirstTokenMs: result.firstTokenMs });
      if (pace !== null) store.savePace(row, pace);
      found(row, findings);
      return { ...result, findings, pace: memory.pace.read() };
    },

    async draft(input: ModelCreate, signal?: AbortSignal): Promise<ModelTest> {
      const endpoint = {
        provider: input.provider,
        model: input.model,
        url: input.url == null ? null : addressOf(input.provider, input.url),
        apiKey: input.apiKey ?? null,
        contextTokens: input.contextTokens ?? DEFAULT_CONTEXT_TOKENS[input.provider],
        ...(input.connectSeconds == null ? {} : { connectMs: input.connectSeconds * 1_000 }),
      };
      const purpose = input.purpose ?? 'chat';
      const memory = createModelMemory(noFindings, undefined, paceMeterOf(isNear(endpoint), null));
      const urls = [endpoint.url, ...otherUrlsOf(input.provider, input.otherUrls ?? [])];
      const result = await testEach(urls, (url, number) =>
        tryAt(
          { ...endpoint, url, nearOnly: places.isLocal(endpoint.provider, url) },
          purpose,
          number === 1 ? memory : createModelMemory(),
          signal,
        ),
      );
      return { ...result, findings: memory.read(), pace: memory.pace.read() };
    },
  };
}
