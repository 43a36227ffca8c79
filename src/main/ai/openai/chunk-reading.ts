import type { ModelEvent } from '../answer-stream.ts';
import type { ServerTiming } from '../answer-timing.ts';
import { errorInAnswer } from '../error-objects.ts';
import type { ErrorSubject } from '../model-errors.ts';
import { fieldOf, numberOf, textOf } from '../model-server.ts';
import type { EndReason } from '../ports.ts';
import { argumentsText, type ToolCallPiece } from '../tool-calls.ts';

const CUT_SHORT = new Set(['length', 'max_tokens', 'model_length', 'max_output_tokens', 'token_limit']);
const FILTERED = new Set([
  'content_filter',
  'content_filtered',
  'safety',
  'recitation',
  'prohibited_content',
  'blocklist',
  'spii',
  'sensitive',
  'refusal',
  'guardrail_intervened',
]);

/** Fields that servers give reasoning apart from the text: DeepSeek, vLLM and llama.cpp; OpenRouter, Groq and Ollama; others. */
const REASONING_FIELDS = ['reasoning_content', 'reasoning', 'thinking', 'reasoning_text', 'thought'];

function endReasonOf(finish: string): Exclude<EndReason, 'tool_calls'> {
  // Some add why: `content_filter: PROHIBITED_CONTENT`.
  const said = finish.toLowerCase().split(/[\s:]/)[0] ?? '';
  if (CUT_SHORT.has(said)) return 'length';
  return FILTERED.has(said) ? 'filter' : 'stop';
}

type Content = { text: string; reasoning: string };

/** Content as text, as parts of many kinds, or as nothing. */
function contentOf(content: unknown): Content {
  if (typeof content === 'string') return { text: content, reasoning: '' };
  if (Array.isArray(content)) {
    const parts = content.map(contentOfPart);
    return {
      text: parts.map(part => part.text).join(''),
      reasoning: parts.map(part => part.reasoning).join(''),
    };
  }
  return typeof content === 'object' && content !== null
    ? contentOfPart(content)
    : { text: '', reasoning: '' };
}

function contentOfPart(part: unknown): Content {
  if (typeof part === 'string') return { text: part, reasoning: '' };
  const type = textOf(part, 'type') ?? 'text';
  const inner = ['text', 'thinking', 'reasoning', 'summary', 'content', 'refusal', 'value']
    .map(name => fieldOf(part, name))
    .find(value => value !== undefined && value !== null);
  if (/think|reason|thought/i.test(type)) return { text: '', reasoning: plain(inner) };
  return /text|refusal/i.test(type) ? { text: plain(inner), reasoning: '' } : { text: '', reasoning: '' };
}

/** The words of a text, of parts of text, or of an object that holds them. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain).join('');
  const { text, reasoning } = value === undefined || value === null ? contentOf('') : contentOf([value]);
  return text + reasoning;
}

function reasoningOf(delta: unknown): string {
  for (const name of REASONING_FIELDS) {
    const words = plain(fieldOf(delta, name));
    if (words !== '') return words;
  }
  return plain(fieldOf(delta, 'reasoning_details'));
}

/** The pieces of calls in a delta, or the whole calls of a message. Some send one call without its list. */
function* callsIn(source: unknown): Generator<ToolCallPiece> {
  const given = fieldOf(source, 'tool_calls');
  const calls: unknown[] = Array.isArray(given) ? given : typeof given === 'object' && given ? [given] : [];
  for (const call of calls) {
    const asked = fieldOf(call, 'function');
    yield {
      type: 'tool-call',
      index: numberOf(call, 'index'),
      id: textOf(call, 'id') || null,
      name: textOf(asked, 'name'),
      text: argumentsText(fieldOf(asked, 'arguments')),
    };
  }
}

/** What llama.cpp's server measured, in milliseconds: `prompt_n` without what it had in its cache, `cache_n`. */
function timingOf(value: unknown, usage: unknown): ServerTiming | null {
  const timings = fieldOf(value, 'timings');
  const tokens = numberOf(timings, 'prompt_n');
  const ms = numberOf(timings, 'prompt_ms');
  if (tokens === null || ms === null) return null;
  const whole = numberOf(usage, 'prompt_tokens');
  const remembered = numberOf(timings, 'cache_n') ?? (whole === null ? 0 : Math.max(0, whole - tokens));
  return {
    type: 'timing',
    read: { tokens, remembered, ms },
    writtenMs: numberOf(timings, 'predicted_ms'),
    loadMs: null,
  };
}

/** Reads the values of one answer, streamed or whole. Throws the error that stands in the place of one. */
export function createChunkReader(subject: ErrorSubject): (value: unknown) => Generator<ModelEvent> {
  let said = '';
  let hasCalled = false;

  /** Some repeat the whole message at the end of what they streamed. */
  function unsaid(text: string): string {
    return said !== '' && text.startsWith(said) ? text.slice(said.length) : text;
  }

  return function* (value) {
    const choices = fieldOf(value, 'choices');
    const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
    const failure = errorInAnswer(value, subject) ?? errorInAnswer(choice, subject);
    if (failure !== null) throw failure;

    const delta = fieldOf(choice, 'delta');
    const message = fieldOf(choice, 'message');
    const source = delta ?? message;
    const { text: fromContent, reasoning: fromParts } = contentOf(fieldOf(source, 'content'));
    const reasoning = reasoningOf(source) + fromParts;
    if (reasoning !== '') yield { type: 'reasoning', text: reasoning };
    const words = fromContent || textOf(source, 'refusal') || textOf(choice, 'text') || '';
    const text = delta === undefined || delta === null ? unsaid(words) : words;
    if (text !== '') {
      said += text;
      yield { type: 'text', text };
    }

    // Those of the whole message that some repeat at the end were told already.
    const isRepeated = hasCalled && (delta === undefined || delta === null);
    for (const call of isRepeated ? [] : callsIn(source)) {
      hasCalled = true;
      yield call;
    }

    const usage = fieldOf(value, 'usage') ?? fieldOf(fieldOf(value, 'x_groq'), 'usage');
    if (usage !== undefined && usage !== null) {
      yield {
        type: 'usage',
        inputTokens: numberOf(usage, 'prompt_tokens'),
        outputTokens: numberOf(usage, 'completion_tokens'),
        cachedTokens:
          numberOf(fieldOf(usage, 'prompt_tokens_details'), 'cached_tokens') ??
          numberOf(usage, 'prompt_cache_hit_tokens'), // DeepSeek
      };
    }
    const timing = timingOf(value, usage);
    if (timing !== null) yield timing;
    const finish = textOf(choice, 'finish_reason') ?? '';
    if (finish !== '') yield { type: 'finish', reason: endReasonOf(finish) };
  };
}
