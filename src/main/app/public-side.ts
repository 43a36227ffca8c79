import { join } from 'node:path';
import { z } from 'zod';
import type { Access } from '#shared/contract/route.ts';
import { ATTACHMENT_MAX_BYTES } from '#shared/contract/widget-settings.ts';
import { scopeTouches, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { requireAccess } from '#main/features/access/implementer.ts';
import { scopeOf, type Principal } from '#main/features/access/principal.ts';
import { createAccountStore, isInstallationRole } from '#main/features/accounts/index.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { Circumstances, ConversationService } from '#main/features/conversations/index.ts';
import type { ModelService } from '#main/features/models/index.ts';
import {
  createNetworkCertificates,
  createNetworkRoutes,
  createNetworkService,
  createNetworkStore,
  createWebInterface,
  createWebInterfaceRoutes,
} from '#main/features/network/index.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import {
  callerOf,
  createAdmission,
  createGuard,
  createVisitorChat,
  createVisitorFiles,
  createVisitorLimits,
  createVisitorRoutes,
  createVisitorService,
  createVisitorStore,
  createVisitorTokens,
  createVisitRoutes,
  createVisits,
  type TranscriptMail,
} from '#main/features/visitors/index.ts';
import {
  createWidgetDiagnosis,
  createWidgetRoutes,
  createWidgetService,
  createWidgetStore,
} from '#main/features/widgets/index.ts';
import { createExtraction } from '#main/ingest/extraction.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { createContentStore } from '#main/platform/content-store.ts';
import { createFairQueue, queueIsFull, untilTurn } from '#main/platform/fair-queue.ts';
import type { Log } from '#main/platform/log.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { createStaging } from '#main/platform/staging.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Scheduler } from '#main/platform/schedules/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { widgetLanguages } from '#main/platform/widget-languages.ts';
import type { RequestContext, VisitorDoor } from './ports.ts';
import { sweepOnceWritable } from './resume-work.ts';

/** The operations of visitors that carry bytes, and so are not routes of the contract. */
const VISITOR_ACCESS: Access = ['visitor'];

type Dependencies = {
  dataFolder: string;
  version: string;
  database: Database;
  settings: SettingsStore;
  /** Where links in mails led before the interface had an address of its own. */
  formerLinkBase: () => string | null;
  /** Of visitors' tokens. */
  signingKey: Uint8Array;
  secrets: Secrets;
  outbound: Outbound;
  chatbots: ChatbotService;
  conversations: ConversationService;
  models: ModelService;
  /** The extracted text of a document; null when it is gone. */
  textOf: (documentId: string) => string | null;
  mail: TranscriptMail;
  journal: Journal;
  changes: Changes;
  storage: Storage;
  jobs: Pick<Jobs, 'register'>;
  schedules: Pick<Scheduler, 'register'>;
  clock: Clock;
  /** Never goes back, not even over a restart: what is over by it stays over. */
  lasting: Clock;
  log: Log;
};

/** Visitors who never came back, and files of theirs that were never sent. */
const VISITORS_UPKEEP_JOB = jobKind('visitors.upkeep', z.object({}));
/** Of visitors' files under way: a few of the largest for one of them, and for all together what a small disk can spare. */
const STAGED_PER_VISITOR_BYTES = 4 * ATTACHMENT_MAX_BYTES;
const STAGED_BYTES = 64 * ATTACHMENT_MAX_BYTES;

export type PublicSide = Awaited<ReturnType<typeof createPublicSide>>;

