import type { RerankingUse } from '#shared/contract/messages.ts';
import type { ModelPace } from '#shared/contract/models.ts';
import { isFoyerError } from '#shared/errors.ts';
import { withTableHeader } from '#shared/lib/table-header.ts';
import { readingMs } from '#main/ai/model-pace.ts';
import type { Reranker } from '#main/ai/ports.ts';
import { tokensToRank } from '#main/ai/token-estimate.ts';
import { reorder } from '#main/index/reordering.ts';
import type { Log } from '#main/platform/log.ts';
import type { Hide, RetrievedPassage } from './retrieval.ts';

export type ConfiguredReranker = {
  modelId: string;
  name: string;
  outside: string | null;
  reranker: Reranker;
  budgetMs: number;
  /** Null where it is not planned with: its server is neither on this machine nor on this network. */
  pace: () => ModelPace | null;
  throwsOut: () => boolean;
};

/** As many are kept of a search; further ones are never read by the model that answers. */
const RANKED_AT_MOST = 24;
/** Fewer have no order. */
const LEAST_RANKED = 2;
/** A model whose pace is not known reads so many tokens to their end, so that it is known for the next question. */
const TRIED_TOKENS = 200;
const TRIAL_TIMEOUT_MS = 60_000;

export type Reranking = {
  /** In their new order, or in that of the search; `use` is null where no model for it is configured. */
  passages: RetrievedPassage[];
  use: RerankingUse | null;
};

/** @param hide takes personal values out of what leaves for a host outside; absent where nothing is hidden */
export type Rerank = (
  question: string,
  passages: readonly RetrievedPassage[],
  signal: AbortSignal,
  hide?: Hide,
) => Promise<Reranking>;

/**
 * Has the passages that may support an answer put in order once more by the model for it, as many as it reads in the
 * time it has. Which passages may support one is not its business: neither their relevance nor their scores change. When it
 * cannot, the order of the search stands, and why is told. Throws nothing but the signal's reason.
 */
export function createReranking(
  chosen: () => ConfiguredReranker | null,
  log: Pick<Log, 'info' | 'warn'>,
): Rerank {
  return async (asked, found, signal, hide) => {
    const configured = chosen();
    const passages = [...found];
    if (configured === null) return { passages, use: null };
    const { name, budgetMs, reranker, outside } = configured;
    const leaving = (text: string) => (outside === null || hide === undefined ? text : hide(text, outside));
    const leftOut = (why: RerankingUse['leftOut']): Reranking => ({
      passages,
      use: { model: name, passages: 0, leftOut: why },
    });
    const candidates = passages.filter(({ relevant }) => relevant).slice(0, RANKED_AT_MOST);
    if (candidates.length < LEAST_RANKED) return { passages, use: null };
    if (configured.throwsOut()) return leftOut('one_model');
    const question = leaving(asked);
    const texts = candidates.map(passage => leaving(textOf(passage)));
    const pace = configured.pace();
    const isTrial = pace !== null && pace.readTokensPerSecond === null;
    const count = isTrial ? tried(question, texts) : readInTime(question, texts, pace, budgetMs);
    if (count < LEAST_RANKED) return leftOut('slow');
    const scores = await scoresInTime(
      configured,
      { question, texts: texts.slice(0, count), isTrial },
      signal,
    );
    signal.throwIfAborted();
    if (typeof scores === 'string') return leftOut(scores);
    log.info({ model: reranker.model, passages: count }, 'passages put in order');
    const others = passages.filter(passage => !candidates.includes(passage));
    return {
      passages: [...reorder(candidates, scores, ({ exact }) => exact), ...others],
      use: { model: name, passages: count, leftOut: null },
    };
  };

  async function scoresInTime(
    { reranker, budgetMs }: ConfiguredReranker,
    { question, texts, isTrial }: { question: string; texts: readonly string[]; isTrial: boolean },
    signal: AbortSignal,
  ): Promise<number[] | 'late' | 'failed'> {
    const late = new AbortController();
    // A trial goes on by itself: what it measures is worth more than what it scores.
    const given = isTrial ? AbortSignal.timeout(TRIAL_TIMEOUT_MS) : AbortSignal.any([signal, late.signal]);
    const ranking = reranker.rank(question, texts, { signal: given });
    const { promise, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), budgetMs);
    const leave = (): void => resolve('late');
    signal.addEventListener('abort', leave, { once: true });
    try {
      const scores = await Promise.race([ranking, promise]);
      if (scores === 'late') ranking.catch(tellOf);
      return scores;
    } catch (error) {
      tellOf(error);
      return 'failed';
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      late.abort();
    }

    function tellOf(error: unknown): void {
      if (!signal.aborted && (isFoyerError(error) || !late.signal.aborted))
        log.warn({ err: error, model: reranker.model }, 'passages were not put in order');
    }
  }
}

function textOf(passage: RetrievedPassage): string {
  return [passage.title, passage.heading, withTableHeader(passage)].filter(Boolean).join('\n');
}

/** How many of the first are read in the time; all, where the pace is not planned with. */
function readInTime(
  question: string,
  texts: readonly string[],
  pace: ModelPace | null,
  budgetMs: number,
): number {
  if (pace === null) return texts.length;
  let spent = 0;
  const over = texts.findIndex(text => {
    spent += readingMs(pace, tokensToRank(question, [text])) ?? 0;
    return spent > budgetMs;
  });
  return over === -1 ? texts.length : over;
}

/** How many of the first a model is tried with. */
function tried(question: string, texts: readonly string[]): number {
  let read = 0;
  const enough = texts.findIndex(text => {
    read += tokensToRank(question, [text]);
    return read >= TRIED_TOKENS;
  });
  return enough === -1 ? texts.length : Math.max(LEAST_RANKED, enough + 1);
}
