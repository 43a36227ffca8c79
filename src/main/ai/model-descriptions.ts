import type { ModelAbility } from '#shared/contract/model-kinds.ts';
import { fieldOf, numberOf, textOf } from './model-server.ts';
import type { ServerModel } from './server-models.ts';

/** What a server said of a model; what it did not say is null. */
type Said = Omit<ServerModel, 'name'>;

/** How servers call what a model can do: Ollama, llama.cpp, LM Studio. */
const ABILITIES: Readonly<Record<string, ModelAbility>> = {
  completion: 'chat',
  embedding: 'embedding',
  embeddings: 'embedding',
  rerank: 'reranking',
  reranking: 'reranking',
  vision: 'vision',
  multimodal: 'vision',
  tools: 'tools',
  tool_use: 'tools',
  thinking: 'reasoning',
};

/** What LM Studio calls the kinds of its models. */
const LM_STUDIO_KINDS: Readonly<Record<string, ModelAbility[]>> = {
  llm: ['chat'],
  vlm: ['chat', 'vision'],
  embeddings: ['embedding'],
};

/** Null where the server lists none. */
function abilitiesIn(said: unknown): ModelAbility[] | null {
  if (!Array.isArray(said)) return null;
  const known = said.flatMap(word => (typeof word === 'string' ? (ABILITIES[word] ?? []) : []));
  return known.length === 0 ? null : [...new Set(known)];
}

function purposeOf(abilities: ModelAbility[] | null): Said['purpose'] {
  if (abilities?.includes('reranking') === true) return 'reranking';
  if (abilities?.includes('embedding') === true) return 'embedding';
  return abilities?.includes('chat') === true ? 'chat' : null;
}

/** An entry of `/api/tags`. */
export function ollamaListed(model: unknown): Pick<Said, 'bytes' | 'family' | 'parameters'> {
  const details = fieldOf(model, 'details');
  return {
    bytes: numberOf(model, 'size'),
    family: worded(textOf(details, 'family')),
    parameters: worded(textOf(details, 'parameter_size')),
  };
}

/** What `/api/show` says. */
export function ollamaShown(shown: unknown): Pick<Said, 'purpose' | 'contextTokens' | 'abilities'> {
  const abilities = abilitiesIn(fieldOf(shown, 'capabilities'));
  const info = fieldOf(shown, 'model_info');
  const name = Object.keys(info ?? {}).find(key => key.endsWith('.context_length'));
  return {
    purpose: purposeOf(abilities),
    contextTokens: name === undefined ? null : numberOf(info, name),
    abilities,
  };
}

/** Fields servers of OpenAI's protocol add to a model: vLLM, llama.cpp and LM Studio name the window differently. */
export function contextOf(model: unknown): number | null {
  for (const name of ['max_model_len', 'context_length', 'max_context_length', 'max_input_tokens']) {
    const value = numberOf(model, name);
    if (value !== null) return value;
  }
  return numberOf(fieldOf(model, 'meta'), 'n_ctx_train');
}

/** LM Studio signs its models so. */
export function isOfLmStudio(model: unknown): boolean {
  return textOf(model, 'owned_by') === 'organization_owner';
}

/**
 * An entry of `/v1/models`.
 * @param beside a list in which the same models are described once more: llama.cpp's `models`, LM Studio's `data`
 */
export function openAiListed(model: unknown, beside: unknown): Said {
  const id = textOf(model, 'id');
  const more = [fieldOf(beside, 'models'), fieldOf(beside, 'data')]
    .flatMap(list => (Array.isArray(list) ? (list as unknown[]) : []))
    .find(entry => entry !== model && [textOf(entry, 'model'), textOf(entry, 'id')].includes(id));
  const meta = fieldOf(model, 'meta');
  const kinds = LM_STUDIO_KINDS[textOf(more, 'type') ?? ''] ?? [];
  const listed = abilitiesIn(fieldOf(more, 'capabilities')) ?? [];
  const abilities = kinds.length + listed.length === 0 ? null : [...new Set([...kinds, ...listed])];
  const parameters = numberOf(meta, 'n_params');
  return {
    bytes: numberOf(meta, 'size'),
    purpose: purposeOf(abilities),
    contextTokens: contextOf(model) ?? contextOf(more),
    family: worded(textOf(more, 'arch') ?? textOf(fieldOf(more, 'details'), 'family')),
    parameters: parameters === null ? null : inBillions(parameters),
    abilities,
  };
}

function inBillions(count: number): string {
  return count < 1e9 ? `${Math.round(count / 1e6)}M` : `${Math.round(count / 1e8) / 10}B`;
}

function worded(text: string | null): string | null {
  return text === '' ? null : text;
}
