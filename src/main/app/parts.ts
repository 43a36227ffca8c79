import { dirname } from 'node:path';
import { megabytes } from '#shared/contract/reading-limits.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import { createAccounts } from '#main/features/accounts/index.ts';
import { createArtifacts } from '#main/features/artifacts/index.ts';
import { createAudit } from '#main/features/audit/index.ts';
import { createChatbots } from '#main/features/chatbots/index.ts';
import { createClients } from '#main/features/clients/index.ts';
import { createCloud } from '#main/features/cloud/index.ts';
import { createConnections } from '#main/features/connections/index.ts';
import { createFeedKind } from '#main/crawl/feeds/feed-kind.ts';
import { createMailboxFolders } from '#main/crawl/mailbox/folders.ts';
import { createMailboxKind } from '#main/crawl/mailbox/mailbox-kind.ts';
import { createSiteKind } from '#main/crawl/site-kind.ts';
import { createContacts } from '#main/features/contacts/index.ts';
import { createConversations } from '#main/features/conversations/index.ts';
import { createDocuments, READ_JOB } from '#main/features/documents/index.ts';
import { createExports } from '#main/features/exports/index.ts';
import type { House } from '#main/features/house.ts';
import { createKeys } from '#main/features/keys/index.ts';
import { createMail, MAIL_JOB } from '#main/features/mail/index.ts';
import { createModels } from '#main/features/models/index.ts';
import { createModules } from '#main/features/modules/index.ts';
import { createNetwork } from '#main/features/network/index.ts';
import { createNotifications, TELLING } from '#main/features/notifications/index.ts';
import type { Part } from '#main/features/part.ts';
import { createPeople } from '#main/features/people/index.ts';
import { createPrivacy, ERASE_CLIENT_JOB } from '#main/features/privacy/index.ts';
import { createEmbeddings, createKeywords, createSearch } from '#main/features/search/index.ts';
import { createSecrets } from '#main/features/secrets/index.ts';
import { anyKind, createFolderKind, createSources } from '#main/features/sources/index.ts';
import { createStorageCare, createSystem, createTasks } from '#main/features/system/index.ts';
import { createTags } from '#main/features/tags/index.ts';
import { createToolService } from '#main/features/tools/index.ts';
import { createVisitors } from '#main/features/visitors/index.ts';
import { createWidgets } from '#main/features/widgets/index.ts';
import { createModuleParts } from '#modules/main.ts';
import { DELIVERS } from '#main/platform/events/index.ts';
import type { Vault } from '#main/platform/secrets/index.ts';
import type { Adapters } from './adapters.ts';

export type Parts = Awaited<ReturnType<typeof createParts>>;

