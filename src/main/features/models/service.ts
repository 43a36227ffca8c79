import type { Model, ModelCreate, ModelTest, ModelUpdate } from '#shared/contract/models.ts';
import { DEFAULT_RANKING_SECONDS, DEFAULT_READING_SECONDS } from '#shared/contract/limits.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ModelMemory } from '#main/ai/model-memory.ts';
import type { ChatModel, Embedder, ModelEndpoint, Reranker, ServerAddress } from '#main/ai/ports.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Log } from '#main/platform/log.ts';
import { newId } from '#main/platform/new-id.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { MODEL_CHANGED } from './events.ts';
import { createModelChain, type ChatbotModels } from './answering-models.ts';
import { createComparingModels } from './comparing-models.ts';
import type { ModelPlaces } from './model-places.ts';
import { createModelTests } from './model-tests.ts';
import {
  addressOf,
  asModel,
  DEFAULT_CONTEXT_TOKENS,
  DEFAULT_MAX_OUTPUT_TOKENS,
  saysNothingNew,
  otherUrlsOf,
  wholeVector,
} from './model-settings.ts';
import type { ComparingConsents } from './comparing-consents.ts';
import { createComparingUse } from './comparing-use.ts';
import { createPreparing } from './preparing.ts';
import { createReaching } from './reaching.ts';
import { createSearchModels } from './search-models.ts';
import { createServerUse } from './server-use.ts';
import type { Refusal, Refusals } from './refusals.ts';
import type { SpendingBounds } from './spending-bounds.ts';
import type { ModelRow, ModelStore } from './store.ts';

/** Another of these, and it is another model. */
const DECIDE_VECTORS = ['provider', 'model', 'purpose'] as const;
const EMBED_TIMEOUT_MS = 120_000; // hundreds of texts on a laptop without a graphics card

/** How models are reached. */
export type ModelConnections = {
  chat: (endpoint: ModelEndpoint, memory: ModelMemory) => ChatModel;
  embedder: (endpoint: ModelEndpoint, memory: ModelMemory, maxTokens: number) => Embedder;
  reranker: (endpoint: ModelEndpoint, memory: ModelMemory, maxTokens: number) => Reranker;
  /** What a server lists. Throws what is wrong with it. */
  offered: (server: ServerAddress, signal?: AbortSignal) => Promise<unknown>;
  /** The models in the memory of its server; null where that does not say. */
  loaded: (endpoint: ModelEndpoint) => Promise<readonly string[] | null>;
  test: (
    endpoint: ModelEndpoint,
    purpose: ModelRow['purpose'],
    memory: ModelMemory,
    signal?: AbortSignal,
  ) => Promise<Omit<ModelTest, 'findings' | 'pace'>>;
};

type Dependencies = {
  store: ModelStore;
  places: ModelPlaces;
  refusals: Refusals;
  consents: ComparingConsents;
  /** What models outside may cost that write nothing. */
  spending: () => SpendingBounds;
  usualClient: () => string | null;
  /** Whether search compares by a model now, or keeps what it made. */
  isSearched: (modelId: string) => boolean;
  secrets: Secrets;
  journal: Journal;
  events: Events;
  changes: Pick<Changes, 'publish'>;
  clock: Clock;
  log: Pick<Log, 'info'>;
  storage: Pick<Storage, 'failed'>;
  connect: ModelConnections;
  embedded: ChatModel;
  /** Told when a server is asked more, or less. */
  onUse: () => void;
};

export type ModelService = ReturnType<typeof createModelService>;

