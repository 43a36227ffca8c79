import { stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Overview, systemInfo } from '#shared/contract/operations.ts';
import type { z } from 'zod';
import type { Language } from '#shared/contract/vocabulary.ts';
import { narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import { databaseFile } from '#main/db/connection.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { ConversationFigures } from '#main/features/conversations/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import { lookAtAll, type HealthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import type { ModelService } from '#main/features/models/index.ts';
import { folderSize } from '#main/platform/content-store.ts';
import { lastDays } from './days.ts';
import { diskFree } from './machine-checks.ts';

const DAYS_SHOWN = 7;

/** What the front page counts. */
export type Counted = {
  chatbots: ChatbotService;
  documents: DocumentService;
  figures: ConversationFigures;
  models: ModelService;
  clients: Pick<ClientService, 'timeZoneOf'>;
  /** Whether a widget within the scope is switched on. */
  isOnAPage: (scope: ClientScope) => boolean;
};

type Dependencies = Counted &
  Pick<House, 'dataFolder' | 'version' | 'mode' | 'conditions' | 'clock'> & {
    address: () => string | null;
    checks: () => readonly HealthCheck[];
  };

export type SystemService = ReturnType<typeof createSystemService>;

export function createSystemService(dependencies: Dependencies) {
  const { dataFolder, version, mode, address, chatbots, documents, figures, models, clock } = dependencies;
  const { clients, isOnAPage, conditions } = dependencies;

  return {
    async info(): Promise<z.infer<typeof systemInfo>> {
      const [files, main, writeAhead] = await Promise.all([
        folderSize(join(dataFolder, 'files')),
        bytesOf(databaseFile(dataFolder)),
        bytesOf(`${databaseFile(dataFolder)}-wal`),
      ]);
      return {
        version,
        mode,
        dataFolder,
        address: address(),
        platform: `${process.platform} ${process.arch}`,
        nodeVersion: process.version,
        memoryBytes: totalmem(),
        diskFreeBytes: diskFree(dataFolder),
        databaseBytes: main + writeAhead,
        filesBytes: files,
      };
    },

    doctor: (language: Language, signal?: AbortSignal) => lookAtAll(dependencies.checks(), language, signal),

    overview(scope: ClientScope, clientId: string | undefined): Overview {
      const within = narrowScope(scope, clientId);
      const days = lastDays(clock.now(), DAYS_SHOWN, clients.timeZoneOf(within));
      const shown = days.slice(0, -1).map(({ day }) => day);
      const totals = documents.totals(within);
      return {
        ...figures.of(within, { days: shown, since: days[0]?.start ?? '' }),
        documents: {
          total: totals.documents,
          ready: totals.ready,
          working: totals.working,
          failed: totals.failed,
          passages: totals.passages,
        },
        chatbots: chatbots.list(within, undefined).length,
        models: models.list().filter(model => model.active).length,
        allLocal: models.allLocal(),
        onAPage: isOnAPage(within),
        conditions: conditions.list(),
      };
    },
  };
}

/** The journal beside the database is there while it is written to, and not always then. */
async function bytesOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
