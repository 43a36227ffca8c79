import type { Language } from '#shared/contract/vocabulary.ts';
import { createChatModel } from './chat-model.ts';
import { createEmbedder } from './embedder.ts';
import type { ModelLimits } from './limits.ts';
import type { ModelEndpoint, OutboundFetch } from './ports.ts';

/** What a live test of a configured model found. */
export type ModelTest =
  | {
      purpose: 'chat';
      /** The beginning of what the model said. */
      sample: string;
      firstTokenMs: number;
      totalMs: number;
      inputTokens: number | null;
      outputTokens: number | null;
    }
  | { purpose: 'embedding'; dimension: number; totalMs: number };

/** Enough for a sentence; a reasoning model may spend it all before its first word. */
const TEST_TOKENS = 512;
const TEST_CONTEXT_TOKENS = 2_048;
const LONGEST_SAMPLE = 200; // characters

const QUESTION: Record<Language, string> = {
  fr: 'Réponds par une courte phrase : es-tu prêt ?',
  en: 'Answer with one short sentence: are you ready?',
};

/**
 * Asks a configured model for something small and measures it: what it reports was seen, not assumed.
 * Throws FoyerError with the `model.*` code of what went wrong.
 */
export async function testModel(
  endpoint: ModelEndpoint,
  purpose: ModelTest['purpose'],
  deps: { fetch: OutboundFetch; signal: AbortSignal; language?: Language; limits?: Partial<ModelLimits> },
): Promise<ModelTest> {
  const startedAt = performance.now();
  const elapsed = (): number => Math.round(performance.now() - startedAt);
  if (purpose === 'embedding') {
    const embedder = createEmbedder(endpoint, {
      fetch: deps.fetch,
      ...(deps.limits?.wholeAnswerMs === undefined ? {} : { timeoutMs: deps.limits.wholeAnswerMs }),
    });
    const [vector] = await embedder.embed([QUESTION.fr], { kind: 'query', signal: deps.signal });
    return { purpose, dimension: vector?.length ?? 0, totalMs: elapsed() };
  }
  const model = createChatModel(endpoint, deps);
  const request = {
    system: '',
    turns: [{ role: 'user' as const, content: QUESTION[deps.language ?? 'fr'] }],
    grounding: null,
    maxOutputTokens: TEST_TOKENS,
    temperature: 0,
    contextTokens: TEST_CONTEXT_TOKENS,
  };
  let sample = '';
  let firstTokenMs: number | null = null;
  let inputTokens: number | null = null;
  let outputTokens: number | null = null;
  for await (const delta of model.stream(request, { signal: deps.signal })) {
    if (delta.type === 'text') {
      firstTokenMs ??= elapsed();
      sample += delta.text;
    } else {
      ({ inputTokens, outputTokens } = delta);
    }
  }
  return {
    purpose,
    sample: sample.trim().slice(0, LONGEST_SAMPLE),
    firstTokenMs: firstTokenMs ?? elapsed(),
    totalMs: elapsed(),
    inputTokens,
    outputTokens,
  };
}
