import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { FoundFile, ModelFile } from '#shared/contract/model-sources.ts';
import type { Model } from '#shared/contract/models.ts';
import { FoyerError } from '#shared/errors.ts';
import { usualNeed } from '#main/ai/inside/memory-need.ts';
import { fitOf, isRefused, type Machine } from '#main/ai/machine-fit.ts';
import type { KeptModel, ModelFiles } from '#main/ai/ports.ts';
import { withPlainFile } from './plain-file.ts';
import type { ModelService } from './service.ts';

type Use = { name?: string | undefined; purpose?: Model['purpose'] | undefined };

type Dependencies = {
  models: Pick<ModelService, 'list' | 'create' | 'remove'>;
  files: ModelFiles;
  dataFolder: string;
  /** Measures a model in the background. */
  measure: (model: Model) => void;
  /** The model files of other programs of this machine. */
};

export type InsideModelService = ReturnType<typeof createInsideModels>;

/** Models that Foyer runs itself: a file of theirs is kept as long as one is configured with it. */
export function createInsideModels({ models, files, dataFolder, measure }: Dependencies) {
  const usersOf = (name: string) =>
    models.list().filter(({ provider, model }) => provider === 'inside' && model === name);

  async function add(
    content: Readable,
    given: { fileName: string; sizeBytes?: number },
    { name, purpose }: Use,
    signal: AbortSignal,
  ): Promise<Model> {
    return configuredAndMeasured(await files.add(content, given, signal), { name, purpose });
  }

  /** The model that a file is used as; added when there is none. */
  function configured(file: KeptModel, { name, purpose }: Use): Model {
    const [known] = usersOf(file.name);
    if (known !== undefined) return known;
    const used = purpose ?? file.purpose;
    return models.create({
      name: name ?? freeName(file.name),
      provider: 'inside',
      model: file.name,
      purpose: used,
      contextTokens: files.fitOf(file.hash, used).contextTokens,
    });
  }

  function configuredAndMeasured(file: KeptModel, use: Use): Model {
    const isNew = usersOf(file.name).length === 0;
    const model = configured(file, use);
    if (isNew) measure(model);
    return model;
  }

  function freeName(wanted: string): string {
    const isTaken = models.list().some(({ name }) => name === wanted);
    return isTaken ? `${wanted} (Foyer)` : wanted;
  }

  return {
    /** Throws `model.engine_missing`. */
    machine: files.machine,

    list: (): ModelFile[] =>
      files.list().map(file => ({
        ...file,
        ...files.fitOf(file.hash, file.purpose),
        isWhole: files.isWhole(file),
        usedAs: usersOf(file.name).map(({ name }) => name),
      })),

    add,

    /** Model files of other programs that are not used yet. */
    async found(machine: Machine): Promise<FoundFile[]> {
      const known = new Set(files.list().map(({ place }) => place));
      const unused = (await files.ofOtherPrograms()).filter(({ path }) => !known.has(path));
      return unused.map(({ path: _path, ...file }) => ({
        ...file,
        fit: fitOf(takesOf(file.sizeBytes), machine),
      }));
    },

    /** Uses one of them where it lies. Throws `resource.not_found`, `model.no_memory`, and what keeps it from being a model. */
    async useFound(id: string, machine: Machine, signal: AbortSignal): Promise<Model> {
      const file = (await files.ofOtherPrograms()).find(one => one.id === id);
      if (file === undefined) throw new FoyerError('resource.not_found', `No file ${id} was found`);
      const fit = fitOf(takesOf(file.sizeBytes), machine);
      if (isRefused(fit))
        throw new FoyerError('model.no_memory', `It takes ${fit.takesBytes} bytes of memory`);
      return configuredAndMeasured(await files.refer(file, signal), {});
    },

    /** The model of a file that is kept. Throws `resource.not_found`. */
    use(hash: string, use: Use): Model {
      const file = files.list().find(one => one.hash === hash);
      if (file === undefined) throw new FoyerError('resource.not_found', `No model file ${hash}`);
      return configured(file, use);
    },

    /** Throws `path.not_found`, `path.not_a_file`, `path.of_foyer`, and what `add` throws. */
    async addPath({ path, ...use }: Use & { path: string }, signal: AbortSignal): Promise<Model> {
      return await withPlainFile(path, dataFolder, async (file, { sizeBytes }) => {
        const content = file.createReadStream({ autoClose: false });
        return await add(content, { fileName: basename(path), sizeBytes }, use, signal);
      });
    },

    /** Throws `resource.not_found`, and `model.in_use` while a model is configured with it. */
    async remove(hash: string): Promise<void> {
      const file = files.list().find(one => one.hash === hash);
      if (file === undefined) throw new FoyerError('resource.not_found', `No model file ${hash}`);
      const [user] = usersOf(file.name);
      if (user !== undefined) throw new FoyerError('model.in_use', `${user.name} is configured`);
      await files.remove(hash);
    },

    /** A model that was removed takes its file along, where no other one uses it. */
    async removeModel(id: string): Promise<void> {
      const gone = models.list().find(one => one.id === id);
      models.remove(id);
      if (gone?.provider !== 'inside' || usersOf(gone.model).length > 0) return;
      const file = files.list().find(({ name }) => name === gone.model);
      if (file !== undefined) await files.remove(file.hash);
    },

    /** What the doctor tells: files that are not whole, those that are missing, and those that nobody uses. */
    look() {
      const kept = files.list();
      const unused = kept.filter(({ name }) => usersOf(name).length === 0);
      const missing = models
        .list()
        .filter(({ provider, model }) => provider === 'inside' && !kept.some(({ name }) => name === model));
      return { kept, unused, missing, damaged: kept.filter(file => !files.isWhole(file)) };
    },
  };
}

/** What a file that is there takes, as far as its size tells. */
function takesOf(sizeBytes: number) {
  return {
    purpose: 'chat' as const,
    memoryBytes: usualNeed(sizeBytes),
    weightBytes: sizeBytes,
    diskBytes: 0,
  };
}
