import { totalmem } from 'node:os';
import type { z } from 'zod';
import type { AuditVerification } from '#shared/contract/audit.ts';
import type { doctorCheck } from '#shared/contract/operations.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { doctor as english } from '#shared/i18n/en/doctor.ts';
import { doctor as french } from '#shared/i18n/fr/doctor.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { Integrity } from '#main/db/check-integrity.ts';
import type { DocumentService, OriginalsFound } from '#main/features/documents/index.ts';
import type { ModelService } from '#main/features/models/index.ts';
import { readDisk, type Storage } from '#main/platform/storage/index.ts';
import { fill } from '#main/platform/terminal-words.ts';

const DISK_WARNING_BYTES = 2 * 1024 ** 3;
const MEMORY_WARNING_BYTES = 3 * 1024 ** 3;

type Check = z.infer<typeof doctorCheck>;

type Dependencies = {
  dataFolder: string;
  /** Where the database is: elsewhere while nothing can be written in the data folder. */
  storage: Pick<Storage, 'state'>;
  version: string;
  documents: DocumentService;
  models: ModelService;
  detectServers: (signal?: AbortSignal) => Promise<{ label: string; models: unknown[] }[]>;
  verifyAudit: (signal?: AbortSignal) => Promise<AuditVerification>;
  checkDatabase: (signal?: AbortSignal) => Promise<Integrity>;
  /** Reads the index of words whole. @returns whether it is. */
  checkWords: () => Promise<boolean>;
};

/** Checks of the installation, told in the language of whoever asks. They open files and look for servers. */
export async function examine(
  {
    dataFolder,
    storage,
    version,
    documents,
    models,
    detectServers,
    verifyAudit,
    checkDatabase,
    checkWords,
  }: Dependencies,
  language: Language,
  signal?: AbortSignal,
): Promise<{ ok: boolean; checks: Check[] }> {
  const words = language === 'fr' ? french : english;
  const free = diskFree(dataFolder);
  const [servers, integrity, audit, wordsWhole, originals] = await Promise.all([
    detectServers(signal),
    checkDatabase(signal),
    verifyAudit(signal),
    checkWords(),
    documents.checkOriginals(),
  ]);
  const taken = storage.state();
  const totals = documents.totals(allClients);
  const configured = models.list();
  const gigabytes = (bytes: number) =>
    (bytes / 1024 ** 3).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
  const check = (name: keyof typeof words, state: Check['state'], detail: string): Check => ({
    name,
    label: words[name].label,
    state,
    detail,
  });
  const checks: Check[] = [
    check(
      'version',
      'ok',
      fill(words.version.text, {
        version,
        node: process.version,
        platform: `${process.platform} ${process.arch}`,
      }),
    ),
    check(
      'database',
      integrity.file === 'ok' && integrity.orphans === 0 ? 'ok' : 'failed',
      [
        integrity.file === 'ok'
          ? words.database.whole
          : fill(words.database.damaged, { fault: integrity.file }),
        ...(integrity.orphans === 0 ? [] : [fill(words.database.orphans, { count: integrity.orphans })]),
      ].join(', '),
    ),
    check('words', wordsWhole ? 'ok' : 'warning', wordsWhole ? words.words.whole : words.words.rebuilding),
    check(
      'originals',
      originals.missing.length + originals.changed.length === 0 ? 'ok' : 'warning',
      originalsText(originals, words.originals),
    ),
    check(
      'audit',
      audit.ok ? 'ok' : 'failed',
      audit.firstBreak === null
        ? fill(words.audit.whole, { count: audit.entries })
        : fill(words.audit.broken, {
            sequence: audit.firstBreak.sequence,
            kind: words.audit[audit.firstBreak.kind],
          }),
    ),
    taken !== 'writable'
      ? check('disk', 'failed', fill(words.disk[taken], { folder: dataFolder }))
      : free === null
        ? check('disk', 'not_measured', fill(words.disk.unknown, { folder: dataFolder }))
        : check(
            'disk',
            free < DISK_WARNING_BYTES ? 'warning' : 'ok',
            fill(words.disk.text, { free: gigabytes(free), folder: dataFolder }),
          ),
    check(
      'memory',
      totalmem() < MEMORY_WARNING_BYTES ? 'warning' : 'ok',
      fill(words.memory.text, { total: gigabytes(totalmem()) }),
    ),
    check('documents', totals.failed > 0 ? 'warning' : 'ok', fill(words.documents.text, totals)),
    check(
      'models',
      configured.length > 0 ? 'ok' : 'warning',
      configured.map(model => model.name).join(', ') || words.models.none,
    ),
    check(
      'servers',
      'ok',
      servers.map(server => `${server.label} (${server.models.length})`).join(', ') || words.servers.none,
    ),
  ];
  return { ok: checks.every(({ state }) => state !== 'failed'), checks };
}

const NAMED_AT_MOST = 5;

function originalsText(
  { total, missing, changed }: OriginalsFound,
  words: { whole: string; missing: string; changed: string },
): string {
  const told = (sentence: string, names: readonly string[]) => {
    const named = names.slice(0, NAMED_AT_MOST).join(', ');
    return fill(sentence, {
      count: names.length,
      total,
      names: names.length > NAMED_AT_MOST ? `${named}…` : named,
    });
  };
  const sentences = [
    ...(missing.length === 0 ? [] : [told(words.missing, missing)]),
    ...(changed.length === 0 ? [] : [told(words.changed, changed)]),
  ];
  return sentences.length === 0 ? fill(words.whole, { count: total }) : sentences.join(' ');
}

/** Bytes; null where the system does not tell. */
export function diskFree(dataFolder: string): number | null {
  return readDisk(dataFolder)?.freeBytes ?? null;
}
