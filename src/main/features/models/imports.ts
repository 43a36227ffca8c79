import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ModelPull } from '#shared/contract/model-getting.ts';
import { FoyerError } from '#shared/errors.ts';
import { serverModelName } from '#shared/lib/server-model-name.ts';
import type { PullProgress, SentModelFile } from '#main/ai/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Ledger } from '#main/platform/outbound/index.ts';
import { createFetching } from './fetching.ts';
import { addressOf } from './model-settings.ts';
import { isSame, type OllamaArrivals } from './ollama-arrivals.ts';
import { fileToSend, requireGguf, type OutgoingFiles } from './outgoing-files.ts';
import { withPlainFile } from './plain-file.ts';
import type { ModelServers } from './servers.ts';

/** A file of this machine, on its way to an Ollama. `isStaged`: it came over the network, and goes once it was sent. */
export const IMPORT_JOB = jobKind(
  'models.import',
  z.object({ url: z.string(), model: z.string(), path: z.string(), isStaged: z.boolean() }),
  {
    called: { fr: 'Envoi du modèle {{name}} à Ollama', en: 'Sending of the model {{name}} to Ollama' },
    pointlessAfter: [
      'path.not_found',
      'model.no_space',
      'model.server_too_old',
      'model.file_not_gguf',
      'model.kind_unknown_to_server',
    ],
  },
);

type FileToServer = PayloadOf<typeof IMPORT_JOB>;

/** A server that is started anew is back within a minute. */
const ATTEMPTS = 3;

type Wanted = { url: string; model?: string | undefined };

export type FileConnections = {
  /** Has a server make a model of a file. Throws what keeps it from it. */
  createFromFile(
    place: { url: string; model: string },
    file: SentModelFile,
    signal: AbortSignal,
  ): AsyncIterable<PullProgress>;
};

type Dependencies = {
  arrivals: OllamaArrivals;
  servers: Pick<ModelServers, 'offered'>;
  connect: FileConnections;
  files: OutgoingFiles;
  jobs: Jobs;
  changes: Pick<Changes, 'publish'>;
  ledger: Pick<Ledger, 'refused'>;
  isOffline: () => boolean;
  dataFolder: string;
};

export type FileImports = ReturnType<typeof createFileImports>;

/** Giving a model file to an Ollama, which then runs it. */
export function createFileImports({ arrivals, servers, connect, files, dataFolder, ...rest }: Dependencies) {
  /** Only a file that came over the network is Foyer's to remove. */
  const removeStaged = async ({ path, isStaged }: FileToServer): Promise<void> => {
    if (isStaged) await files.remove(path);
  };

  const fetching = createFetching<FileToServer>(
    {
      kind: IMPORT_JOB,
      source: 'file',
      named: ({ url, model }) => ({ url, model }),
      isSame: () => false, // a name that is taken is refused before
      isSent: true,
      attempts: ATTEMPTS,
      async fetch({ payload: { url, model, path }, signal }, told) {
        const file = await fileToSend(path, signal);
        for await (const now of connect.createFromFile({ url, model }, file, signal)) told(now);
      },
      async finish(payload, signal, arrival) {
        const { url, model } = payload;
        const outcome = await arrivals.finish({ url, model }, signal, arrival);
        await removeStaged(payload);
        return outcome;
      },
      left: removeStaged,
    },
    rest,
  );

  /** Ollama replaces a model of the same name without a word. */
  async function requireFree({ url, model }: { url: string; model: string }, signal: AbortSignal) {
    const { models, failure } = await servers.offered({ provider: 'ollama', url }, signal);
    if (failure !== null) throw new FoyerError(failure, `${url} does not list its models`);
    const isUnderWay = rest.jobs
      .ofKind(IMPORT_JOB)
      .some(
        ({ job, payload }) =>
          payload.url === url &&
          isSame(payload.model, model) &&
          (job.state === 'queued' || job.state === 'running'),
      );
    if (isUnderWay || models.some(one => isSame(one.model, model)))
      throw new FoyerError('model.name_taken', `${url} has a model ${model}`, { details: { model } });
  }

  function placeOf({ url, model }: Wanted, fileName: string) {
    return { url: addressOf('ollama', url), model: model ?? serverModelName(fileName) };
  }

  return {
    list: fetching.list,
    drop: fetching.drop,
    run: fetching.run,

    /** Throws what keeps the file from coming, `model.name_taken`, and what is wrong with the server. */
    async add(
      { fileName, content }: { fileName: string; content: Readable },
      wanted: Wanted,
      signal: AbortSignal,
    ): Promise<ModelPull> {
      const place = placeOf(wanted, fileName);
      await requireFree(place, signal);
      return fetching.begin({ ...place, path: await files.take(content, signal), isStaged: true });
    },

    /** Throws `path.*`, `model.file_not_gguf`, `model.name_taken`, and what is wrong with the server. */
    async addPath({ path, ...wanted }: Wanted & { path: string }, signal: AbortSignal): Promise<ModelPull> {
      const place = placeOf(wanted, basename(path));
      return await withPlainFile(path, dataFolder, async (_file, found) => {
        await requireGguf(found.path);
        await requireFree(place, signal);
        return fetching.begin({ ...place, path: found.path, isStaged: false });
      });
    },

    /** Removes files that no import waits for any more. @returns how many. */
    clean: (): Promise<number> => files.clean(() => new Set(fetching.open().map(({ path }) => path))),
  };
}
