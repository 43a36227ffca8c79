import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { GgufFileInfo, GgufInsights, Llama } from 'node-llama-cpp';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import type { FileDescription, FoundMachine } from './engine-messages.ts';
import { DESCRIBED_WINDOWS } from './memory-need.ts';

type Library = typeof import('node-llama-cpp');
export type Engine = { library: Library; llama: Llama };
type Computing = Pick<
  Llama,
  'gpu' | 'supportsGpuOffloading' | 'systemInfo' | 'cpuMathCores' | 'getGpuDeviceNames' | 'getVramState'
>;

/**
 * The library and its compiled part, which is one package for each system: Foyer runs without it. Throws
 * `model.engine_missing`.
 *
 * @param graphics whether a graphics card is looked for
 * @param find only tests give another one
 */
export async function openEngine(
  graphics: boolean,
  find: () => Promise<Library> = () => import('node-llama-cpp'),
): Promise<Engine> {
  try {
    const library = await find();
    const llama = await library.getLlama({
      build: 'never',
      // Apple's build has no other.
      gpu: graphics || process.platform === 'darwin' ? 'auto' : false,
      progressLogs: false,
      logLevel: library.LlamaLogLevel.error,
    });
    return { library, llama };
  } catch (error) {
    throw new FoyerError('model.engine_missing', `The engine does not start here: ${wordsOf(error)}`, {
      cause: error,
    });
  }
}

/** What the engine computes with here. */
export async function describeMachine({ llama }: { llama: Computing }): Promise<FoundMachine> {
  const { gpu: api, systemInfo, cpuMathCores: cores } = llama;
  const processor = [...systemInfo.matchAll(INSTRUCTION_SET)].flatMap(([, name]) => name ?? []);
  if (api === false || !llama.supportsGpuOffloading) return { cores, processor, graphics: null };
  const names = await llama.getGpuDeviceNames();
  const { total, unifiedSize } = await llama.getVramState();
  return {
    cores,
    processor,
    graphics: { api, names, memoryBytes: total, isShared: unifiedSize > 0 },
  };
}

/** As llama.cpp lists them: `AVX2 = 1 | FMA = 1`; what it was built with besides is no part of a processor. */
const INSTRUCTION_SET = /\b(?!LLAMAFILE|REPACK|OPENMP|ACCELERATE|KLEIDIAI)([A-Z][A-Z\d_]+) = 1\b/gu;

/**
 * What a file says of itself; the engine is only opened for one that begins as a model does. Throws `model.file_missing`, `model.file_not_gguf`, `model.file_cut`,
 * `model.file_unknown_kind` or `model.engine_missing`.
 */
export async function describeFile(path: string, opened: () => Promise<Engine>): Promise<FileDescription> {
  const size = await requireGguf(path);
  const { library, llama } = await opened();
  let info: GgufFileInfo;
  let insights: GgufInsights;
  try {
    info = await library.readGgufFileInfo(path, {
      sourceType: 'filesystem',
      logWarnings: false,
      spliceSplitFiles: false,
    });
    insights = await library.GgufInsights.from(info, llama);
  } catch (error) {
    // Its head says GGUF: what follows ends too soon, or is none.
    throw new FoyerError('model.file_cut', `Its head cannot be read: ${wordsOf(error)}`, { cause: error });
  }
  const expected = (info.infoEndOffset ?? 0) + insights.modelSize;
  if (size < expected)
    throw new FoyerError('model.file_cut', `It has ${size} of ${expected} bytes`, {
      details: { sizeBytes: size, expectedBytes: expected },
    });
  const parts = split.safeParse(info.metadata).data?.split.count ?? 1;
  if (parts > 1) throw new FoyerError('model.file_cut', `It is one of ${parts} files of its model`);
  const family = String(info.metadata.general.architecture);
  if (!insights.isSupportedByLlamaCpp)
    throw new FoyerError('model.file_unknown_kind', `Models of the kind ${family} do not run here`, {
      details: { family },
    });
  const purpose = purposeOf(info, insights);
  return {
    title: info.metadata.general.name ?? null,
    family,
    purpose,
    parameters: insights.totalParameters,
    trainedTokens: insights.trainContextSize ?? null,
    vocabularySize: info.metadata.tokenizer.ggml.tokens.length,
    weightBytes: insights.modelSize,
    windows: DESCRIBED_WINDOWS.map(tokens => ({ tokens, bytes: windowBytes(insights, tokens, purpose) })),
  };
}

/** A large model may come as several files, each with a part of it. */
const split = z.object({ split: z.object({ count: z.number() }) });

/** `LLAMA_POOLING_TYPE_RANK` of llama.cpp. */
const POOLS_BY_RANK = 4;

/**
 * Models that compare say how they pool what they read; those that speak do not. One that ranks has a classifier above
 * that, and either says so or is of a kind that has it for nothing else.
 */
function purposeOf(
  { metadata, architectureMetadata }: GgufFileInfo,
  { supportsRanking }: GgufInsights,
): FileDescription['purpose'] {
  if (supportsRanking && (architectureMetadata.pooling_type ?? POOLS_BY_RANK) === POOLS_BY_RANK)
    return 'reranking';
  if (architectureMetadata.pooling_type != null) return 'embedding';
  const isEncoder = architectureMetadata.attention?.causal === false;
  return isEncoder || /bert/u.test(metadata.general.architecture) ? 'embedding' : 'chat';
}

function windowBytes(insights: GgufInsights, tokens: number, purpose: FileDescription['purpose']): number {
  return insights.estimateContextResourceRequirements({
    contextSize: tokens,
    modelGpuLayers: 0,
    batchSize: READ_AT_ONCE,
    sequences: 1,
    isEmbeddingContext: purpose !== 'chat',
  }).cpuRam;
}

/** Tokens that are read in one go: an answer that nobody waits for any more ends after them. */
export const READ_AT_ONCE = 128;

const GGUF_MAGIC = 'GGUF';

/** The size of a file that begins as it should. */
async function requireGguf(path: string): Promise<number> {
  const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (!isThere) throw new FoyerError('model.file_missing', `Its file ${path} is not there`);
  const file = await open(path);
  try {
    const head = Buffer.alloc(GGUF_MAGIC.length);
    await file.read(head, 0, head.length, 0);
    if (head.toString('latin1') !== GGUF_MAGIC)
      throw new FoyerError('model.file_not_gguf', 'The file is no GGUF model');
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

export function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}
