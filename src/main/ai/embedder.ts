import { FoyerError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { embedCallOf } from './embedding-calls.ts';
import { promptForEmbedding } from './embedding-prompts.ts';
import type { InsideModels } from './inside/inside-model.ts';
import { createModelMemory, learnRefusal, type ModelMemory } from './model-memory.ts';
import { badResponse } from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';
import type { EmbeddedText, Embedder, EmbedOptions, ModelEndpoint, OutboundFetch } from './ports.ts';
import { callOnce } from './single-call.ts';
import { beginningOf, CUT_MARGIN, withinTokens } from './text-beginning.ts';
import { estimateTokens } from './token-estimate.ts';

/** Small enough for a processor without graphics card to answer in seconds, large enough to keep it busy. */
const TEXTS_PER_CALL = 32;
/** A model inside does one thing after the other: a question comes in between, and waits half a second at most. */
const TEXTS_PER_CALL_INSIDE = 4;

/** A first call may have to load the model; a batch on a slow processor takes tens of seconds. */
const CALL_TIMEOUT_MS = 120_000;

/** Of a text that is too long, by nobody knows how much, this share is tried next. */
const CUT_SHARE = 0.7;
const MOST_CUTS = 10; // 0.7 to the tenth is a thirtieth of the text

/** So many texts refused one by one, and none taken: it is not the texts. */
const REFUSED_IN_A_ROW = 4;

/** What is wrong with the server, its address or the model, whatever the text. */
const NOT_OF_THE_TEXT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'model.unreachable',
  'model.missing',
  'model.key_refused',
  'model.rate_limited',
  'model.timeout',
  'model.not_embedding',
  'model.web_page',
  'model.engine_missing',
  'model.engine_stopped',
  'model.no_memory',
  'model.file_missing',
  'model.file_not_gguf',
  'model.file_cut',
  'model.file_unknown_kind',
  'outbound.blocked',
]);

/** Scales a vector to length 1. Throws `model.bad_response` for one that has none or is not made of numbers. */
function normalise(vector: readonly unknown[], subject: ErrorSubject): Float32Array {
  const values = Float64Array.from(vector, value => (typeof value === 'number' ? value : Number.NaN));
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(length) || length === 0) throw badResponse('a vector has no length', subject);
  return Float32Array.from(values, value => value / length);
}

type Prepared = { text: string; isCut: boolean };

/**
 * The embedder behind an endpoint. Texts go in batches, one after the other; a batch that is refused is halved until
 * it is known which text is meant. Throws `model.not_embedding` for a provider that has none.
 *
 * @param deps.maxTokens the longest text the model takes, as far as its settings say
 */
