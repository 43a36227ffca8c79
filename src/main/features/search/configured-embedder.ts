import type { ModelPace } from '#shared/contract/models.ts';
import type { Embedder } from '#main/ai/ports.ts';

/** `revision` changes with the model's settings. */
export type ConfiguredEmbedder = {
  modelId: string;
  name: string;
  revision: string;
  /** The host outside at which it reads; null on this machine and its network. */
  outside: string | null;
  embedder: Embedder;
  /** Null where it is not planned with: its server is neither on this machine nor on this network. */
  pace: () => ModelPace | null;
  /** Resolves once nobody waits for an answer of its server. */
  whenFree: (signal: AbortSignal) => Promise<void>;
  /** Whether its server holds one model at a time: used, it throws out the one that answers. */
  throwsOut: () => boolean;
};
