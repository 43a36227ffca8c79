import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { SERVER_MODEL_NAME } from '../lib/server-model-name.ts';
import { CATALOGUE_MAX_LENGTH, MODEL_FILE_MAX_BYTES, SERVER_MODEL_NAME_MAX_LENGTH } from './limits.ts';
import { catalogueProblem, catalogueView } from './model-catalogue.ts';
import { modelPurpose } from './model-kinds.ts';
import { foundFile, modelFile, modelMachine, recommendedModel } from './model-sources.ts';
import { model, modelCreate, modelTest } from './models.ts';
import { administrators, route } from './route.ts';
import { empty, id } from './vocabulary.ts';

/** A model on its way: of Ollama's library or of a file to a server, or of the catalogue to Foyer itself. */
export const modelPull = z.object({
  id,
  source: z.enum(['ollama', 'catalogue', 'file']),
  model: z.string(),
  /** Of the server that fetches or is given it, or of the file. */
  url: z.string(),
  state: z.enum(['waiting', 'downloading', 'sending', 'checking', 'testing', 'paused', 'failed', 'done']),
  /** 0 to 1. */
  progress: z.number(),
  /** Not known until its server says so, and forgotten with the process. */
  doneBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
  secondsLeft: z.number().int().nullable(),
  /** Why it failed, or why it waits to be tried again. */
  failure: z.enum(errorCodes).nullable(),
  /** Once it is there: what it was added as, and what its test found. */
  modelId: id.nullable(),
  test: modelTest.nullable(),
});
export type ModelPull = z.infer<typeof modelPull>;

/** How a file becomes a model: what is left out is what the file says. */
const fileUse = { name: modelCreate.shape.name.optional(), purpose: modelPurpose.optional() };

const place = z.object({ url: z.string().trim().min(1).max(500), model: modelCreate.shape.model }).strict();

/** The Ollama that a file is given to, and what it calls the model: by the file, where that is left out. */
const fileTarget = {
  url: place.shape.url,
  model: z.string().trim().max(SERVER_MODEL_NAME_MAX_LENGTH).regex(SERVER_MODEL_NAME).optional(),
};

const modelBytes = {
  maxBytes: MODEL_FILE_MAX_BYTES,
  maxFiles: 1,
  maxRequestBytes: MODEL_FILE_MAX_BYTES,
  underWay: { perSender: MODEL_FILE_MAX_BYTES, inAll: 2 * MODEL_FILE_MAX_BYTES },
};

const tag = 'Models';

