import { createRouterClient } from '@orpc/server';
import { createEmbeddedChat } from '#main/ai/embedded/embedded-chat.ts';
import { startJournal } from '#main/db/audit/journal.ts';
import { verifyJournal } from '#main/db/audit/verify.ts';
import { createGroupCommit } from '#main/db/group-commit.ts';
import type { Guards } from '#main/features/access/implementer.ts';
import { createIdempotency } from '#main/features/access/idempotency.ts';
import { createIdempotentStore } from '#main/features/access/idempotent-store.ts';
import { lostSecrets } from '#main/db/lost-secrets.ts';
import { resealAll } from '#main/db/sealed-places.ts';
import { createAuditRoutes, createAuditService, createAuditStore } from '#main/features/audit/index.ts';
import {
  createChatbotRoutes,
  createChatbotService,
  createChatbotStore,
  createSharing,
  createSharingStore,
} from '#main/features/chatbots/index.ts';
import { createClientRoutes, createClientService, createClientStore } from '#main/features/clients/index.ts';
import { createConversationRoutes } from '#main/features/conversations/index.ts';
import { createDocumentRoutes, createPageNumbers } from '#main/features/documents/index.ts';
import { createModelRoutes, createModelService, createModelStore } from '#main/features/models/index.ts';
import {
  createEmbeddingIndex,
  createSearchRoutes,
  createSearchService,
  EMBED_JOB,
} from '#main/features/search/index.ts';
import { createSecretsRoutes, createSecretsService } from '#main/features/secrets/index.ts';
import {
  createJobRoutes,
  createSystemRoutes,
  createStorageCare,
  createSystemService,
} from '#main/features/system/index.ts';
import { createChanges } from '#main/platform/changes.ts';
import { createConditions } from '#main/platform/conditions.ts';
import { systemClock } from '#main/platform/clock.ts';
import { prepareDataFolder } from '#main/platform/data-folder.ts';
import { createJobs } from '#main/platform/jobs/jobs.ts';
import { createJobStore } from '#main/platform/jobs/store.ts';
import { createLog } from '#main/platform/log.ts';
import { createOutbound } from '#main/platform/outbound/index.ts';
import { systemLanguage, systemTimeZone } from '#main/platform/system-language.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import { ERASE_CLIENT_JOB } from '#main/features/privacy/index.ts';
import { createByteOperations } from './byte-operations.ts';
import { createCallers } from './callers.ts';
import { createClientCare } from './client-care.ts';
import { createIndexes } from './indexes.ts';
import { createKnowledge } from './knowledge.ts';
import { createMail } from './mail-wiring.ts';
import { createModelConnections } from './model-connections.ts';
import { openSecrets, openStorage, reportingJobs, sealedKey } from './storage.ts';
import type { App, AppOptions } from './ports.ts';
import { createPublicSide, type PublicSide } from './public-side.ts';
import { createQuestions } from './questions.ts';
import { createRouter } from './router.ts';

/**
 * Builds the core on a data folder and starts its jobs. The caller holds the folder's instance lock. Throws
 * `storage.newer_schema` and what `openVault` throws; what was opened before is closed again.
 */
