import { stat, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { AuditVerification } from '#shared/contract/audit.ts';
import type { doctorCheck, Overview, systemInfo } from '#shared/contract/operations.ts';
import type { z } from 'zod';
import { allClients, narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import { checkIntegrity } from '#main/db/check-integrity.ts';
import { databaseFile } from '#main/db/connection.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ConversationStore } from '#main/features/conversations/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { ModelService } from '#main/features/models/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import { folderSize } from '#main/platform/content-store.ts';

const DAYS_SHOWN = 7;
const DISK_WARNING_BYTES = 2 * 1024 ** 3;
const MEMORY_WARNING_BYTES = 3 * 1024 ** 3;

type Dependencies = {
  dataFolder: string;
  version: string;
  mode: z.infer<typeof systemInfo>['mode'];
  address: () => string | null;
  chatbots: ChatbotService;
  documents: DocumentService;
  conversations: ConversationStore;
  models: ModelService;
  detectServers: () => Promise<{ label: string; models: unknown[] }[]>;
  verifyAudit: () => Promise<AuditVerification>;
  clock: Clock;
};

type Check = z.infer<typeof doctorCheck>;

export type SystemService = ReturnType<typeof createSystemService>;

export function createSystemService(dependencies: Dependencies) {
  const {
    dataFolder,
    version,
    mode,
    address,
    chatbots,
    documents,
    conversations,
    models,
    detectServers,
    verifyAudit,
    clock,
  } = dependencies;

  async function diskFree(): Promise<number | null> {
    const disk = await statfs(dataFolder).catch(() => null);
    return disk === null ? null : disk.bavail * disk.bsize;
  }

  return {
    async info(): Promise<z.infer<typeof systemInfo>> {
      const [free, files, main, writeAhead] = await Promise.all([
        diskFree(),
        folderSize(join(dataFolder, 'files')),
        stat(databaseFile(dataFolder)),
        stat(`${databaseFile(dataFolder)}-wal`),
      ]);
      return {
        version,
        mode,
        dataFolder,
        address: address(),
        platform: `${process.platform} ${process.arch}`,
        nodeVersion: process.version,
        memoryBytes: totalmem(),
        diskFreeBytes: free,
        databaseBytes: main.size + writeAhead.size,
        filesBytes: files,
      };
    },

    async doctor(): Promise<{ ok: boolean; checks: Check[] }> {
      const [free, servers, integrity, audit] = await Promise.all([
        diskFree(),
        detectServers(),
        checkIntegrity(dataFolder).catch((error: unknown) => ({ file: String(error), orphans: 0 })),
        verifyAudit(),
      ]);
      const totals = documents.totals(allClients);
      const configured = models.list();
      const checks: Check[] = [
        {
          name: 'version',
          state: 'ok',
          detail: `Foyer ${version}, Node ${process.version}, ${process.platform} ${process.arch}`,
        },
        {
          name: 'database',
          state: integrity.file === 'ok' && integrity.orphans === 0 ? 'ok' : 'failed',
          detail: `${integrity.file}, foreign keys: ${integrity.orphans}`,
        },
        {
          name: 'audit',
          state: audit.ok ? 'ok' : 'failed',
          detail:
            audit.firstBreak === null
              ? `${audit.entries} entries, unbroken`
              : `broken at entry ${audit.firstBreak.sequence}: ${audit.firstBreak.kind}`,
        },
        free === null
          ? { name: 'disk', state: 'not_measured', detail: dataFolder }
          : {
              name: 'disk',
              state: free < DISK_WARNING_BYTES ? 'warning' : 'ok',
              detail: `${gigabytes(free)} GB free in ${dataFolder}`,
            },
        {
          name: 'memory',
          state: totalmem() < MEMORY_WARNING_BYTES ? 'warning' : 'ok',
          detail: `${gigabytes(totalmem())} GB`,
        },
        {
          name: 'documents',
          state: totals.failed > 0 ? 'warning' : 'ok',
          detail: `${totals.ready} ready, ${totals.working} under way, ${totals.failed} failed, ${totals.passages} passages`,
        },
        {
          name: 'models',
          state: configured.length > 0 ? 'ok' : 'warning',
          detail:
            configured.map(model => model.name).join(', ') || 'none configured: answers quote the documents',
        },
        {
          name: 'servers',
          state: 'ok',
          detail:
            servers.map(server => `${server.label} (${server.models.length})`).join(', ') ||
            'no model server on this machine',
        },
      ];
      return { ok: checks.every(check => check.state !== 'failed'), checks };
    },

    overview(scope: ClientScope, clientId: string | undefined): Overview {
      const within = narrowScope(scope, clientId);
      const today = clock.now();
      today.setHours(0, 0, 0, 0);
      const days = Array.from({ length: DAYS_SHOWN }, (_, index) => {
        const day = new Date(clock.now());
        day.setDate(day.getDate() - (DAYS_SHOWN - 1 - index));
        return day.toISOString().slice(0, 10);
      });
      const figures = conversations.figures(within, {
        today: today.toISOString(),
        week: `${days[0]}T00:00:00.000Z`,
      });
      const counts = new Map(figures.byDay.map(row => [row.day, row.questions]));
      const totals = documents.totals(within);
      return {
        conversationsToday: figures.conversationsToday,
        questionsToday: figures.questionsToday,
        answersWithSource:
          figures.answers.total === 0 ? null : figures.answers.withSource / figures.answers.total,
        unansweredCount: figures.answers.unanswered,
        medianFirstTokenMs: figures.medianFirstTokenMs,
        questionsByDay: days.map(day => ({ day, questions: counts.get(day) ?? 0 })),
        documents: {
          total: totals.documents,
          ready: totals.ready,
          failed: totals.failed,
          passages: totals.passages,
        },
        chatbots: chatbots.list(within, undefined).length,
        models: models.list().filter(model => model.active).length,
        allLocal: models.allLocal(),
      };
    },
  };
}

function gigabytes(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(1);
}