export function createEmbedder(
  endpoint: ModelEndpoint,
  deps: {
    fetch: OutboundFetch;
    inside?: InsideModels | undefined;
    timeoutMs?: number;
    memory?: ModelMemory;
    maxTokens?: number;
  },
): Embedder {
  if (endpoint.provider === 'anthropic') {
    throw new FoyerError('model.not_embedding', 'Anthropic offers no embedding models', {
      details: { model: endpoint.model },
    });
  }
  const { call, subject } = embedCallOf(endpoint, deps);
  const memory = deps.memory ?? createModelMemory();

  /** What is known to be too long is cut before it is sent. */
  function prepare(text: string): Prepared {
    const limit = Math.min(deps.maxTokens ?? Infinity, memory.read().contextTokens ?? Infinity);
    const fitting = withinTokens(text, limit);
    return { text: fitting, isCut: fitting !== text };
  }

  async function vectorsOf(
    texts: readonly string[],
    { signal, onUse }: Pick<EmbedOptions, 'signal' | 'onUse'>,
  ): Promise<Float32Array[]> {
    const startedAt = performance.now();
    const {
      vectors: received,
      readMs,
      readTokens,
    } = await callOnce({
      subject,
      timeoutMs: deps.timeoutMs ?? CALL_TIMEOUT_MS,
      signal,
      retry: true,
      call: inner => call(texts, memory.read(), inner),
    });
    const ms = readMs ?? performance.now() - startedAt;
    const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
    memory.pace.measure({ read: { tokens, ms } });
    onUse?.({ tokens: readTokens ?? tokens, estimated: readTokens === null });
    if (received.length !== texts.length) {
      throw badResponse('the number of vectors is not the number of texts', subject);
    }
    const vectors = received.map(vector => {
      if (!Array.isArray(vector) || vector.length === 0) throw badResponse('a vector is missing', subject);
      return normalise(vector, subject);
    });
    if (vectors.some(vector => vector.length !== vectors[0]?.length)) {
      throw badResponse('the vectors have different dimensions', subject);
    }
    return vectors;
  }

  /** One of `texts` or more is refused: which, and what can be done about it. */
  function createGroups(options: EmbedOptions) {
    let taken = 0;
    let refused = 0;

    async function embedGroup(group: readonly Prepared[]): Promise<EmbeddedText[]> {
      try {
        const vectors = await vectorsOf(
          group.map(({ text }) => text),
          options,
        );
        taken += vectors.length;
        return vectors.map((vector, index) => ({ vector, isCut: group[index]?.isCut ?? false }));
      } catch (error) {
        if (!(error instanceof FoyerError) || NOT_OF_THE_TEXT.has(error.code)) throw error;
        return afterRefusal(group, error);
      }
    }

    async function afterRefusal(group: readonly Prepared[], error: FoyerError): Promise<EmbeddedText[]> {
      const { refused: parameter, textsPerCall } = error.details;
      if ((parameter === 'encoding_format' || parameter === 'truncate') && learnRefusal(memory, parameter)) {
        return embedGroup(group);
      }
      const [first, ...others] = group;
      if (first === undefined) return [];
      if (others.length > 0) {
        if (typeof textsPerCall === 'number' && textsPerCall > 0) memory.learn({ textsPerCall });
        const half = Math.ceil(group.length / 2);
        return [...(await embedGroup(group.slice(0, half))), ...(await embedGroup(group.slice(half)))];
      }
      if (error.code === 'model.context_too_long') return [await embedCut(first, error)];
      return [refuse(error)];
    }

    function refuse(failure: FoyerError): EmbeddedText {
      refused += 1;
      if (taken === 0 && refused >= REFUSED_IN_A_ROW) throw failure;
      return { failure };
    }

    /** The beginning of a text that is too long, as much of it as the model takes. */
    async function embedCut({ text }: Prepared, refusal: FoyerError): Promise<EmbeddedText> {
      let rest = text;
      let last = refusal;
      for (let cuts = 0; cuts < MOST_CUTS; cuts += 1) {
        const shorter = beginningOf(rest, rest.length * shareThatFits(last, rest));
        if (shorter.length === rest.length) break;
        rest = shorter;
        try {
          const [vector] = await vectorsOf([rest], options);
          if (vector === undefined) break;
          taken += 1;
          return { vector, isCut: true };
        } catch (error) {
          if (!(error instanceof FoyerError) || NOT_OF_THE_TEXT.has(error.code)) throw error;
          last = error;
          if (error.code !== 'model.context_too_long') break;
        }
      }
      return refuse(last);
    }

    return embedGroup;
  }

  /** The share of a text that a server says would fit; it is remembered, so that the next one is cut at once. */
  function shareThatFits({ details }: FoyerError, text: string): number {
    const { windowTokens, promptTokens } = details;
    if (typeof windowTokens !== 'number' || typeof promptTokens !== 'number') return CUT_SHARE;
    if (promptTokens <= windowTokens) return CUT_SHARE;
    const counted = Math.max(1, promptTokens / Math.max(1, estimateTokens(text)));
    memory.learn({ contextTokens: Math.floor(windowTokens / counted) });
    return (windowTokens / promptTokens) * CUT_MARGIN;
  }

  async function embedEach(texts: readonly string[], options: EmbedOptions): Promise<EmbeddedText[]> {
    const embedGroup = createGroups(options);
    const embedded: EmbeddedText[] = [];
    while (embedded.length < texts.length) {
      const most = endpoint.provider === 'inside' ? TEXTS_PER_CALL_INSIDE : TEXTS_PER_CALL;
      const size = Math.min(most, memory.read().textsPerCall ?? most);
      const batch = texts
        .slice(embedded.length, embedded.length + size)
        // An empty text is refused by some servers: a space is the nearest thing to it.
        .map(text => prepare(promptForEmbedding(endpoint.model, options.kind, text) || ' '));
      embedded.push(...(await embedGroup(batch)));
    }
    return sameDimension(embedded, subject);
  }

  return {
    provider: endpoint.provider,
    model: endpoint.model,
    embedEach,
    async embed(texts, options) {
      const embedded = await embedEach(texts, options);
      return embedded.map(one => {
        if ('failure' in one) throw one.failure;
        return one.vector;
      });
    },
  };
}

/** A vector of another length than the first cannot be compared with it. */
function sameDimension(embedded: readonly EmbeddedText[], subject: ErrorSubject): EmbeddedText[] {
  const first = embedded.find(one => 'vector' in one);
  if (first === undefined) return [...embedded];
  return embedded.map(one =>
    'vector' in one && one.vector.length !== first.vector.length
      ? { failure: badResponse('the vectors have different dimensions', subject) }
      : one,
  );
}