/** How models come to this machine: fetched, from a file, or left again. */
export const modelGetting = {
  recommended: route({
    access: administrators,
    method: 'GET',
    path: '/llm/recommended',
    summary: 'Models of Ollama’s library that fit this machine',
    tag,
  })
    .input(empty)
    .output(
      z.object({
        memoryBytes: z.number(),
        /** Nothing may be fetched now. */
        offline: z.boolean(),
        models: z.array(recommendedModel),
      }),
    ),

  catalogue: route({
    access: administrators,
    method: 'GET',
    path: '/llm/catalogue',
    summary: 'Models that Foyer can fetch and run itself, and whether this machine is one for them',
    tag,
  })
    .input(empty)
    .output(catalogueView),

  /** Nothing changes where something is wrong. */
  replaceCatalogue: route({
    access: administrators,
    method: 'PUT',
    path: '/llm/catalogue',
    summary: 'Put another catalogue in the place of the one that Foyer comes with',
    description:
      'What a JSON file like `resources/models/catalogue.json` says; what is wrong with it is told.',
    tag,
  })
    .input(
      z
        .object({
          catalogue: z.unknown().refine(said => JSON.stringify(said ?? '').length <= CATALOGUE_MAX_LENGTH),
        })
        .strict(),
    )
    .output(z.object({ problems: z.array(catalogueProblem) })),

  restoreCatalogue: route({
    access: administrators,
    method: 'DELETE',
    path: '/llm/catalogue',
    summary: 'Go back to the catalogue that Foyer comes with',
    tag,
  })
    .input(empty)
    .output(empty),

  pulls: route({
    access: administrators,
    method: 'GET',
    path: '/llm/pulls',
    summary: 'Models being fetched, and what became of them',
    tag,
  })
    .input(empty)
    .output(z.array(modelPull)),

  /** The job of the pull is paused and resumed as any job: `/jobs/{id}/cancel`, `/jobs/{id}/retry`. */
  pull: route({
    access: administrators,
    method: 'POST',
    path: '/llm/pulls',
    summary: 'Have an Ollama fetch a model, add it and test it',
    tag,
    successStatus: 201,
  })
    .input(place)
    .output(modelPull),

  /** Begins, or goes on with, what stands among the pulls from then on. */
  download: route({
    access: administrators,
    method: 'POST',
    path: '/llm/catalogue/{id}/download',
    summary: 'Fetch a model of the catalogue, add it and test it',
    tag,
    successStatus: 201,
  })
    .input(z.object({ id: z.string().min(1).max(80) }).strict())
    .output(modelPull),

  dropPull: route({
    access: administrators,
    method: 'DELETE',
    path: '/llm/pulls/{id}',
    summary: 'Take a pull off the list that is paused, failed or done',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(empty),

  importFile: route({
    access: administrators,
    method: 'POST',
    path: '/llm/imports',
    summary: 'Have an Ollama make a model of a GGUF file, add it and test it',
    description: 'It goes on as a pull does: listed, paused, resumed and taken off the list with them.',
    tag,
    successStatus: 201,
    takes: modelBytes,
  })
    .input(z.object(fileTarget).strict())
    .output(modelPull),

  /** The same of a file of this machine; `auth.local_only` for anybody else, who sends its bytes. */
  importPath: route({
    access: ['local'],
    method: 'POST',
    path: '/llm/imports/path',
    summary: 'Have an Ollama make a model of a GGUF file of this machine',
    tag,
    successStatus: 201,
  })
    .input(z.object({ path: z.string().min(1).max(4_096), ...fileTarget }).strict())
    .output(modelPull),

  machine: route({
    access: administrators,
    method: 'GET',
    path: '/llm/machine',
    summary: 'What the models that Foyer runs itself compute with: processor, graphics card',
    tag,
  })
    .input(empty)
    .output(modelMachine),

  files: route({
    access: administrators,
    method: 'GET',
    path: '/llm/files',
    summary: 'Models that Foyer keeps and runs itself',
    tag,
  })
    .input(empty)
    .output(z.array(modelFile)),

  addFile: route({
    access: administrators,
    method: 'POST',
    path: '/llm/files',
    summary: 'Take in a GGUF file and add it as a model that Foyer runs itself',
    description: 'A file that is there already is not kept twice; it is used as the model it was added as.',
    tag,
    successStatus: 201,
    takes: modelBytes,
  })
    .input(z.object(fileUse).strict())
    .output(model),

  /** The same of a file of this machine; `auth.local_only` for anybody else, who sends its bytes. */
  addFilePath: route({
    access: ['local'],
    method: 'POST',
    path: '/llm/files/path',
    summary: 'Take in a GGUF file of this machine and add it as a model',
    tag,
    successStatus: 201,
  })
    .input(z.object({ path: z.string().min(1).max(4_096), ...fileUse }).strict())
    .output(model),

  foundFiles: route({
    access: administrators,
    method: 'GET',
    path: '/llm/found-files',
    summary: 'Model files of Ollama, LM Studio and Jan on this machine that are not used yet',
    tag,
  })
    .input(empty)
    .output(z.array(foundFile)),

  takeFoundFile: route({
    access: administrators,
    method: 'POST',
    path: '/llm/found-files/{hash}',
    summary: 'Use the model file of another program where it lies, without copying it',
    tag,
    successStatus: 201,
  })
    .input(z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/u) }).strict())
    .output(model),

  /** Throws `model.in_use` while a model is configured with it. */
  removeFile: route({
    access: administrators,
    method: 'DELETE',
    path: '/llm/files/{hash}',
    summary: 'Delete a model file that no model uses',
    tag,
  })
    .input(z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/u) }).strict())
    .output(empty),

  uninstall: route({
    access: administrators,
    method: 'POST',
    path: '/llm/uninstall',
    needs: 'nothing',
    summary: 'Delete a model from an Ollama and its disk',
    tag,
  })
    .input(place)
    .output(empty),
};
