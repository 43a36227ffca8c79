import type { Refusal } from '#shared/contract/models.ts';

/** What a model's server said of a request it did not take, as far as we understand it. */
export type RefusalFacts = {
  /** What it does not take; null when it says nothing we know. */
  refused: Refusal | 'turn_order' | null;
  /** The size of its window in tokens. */
  windowTokens: number | null;
  /** Tokens it counted in the prompt that did not fit. */
  promptTokens: number | null;
  /** The most texts it embeds in one call. */
  textsPerCall: number | null;
};

/** Templates and servers that know no role `system`: Gemma, Mistral 7B, o1, models behind Gemini's and Bedrock's protocol. */
const NO_SYSTEM_ROLE = [
  /system (?:role|messages?|prompts?|instructions?)\b.{0,40}\b(?:not|n[o']t) (?:be )?(?:supported|allowed|enabled|accepted)/i,
  /(?:not|n[o']t) (?:support|allow|accept)\b.{0,30}\bsystem (?:role|messages?|prompts?|instructions?)/i,
  /only user,? (?:and |model |assistant |and assistant |tool )*roles? (?:are|is) supported/i,
  /does not support '(?:system|developer)'/i,
  /(?:system|developer) instruction is not enabled/i,
  /(?:invalid|unexpected|unknown|unsupported) (?:value for )?role\W{0,4}(?:system|developer)/i,
  /role\W{1,4}(?:system|developer)\W{1,4}is (?:not|invalid)/i,
  /'(?:system|developer)' (?:role )?is not one of/i,
  /input should be 'user' or 'assistant'/i,
];

/** Templates that want question and answer in turn; a system turn puts the older ones out of step too. */
const TURN_ORDER =
  /roles must alternate|must alternate between|alternating (?:user|roles)|first message must (?:be|have).{0,20}user|consecutive (?:user|assistant) messages/i;

/** Streams that only some accounts get (OpenAI), and models that have none. */
const NO_STREAM =
  /(?:not|n[o']t) support stream|verified to stream|stream(?:ing)? (?:is )?not (?:supported|allowed)/i;

const PARAMETERS = [
  'stream_options',
  'max_completion_tokens',
  'max_tokens',
  'temperature',
  'encoding_format',
  'truncate',
] as const;

const WINDOW = [
  /maximum context (?:length|size|window)[^\d]{0,20}(\d[\d,]*)/i, // OpenAI, vLLM, DeepSeek, OpenRouter
  /"n_ctx":\s*(\d+)/, // llama.cpp
  /context (?:length|size|window) of (?:only )?(\d[\d,]*)/i, // LM Studio
  /tokens? > (\d[\d,]*) maximum/i, // Anthropic
  /maximum number of tokens allowed[^\d]{0,4}(\d[\d,]*)/i, // Gemini
  /model with (\d[\d,]*) maximum context/i, // Mistral
  /context length \((\d[\d,]*) tokens?\)/i, // SGLang
  /cannot exceed (\d[\d,]*)/i, // Cohere
  /must (?:be <=|have less than) (\d[\d,]*)/i, // TGI
  /(?:current )?batch size: (\d[\d,]*)/i, // llama.cpp, embedding
  /maximum (?:input|sequence) length[^\d]{0,20}(\d[\d,]*)/i,
  /(?:max(?:imum)?|limit)[^\d]{0,24}?(\d[\d,]*) tokens/i,
];

const PROMPT = [
  /\((\d[\d,]*) in the messages/i,
  /messages resulted in (\d[\d,]*)/i,
  /has (\d[\d,]*) input tokens/i,
  /has (\d[\d,]*) tokens/i,
  /"n_prompt_tokens":\s*(\d+)/,
  /keep the first (\d[\d,]*) tokens/i,
  /too long: (\d[\d,]*) tokens/i,
  /token count \((\d[\d,]*)\)/i,
  /prompt contains (\d[\d,]*) tokens/i,
  /input \((\d[\d,]*) tokens\)/i,
  /given: (\d[\d,]*)/i,
  /\((\d[\d,]*) of text input/i,
];

const TEXTS_PER_CALL = [
  /batch size \d+ > maximum allowed batch size (\d+)/i, // TEI
  /batch size.{0,60}(?:larger than|at most|exceed|maximum of|max(?:imum)?(?: is)?)[^\d]{0,6}(\d+)/i, // DashScope
  /at most (\d+) (?:requests|inputs|texts|documents|items|instances)/i, // Gemini
  /(?:max(?:imum)?|limit)[^\d]{0,30}?(\d+) (?:texts|inputs|documents|items)/i, // Cohere, Voyage
];

function numberIn(text: string, patterns: readonly RegExp[]): number | null {
  for (const pattern of patterns) {
    const digits = pattern.exec(text)?.[1];
    if (digits !== undefined) return Number(digits.replaceAll(',', ''));
  }
  return null;
}

/** Reads what a server wrote about a request it refused. */
export function readRefusal(body: string): RefusalFacts {
  return {
    refused: refusedIn(body),
    windowTokens: numberIn(body, WINDOW),
    promptTokens: numberIn(body, PROMPT),
    textsPerCall: numberIn(body, TEXTS_PER_CALL),
  };
}

function refusedIn(body: string): RefusalFacts['refused'] {
  if (NO_SYSTEM_ROLE.some(pattern => pattern.test(body))) return 'system_role';
  if (TURN_ORDER.test(body)) return 'turn_order';
  if (NO_STREAM.test(body)) return 'stream';
  // The field the server names itself, else the first that its words hold: "'max_tokens' is not supported, use
  // 'max_completion_tokens'".
  const named = /"param":\s*"(\w+)"/.exec(body)?.[1];
  return (
    PARAMETERS.find(name => name === named) ??
    PARAMETERS.map(name => ({ name, at: body.search(new RegExp(`\\b${name}\\b`)) }))
      .filter(({ at }) => at !== -1)
      .sort((one, other) => one.at - other.at)[0]?.name ??
    null
  );
}
