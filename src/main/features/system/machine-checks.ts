import { totalmem } from 'node:os';
import type { Language } from '#shared/contract/vocabulary.ts';
import { healthCheck, type HealthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { readDisk } from '#main/platform/storage/index.ts';
import { fill } from '#main/platform/terminal-words.ts';

const DISK_WARNING_BYTES = 2 * 1024 ** 3;
const MEMORY_WARNING_BYTES = 3 * 1024 ** 3;

/** What the doctor says of the program, the disk and the memory. */
export function machineChecks({
  version,
  dataFolder,
  storage,
}: Pick<House, 'version' | 'dataFolder' | 'storage'>): HealthCheck[] {
  return [
    healthCheck('version', words => {
      const platform = `${process.platform} ${process.arch}`;
      return { state: 'ok', detail: fill(words.text, { version, node: process.version, platform }) };
    }),
    healthCheck('disk', (words, { language }) => {
      const taken = storage.state();
      if (taken !== 'writable')
        return { state: 'failed', detail: fill(words[taken], { folder: dataFolder }) };
      const free = diskFree(dataFolder);
      if (free === null) {
        return { state: 'not_measured', detail: fill(words.unknown, { folder: dataFolder }) };
      }
      return {
        state: free < DISK_WARNING_BYTES ? 'warning' : 'ok',
        detail: fill(words.text, { free: gigabytes(free, language), folder: dataFolder }),
      };
    }),
    healthCheck('memory', (words, { language }) => ({
      state: totalmem() < MEMORY_WARNING_BYTES ? 'warning' : 'ok',
      detail: fill(words.text, { total: gigabytes(totalmem(), language) }),
    })),
  ];
}

/** Bytes; null where the system does not tell. */
export function diskFree(dataFolder: string): number | null {
  return readDisk(dataFolder)?.freeBytes ?? null;
}

function gigabytes(bytes: number, language: Language): string {
  return (bytes / 1024 ** 3).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}
