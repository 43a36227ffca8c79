import { z } from 'zod';
import { MODEL_FILE_MAX_BYTES, MODEL_NAME_MAX_LENGTH } from './limits.ts';
import { modelPurpose } from './model-kinds.ts';
import { modelFit } from './model-sources.ts';

const sentence = z.string().trim().min(1).max(300);
const bytes = z.number().int().min(1).max(MODEL_FILE_MAX_BYTES);

/** Encrypted; or a machine of an office's own network by its number, which needs no certificate. No password in either. */
const FETCHED =
  /^(?:https:\/\/[^\s/?#@\\]+|http:\/\/(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}(?::\d{1,5})?)\/[^\s\\]*$/u;

/** What a catalogue says of a model. */
const described = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/u),
  name: z.string().trim().min(1).max(MODEL_NAME_MAX_LENGTH),
  about: z.object({ fr: sentence, en: sentence }).strict(),
  purpose: modelPurpose,
  /** What it is chosen for, among those of the list. */
  choice: z.enum(['fast', 'balanced', 'best', 'embedding', 'reranking']),
  /** That it writes or compares well, as two letters each. */
  languages: z.array(z.string().regex(/^[a-z]{2}$/u)).min(1),
  licence: z.string().trim().min(1).max(80),
  /** As people say it, e.g. `7.2B`. */
  parameters: z.string().trim().min(1).max(20),
  sizeBytes: bytes,
  /** What it takes of the memory with a window of 4,096 tokens, or its longest text. */
  memoryBytes: bytes,
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** A model that can be fetched, as a catalogue has it. */
export const catalogueEntry = described
  .extend({
    fileName: z.string().regex(/^[\w.-]{1,150}\.gguf$/iu),
    /** `https`, or `http` where it is the number of a machine of the own network. */
    address: z.url().regex(FETCHED),
  })
  .strict()
  .refine(
    ({ purpose, choice }) => (choice === 'embedding' || choice === 'reranking' ? choice : 'chat') === purpose,
    {
      path: ['choice'],
    },
  );
export type CatalogueEntry = z.infer<typeof catalogueEntry>;

export const catalogue = z
  .object({ version: z.literal(1), models: z.array(catalogueEntry).max(100) })
  .strict();
export type Catalogue = z.infer<typeof catalogue>;

/** What is wrong with a catalogue that somebody gave, and where: one sentence each for the person. */
export const catalogueProblem = z.object({
  what: z.enum(['not_json', 'missing', 'wrong', 'unknown', 'twice']),
  /** The model, by its id or its number in the list; null for the whole. */
  model: z.string().nullable(),
  field: z.string().nullable(),
});
export type CatalogueProblem = z.infer<typeof catalogueProblem>;

/** A model of the catalogue on this machine. */
export const catalogueModel = described.extend({
  /** Where it comes from. */
  host: z.string(),
  fit: modelFit,
  /** The best that fits, of its purpose. */
  isBest: z.boolean(),
  /** Its file is here already. */
  isKept: z.boolean(),
});
export type CatalogueModel = z.infer<typeof catalogueModel>;

export const catalogueView = z.object({
  /** `given`: an administrator put another one in the place of Foyer's own. */
  source: z.enum(['shipped', 'given']),
  /** Nothing may be fetched now. */
  offline: z.boolean(),
  /** Of the machine. */
  memoryBytes: z.number(),
  models: z.array(catalogueModel),
});
export type CatalogueView = z.infer<typeof catalogueView>;
