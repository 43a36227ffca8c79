import { z } from 'zod';
import { modelPurpose } from '#shared/contract/model-kinds.ts';
import type { ModelPull } from '#shared/contract/model-getting.ts';
import type { ModelTest } from '#shared/contract/models.ts';
import { FoyerError } from '#shared/errors.ts';
import { fitOf, isRefused, type Machine } from '#main/ai/machine-fit.ts';
import type { ModelFiles, OutboundFetch } from '#main/ai/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Ledger } from '#main/platform/outbound/index.ts';
import { takesOf, type ModelCatalogue } from './catalogue.ts';
import { createFetching } from './fetching.ts';
import type { InsideModelService } from './inside-models.ts';

/** What was chosen stands in the job: the catalogue may change meanwhile. */
export const DOWNLOAD_JOB = jobKind(
  'models.download',
  z.object({
    name: z.string(),
    address: z.string(),
    sizeBytes: z.number(),
    sha256: z.string(),
    purpose: modelPurpose,
  }),
  {
    called: { fr: 'Téléchargement du modèle {{name}}', en: 'Download of the model {{name}}' },
    pointlessAfter: [
      'model.pull_offline',
      'model.download_gone',
      'model.download_wrong',
      'model.file_cut',
      'model.file_not_gguf',
      'model.file_unknown_kind',
      'model.engine_missing',
      'outbound.blocked',
    ],
  },
);

type Wanted = PayloadOf<typeof DOWNLOAD_JOB>;

export type DownloadConnections = {
  /** For one file at one address, of at most so many bytes. */
  download(address: string, sizeBytes: number): OutboundFetch;
};

type Dependencies = {
  catalogue: Pick<ModelCatalogue, 'entry'>;
  files: Pick<ModelFiles, 'fetch' | 'fetched' | 'leave'>;
  inside: Pick<InsideModelService, 'use'>;
  connect: DownloadConnections;
  test: (modelId: string, signal: AbortSignal) => Promise<ModelTest>;
  machine: () => Machine;
  jobs: Jobs;
  changes: Pick<Changes, 'publish'>;
  ledger: Pick<Ledger, 'refused'>;
  isOffline: () => boolean;
};

export type ModelDownloads = ReturnType<typeof createModelDownloads>;

/** Fetching models of the catalogue, which Foyer then runs itself. */
export function createModelDownloads({
  catalogue,
  files,
  inside,
  connect,
  test,
  machine,
  ...rest
}: Dependencies) {
  const fetching = createFetching<Wanted>(
    {
      kind: DOWNLOAD_JOB,
      source: 'catalogue',
      named: ({ name, address }) => ({ model: name, url: address }),
      isSame: (one, other) => one.sha256 === other.sha256,
      async fetch({ payload, signal }, onProgress) {
        await files.fetch(payload, {
          fetch: connect.download(payload.address, payload.sizeBytes),
          signal,
          onProgress,
        });
      },
      async finish({ sha256, purpose }, signal) {
        const { id } = inside.use(sha256, { purpose });
        return { modelId: id, test: await test(id, signal) };
      },
      bytesOf: ({ sha256, sizeBytes }) => ({ doneBytes: files.fetched(sha256), totalBytes: sizeBytes }),
      left: ({ sha256 }) => files.leave(sha256),
    },
    rest,
  );

  return {
    ...fetching,

    /**
     * Throws `resource.not_found`, `model.pull_offline`, and what this machine lacks for it: `model.no_memory`,
     * `model.no_space`.
     */
    begin(id: string): ModelPull {
      const { name, address, sizeBytes, memoryBytes, sha256, purpose } = catalogue.entry(id);
      fetching.requireOnline(address);
      const takes = takesOf({ purpose, memoryBytes, sizeBytes }, sizeBytes - files.fetched(sha256));
      const fit = fitOf(takes, machine());
      if (isRefused(fit)) {
        const isMemory = fit.verdict === 'no_memory';
        throw new FoyerError(
          isMemory ? 'model.no_memory' : 'model.no_space',
          isMemory
            ? `It takes ${fit.takesBytes} bytes of memory, and may take ${fit.mayTakeBytes}`
            : `It takes ${fit.diskBytes} bytes of the disk, and ${fit.freeDiskBytes} are free`,
        );
      }
      return fetching.begin({ name, address, sizeBytes, sha256, purpose });
    },

    /** Of which files what came must stay. */
    wanted: (): ReadonlySet<string> => new Set(fetching.open().map(({ sha256 }) => sha256)),

    dismissed: ({ sha256 }: Wanted): void => files.leave(sha256),
  };
}
