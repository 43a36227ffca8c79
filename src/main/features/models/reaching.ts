import type { ModelFindings } from '#shared/contract/models.ts';
import type { PaceSamples } from '#shared/lib/reading-pace.ts';
import { isFoyerError } from '#shared/errors.ts';
import { createModelMemory, noFindings, type ModelMemory } from '#main/ai/model-memory.ts';
import type { ModelEndpoint } from '#main/ai/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { ReachedModel } from './answering-models.ts';
import type { ModelPlaces } from './model-places.ts';
import { addressOf, paceMeterOf, serversOf } from './model-settings.ts';
import type { ServerUse } from './server-use.ts';
import type { ModelConnections } from './service.ts';
import type { ModelRow, ModelStore } from './store.ts';

type Dependencies = {
  store: Pick<ModelStore, 'get' | 'savePace' | 'saveFindings'>;
  secrets: Pick<Secrets, 'open'>;
  changes: Pick<Changes, 'publish'>;
  log: Pick<Log, 'info'>;
  storage: Pick<Storage, 'failed'>;
  connect: Pick<ModelConnections, 'chat' | 'offered'>;
  servers: ServerUse;
  places: Pick<ModelPlaces, 'isLocal' | 'cloudPlaceOf'>;
};

type Kept = { revision: string; reached: ReachedModel[] };

/** Under which failures of one of a model’s servers are counted. */
export const serverKeyOf = ({ id }: Pick<ModelRow, 'id'>, number: number): string => `${id} ${number}`;

/** Models as they are reached at their servers, and what is learnt of them there. */
export function createReaching(dependencies: Dependencies) {
  const { store, secrets, changes, log, storage, connect, servers, places } = dependencies;
  const isNear = (row: ModelRow) => places.cloudPlaceOf(row, row.url) === null;
  /** Adapters keep connections: one a configuration and a time to connect, made again when it changes. */
  const chatModels = new Map<string, Map<number | null, Kept>>();
  const memories = new Map<string, { revision: string; memories: ModelMemory[] }>();

  /** A key that was lost is none: the server says that it wants one, and the chain goes on. */
  function openKey(sealed: string): string | null {
    try {
      return secrets.open(sealed);
    } catch (error) {
      if (isFoyerError(error) && error.code === 'secrets.unreadable') return null;
      throw error;
    }
  }

  function endpointOf(
    row: Pick<
      ModelRow,
      'id' | 'provider' | 'model' | 'url' | 'sealedKey' | 'contextTokens' | 'connectSeconds'
    >,
  ): ModelEndpoint {
    return {
      modelId: row.id,
      provider: row.provider,
      model: row.model,
      contextTokens: row.contextTokens,
      url: row.url === null ? null : addressOf(row.provider, row.url),
      nearOnly: places.isLocal(row.provider, row.url),
      apiKey: row.sealedKey === null ? null : openKey(row.sealedKey),
      ...(row.connectSeconds === null ? {} : { connectMs: row.connectSeconds * 1_000 }),
    };
  }

  /** No answer fails because what it took cannot be kept. */
  function keepPace(row: ModelRow, pace: PaceSamples): void {
    try {
      store.savePace(row, pace);
      // It answered: what kept it from it is over.
      const findings = store.get(row.id)?.findings;
      if (findings?.failure != null) keepFindings(row, { ...findings, failure: null });
    } catch (error) {
      log.info({ err: storage.failed(error), model: row.id }, 'the pace of a model was not kept');
    }
  }

  function keepFindings(row: ModelRow, findings: ModelFindings): void {
    if (store.saveFindings(row, findings)) changes.publish({ topic: 'models', clientId: null, id: row.id });
  }

  /** What is learnt is kept beside the settings it was learnt under. */
  function memoryOf(row: ModelRow): ModelMemory {
    return createModelMemory(
      row.findings ?? noFindings,
      findings => keepFindings(row, findings),
      paceMeterOf(isNear(row), row.pace, pace => keepPace(row, pace)),
    );
  }

  /** What is learnt and measured is kept of the first server: others may be other machines. */
  function memoryAt(row: ModelRow, number: number): ModelMemory {
    if (number === 1) return memoryOf(row);
    return createModelMemory(row.findings ?? noFindings, undefined, paceMeterOf(isNear(row), null));
  }

  /** One meter and one memory a server, whoever waits how long to be connected. */
  function memoriesOf(row: ModelRow): ModelMemory[] {
    const known = memories.get(row.id);
    if (known?.revision === row.updatedAt) return known.memories;
    const fresh = serversOf(row).map((url, index) => memoryAt({ ...row, url }, index + 1));
    memories.set(row.id, { revision: row.updatedAt, memories: fresh });
    return fresh;
  }

  /** @param connectSeconds what a chatbot says; null leaves it to the settings of the model */
  function reach(row: ModelRow, connectSeconds: number | null): ReachedModel[] {
    const waits = connectSeconds ?? row.connectSeconds;
    const known = chatModels.get(row.id)?.get(waits);
    if (known?.revision === row.updatedAt) return known.reached;
    const urls = serversOf(row);
    const ofServers = memoriesOf(row);
    const reached = urls.map((url, index) => {
      const number = index + 1;
      const place = { ...row, url, connectSeconds: waits };
      const endpoint = endpointOf(place);
      const memory = ofServers[index] ?? memoryAt(place, number);
      const chat = servers.chat(place, endpoint, connect.chat(endpoint, memory));
      const server = {
        key: serverKeyOf(row, number),
        number,
        use: () => servers.use(place),
        async check(signal: AbortSignal): Promise<void> {
          const { provider } = endpoint;
          if (provider !== 'inside') await connect.offered({ ...endpoint, provider }, signal);
        },
      };
      const isOnly = urls.length === 1;
      return {
        chat,
        meter: memory.pace,
        server: isOnly ? null : server,
        place: places.cloudPlaceOf(row, url),
      };
    });
    const ofModel = chatModels.get(row.id) ?? new Map<number | null, Kept>();
    chatModels.set(row.id, ofModel.set(waits, { revision: row.updatedAt, reached }));
    return reached;
  }

  return {
    endpointOf,
    memoryOf,
    memoryAt,
    reach,
    forget(id: string): void {
      chatModels.delete(id);
      memories.delete(id);
    },
  };
}
