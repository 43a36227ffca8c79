import { inspect } from 'node:util';
import { withoutSecrets } from '#main/platform/redaction.ts';
import { networkErrorCode } from '#main/platform/outbound/index.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ErrorCode, ErrorDetails } from '#shared/errors.ts';
import { readRefusal, type RefusalFacts } from './server-refusals.ts';

/** Whom an error is about. `apiKey` is only used to keep it out of messages. */
export type ErrorSubject = { url: string; model: string; apiKey: string | null };

/** How servers word a prompt or a text that does not fit: Ollama, OpenAI, Anthropic, llama.cpp, vLLM, LM Studio, Mistral, Gemini, TGI… */
const CONTEXT_TOO_LONG =
  /context[ _](length|size|window)|maximum context|exceed_context|prompt is too long|input length exceeds|too many (input )?tokens|input is too long|too large to process|too large for model|exceeds the maximum number of tokens|must have less than \d+ tokens|max_new_tokens` must be|maximum (input|sequence) length|reduce the length of|longer than the (model's )?(maximum|context)|tokens, exceeding max/i;

/** What a provider's filter says when it refuses the question itself. */
const FILTERED = /content[ _](filter|management policy|policy)|responsible_?ai_?policy|prohibited_content/i;

const MODEL_MISSING =
  /model\b.{0,120}\b(not[ _]found|does not exist|not loaded|unknown|is not available)|no models? (is |are )?loaded|unknown model|model_not_found/i;

/** How servers say that a model cannot call tools: Ollama, llama.cpp, vLLM, OpenAI, OpenRouter, Groq, Gemini… */
const NO_TOOLS =
  /(?:not|n[o']t) support (?:tools?|tool use|tool calling|function calling)\b|unsupported param(?:eter)?\W{1,4}tools|"?tools"? param requires|tool choice requires --enable|(?:tool|function) (?:use|calling)\W? is not (?:supported|enabled)|endpoints found that support tool|'tools' is not supported/i;

/** Groq reads the model's calls itself, and says when it cannot. */
const TOOL_USE_FAILED = /tool_use_failed|failed to call a function/i;

/** The same of pictures: llama.cpp, LM Studio, vLLM, OpenAI, OpenRouter, Mistral, DeepSeek, Groq, Gemini… */
const NO_IMAGES =
  /image input (?:modality )?is not (?:supported|enabled)|(?:not|n[o']t) support (?:images?|image input|vision)\b|not a multimodal model|at most 0 image|image_url is only supported|support image input|unknown variant `image_url`|not (?:have|possess) vision/i;

/** A model that is there, of a kind that its server cannot run: Ollama, llama.cpp. */
const UNKNOWN_KIND = /unknown (?:model )?architecture/i;

const NOT_CHAT = /does not support (chat|generate)|not a chat model/i;
const NOT_EMBEDDING =
  /(does|do) not support embeddings?|not an? embedding model|embeddings? (is|are) not (supported|enabled)|not support embedding/i;

/** llama.cpp started without `--reranking`, vLLM, Infinity, LiteLLM. */
const NOT_RERANKING =
  /not support (?:re-?rank(?:ing)?|(?:the )?(?:rerank|score)\b)|not a re-?rank|re-?rank(?:ing)? (?:is |are )?not (?:supported|enabled|available)/i;

const LONGEST_MESSAGE = 400; // characters of the server's own words kept for the log

/** The connection broke after it was made, so that trying once more makes sense. */
const BROKEN_CONNECTION = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNABORTED']);

function makeError(
  code: ErrorCode,
  subject: ErrorSubject,
  message: string,
  more: { details?: ErrorDetails; cause?: unknown } = {},
): FoyerError {
  const hidden = withoutSecrets(message, [subject.apiKey]);
  return new FoyerError(code, `${subject.model}: ${hidden.slice(0, LONGEST_MESSAGE)}`, {
    details: { url: subject.url, model: subject.model, ...more.details },
    ...(more.cause === undefined || repeats(more.cause, subject.apiKey) ? {} : { cause: more.cause }),
  });
}

/** Whether a library's error says the key again: the log writes causes down. */
function repeats(cause: unknown, apiKey: string | null): boolean {
  const text = inspect(cause, { depth: 6 });
  return withoutSecrets(text, [apiKey]) !== text;
}

/** Seconds to wait, from `Retry-After` (seconds or a date) or `retry-after-ms`; null when the server does not say. */
export function retryAfterSeconds(headers: Headers, now: number): number | null {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const text = headers.get('retry-after');
  if (text === null) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}

/** The code that the server's own words stand for, or null when they say nothing we know. */
export function codeOfMessage(text: string): ErrorCode | null {
  if (CONTEXT_TOO_LONG.test(text)) return 'model.context_too_long';
  if (FILTERED.test(text)) return 'model.filtered';
  if (TOOL_USE_FAILED.test(text)) return 'model.bad_tool_call';
  if (NO_TOOLS.test(text)) return 'model.no_tools';
  if (NO_IMAGES.test(text)) return 'model.no_images';
  if (NOT_CHAT.test(text)) return 'model.not_chat';
  if (NOT_EMBEDDING.test(text)) return 'model.not_embedding';
  if (NOT_RERANKING.test(text)) return 'model.not_reranking';
  if (UNKNOWN_KIND.test(text)) return 'model.kind_unknown_to_server';
  if (MODEL_MISSING.test(text)) return 'model.missing';
  return null;
}

function codeOfStatus(status: number, text: string): ErrorCode {
  if (status === 401 || status === 403) return 'model.key_refused';
  if (status === 429) return 'model.rate_limited';
  const said = codeOfMessage(text);
  if (said !== null) return said;
  if (status === 404) return 'model.missing';
  if (status === 408) return 'model.timeout';
  if (status === 413) return 'model.context_too_long';
  return status >= 500 ? 'model.server_error' : 'model.bad_response';
}

/** What the server's words tell beside the code, kept with the error for whoever asks again. */
function factsOf(text: string): ErrorDetails {
  const facts: RefusalFacts = readRefusal(text);
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== null));
}

/** The error a refused request stands for. `body` is what the server said. */
export function errorFromStatus(
  status: number,
  body: string,
  headers: Headers,
  subject: ErrorSubject,
): FoyerError {
  const code = codeOfStatus(status, body);
  const seconds = retryAfterSeconds(headers, Date.now());
  const wait: ErrorDetails =
    code === 'model.rate_limited' || (status === 503 && seconds !== null)
      ? { retryAfterSeconds: seconds }
      : {};
  return makeError(code, subject, `status ${status}: ${body}`, {
    details: { status, ...wait, ...factsOf(body) },
  });
}

/**
 * The error a failure inside a stream or a 200 answer stands for, from the server's words.
 * @param context.status the one it names, if any
 * @param context.whole all it sent: codes and counts stand beside the message
 */
export function errorFromMessage(
  text: string,
  subject: ErrorSubject,
  { status = null, whole = text }: { status?: number | null; whole?: string } = {},
): FoyerError {
  const known = status !== null && status >= 400 && status < 600;
  const code = known ? codeOfStatus(status, whole) : (codeOfMessage(whole) ?? 'model.server_error');
  return makeError(code, subject, text, { details: { ...(known ? { status } : {}), ...factsOf(whole) } });
}

/** The model spent its whole answer on reasoning. */
export function onlyReasoning(subject: ErrorSubject): FoyerError {
  return makeError('model.only_reasoning', subject, 'it reasoned and gave no answer');
}

/** The provider's filter left nothing of the answer. */
export function filtered(subject: ErrorSubject): FoyerError {
  return makeError('model.filtered', subject, 'its filter left nothing of the answer');
}

/** What a model does not take, and nothing can stand in for. */
export function refusedByModel(refused: 'tools' | 'images', subject: ErrorSubject): FoyerError {
  return makeError(`model.no_${refused}`, subject, `it takes no ${refused}`);
}

/** The model asked for a tool in a way that nobody can follow. */
export function badToolCall(
  reason: 'cut' | 'unknown_tool' | 'arguments',
  tool: string,
  subject: ErrorSubject,
): FoyerError {
  return makeError(
    'model.bad_tool_call',
    subject,
    `its call of ${tool || 'a tool'} cannot be made: ${reason}`,
    {
      details: { reason, tool },
    },
  );
}

/** A page for people, where a model was to answer: a sign-in, a portal, the server's front page. */
export function webPage(subject: ErrorSubject): FoyerError {
  return makeError('model.web_page', subject, 'a web page answered');
}

/** The error of a server that answers something else than its protocol. */
export function badResponse(message: string, subject: ErrorSubject, cause?: unknown): FoyerError {
  return makeError('model.bad_response', subject, message, { cause });
}

export function timeoutError(
  phase: 'first-token' | 'between-tokens' | 'whole-answer',
  subject: ErrorSubject,
): FoyerError {
  return makeError('model.timeout', subject, `no answer in time (${phase})`, { details: { phase } });
}

/** The answer stopped in its middle: what was received is all there is. */
export function interrupted(subject: ErrorSubject, cause: unknown): FoyerError {
  return makeError('model.interrupted', subject, 'the answer stopped in its middle', { cause });
}

/** Turns whatever a client library threw into an error with a `model.*` code (`outbound.blocked` stays itself). */
export function toModelError(error: unknown, subject: ErrorSubject): FoyerError {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (!(at instanceof FoyerError)) continue;
    return at.details['reason'] === 'too_large' ? badResponse(at.message, subject, at) : at;
  }
  const code = networkErrorCode(error);
  if (code !== null) {
    return makeError('model.unreachable', subject, `the network said ${code}`, {
      details: { network: code },
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  const said = codeOfMessage(message);
  return said === null
    ? badResponse(message, subject, error)
    : makeError(said, subject, message, { cause: error });
}

/** What a server says for good, whatever it is asked again: not implemented, no such version of HTTP. */
const SAID_FOR_GOOD: ReadonlySet<unknown> = new Set([501, 505]);

/** True when the same request may well succeed a moment later. */
export function isWorthRetrying(error: FoyerError): boolean {
  if (error.code === 'model.server_error') return !SAID_FOR_GOOD.has(error.details['status']);
  return BROKEN_CONNECTION.has(String(error.details['network']));
}

/** How long the server asked to be left alone, in seconds; null when it did not say. */
export function retryAfterOf(error: FoyerError): number | null {
  const seconds = error.details['retryAfterSeconds'];
  return typeof seconds === 'number' ? seconds : null;
}