/** Everything behind the public listener: widgets, their visitors, and the local network they come through. */
export async function createPublicSide(dependencies: Dependencies) {
  const { dataFolder, database, signingKey, secrets, outbound, journal, changes, storage, clock, log } =
    dependencies;
  const { chatbots, conversations, models, jobs, schedules } = dependencies;

  const accounts = createAccountStore(database);
  const networkStore = createNetworkStore(database, clock);
  const queue = createFairQueue(() => {
    const { answersAtOnce, waitingAtMost } = networkStore.get();
    return { atOnce: answersAtOnce, waitingAtMost };
  });
  const certificates = createNetworkCertificates({ store: networkStore, secrets, clock });
  const webInterface = createWebInterface({
    settings: dependencies.settings,
    formerLinkBase: dependencies.formerLinkBase,
    certificates,
    outbound,
    changes,
  });
  const network = createNetworkService({
    store: networkStore,
    certificates,
    furtherCertificateNames: webInterface.certificateNames,
    onCertificate: webInterface.apply,
    queue,
    outbound,
    changes,
    administrators: () =>
      accounts.withPassword().flatMap(({ role, fullName }) => (isInstallationRole(role) ? [fullName] : [])),
  });

  const logos = createContentStore(join(dataFolder, 'logos'), storage);
  const visitorFiles = createContentStore(join(dataFolder, 'visitor-files'), storage);
  if (storage.mayChange()) await Promise.all([logos.clean(), visitorFiles.clean()]);
  const widgetStore = createWidgetStore(database);
  const widgets = createWidgetService({
    store: widgetStore,
    chatbots,
    logos,
    reachable: network.reachable,
    languages: () => widgetLanguages(dataFolder),
    journal,
    changes,
    clock,
  });

  const store = createVisitorStore(database);
  const limits = createVisitorLimits();
  const tokens = createVisitorTokens({ signingKey, clock: dependencies.lasting });
  const admission = createAdmission({
    widgets: widgetStore,
    store,
    tokens,
    limits,
    whenWritable: storage.whenWritable,
    clock,
    publicUrl: () => networkStore.get().publicUrl,
  });
  const guard = createGuard();
  // A pool of its own: a folder of documents that is being read keeps no visitor waiting.
  const extraction = createExtraction({ processes: 1 });
  const files = createVisitorFiles({
    store,
    admission,
    limits,
    files: visitorFiles,
    extraction,
    storage,
    clock,
    log,
  });
  const visitors = createVisitorService({ ...dependencies, store, admission, limits, files });
  const chat = createVisitorChat({
    store,
    admission,
    limits,
    queue,
    guard,
    conversations,
    models,
    answersAtOncePerLocalModel: () => networkStore.get().answersAtOncePerLocalModel,
    clock,
  });
  const visits = createVisits({ store, conversations, files: visitorFiles, journal });
  const upkeep = async () => {
    visitors.forgetIdle();
    await files.sweep();
  };
  storage.onceWritable(() => void upkeep());
  jobs.register(VISITORS_UPKEEP_JOB, { concurrency: 1, leavesNoTrace: true, run: upkeep });
  schedules.register({
    name: 'visitors.upkeep',
    when: { cron: '23 * * * *' },
    missed: 'skip', // the start has done it
    kind: VISITORS_UPKEEP_JOB,
    request: () => ({ label: 'visitors', payload: {} }),
  });
  sweepOnceWritable({ storage, log }, 'logos of deleted chatbots', widgets.sweepLogos);

  const callerOfVisit = (context: RequestContext) => {
    requireAccess(VISITOR_ACCESS, context.principal);
    return callerOf({ ...context, scope: scopeOf(context.principal, VISITOR_ACCESS) });
  };
  const staging = createStaging({ perSender: STAGED_PER_VISITOR_BYTES, inAll: STAGED_BYTES });
  const door: VisitorDoor = {
    authenticate: admission.authenticate,
    placesOf: admission.placesOf,
    looksOf: admission.looksOf,
    openPages: admission.openPages,
    isOriginKnown: admission.isOriginKnown,
    beginFile(context, announcedBytes) {
      const caller = callerOfVisit(context);
      visitors.requireConsent(caller);
      files.requireOn(caller.principal);
      storage.requireRoom(announcedBytes);
      return staging.open(caller.principal.visitorId);
    },
    async receiveFile(context, file, signal) {
      const caller = callerOfVisit(context);
      visitors.requireConsent(caller);
      return await files.receive(caller.principal, file, signal);
    },
    openFile: async (context, id) => await files.open(callerOfVisit(context).principal, id),
    logo: widgets.logo,
  };

  /** Programs with a key wait with the visitors; people of the office do not. */
  function queueFor(principal: Principal): Circumstances {
    if (principal.kind !== 'key') return {};
    const turn = queue.enter(`key:${principal.keyId}`, null);
    if (turn === null) throw queueIsFull(queue);
    return { turn: signal => untilTurn(turn, signal), onEnded: turn.leave };
  }

  return {
    queueFor,
    routes: {
      network: createNetworkRoutes(network),
      webInterface: createWebInterfaceRoutes(webInterface),
      widgets: createWidgetRoutes(
        widgets,
        createWidgetDiagnosis({ widgets, store: widgetStore, reachable: network.reachable, outbound }),
      ),
      visits: createVisitRoutes(visits),
      visitor: createVisitorRoutes({ admission, visitors, chat }),
    },
    door,
    visits,
    network,
    webInterface,
    renew: admission.renew,
    isOnAPage: (scope: ClientScope): boolean =>
      widgetStore.served().some(({ widget }) => scopeTouches(scope, widget.clientId)),
    /** Files beside those of documents, each of a client. */
    stores: { logos, visitorFiles },
    async close() {
      guard.close();
      await extraction.close();
    },
  };
}