export function createModelService({
  store,
  places,
  refusals,
  consents,
  spending,
  usualClient,
  isSearched,
  secrets,
  journal,
  events,
  changes,
  clock,
  log,
  storage,
  connect,
  embedded,
  onUse,
}: Dependencies) {
  const prepareSoon = createPreparing(log);
  const servers = createServerUse({ loaded: connect.loaded, changes, log, onUse });
  const reaching = createReaching({ store, secrets, changes, log, storage, connect, servers, places });
  const { endpointOf, memoryOf } = reaching;

  const use = createComparingUse({ places, refusals, bounds: spending, events, usualClient });
  const comparing = createComparingModels({
    connect,
    servers,
    places,
    consents,
    use,
    endpointOf,
    memoryOf,
  });
  const seen = (row: ModelRow): Model => asModel(row, consents.of(row), places);

  /** Now, or just after: two changes in one millisecond are two. */
  function laterThan(instant: string): string {
    return new Date(Math.max(clock.now().getTime(), Date.parse(instant) + 1)).toISOString();
  }

  function get(id: string): ModelRow {
    const row = store.get(id);
    if (!row) throw new FoyerError('resource.not_found', `No model ${id}`);
    return row;
  }

  function changed(row: ModelRow): void {
    events.record(MODEL_CHANGED, { clientId: null, subjectId: row.id, payload: { purpose: row.purpose } });
  }

  const tests = createModelTests({
    get,
    store,
    journal,
    connect,
    servers,
    places,
    reaching,
    found(row, findings) {
      events.atOnce(() => {
        if (!store.saveFindings(row, findings)) return;
        reaching.forget(row.id);
        comparing.forget(row.id);
        changed(row);
      });
    },
  });

  function checkName(name: string | undefined, ownId: string | null): void {
    if (name === undefined) return;
    const same = store.byName(name);
    if (same && same.id !== ownId) {
      throw new FoyerError('resource.conflict', 'A model of this name exists', {
        details: { field: 'name' },
      });
    }
  }

  function rowOf({ apiKey, ...input }: ModelCreate): ModelRow {
    const now = clock.now().toISOString();
    const purpose = input.purpose ?? 'chat';
    return {
      id: newId(),
      name: input.name,
      provider: input.provider,
      model: input.model,
      url: input.url == null ? null : addressOf(input.provider, input.url),
      purpose,
      sealedKey: apiKey == null ? null : secrets.seal(apiKey),
      maxOutputTokens: input.maxOutputTokens ?? DEFAULT_MAX_OUTPUT_TOKENS,
      contextTokens: input.contextTokens ?? DEFAULT_CONTEXT_TOKENS[input.provider],
      temperature: input.temperature ?? null,
      findings: null,
      pace: null,
      readingSeconds:
        input.readingSeconds ?? (purpose === 'reranking' ? DEFAULT_RANKING_SECONDS : DEFAULT_READING_SECONDS),
      otherUrls: otherUrlsOf(input.provider, input.otherUrls ?? []),
      connectSeconds: input.connectSeconds ?? null,
      firstWordSeconds: input.firstWordSeconds ?? null,
      betweenWordsSeconds: input.betweenWordsSeconds ?? null,
      inputPrice: input.inputPrice ?? null,
      outputPrice: input.outputPrice ?? null,
      measuredFirstTokenMs: null,
      isDefault: input.isDefault ?? store.preferred(purpose) === null,
      active: input.active ?? true,
      createdAt: now,
      updatedAt: now,
    };
  }

  /** The model outside that documents are compared with; null where it is nearby, or none. */
  function comparedOutside(): ModelRow | null {
    const row = store.preferred('embedding');
    return row?.active === true && places.comparingPlaceOf(row) !== null ? row : null;
  }

  /** What it gave compares with nothing that another model gives. Throws `model.searches`. */
  function requireOther(before: ModelRow, change: Partial<ModelRow>): void {
    const isAnother = DECIDE_VECTORS.some(field => (change[field] ?? before[field]) !== before[field]);
    if (isAnother && isSearched(before.id))
      throw new FoyerError('model.searches', `Search compares by ${before.name}`, {
        details: { field: 'model' },
      });
  }

  /** It is the chosen one of its purpose from now on. */
  function prefer(row: ModelRow): void {
    const chosen = store.update(row.id, { isDefault: true, updatedAt: laterThan(row.updatedAt) });
    if (chosen !== null) changed(chosen);
  }

  const chain = createModelChain({ store, embedded, reach: reaching.reach });

  return {
    list: (): Model[] => store.list().map(seen),
    exists: (id: string): boolean => store.get(id) !== null,

    create(input: ModelCreate): Model {
      checkName(input.name, null);
      return events.atOnce(() => {
        const row = store.insert(rowOf(input));
        changed(row);
        return seen(row);
      });
    },

    update({ id, apiKey, ...change }: ModelUpdate): Model {
      const before = get(id);
      checkName(change.name, id);
      const sealedKey =
        apiKey === undefined ? {} : { sealedKey: apiKey === null ? null : secrets.seal(apiKey) };
      requireOther(before, change);
      const provider = change.provider ?? before.provider;
      const url = change.url == null ? {} : { url: addressOf(provider, change.url) };
      const otherUrls =
        change.otherUrls === undefined ? {} : { otherUrls: otherUrlsOf(provider, change.otherUrls) };
      // A model changed in this way, or behind this address, may be another one.
      const known = apiKey === undefined && saysNothingNew(before, { ...change, ...url });
      return events.atOnce(() => {
        const row = store.update(id, {
          ...change,
          ...url,
          ...otherUrls,
          ...sealedKey,
          ...(known ? {} : { findings: null, pace: null }),
          updatedAt: laterThan(before.updatedAt),
        });
        if (!row) throw new FoyerError('resource.not_found', `No model ${id}`);
        changed(row);
        return seen(row);
      });
    },

    remove(id: string): void {
      const row = get(id);
      events.atOnce(() => {
        store.remove(id);
        changed(row);
      });
      reaching.forget(id);
      comparing.forget(id);
    },

    /** Lets documents and questions leave for an embedding model, or nothing any more. Throws `request.invalid`. */
    setCloud(id: string, consent: { host: string; givenById: string | null } | null): Model {
      const row = get(id);
      return events.atOnce(() => {
        if (consent === null) consents.withdraw(row);
        else consents.allow(row, consent.host, consent.givenById);
        changed(row);
        return seen(row);
      });
    },

    test: tests.configured,
    testDraft: tests.draft,

    /** Resolves once no model of this machine or network is asked anything, or after a while. */
    async whenNobodyAsks(signal: AbortSignal): Promise<void> {
      for (const row of store.list().filter(one => places.placesOf(one).length === 0))
        await servers.whenFree(row, signal);
    },

    /** The key of a model, for its own server alone: an address that was changed meanwhile gets none. */
    keyFor(id: string, server: { provider: ModelRow['provider']; url: string | null }): string | null {
      const row = get(id);
      const { provider, url, apiKey } = endpointOf(row);
      if (apiKey === null || provider !== server.provider || url !== server.url) return null;
      journal.record({ action: 'models.key_used', targetId: id, targetLabel: row.name });
      return apiKey;
    },

    /** Has the model that answers for a chatbot loaded, where it runs nearby; at most once in some minutes. */
    prepare(bot: ChatbotModels): void {
      const [first, ...others] = chain(bot, undefined);
      for (const model of [first, ...others.filter(({ modelId }) => modelId === first.modelId)])
        prepareSoon(model);
    },

    chain,
    isLocal: places.isLocal,
    /** It was passed over for an answer: the list of connections says why. */
    refused(modelId: string, code: Refusal): void {
      const row = store.get(modelId);
      if (row !== null) refusals.tell(row, code);
    },
    /** Looks up where the names lead that are given, or that a model has. */
    async lookWhere(given: Partial<Pick<ModelCreate, 'url' | 'otherUrls' | 'provider'>>, id?: string) {
      const row = id === undefined ? null : store.get(id);
      const provider = given.provider ?? row?.provider;
      if (provider === undefined) return;
      const url = given.url == null ? (row?.url ?? null) : addressOf(provider, given.url);
      const otherUrls =
        given.otherUrls === undefined ? (row?.otherUrls ?? []) : otherUrlsOf(provider, given.otherUrls);
      await places.look([{ provider, url, otherUrls }]);
    },
    lookEverywhere: (): Promise<void> => places.look(store.list()),
    /** A host is taken for near, or for outside, as it was not before. */
    placeChanged(host: string): void {
      for (const row of store.list().filter(one => places.isAt(one, host))) {
        reaching.forget(row.id);
        comparing.forget(row.id);
        changed(row);
      }
    },
    serverUse: servers.use,

    /** Throws `model.none_embedding` when no embedding model is configured, and what the model's server answers. */
    async embed(texts: readonly string[], signal: AbortSignal | undefined) {
      const row = store.preferred('embedding');
      const chosen = comparing.embedder(row);
      if (row && !consents.mayLeave(row)) {
        refusals.tell(row, 'model.no_consent');
        throw new FoyerError('model.no_consent', `Nothing may leave for ${row.name}`);
      }
      if (!row || !chosen) throw new FoyerError('model.none_embedding', 'No embedding model is configured');
      const limit = AbortSignal.timeout(EMBED_TIMEOUT_MS);
      const embedded = await chosen.embedder.embedEach(texts, {
        kind: 'passage',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      return { model: row.model, vectors: embedded.map(wholeVector) };
    },

    comparing: createSearchModels({ store, consents, refusals, comparing, prefer }),
    /** Re-ranking is on where a model for it is configured. */
    chosenReranker: () => comparing.reranker(store.preferred('reranking')),

    /** What documents are compared with outside may be asked again: what it may cost changed, or a month began. */
    compareAgain(): void {
      const row = comparedOutside();
      if (row !== null) changed(row);
    },

    /** True when every active model is on this machine or this network. */
    allLocal: (): boolean => store.list().every(row => !row.active || places.placesOf(row).length === 0),
  };
}