/** The parts of the house, each given what it needs of the others. `all`: in the order in which they are started. */
export async function createParts(house: House, adapters: Adapters, vault: Vault) {
  const { vectors } = adapters;
  const secrets = await createSecrets(house, vault);
  const clientIds = () => clients.service.allIds();
  const keywords = createKeywords(house, { ...adapters, clientIds });
  const storageCare = createStorageCare({
    ...house,
    databaseFolder: dirname(house.database.$client.name),
    checkWords: keywords.check,
  });
  const clients = createClients(house, {
    ensureIndex: keywords.writer.ensureClient,
    erasing: () => house.jobs.openAbout(ERASE_CLIENT_JOB, 'clientId'),
  });
  const { requireAnswering } = clients.service;
  const models = createModels(house, {
    ...adapters,
    spending: () => modules.spendingOf(moduleParts),
    usualClient: () => clientIds()[0] ?? null,
    isSearched: modelId => embeddings.isSearched(modelId),
  });
  const embeddings = createEmbeddings(house, {
    store: keywords.store,
    vectors,
    models: models.service.comparing,
    clientIds,
  });
  const chatbots = createChatbots(house, { clients: clients.service, modelExists: models.service.exists });
  const documents = await createDocuments(house, {
    ...adapters,
    chatbots: chatbots.service,
    keywordWriter: keywords.writer,
    whenNobodyAsks: models.service.whenNobodyAsks,
  });
  const maxFileBytes = () => megabytes(house.settings.get().reading.fileMegabytes);
  const sources = createSources(house, {
    clients: clients.service,
    chatbots: chatbots.service,
    documents: documents.service,
    kinds: [
      anyKind(createFolderKind({ ...house, maxFileBytes })),
      anyKind(createSiteKind({ outbound: house.outbound })),
      anyKind(createFeedKind({ outbound: house.outbound })),
      anyKind(createMailboxKind({ outbound: house.outbound, maxFileBytes })),
    ],
    mailboxFolders: createMailboxFolders({ outbound: house.outbound }),
  });
  const tags = createTags(house, { clients: clients.service, documents: documents.service });
  const search = createSearch(house, {
    store: keywords.store,
    keywords: keywords.searcher,
    vectors,
    embeddingIndex: embeddings.index,
    chatbots: chatbots.service,
    pageNumbers: documents.pageNumbers,
    chosenReranker: models.service.chosenReranker,
    requireAnswering,
  });
  const modules = createModules(house, { clientIds });
  const moduleParts = createModuleParts(house, {
    chatbots: chatbots.service,
    clients: clients.service,
    clientsWith: modules.service.clientsWith,
    models: { list: models.service.list, compareAgain: models.service.compareAgain },
    mail: { isReady: () => mail.isReady(), sendReport: (...report) => mail.sendReport(...report) },
    proving: {
      prove: (...asked) => conversations.proving.prove(...asked),
      decides: (...asked) => conversations.proving.decides(...asked),
    },
    indexesNow: embeddings.indexesNow,
    asking: {
      mayAsk: (...asked) => conversations.asking.mayAsk(...asked),
      ask: (...asked) => conversations.asking.ask(...asked),
    },
    documents: documents.service,
    setAside: (scope, messageIds) => void conversations.service.dismiss({ scope }, messageIds, true),
  });
  /** What the parts declare, each where it is there for a client. */
  const declared = () =>
    (all as readonly Part[]).map(part => ({
      part,
      isOnFor: (clientId: string) => modules.offers(part, clientId),
    }));
  const artifacts = createArtifacts(house, {
    clients: clients.service,
    offered: () =>
      declared().flatMap(({ part, isOnFor }) => (part.artifacts ?? []).map(kind => ({ kind, isOnFor }))),
  });
  const tools = createToolService({
    artifacts: artifacts.service,
    offered: () =>
      declared().flatMap(({ part, isOnFor }) => (part.tools ?? []).map(tool => ({ tool, isOnFor }))),
  });
  const mail = createMail(house, {
    artifacts: artifacts.service,
    linkBase: () => network.webInterface.link(null).url ?? '',
  });
  const network = createNetwork(house, { formerLinkBase: mail.formerBase });
  const connections = createConnections(house, {
    chatbots: chatbots.service,
    models: models.service,
    mailServer: mail.server,
  });
  const conversations = createConversations(house, {
    chatbots: chatbots.store,
    models: models.service,
    consents: models.consents,
    breakers: models.breakers,
    retriever: search.retriever,
    rerank: search.rerank,
    knowledge: keywords.store,
    documents: documents.readings,
    requireAnswering,
    queueFor: network.queueFor,
    answersBefore: modules.answersOf(moduleParts),
    bounds: modules.boundsOf(moduleParts),
  });
  const cloud = createCloud(house, {
    chatbots: chatbots.store,
    consents: models.consents,
    exampleOf: conversations.exampleOf,
  });
  const widgets = await createWidgets(house, {
    chatbots: chatbots.service,
    reachable: network.service.reachable,
  });
  const visitors = await createVisitors(house, {
    ...network,
    widgets: widgets.store,
    conversations: conversations.service,
    models: models.service,
    extraction: adapters.visitorExtraction,
    textOf: (clientId, documentId) => documents.service.text(wholeClients([clientId]), documentId),
    mail: { isReady: mail.isReady, send: mail.sendTranscript },
  });
  const contacts = createContacts(house, { clients: clients.service });
  const stores = {
    files: documents.files,
    logos: widgets.logos,
    attachments: visitors.attachments,
  };
  const exports = createExports(house, { clients: clients.service, ...stores });
  const privacy = createPrivacy(house, {
    clients: clients.service,
    clientStore: clients.store,
    documents: documents.service,
    exports: exports.service,
    live: conversations.live,
    storageCare,
    keywordWriter: keywords.writer,
    vectors,
    stores: Object.values(stores),
  });
  const accounts = createAccounts(house, {
    clients: clients.service,
    mailReady: mail.isReady,
  });
  const people = createPeople(house, {
    accounts,
    clients: clients.service,
    chatbots: chatbots.service,
    mail,
    linkAddress: network.webInterface.link,
  });
  const keys = createKeys(house, { clients: clients.service, chatbots: chatbots.service });
  const audit = createAudit(house, { parts: () => all });
  // A document tells of itself; of mail that fails, mail would tell for ever.
  const tasks = createTasks(house, {
    toldElsewhere: [READ_JOB.type, MAIL_JOB.type, `${DELIVERS}${TELLING}`],
  });
  const notifications = createNotifications(house, {
    kinds: () => (all as readonly Part[]).flatMap(({ notifications: kinds = [] }) => kinds),
    mail,
  });
  const system = createSystem(house, {
    clients: clients.service,
    chatbots: chatbots.service,
    documents: documents.service,
    figures: conversations.figures,
    models: models.service,
    embeddingIndex: embeddings.index,
    isOnAPage: widgets.isOnAPage,
    checks: () => (all as readonly Part[]).flatMap(({ checks = [] }) => checks),
  });
  const all = [
    secrets,
    connections,
    keywords,
    storageCare,
    clients,
    models,
    embeddings,
    chatbots,
    documents,
    sources,
    tags,
    search,
    artifacts,
    mail,
    network,
    conversations,
    cloud,
    widgets,
    visitors,
    contacts,
    exports,
    privacy,
    accounts,
    people,
    keys,
    audit,
    tasks,
    notifications,
    system,
    modules,
    ...moduleParts,
  ] as const;
  return {
    all,
    accounts,
    audit,
    clients,
    documents,
    exports,
    keys,
    modules,
    network,
    storageCare,
    system,
    tools,
    visitors,
    widgets,
  };
}
