import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { errorInAnswer } from './error-objects.ts';
import { insideModel, insideSubject, requireInside, type InsideModels } from './inside/inside-model.ts';
import { badResponse, codeOfMessage, type ErrorSubject } from './model-errors.ts';
import { createModelMemory, type ModelMemory } from './model-memory.ts';
import { createModelServer, fieldOf, numberOf, readJson } from './model-server.ts';
import { openAiBaseUrl } from './openai/openai-server.ts';
import { tokensRead } from './embedding-calls.ts';
import type { ModelEndpoint, OutboundFetch, RankOptions, Reranker } from './ports.ts';
import { callOnce } from './single-call.ts';
import { withinTokens } from './text-beginning.ts';
import { estimateTokens, tokensToRank } from './token-estimate.ts';

/** A first call may have to load the model. Whoever waits for an answer leaves long before. */
const CALL_TIMEOUT_MS = 60_000;
/** A passage of Foyer's with a question has about 300 tokens. */
const INSIDE_CONTEXT_TOKENS = 512;
/** Of the window, for the question; the marks between it and the passage are a few tokens. */
const QUESTION_SHARE = 0.5;
const MARKS_TOKENS = 8;
/** Texts that were too long, by nobody knows how much, are cut to this share. */
const CUT_SHARE = 0.6;

type Deps = {
  fetch: OutboundFetch;
  inside?: InsideModels | undefined;
  memory?: ModelMemory;
  timeoutMs?: number;
  /** The longest question with its passage that the model takes, as far as its settings say. */
  maxTokens?: number;
};

/** What one call gives: a score for each text; how long the model read, and how many tokens, where that is known. */
type Ranked = { scores: number[]; readMs: number | null; readTokens?: number | null };
type RankCall = (question: string, texts: readonly string[], signal: AbortSignal) => Promise<Ranked>;

/**
 * The model that puts passages in order, behind an endpoint: one that Foyer runs, or `/rerank` as llama.cpp, vLLM, Jina
 * and those that are compatible with Cohere have it. Throws `model.not_reranking` for a provider that has none.
 */
export function createReranker(endpoint: ModelEndpoint, deps: Deps): Reranker {
  const { call, subject } = rankCallOf(endpoint, deps);
  const memory = deps.memory ?? createModelMemory();

  function cut(question: string, passages: readonly string[]): { asked: string; texts: string[] } {
    const limit = Math.min(deps.maxTokens ?? Infinity, memory.read().contextTokens ?? Infinity);
    if (limit === Infinity) return { asked: question, texts: [...passages] };
    const asked = withinTokens(question, limit * QUESTION_SHARE);
    const room = Math.max(1, limit - estimateTokens(asked) - MARKS_TOKENS);
    return { asked, texts: passages.map(passage => withinTokens(passage, room)) };
  }

  async function rankOnce(question: string, passages: readonly string[], { signal, onUse }: RankOptions) {
    const { asked, texts } = cut(question, passages);
    const startedAt = performance.now();
    const {
      scores,
      readMs,
      readTokens = null,
    } = await callOnce({
      subject,
      timeoutMs: deps.timeoutMs ?? CALL_TIMEOUT_MS,
      signal,
      retry: false, // what comes late is of no use
      call: inner => call(asked, texts, inner),
    });
    const ms = readMs ?? performance.now() - startedAt;
    const tokens = tokensToRank(asked, texts);
    memory.pace.measure({ read: { tokens, ms } });
    onUse?.({ tokens: readTokens ?? tokens, estimated: readTokens === null });
    return scores;
  }

  return {
    provider: endpoint.provider,
    model: endpoint.model,
    async rank(question, passages, options) {
      if (passages.length === 0) return [];
      try {
        return await rankOnce(question, passages, options);
      } catch (error) {
        if (!isFoyerError(error) || error.code !== 'model.context_too_long') throw error;
        const { windowTokens } = error.details;
        const longest = Math.max(...passages.map(passage => tokensToRank(question, [passage])));
        const known = typeof windowTokens === 'number' && windowTokens < longest ? windowTokens : null;
        memory.learn({ contextTokens: Math.floor(known ?? longest * CUT_SHARE) });
        return await rankOnce(question, passages, options);
      }
    },
  };
}

function rankCallOf(
  endpoint: ModelEndpoint,
  { fetch, inside }: Deps,
): { call: RankCall; subject: ErrorSubject } {
  if (endpoint.provider === 'inside')
    return { call: callInside(endpoint, requireInside(inside)), subject: insideSubject(endpoint) };
  const url = openAiBaseUrl(endpoint.url);
  const subject = { url, model: endpoint.model, apiKey: endpoint.apiKey };
  if (endpoint.provider !== 'openai') throw noRanking(subject, `${endpoint.provider} offers no /rerank`);
  return { call: callServer({ ...endpoint, url }, { fetch, subject }), subject };
}

function callInside(
  { model, contextTokens = INSIDE_CONTEXT_TOKENS }: ModelEndpoint,
  inside: InsideModels,
): RankCall {
  return (question, texts, signal) => {
    const loaded = insideModel(inside, { model, contextTokens }, 'reranking');
    return inside.engines.rank(loaded, { question, texts: [...texts] }, signal);
  };
}

function callServer(
  { url, apiKey, model }: { url: string; apiKey: string | null; model: string },
  { fetch, subject }: { fetch: OutboundFetch; subject: ErrorSubject },
): RankCall {
  return async (query, documents, signal) => {
    const server = createModelServer({ url, apiKey, signal, fetch, subject });
    const response = await server
      .post('/rerank', { model, query, documents, top_n: documents.length })
      .catch((error: unknown) => {
        throw isUnknownPath(error) ? noRanking(subject, error.message) : error;
      });
    const answer = await readJson(response, subject);
    const scores = scoresIn(answer, documents.length, subject);
    return { scores, readMs: null, readTokens: tokensRead(answer) };
  };
}

/** A server that knows the path and not the model says so in words. */
function isUnknownPath(error: unknown): error is FoyerError {
  if (!isFoyerError(error) || error.code !== 'model.missing') return false;
  return error.details['status'] === 404 && codeOfMessage(error.message) !== 'model.missing';
}

function noRanking({ url, model }: ErrorSubject, message: string): FoyerError {
  return new FoyerError('model.not_reranking', message, { details: { url, model } });
}

/** One score for each text, in the order of the texts: servers answer in the order of the scores. */
function scoresIn(value: unknown, count: number, subject: ErrorSubject): number[] {
  const failure = errorInAnswer(value, subject);
  if (failure !== null) throw failure;
  const results = fieldOf(value, 'results');
  if (!Array.isArray(results)) throw badResponse('the scores are missing', subject);
  const scores = new Map<number, number>();
  for (const result of results as unknown[]) {
    const index = numberOf(result, 'index');
    const score = numberOf(result, 'relevance_score');
    if (index === null || score === null) throw badResponse('a score is no number', subject);
    scores.set(index, score);
  }
  return Array.from({ length: count }, (_, index) => {
    const score = scores.get(index);
    if (score === undefined) throw badResponse('a text has no score', subject);
    return score;
  });
}
