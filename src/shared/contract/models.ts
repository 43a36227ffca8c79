import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { normaliseModelAddress } from '../lib/model-address.ts';
import { cloudConsent } from './cloud-consent.ts';
import { modelFindings, modelPace, windowFit } from './model-findings.ts';
import { remoteProvider, modelProvider, modelPurpose } from './model-kinds.ts';
import { offeredModel, detectedServer } from './model-sources.ts';
import { arrayQuery, empty, id, instant, silenceSeconds } from './vocabulary.ts';
import { administrators, everyone, route } from './route.ts';
import { CONNECT_SECONDS, MODEL_NAME_MAX_LENGTH, OTHER_SERVERS_MAX, READING_SECONDS } from './limits.ts';

export * from './model-findings.ts';

export const model = z.object({
  id,
  name: z.string(),
  provider: modelProvider,
  model: z.string(),
  url: z.string().nullable(),
  purpose: modelPurpose,
  /** Whether a key is stored; the key itself never comes back. */
  hasKey: z.boolean(),
  /** True when the address is on this machine or this network. */
  local: z.boolean(),
  /** The places outside where what it reads goes to, by their names; none for a local one. */
  cloudPlaces: z.array(z.string()),
  /** That documents and questions may go there to be compared by meaning; null for models that answer, and without a yes. */
  embeddingConsent: cloudConsent.nullable(),
  maxOutputTokens: z.number().int(),
  contextTokens: z.number().int(),
  /** Its own, which it is always asked with; null leaves it to the chatbot. */
  temperature: z.number().nullable(),
  findings: modelFindings,
  pace: modelPace,
  /** How long it may read before its first word, in seconds; one that is slow is given fewer passages. */
  readingSeconds: z.number().int(),
  /** Addresses of other servers that have it under the same name, reached with the same key. */
  otherUrls: z.array(z.string()),
  /** How long it may take to be connected to, and be silent before its first word and between two, in seconds; null: as long as usual. */
  connectSeconds: z.number().int().nullable(),
  firstWordSeconds: z.number().int().nullable(),
  betweenWordsSeconds: z.number().int().nullable(),
  inputPrice: z.number().nullable(),
  outputPrice: z.number().nullable(),
  isDefault: z.boolean(),
  active: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});
export type Model = z.infer<typeof model>;

/** One of several servers of a model, as it is now; numbered from 1. */
export const modelServerState = z.object({
  modelId: id,
  number: z.number().int(),
  url: z.string().nullable(),
  /** How many questions it is asked now. */
  asked: z.number().int(),
  /**
   * `left_alone`: after failing repeatedly, or because it asked for it; `due`: the next question looks whether it is well;
   * `tried`: that is looked at now.
   */
  state: z.enum(['answers', 'left_alone', 'due', 'tried']),
  /** When it is no longer left alone; null where it is not. */
  until: instant.nullable(),
  /** Why it did not answer last; null once it has answered since. */
  lastFailure: z.enum(errorCodes).nullable(),
});
export type ModelServerState = z.infer<typeof modelServerState>;

/** As a person pastes it; kept as the base address of the server. */
const serverAddress = z
  .string()
  .trim()
  .max(500)
  .refine(typed => normaliseModelAddress('openai', typed) !== null, 'Not the address of a server');

const fields = {
  name: z.string().trim().min(1).max(MODEL_NAME_MAX_LENGTH),
  provider: modelProvider,
  model: z.string().trim().min(1).max(200),
  /** Null for the provider's own. */
  url: serverAddress.nullable(),
  otherUrls: z.array(serverAddress).max(OTHER_SERVERS_MAX),
  purpose: modelPurpose,
  /** Write-only. Null removes the stored key. */
  apiKey: z.string().trim().min(1).max(500).nullable(),
  maxOutputTokens: z.number().int().min(16).max(128_000),
  contextTokens: z.number().int().min(128).max(2_000_000),
  temperature: z.number().min(0).max(2).nullable(),
  readingSeconds: z.number().int().min(READING_SECONDS.min).max(READING_SECONDS.max),
  connectSeconds: z.number().int().min(CONNECT_SECONDS.min).max(CONNECT_SECONDS.max).nullable(),
  firstWordSeconds: silenceSeconds.nullable(),
  betweenWordsSeconds: silenceSeconds.nullable(),
  inputPrice: z.number().min(0).nullable(),
  outputPrice: z.number().min(0).nullable(),
  isDefault: z.boolean(),
  active: z.boolean(),
};

export const modelCreate = z
  .object(fields)
  .partial()
  .required({ name: true, provider: true, model: true })
  .strict();