export async function createApp({ dataFolder, mode, keys: vaultKeys }: AppOptions): Promise<App> {
  const startedAt = performance.now();
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    prepareDataFolder(dataFolder);
    const { log, flush: flushLog, close: closeLog } = createLog(dataFolder);
    closers.push(closeLog);
    const clock = systemClock;
    const changes = createChanges();
    const conditions = createConditions({ changes, clock });

    // Before anything else is opened: a wrong passphrase leaves the folder as it is.
    const vault = await openSecrets({ directory: dataFolder, clock, log, ...vaultKeys });
    const { secrets } = vault;
    const storage = openStorage({ dataFolder, conditions, clock, log });
    closers.push(storage.close);
    const { database, settings, lasting } = storage;
    if (settings.isNew()) settings.update({ defaultLanguage: systemLanguage() });
    const auditKey = sealedKey({ settings, secrets }, 'audit-key');
    const journal = startJournal(database, { key: auditKey, clock });
    storage.tell(journal);
    const secretKeeping = createSecretsService({
      vault,
      resealAll: reseal => resealAll(database, reseal),
      journal,
      lost: opens => lostSecrets(database, opens),
    });
    await secretKeeping.finishRotation();
    conditions.watch('secrets_lost', secretKeeping.lostCount);
    const audit = createAuditService({
      store: createAuditStore(database),
      journal,
      clock,
      walk: () => verifyJournal(database, auditKey),
    });
    const outbound = createOutbound({
      isOffline: () => settings.get().offline,
      log: event => log.info(event, 'outbound'),
    });
    closers.push(() => outbound.close());

    const jobStore = createJobStore(database);
    const jobs = reportingJobs(createJobs({ store: jobStore, clock, log, changes }), error =>
      storageCare.report(error),
    );

    const together = createGroupCommit(database.$client);
    const indexes = createIndexes({ database, dataFolder, together, jobs, changes, conditions, log });
    const { searchStore, keywordIndex, keywordWriter, keywords, vectors } = indexes;
    closers.push(indexes.close);
    const storageCare = createStorageCare({
      dataFolder,
      settings,
      isBusy: () => jobStore.openCount() > 0,
      checkWords: () => keywordIndex.checkAll(allClientIds()),
      conditions,
      clock,
      log,
    });
    closers.push(storageCare.close);

    const clientStore = createClientStore(database, ERASE_CLIENT_JOB);
    const clients = createClientService({
      store: clientStore,
      changes,
      clock,
      timeZone: systemTimeZone(),
      onCreated: clientId => keywordWriter.ensureClient(clientId),
    });
    clients.ensureFirst(settings.get().defaultLanguage);

    // Models
    const connections = createModelConnections(outbound);
    const embedded = createEmbeddedChat();
    const allClientIds = clients.allIds;
    const models = createModelService({
      store: createModelStore(database),
      secrets,
      journal,
      changes,
      clock,
      connect: connections,
      embedded,
      onEmbeddingChanged: () => embeddingIndex.embedderChanged(allClientIds()),
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
    const pageNumbers = createPageNumbers(database);
    const { documents, documentStore, files, ...knowledge } = await createKnowledge({
      database,
      dataFolder,
      together,
      jobs,
      journal,
      chatbots,
      pageNumbers,
      keywordWriter,
      vectors,
      embeddingIndex,
      changes,
      clock,
      log,
    });
    closers.push(knowledge.close);

    const { retriever, conversations, conversationStore, live } = createQuestions({
      database,
      pageNumbers,
      searchStore,
      keywords,
      vectors,
      embeddingIndex,
      chatbotStore,
      clients,
      models,
      changes,
      clock,
      log,
    });

    const mailing = createMail({
      settings,
      secrets,
      outbound,
      jobs,
      changes,
      clock,
      lasting,
      log,
      linkBase: () => publicSide.webInterface.link(null).url ?? '',
    });
    const publicSide: PublicSide = await createPublicSide({
      dataFolder,
      version: packageFile.version,
      database,
      settings,
      formerLinkBase: mailing.formerBase,
      signingKey: sealedKey({ settings, secrets }, 'visitor-signing-key'),
      secrets,
      outbound,
      chatbots,
      conversations,
      models,
      textOf: documentId => documentStore.text(documentId)?.text ?? null,
      mail: { isReady: mailing.mail.ready, send: mailing.transcript },
      journal,
      changes,
      clock,
      lasting,
      log,
    });
    closers.push(() => publicSide.close());

    const care = createClientCare({
      database,
      dataFolder,
      version: packageFile.version,
      clock,
      lasting,
      log,
      flushLog,
      changes,
      settings,
      journal,
      jobs,
      jobStore,
      files,
      ...publicSide.stores,
      vectors,
      keywordWriter,
      clients,
      clientStore,
      documents,
      live,
      storageCare,
    });
    const callers = createCallers({
      database,
      settings,
      secrets,
      journal,
      jobs,
      clients,
      chatbots,
      mailing,
      renewVisitor: publicSide.renew,
      linkAddress: publicSide.webInterface.link,
      changes,
      clock,
      lasting,
      log,
      deviceKey: sealedKey({ settings, secrets }, 'device-key'),
      isDesktop: mode === 'desktop',
    });
    closers.push(callers.close);

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
      clients,
      isOnAPage: publicSide.isOnAPage,
      conditions,
      detectServers: connections.detect,
      verifyAudit: audit.verify,
      checkDatabase: storageCare.examine,
      checkWords: () => keywordIndex.checkAll(allClientIds()).then(() => !conditions.has('index_rebuilding')),
      clock,
    });
    const idempotency = createIdempotency({ store: createIdempotentStore(database), clock });
    const guards: Guards = {
      renew: callers.renew,
      clientExists: clients.exists,
      idempotency,
      report: storageCare.report,
    };
    const router = createRouter(guards, {
      ...callers.routes,
      clients: createClientRoutes(clients),
      ...care.routes,
      chatbots: createChatbotRoutes(
        chatbots,
        createSharing({ store: createSharingStore(database), chatbots }),
      ),
      documents: createDocumentRoutes(documents),
      search: createSearchRoutes(
        createSearchService({
          retriever,
          chatbots,
          pageNumbers,
          requireAnswering: clients.requireAnswering,
        }),
      ),
      conversations: createConversationRoutes(conversations, publicSide.queueFor),
      models: createModelRoutes(models, connections.detect),
      jobs: createJobRoutes(jobs, jobStore, clock),
      audit: createAuditRoutes(audit),
      secrets: createSecretsRoutes(secretKeeping),
      system: createSystemRoutes({
        system,
        settings,
        clients,
        embeddingIndex,
        changes,
        clock,
        acknowledge: conditions.acknowledge,
        requestShutDown: () => {
          journal.record({ action: 'system.shut_down' });
          for (const listener of shutDownListeners) listener();
        },
      }),
      ...publicSide.routes,
    });

    const interrupted = conversationStore.markInterrupted();
    if (interrupted > 0) log.info({ interrupted }, 'answers of an earlier run marked interrupted');
    closers.push(() => jobs.close());
    closers.push(() => live.close());
    await care.resume();
    keywordIndex.begin(allClientIds());
    documents.resumeUnfinished();
    embeddingIndex.refreshAll(allClientIds());
    jobs.start();
    if (mode !== 'command-line')
      journal.record({ action: 'system.started', after: { version: packageFile.version, mode } });
    if (mode !== 'command-line') storageCare.start();
    knowledge.sweepSoon();
    care.retention.start();
    closers.push(() => care.retention.close());
    log.info(
      { mode, version: packageFile.version, ms: Math.round(performance.now() - startedAt) },
      'started',
    );

    return {
      router,
      log,
      dataFolder,
      authenticate: callers.authenticate,
      localPrincipal: callers.localPrincipal,
      windowPrincipal: callers.windowPrincipal,
      windowLock: callers.windowLock,
      setUpToken: callers.setUpToken,
      ...createByteOperations({
        documents,
        audit,
        visits: publicSide.visits,
        exports: care.exports,
        idempotency,
      }),
      visitors: publicSide.door,
      network: publicSide.network,
      webInterface: publicSide.webInterface,
      health: () => ({
        ok: database.$client.prepare('select 1').get() !== undefined,
        version: packageFile.version,
        uptimeSeconds: Math.round((performance.now() - startedAt) / 1000),
        conditions: conditions.list().map(({ kind }) => kind),
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
