import { newId } from '#main/platform/new-id.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { createChatModel } from './chat-model.ts';
import { createEmbedder } from './embedder.ts';
import type { InsideModels } from './inside/inside-model.ts';
import { createReranker } from './reranker.ts';
import type { ModelMemory } from './model-memory.ts';
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
  | { purpose: 'embedding'; dimension: number; totalMs: number }
  | { purpose: 'reranking'; totalMs: number };

/** Enough for a sentence after some reasoning. */
const TEST_TOKENS = 1_024;
const TEST_CONTEXT_TOKENS = 2_048;
const LONGEST_SAMPLE = 200; // characters

/** Instructions and a question, as answers have them: what a model refuses of these shows here. */
const WORDS: Record<Language, { system: string; rule: string; question: string }> = {
  fr: {
    system: 'Tu réponds par une courte phrase.',
    rule: 'Règle : le bureau ouvre à neuf heures, et chaque demande reçoit une réponse dans les trois jours ouvrés.',
    question: 'Es-tu prêt ?',
  },
  en: {
    system: 'You answer with one short sentence.',
    rule: 'Rule: the office opens at nine, and each request is answered within three working days.',
    question: 'Are you ready?',
  },
};

/** About 300 tokens: what is read in less time than a call takes tells nothing of a model's speed. */
const RULES_READ = 12;

/** Something to read that no server has read before: what it remembers costs it no time. */
function instructionsOf({ system, rule }: (typeof WORDS)[Language]): string {
  const rules = Array.from({ length: RULES_READ }, (_, index) => `${index + 1}. ${rule}`);
  return [`(${newId()})`, system, ...rules].join('\n');
}

/** Two passages as long as those of documents. */
function passagesOf(words: (typeof WORDS)[Language]): string[] {
  const rules = instructionsOf(words);
  return [rules, rules];
}

type Deps = {
  fetch: OutboundFetch;
  inside?: InsideModels | undefined;
  signal: AbortSignal;
  language?: Language;
  limits?: Partial<ModelLimits>;
  /** Learns what the model refuses and how it reasons. */
  memory?: ModelMemory;
};

/**
 * Asks a configured model for something small and measures it: what it reports was seen, not assumed.
 * Throws FoyerError with the `model.*` code of what went wrong.
 */
export async function testModel(
  endpoint: ModelEndpoint,
  purpose: ModelTest['purpose'],
  deps: Deps,
): Promise<ModelTest> {
  const startedAt = performance.now();
  const elapsed = (): number => Math.round(performance.now() - startedAt);
  if (purpose === 'embedding') {
    const embedder = createEmbedder(endpoint, {
      fetch: deps.fetch,
      inside: deps.inside,
      ...(deps.memory === undefined ? {} : { memory: deps.memory }),
      ...(deps.limits?.wholeAnswerMs === undefined ? {} : { timeoutMs: deps.limits.wholeAnswerMs }),
    });
    const [vector] = await embedder.embed([WORDS.fr.question], { kind: 'query', signal: deps.signal });
    // Something longer, from which its pace is known before the first document is embedded.
    await embedder.embed(passagesOf(WORDS.fr), { kind: 'passage', signal: deps.signal });
    return { purpose, dimension: vector?.length ?? 0, totalMs: elapsed() };
  }
  if (purpose === 'reranking') {
    const reranker = createReranker(endpoint, {
      fetch: deps.fetch,
      inside: deps.inside,
      ...(deps.memory === undefined ? {} : { memory: deps.memory }),
    });
    await reranker.rank(WORDS.fr.question, passagesOf(WORDS.fr), { signal: deps.signal });
    return { purpose, totalMs: elapsed() };
  }
  const model = createChatModel(endpoint, deps);
  const words = WORDS[deps.language ?? 'fr'];
  const request = {
    system: instructionsOf(words),
    turns: [{ role: 'user' as const, content: words.question }],
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
    } else if (delta.type === 'take-back') {
      firstTokenMs = null;
      sample = '';
    } else if (delta.type === 'end') {
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
