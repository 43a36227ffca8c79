import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { editors, everyone, type Access } from '#shared/contract/route.ts';
import { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import { createEmbeddedChat } from '#main/ai/embedded/embedded-chat.ts';
import { allClients } from '#main/db/client-scope.ts';
import { databaseFile, openDatabase } from '#main/db/connection.ts';
import { createGroupCommit } from '#main/db/group-commit.ts';
import { requireAccess } from '#main/features/access/implementer.ts';
import { scopeOf } from '#main/features/access/principal.ts';
import { createAccessStore } from '#main/features/access/store.ts';
import {
  createAccountRoutes,
  createAccountService,
  createAccountStore,
  createSessions,
  createSignInThrottle,
} from '#main/features/accounts/index.ts';
import {
  createChatbotRoutes,
  createChatbotService,
  createChatbotStore,
} from '#main/features/chatbots/index.ts';
import { createClientRoutes, createClientService, createClientStore } from '#main/features/clients/index.ts';
import {
  createAnswering,
  createConversationRoutes,
  createConversationService,
  createConversationStore,
  createLiveAnswers,
  createRoute,
} from '#main/features/conversations/index.ts';
import {
  createDocumentRoutes,
  createDocumentService,
  createDocumentStore,
  createLiveProgress,
  createReadingJob,
  READ_JOB,
} from '#main/features/documents/index.ts';
import { createModelRoutes, createModelService, createModelStore } from '#main/features/models/index.ts';
import {
  createEmbeddingIndex,
  createRetriever,
  createSearchRoutes,
  createSearchService,
  createSearchStore,
  EMBED_JOB,
} from '#main/features/search/index.ts';
import {
  createJobRoutes,
  createSettingsStore,
  createSystemRoutes,
  createSystemService,
} from '#main/features/system/index.ts';
import { createKeywordIndexWriter } from '#main/index/keyword-writer.ts';
import { createKeywordSearcher } from '#main/index/keyword-searcher.ts';
import { createLanceVectorIndex } from '#main/index/lance/lance-index.ts';
import { createExtraction } from '#main/ingest/extraction.ts';
import { preparePassages } from '#main/ingest/prepare-passages.ts';
import { createChanges } from '#main/platform/changes.ts';
import { systemClock } from '#main/platform/clock.ts';
import { createContentStore } from '#main/platform/content-store.ts';
import { prepareDataFolder } from '#main/platform/data-folder.ts';
import { createJobs } from '#main/platform/jobs/jobs.ts';
import { createJobStore } from '#main/platform/jobs/store.ts';
import { createLog } from '#main/platform/log.ts';
import { createOutbound } from '#main/platform/outbound/index.ts';
import { createFileSecrets } from '#main/platform/secrets/index.ts';
import { systemLanguage } from '#main/platform/system-language.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import { createModelConnections } from './model-connections.ts';
import type { App, AppOptions, Credentials, RequestContext } from './ports.ts';
import { createPublicSide } from './public-side.ts';
import { createRouter } from './router.ts';

/** The two operations on documents that carry bytes, and so are not routes of the contract. */
const UPLOAD_ACCESS: Access = [...editors, 'key:write'];
const DOWNLOAD_ACCESS: Access = [...everyone, 'key:read'];

/**
 * Builds the core on a data folder and starts its jobs. The caller holds the folder's instance lock. Throws
 * `storage.newer_schema` and `secrets.unreadable`; what was opened before is closed again.
 */
export async function createApp({ dataFolder, mode }: AppOptions): Promise<App> {
  const startedAt = performance.now();
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    prepareDataFolder(dataFolder);
    const { log, close: closeLog } = createLog(dataFolder);
    closers.push(closeLog);
    const clock = systemClock;
    const changes = createChanges();

    const database = openDatabase(dataFolder, log);
    closers.push(() => void database.$client.close());
    const settings = createSettingsStore(database, clock);
    if (settings.isNew()) settings.update({ defaultLanguage: systemLanguage() });
    const secrets = createFileSecrets({ directory: dataFolder });
    const outbound = createOutbound({
      isOffline: () => settings.get().offline,
      log: event => log.info(event, 'outbound'),
    });
    closers.push(() => outbound.close());

    const jobStore = createJobStore(database);
    const jobs = createJobs({ store: jobStore, clock, log, changes });

    const keywordWriter = createKeywordIndexWriter(database.$client);
    const keywords = createKeywordSearcher({ databasePath: databaseFile(dataFolder) });
    closers.push(() => keywords.close());
    const vectorFolder = join(dataFolder, 'vectors');
    mkdirSync(vectorFolder, { recursive: true, mode: 0o700 });
    const vectors = createLanceVectorIndex({ directory: vectorFolder });
    closers.push(() => vectors.close());

    const clients = createClientService({
      store: createClientStore(database),
      changes,
      clock,
      onCreated: clientId => keywordWriter.ensureClient(clientId),
    });
    clients.ensureFirst(settings.get().defaultLanguage);

    // Models
    const connections = createModelConnections(outbound);
    const embedded = createEmbeddedChat();
    const searchStore = createSearchStore(database);
    const allClientIds = () => clients.list(allClients).map(client => client.id);
    const models = createModelService({
      store: createModelStore(database),
      secrets,
      changes,
      clock,
      connect: connections,
      embedded,
      onEmbeddingChanged: () => embeddingIndex.refreshAll(allClientIds()),
    });
    const embeddingIndex = createEmbeddingIndex({
      store: searchStore,
      vectors,
      jobs,
      changes,
      clock,
      log,
      chosenEmbedder: models.chosenEmbedder,
      embedderOf: models.embedderOf,
    });
    jobs.register(EMBED_JOB, embeddingIndex.handler);

    // Knowledge
    const chatbotStore = createChatbotStore(database);
    const chatbots = createChatbotService({
      store: chatbotStore,
      clients,
      modelExists: models.exists,
      changes,
      clock,
    });
    const documentStore = createDocumentStore(database, keywordWriter);
    const together = createGroupCommit(database.$client);
    const files = createContentStore(join(dataFolder, 'files'));
    await files.clean();
    const extraction = createExtraction();
    closers.push(() => extraction.close());
    const progress = createLiveProgress();
    jobs.register(
      READ_JOB,
      createReadingJob({
        store: documentStore,
        together,
        files,
        extraction,
        passagesOf: preparePassages,
        progress,
        changes,
        clock,
        log,
        onReady: document => embeddingIndex.refresh(document.clientId),
      }),
    );
    const documents = createDocumentService({
      store: documentStore,
      together,
      files,
      jobs,
      chatbots,
      progress,
      changes,
      clock,
      onRemoved: document => vectors.removeDocument(document.clientId, document.id),
    });

    // Questions
    const retriever = createRetriever({
      store: searchStore,
      keywords,
      vectors,
      embedQuery: embeddingIndex.embedQuery,
      onVectorFailure: embeddingIndex.distrust,
      log,
    });
    const conversationStore = createConversationStore(database);
    const live = createLiveAnswers();
    const answerQuestion = createAnswering({
      store: conversationStore,
      knowledge: searchStore,
      retriever,
      route: createRoute(createCircuitBreakers({ now: () => performance.now() })),
      log,
      onSaved: message =>
        log.info({ message: message.id, status: message.status, ms: message.responseTimeMs }, 'answered'),
    });
    const conversations = createConversationService({
      store: conversationStore,
      chatbots: chatbotStore,
      models,
      live,
      answerQuestion,
      changes,
      clock,
    });

    // Visitors
    const publicSide = await createPublicSide({
      dataFolder,
      version: packageFile.version,
      database,
      settings,
      secrets,
      outbound,
      chatbots,
      conversations,
      models,
      textOf: documentId => documentStore.text(documentId)?.text ?? null,
      mail: { isReady: () => false, send: () => Promise.reject(new Error('There is no mail server')) },
      changes,
      clock,
      log,
    });
    closers.push(() => publicSide.close());

    // People
    const accountStore = createAccountStore(database);
    const signingKey = Buffer.from(
      secrets.open(
        settings.sealedValue('signing-key', () => secrets.seal(randomBytes(32).toString('base64'))),
      ),
      'base64',
    );
    const sessions = createSessions({
      store: accountStore,
      access: createAccessStore(database),
      signingKey,
      clock,
      log,
    });
    const accounts = createAccountService({
      store: accountStore,
      sessions,
      throttle: createSignInThrottle(),
      clock,
      log,
      clientIds: allClientIds,
      nameFirstClient: input => {
        settings.update({ defaultLanguage: input.language });
        clients.nameFirst(input);
      },
    });
    if (mode === 'desktop') accounts.ensureLocalOwner(settings.get().defaultLanguage);

    let address: string | null = null;
    const shutDownListeners = new Set<() => void>();
    const system = createSystemService({
      dataFolder,
      version: packageFile.version,
      mode,
      address: () => address,
      chatbots,
      documents,
      conversations: conversationStore,
      models,
      detectServers: connections.detect,
      clock,
    });
    const router = createRouter({
      auth: createAccountRoutes(accounts),
      clients: createClientRoutes(clients),
      chatbots: createChatbotRoutes(chatbots),
      documents: createDocumentRoutes(documents),
      search: createSearchRoutes(createSearchService({ retriever, chatbots })),
      conversations: createConversationRoutes(conversations),
      models: createModelRoutes(models, connections.detect),
      jobs: createJobRoutes(jobs, jobStore, clock),
      system: createSystemRoutes({
        system,
        settings,
        clients,
        embeddingIndex,
        changes,
        clock,
        requestShutDown: () => {
          for (const listener of shutDownListeners) listener();
        },
      }),
      ...publicSide.routes,
    });

    const interrupted = conversationStore.markInterrupted();
    if (interrupted > 0) log.info({ interrupted }, 'answers of an earlier run marked interrupted');
    closers.push(() => jobs.close());
    closers.push(() => live.close());
    documents.resumeUnfinished();
    embeddingIndex.refreshAll(allClientIds());
    jobs.start();
    log.info(
      { mode, version: packageFile.version, ms: Math.round(performance.now() - startedAt) },
      'started',
    );

    return {
      router,
      log,
      dataFolder,
      async authenticate({ bearer, sessionCookie }: Credentials) {
        if (bearer !== null) return sessions.fromAccessToken(bearer);
        if (sessionCookie !== null) return sessions.fromCookie(sessionCookie);
        return { kind: 'anonymous' };
      },
      localPrincipal: accounts.localPrincipal,
      setUpToken: accounts.setUpToken,
      async receiveFiles(context: RequestContext, chatbotId, incoming) {
        requireAccess(UPLOAD_ACCESS, context.principal);
        return documents.receive(scopeOf(context.principal, UPLOAD_ACCESS), chatbotId, asContent(incoming));
      },
      async originalFile(context, documentId) {
        requireAccess(DOWNLOAD_ACCESS, context.principal);
        return documents.original(scopeOf(context.principal, DOWNLOAD_ACCESS), documentId);
      },
      visitors: publicSide.door,
      network: publicSide.network,
      health: () => ({
        ok: database.$client.prepare('select 1').get() !== undefined,
        version: packageFile.version,
        uptimeSeconds: Math.round((performance.now() - startedAt) / 1000),
      }),
      client: context => createRouterClient(router, { context }),
      setAddress(given) {
        address = given;
      },
      onShutDownRequested(listener) {
        shutDownListeners.add(listener);
      },
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function* asContent(incoming: Parameters<App['receiveFiles']>[2]) {
  for await (const { fileName, content } of incoming) yield { fileName, content: () => content };
}
