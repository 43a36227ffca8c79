import { dirname } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createGroupCommit } from '#main/db/group-commit.ts';
import type { Guards } from '#main/features/access/implementer.ts';
import { createIdempotency } from '#main/features/access/idempotency.ts';
import { createIdempotentStore } from '#main/features/access/idempotent-store.ts';
import { createAuditRoutes } from '#main/features/audit/index.ts';
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
import { createModelRoutes } from '#main/features/models/index.ts';
import { createSearchRoutes, createSearchService } from '#main/features/search/index.ts';
import { createSecretsRoutes } from '#main/features/secrets/index.ts';
import {
  createJobRoutes,
  createSystemRoutes,
  createStorageCare,
  createSystemService,
} from '#main/features/system/index.ts';
import { createChanges } from '#main/platform/changes.ts';
import { createConditions } from '#main/platform/conditions.ts';
import { systemClock } from '#main/platform/clock.ts';
import { createOutbound } from '#main/platform/outbound/index.ts';
import { asRefusal } from '#main/platform/storage/index.ts';
import { systemTimeZone } from '#main/platform/system-language.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import { ERASE_CLIENT_JOB } from '#main/features/privacy/index.ts';
import { createByteOperations } from './byte-operations.ts';
import { createCallers } from './callers.ts';
import { openFolder } from './data.ts';
import { resumeWork, sweepOnceWritable } from './resume-work.ts';
import { incomingFolderIn, sweepIncoming } from './incoming-folder.ts';
import { createClientCare } from './client-care.ts';
import { createIndexes } from './indexes.ts';
import { createKnowledge } from './knowledge.ts';
import { createMail } from './mail-wiring.ts';
import { openFoundation } from './foundation.ts';
import { createModels } from './models.ts';
import type { App, AppOptions } from './ports.ts';
import { createPublicSide, type PublicSide } from './public-side.ts';
import { createQuestions } from './questions.ts';
import { createRouter } from './router.ts';
import { openWork } from './work.ts';

/**
 * Builds the core on a data folder and starts its jobs. The caller holds the folder's instance lock. Throws
 * `storage.newer_schema` and what `openVault` throws; what was opened before is closed again.
 */