export type ModelCreate = z.infer<typeof modelCreate>;
export const modelUpdate = z.object(fields).partial().extend({ id }).strict();
export type ModelUpdate = z.infer<typeof modelUpdate>;

/** A server to be asked. */
export const modelAddress = z
  .object({ provider: remoteProvider, url: fields.url, apiKey: fields.apiKey, modelId: id })
  .partial()
  .required({ provider: true })
  .strict();
export type ModelAddress = z.infer<typeof modelAddress>;

export const modelTest = z.object({
  ok: z.boolean(),
  code: z.enum(errorCodes).nullable(),
  /** What the server said, for the person who wants to know. */
  detail: z.string().nullable(),
  firstTokenMs: z.number().int().nullable(),
  totalMs: z.number().int().nullable(),
  /** Output tokens a second, when the server reports counts. */
  tokensPerSecond: z.number().nullable(),
  /** Dimension of the vectors of an embedding model. */
  dimension: z.number().int().nullable(),
  reply: z.string().nullable(),
  /** What a model that Foyer runs takes of the memory, in bytes. */
  memoryBytes: z.number().nullable(),
  /** What it would take, and what is free, where that is not enough. */
  missingMemory: z.object({ neededBytes: z.number(), freeBytes: z.number() }).nullable(),
  /** Null where that cannot be said: of a model elsewhere, and of embeddings. */
  window: windowFit.nullable(),
  findings: modelFindings,
  pace: modelPace,
});
export type ModelTest = z.infer<typeof modelTest>;

const tag = 'Models';

export const models = {
  list: route({ access: everyone, method: 'GET', path: '/llm', summary: 'Configured models', tag })
    .input(arrayQuery.strict())
    .output(z.array(model)),

  create: route({
    access: administrators,
    method: 'POST',
    path: '/llm',
    summary: 'Add a model',
    tag,
    successStatus: 201,
  })
    .input(modelCreate)
    .output(model),

  update: route({ access: administrators, method: 'PUT', path: '/llm/{id}', summary: 'Change a model', tag })
    .input(modelUpdate)
    .output(model),

  remove: route({
    access: administrators,
    method: 'DELETE',
    path: '/llm/{id}',
    summary: 'Remove a model',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(empty),

  test: route({
    access: administrators,
    method: 'POST',
    path: '/llm/{id}/test',
    needs: 'nothing',
    summary: 'Ask the model a short question and measure',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(modelTest),

  /** Tries settings that are not saved yet. */
  testDraft: route({
    access: administrators,
    method: 'POST',
    path: '/llm/test',
    needs: 'nothing',
    summary: 'Try a model before adding it',
    tag,
  })
    .input(modelCreate)
    .output(modelTest),

  embed: route({
    access: [...administrators, 'key:search'],
    method: 'POST',
    path: '/llm/embed',
    needs: 'nothing',
    summary: 'Vectors of texts, from the embedding model that search uses',
    tag,
  })
    .input(z.object({ texts: z.array(z.string().min(1).max(100_000)).min(1).max(2_048) }).strict())
    .output(z.object({ model: z.string(), vectors: z.array(z.array(z.number())) })),

  /** Documents and questions may leave for where an embedding model is. */
  allowCloud: route({
    access: administrators,
    method: 'PUT',
    path: '/llm/{id}/cloud',
    summary: 'Agree that documents and questions leave for the server of an embedding model',
    tag,
  })
    .input(z.object({ id, host: z.string().min(1).max(300) }).strict())
    .output(model),

  withdrawCloud: route({
    access: administrators,
    method: 'DELETE',
    path: '/llm/{id}/cloud',
    summary: 'Let nothing leave for the server of an embedding model any more',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(model),

  servers: route({
    access: administrators,
    method: 'GET',
    path: '/llm/servers',
    summary: 'How the servers of models that have several are now',
    tag,
  })
    .input(empty)
    .output(z.array(modelServerState)),

  detect: route({
    access: administrators,
    method: 'GET',
    path: '/llm/detect',
    summary: 'Model servers found on this machine and at the addresses of configured models',
    tag,
  })
    .input(empty)
    .output(z.array(detectedServer)),

  /** With the key given; else that of the model named, where its address is still the same. */
  offered: route({
    access: administrators,
    method: 'POST',
    path: '/llm/offered',
    needs: 'nothing',
    summary: 'Models that a server lists',
    tag,
  })
    .input(modelAddress)
    .output(z.object({ models: z.array(offeredModel), failure: z.enum(errorCodes).nullable() })),
};
