import { z } from 'zod';
import { modelAbility, modelPurpose, remoteProvider } from './model-kinds.ts';
import { named } from './vocabulary.ts';

/** A model as its server lists it; null is what the server does not say. */
export const offeredModel = z.object({
  model: z.string(),
  purpose: modelPurpose,
  sizeBytes: z.number().nullable(),
  family: z.string().nullable(),
  /** As people say it, e.g. `7.2B`. */
  parameters: z.string().nullable(),
  contextTokens: z.number().int().nullable(),
  abilities: z.array(modelAbility).nullable(),
});
export type OfferedModel = z.infer<typeof offeredModel>;

export const detectedServer = z.object({
  product: z.enum(['ollama', 'lm-studio', 'llama.cpp', 'vllm', 'jan', 'other']),
  provider: remoteProvider,
  /** What answers there, e.g. `Ollama 0.24.0`, `LM Studio`. */
  label: z.string(),
  url: z.string(),
  models: z.array(offeredModel),
  /** It is there, and lists nothing without its key. */
  wantsKey: z.boolean(),
  /** It answers under this machine's address in the network, too. */
  isOpen: z.boolean(),
  /** A hole that is known of its version, and the version that closes it. */
  hole: z.object({ name: z.string(), closedIn: z.string() }).nullable(),
});
export type DetectedServer = z.infer<typeof detectedServer>;

/** Whether a machine is one for a model, and why not. */
export const modelFit = z.object({
  /** `slow`: writes more slowly than people read. `tight`: leaves little to other programs. The last two are refused. */
  verdict: z.enum(['good', 'slow', 'tight', 'no_memory', 'no_disk']),
  /** What it takes of the memory, about, and the most that it may take. */
  takesBytes: z.number(),
  mayTakeBytes: z.number(),
  /** Of the whole machine. */
  memoryBytes: z.number(),
  /** What it takes of the disk yet, and what is free; null where the system does not tell. */
  diskBytes: z.number(),
  freeDiskBytes: z.number().nullable(),
});
export type ModelFit = z.infer<typeof modelFit>;

/** A model worth having on a machine like this one. */
export const recommendedModel = z.object({
  model: z.string(),
  name: z.string(),
  about: named,
  purpose: modelPurpose,
  parameters: z.string(),
  /** Of the download, about. */
  sizeBytes: z.number(),
  licence: z.string(),
  abilities: z.array(modelAbility),
  fit: modelFit,
  /** The best that fits, of its purpose. */
  isBest: z.boolean(),
});
export type RecommendedModel = z.infer<typeof recommendedModel>;

/** Programs whose model files Foyer can use where they lie. */
export const foundProgram = z.enum(['ollama', 'lm-studio', 'jan']);
export type FoundProgram = z.infer<typeof foundProgram>;

/** A model file of another program of this machine. */
export const foundFile = z.object({
  /** Stands for its place. */
  id: z.string(),
  program: foundProgram,
  name: z.string(),
  sizeBytes: z.number(),
  fit: modelFit,
});
export type FoundFile = z.infer<typeof foundFile>;

/** A model that Foyer keeps and runs itself. */
export const modelFile = z.object({
  /** SHA-256 of its bytes; of its place where it is another program's. */
  hash: z.string(),
  /** What a model of provider `inside` names. */
  name: z.string(),
  sizeBytes: z.number(),
  purpose: modelPurpose,
  family: z.string(),
  parameters: z.number(),
  /** The longest text it was made for, in tokens. */
  trainedTokens: z.number().int().nullable(),
  /** The window that suits this machine, in tokens, and what the model takes of the memory with it. */
  contextTokens: z.number().int(),
  memoryBytes: z.number(),
  /** Where it lies when it is another program's: nothing was copied. Null for one that Foyer keeps. */
  place: z.string().nullable(),
  /** Whether its bytes are all there. */
  isWhole: z.boolean(),
  /** The models that it is used as, by their names. */
  usedAs: z.array(z.string()),
});
export type ModelFile = z.infer<typeof modelFile>;

/** What the models that Foyer runs itself compute with on this machine. */
export const modelMachine = z.object({
  cores: z.number().int(),
  /** Instruction sets of the processor that they use, e.g. `AVX2`. */
  processor: z.array(z.string()),
  /** Null: none that they can use. */
  graphics: z
    .object({
      api: z.enum(['metal', 'vulkan', 'cuda']),
      names: z.array(z.string()),
      memoryBytes: z.number(),
      /** Its memory is the machine's. */
      isShared: z.boolean(),
    })
    .nullable(),
  uses: z.enum(['processor', 'graphics']),
  /** Why the graphics card is left alone; null where it is used. `failed`: the engine ended with it since the start. */
  unused: z.enum(['none', 'shared', 'small', 'failed']).nullable(),
});
export type ModelMachine = z.infer<typeof modelMachine>;