export async function createApp({ dataFolder, mode, keys: vaultKeys, disk }: AppOptions): Promise<App> {
  const startedAt = performance.now();
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    const folder = openFolder(dataFolder, disk);
    const { log, flushLog, storage } = folder;
    closers.push(folder.closeLog, () => storage.close());
    const recoveryListeners = new Set<() => void>();
    const clock = systemClock;
    const changes = createChanges();
    const conditions = createConditions({ changes, clock });

    const foundation = await openFoundation(folder, {
      dataFolder,
      disk,
      keys: vaultKeys,
      onRecovered: () => recoveryListeners.forEach(listener => listener()),
      conditions,
      clock,
    });
    closers.push(foundation.close);
    const { database, settings, lasting, secrets, secretKeeping, journal, audit, sealedKey } = foundation;
    const outbound = createOutbound({
      isOffline: () => settings.get().offline,
      log: event => log.info(event, 'outbound'),
    });
    closers.push(() => outbound.close());

    const shared = { changes, clock, storage, log };
    const { jobs, schedules } = openWork({ database, ...shared, report: error => storageCare.report(error) });
    closers.push(schedules.close);

    const together = createGroupCommit(database.$client);
    const indexes = createIndexes({
      database,
      dataFolder,
      together,
      jobs,
      changes,
      conditions,
      storage,
      log,
    });
    const { searchStore, keywordIndex, keywordWriter, keywords, vectors } = indexes;
    closers.push(indexes.close);
    const storageCare = createStorageCare({
      dataFolder,
      databaseFolder: dirname(database.$client.name),
      jobs,
      schedules,
      checkWords: () => keywordIndex.checkAll(allClientIds()),
      conditions,
      clock,
      log,
    });
    closers.push(storageCare.close);

    const clientStore = createClientStore(database, () => jobs.openAbout(ERASE_CLIENT_JOB, 'clientId'));
    const clients = createClientService({
      store: clientStore,
      changes,
      clock,
      timeZone: systemTimeZone(),
      onCreated: clientId => keywordWriter.ensureClient(clientId),
    });
    clients.ensureFirst(settings.get().defaultLanguage);

    // Models
    const allClientIds = clients.allIds;
    const { connections, models, embeddingIndex } = createModels({
      database,
      outbound,
      secrets,
      journal,
      changes,
      clock,
      log,
      jobs,
      searchStore,
      vectors,
      allClientIds,
    });

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
      ...shared,
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
      ...shared,
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
      signingKey: sealedKey('visitor-signing-key'),
      secrets,
      outbound,
      chatbots,
      conversations,
      models,
      textOf: documentId => documentStore.text(documentId)?.text ?? null,
      mail: { isReady: mailing.mail.ready, send: mailing.transcript },
      journal,
      changes,
      storage,
      jobs,
      schedules,
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
      schedules,
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
      schedules,
      clients,
      chatbots,
      mailing,
      renewVisitor: publicSide.renew,
      linkAddress: publicSide.webInterface.link,
      changes,
      storage,
      clock,
      lasting,
      log,
      deviceKey: sealedKey('device-key'),
      isDesktop: mode === 'desktop',
    });
    closers.push(callers.close);

    let address: string | null = null;
    const shutDownListeners = new Set<() => void>();
    const system = createSystemService({
      dataFolder,
      storage,
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
      storage,
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
        createSearchService({ retriever, chatbots, pageNumbers, requireAnswering: clients.requireAnswering }),
      ),
      conversations: createConversationRoutes(conversations, publicSide.queueFor),
      models: createModelRoutes(models, connections.detect),
      jobs: createJobRoutes({ jobs, schedules, journal, clock }),
      audit: createAuditRoutes(audit),
      secrets: createSecretsRoutes(secretKeeping),
      system: createSystemRoutes({
        system,
        settings,
        clients,
        embeddingIndex,
        changes,
        storage,
        clock,
        acknowledge: conditions.acknowledge,
        requestShutDown: () => {
          storage.whenWritable(() => journal.record({ action: 'system.shut_down' }));
          for (const listener of shutDownListeners) listener();
        },
      }),
      ...publicSide.routes,
    });

    if (storage.mayChange()) await sweepIncoming(dataFolder);
    storage.onChange(() => changes.publish({ topic: 'storage', clientId: null, id: null }));
    closers.push(jobs.close, live.close);
    await resumeWork(storage, log, async () => {
      const interrupted = conversationStore.markInterrupted(live.ids());
      if (interrupted > 0) log.info({ interrupted }, 'answers of an earlier run marked interrupted');
      await care.resume();
      keywordIndex.begin(allClientIds());
      documents.resumeUnfinished();
      embeddingIndex.refreshAll(allClientIds());
      if (mode !== 'command-line')
        journal.record({ action: 'system.started', after: { version: packageFile.version, mode } });
    });
    jobs.start();
    if (mode !== 'command-line') {
      storageCare.start();
      schedules.start();
    }
    sweepOnceWritable({ storage, log }, 'files of deleted documents', knowledge.sweep);
    const ms = Math.round(performance.now() - startedAt);
    log.info({ mode, version: packageFile.version, ms }, 'started');

    return {
      router,
      log,
      dataFolder,
      incomingFolder: incomingFolderIn(dataFolder),
      storage,
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
        storage,
      }),
      visitors: publicSide.door,
      network: publicSide.network,
      webInterface: publicSide.webInterface,
      health: () => ({
        ok: database.$client.prepare('select 1').get() !== undefined,
        storage: storage.state(),
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
      onFolderUsable(listener) {
        recoveryListeners.add(listener);
      },
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw asRefusal(error);
  }
}
