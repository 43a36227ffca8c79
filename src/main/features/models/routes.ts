import type { Model, ModelServerState } from '#shared/contract/models.ts';
import { arrayPage, matching } from '#main/features/access/array-page.ts';
import { isAdministrator, userIdOf, type Principal } from '#main/features/access/principal.ts';
import { onlyFile } from '#main/platform/incoming-files.ts';
import { os } from '#main/features/access/implementer.ts';
import type { Machine } from '#main/ai/machine-fit.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ModelDownloads } from './downloads.ts';
import type { ModelCatalogue } from './catalogue.ts';
import type { FileImports } from './imports.ts';
import type { InsideModelService } from './inside-models.ts';
import type { Measuring } from './measuring.ts';
import type { ModelPulls } from './pulls.ts';
import { recommendedFor } from './recommended-models.ts';
import type { ModelServers } from './servers.ts';
import type { ModelService } from './service.ts';

type Needs = {
  models: ModelService;
  measuring: Measuring;
  servers: ModelServers;
  pulls: ModelPulls;
  downloads: ModelDownloads;
  imports: FileImports;
  inside: InsideModelService;
  catalogue: ModelCatalogue;
  machine: () => Machine;
  states: { list(): ModelServerState[] };
  isOffline: () => boolean;
};

export function createModelRoutes({
  models,
  measuring,
  servers,
  pulls,
  downloads,
  imports,
  inside,
  catalogue,
  machine,
  states,
  isOffline,
}: Needs) {
  return {
    list: os.models.list.handler(({ input, context }) =>
      arrayPage(
        matching(
          models.list().map(model => asSeenBy(context.principal, model)),
          input,
        ),
        input,
        { path: '/llm', setHeader: context.setHeader },
      ),
    ),
    create: os.models.create.handler(async ({ input }) => {
      await models.lookWhere(input);
      const model = models.create(input);
      if (model.provider === 'inside') measuring.soon(model);
      return model;
    }),
    update: os.models.update.handler(async ({ input }) => {
      await models.lookWhere(input, input.id);
      return models.update(input);
    }),
    remove: os.models.remove.handler(async ({ input }) => {
      await inside.removeModel(input.id);
      return {};
    }),
    test: os.models.test.handler(({ input, signal }) => models.test(input.id, signal)),
    testDraft: os.models.testDraft.handler(async ({ input, signal }) => {
      await models.lookWhere(input);
      return await models.testDraft(input, signal);
    }),
    embed: os.models.embed.handler(({ input, signal }) => models.embed(input.texts, signal)),
    allowCloud: os.models.allowCloud.handler(({ input, context }) =>
      models.setCloud(input.id, { host: input.host, givenById: userIdOf(context.principal) }),
    ),
    withdrawCloud: os.models.withdrawCloud.handler(({ input }) => models.setCloud(input.id, null)),
    servers: os.models.servers.handler(() => states.list()),
    detect: os.models.detect.handler(({ signal }) => servers.detect(signal)),
    offered: os.models.offered.handler(({ input, signal }) => servers.offered(input, signal)),
    recommended: os.models.recommended.handler(() => {
      const here = machine();
      return { memoryBytes: here.memoryBytes, offline: isOffline(), models: recommendedFor(here) };
    }),
    catalogue: os.models.catalogue.handler(() => catalogue.view()),
    replaceCatalogue: os.models.replaceCatalogue.handler(({ input }) => ({
      problems: catalogue.replace(input.catalogue),
    })),
    restoreCatalogue: os.models.restoreCatalogue.handler(() => {
      catalogue.restore();
      return {};
    }),
    pulls: os.models.pulls.handler(() => [...imports.list(), ...downloads.list(), ...pulls.list()]),
    download: os.models.download.handler(({ input }) => downloads.begin(input.id)),
    pull: os.models.pull.handler(({ input }) => pulls.begin(input)),
    dropPull: os.models.dropPull.handler(async ({ input: { id } }) => {
      const isDropped = (await imports.drop(id)) || (await downloads.drop(id)) || (await pulls.drop(id));
      if (!isDropped) throw new FoyerError('resource.not_found', `No pull ${id}`);
      return {};
    }),
    importFile: os.models.importFile.handler(async ({ input, context, signal }) =>
      imports.add(await onlyFile(context.files), input, signal ?? new AbortController().signal),
    ),
    importPath: os.models.importPath.handler(({ input, signal }) =>
      imports.addPath(input, signal ?? new AbortController().signal),
    ),
    machine: os.models.machine.handler(() => inside.machine()),
    files: os.models.files.handler(() => inside.list()),
    addFile: os.models.addFile.handler(async ({ input, context, signal }) => {
      const { fileName, content } = await onlyFile(context.files);
      return await inside.add(content, { fileName }, input, signal ?? new AbortController().signal);
    }),
    addFilePath: os.models.addFilePath.handler(({ input, signal }) =>
      inside.addPath(input, signal ?? new AbortController().signal),
    ),
    foundFiles: os.models.foundFiles.handler(() => inside.found(machine())),
    takeFoundFile: os.models.takeFoundFile.handler(({ input, signal }) =>
      inside.useFound(input.hash, machine(), signal ?? new AbortController().signal),
    ),
    removeFile: os.models.removeFile.handler(async ({ input }) => {
      await inside.remove(input.hash);
      return {};
    }),
    uninstall: os.models.uninstall.handler(async ({ input, signal }) => {
      await pulls.uninstall(input, signal ?? new AbortController().signal);
      return {};
    }),
  };
}

/** Where a model answers is for administrators. */
function asSeenBy(principal: Principal, model: Model): Model {
  return isAdministrator(principal)
    ? model
    : { ...model, url: null, cloudPlaces: [], embeddingConsent: null };
}
