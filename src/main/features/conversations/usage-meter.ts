import type { Provider, TokenUsage } from '#main/ai/ports.ts';
import type { RouteWatch } from '#main/ai/router.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';

/**
 * What a model was asked for: `answer` are the words of an answer, of which there is one at most; `attempt` is what began
 * to be an answer before another model gave it; `search` puts a question in other words; `questions` writes some that a
 * passage answers.
 */
export const purposes = ['answer', 'attempt', 'search', 'questions'] as const;

/** What one model used for one question, at its price of that moment. */
export type ModelUse = {
  /** Null for what Foyer says without a model. */
  modelId: string | null;
  provider: Provider;
  model: string;
  purpose: (typeof purposes)[number];
  inputTokens: number;
  outputTokens: number;
  /** Of those read, what the server remembered; null where it does not tell. */
  cachedTokens: number | null;
  /** In the currency of the prices; null for a model without a price. */
  cost: number | null;
  /** Whether Foyer counted, because the server did not, or not to the end. */
  estimated: boolean;
};

/** What is kept with a message: everything its question used. */
export type UsageTotal = Pick<ModelUse, 'cachedTokens' | 'cost'> & {
  inputTokens: number | null;
  outputTokens: number | null;
};

/** What Foyer says by itself: no model read or wrote anything. */
const WITHOUT_MODEL: ModelUse = {
  modelId: null,
  provider: 'embedded',
  model: 'embedded',
  purpose: 'answer',
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: null,
  cost: 0,
  estimated: false,
};

type Request = {
  models: readonly AnsweringModel[];
  purpose: 'answer' | 'search' | 'questions';
  /** About how many tokens were sent, and came back, for servers that do not tell. */
  estimate: { input(): number; output(): number };
};
type Attempt = Request & { model: AnsweringModel; reported: TokenUsage };

export type UsageMeter = ReturnType<typeof createUsageMeter>;

/**
 * Counts what one question uses of each model, also where the answer is cut. A model counts once it gave a sign: before
 * that nobody knows what its server did.
 */
export function createUsageMeter() {
  const attempts: Attempt[] = [];

  function useOf(attempt: Attempt): ModelUse {
    const { model, reported, estimate } = attempt;
    const { provider, model: name } = model.chat;
    const isLast = attempts.findLast(({ purpose }) => purpose === attempt.purpose) === attempt;
    const purpose = attempt.purpose === 'answer' && !isLast ? 'attempt' : attempt.purpose;
    if (model.modelId === null) return { ...WITHOUT_MODEL, provider, model: name, purpose };
    const inputTokens = reported.inputTokens ?? estimate.input();
    // What came of a model that another one replaced is not there any more.
    const outputTokens = reported.outputTokens ?? (purpose === 'attempt' ? 0 : estimate.output());
    return {
      modelId: model.modelId,
      provider,
      model: name,
      purpose,
      inputTokens,
      outputTokens,
      cachedTokens: reported.cachedTokens,
      cost: costOf(model, inputTokens, outputTokens),
      estimated: reported.inputTokens === null || reported.outputTokens === null,
    };
  }

  /** @param byItself whether Foyer said something without asking a model for it */
  function uses(byItself: boolean): ModelUse[] {
    const used = attempts.map(useOf);
    const isAnswered = used.some(({ purpose }) => purpose === 'answer');
    return byItself && !isAnswered ? [...used, WITHOUT_MODEL] : used;
  }

  return {
    uses,
    total: (byItself: boolean): UsageTotal => totalOf(uses(byItself)),
    /** What to tell of a request to these models. */
    watch(request: Request): RouteWatch {
      const own = new Map<string, Attempt>();
      function attemptOf(key: string): Attempt | null {
        const known = own.get(key);
        const model = request.models.find(each => keyOf(each) === key);
        if (known !== undefined || model === undefined) return known ?? null;
        const reported = { inputTokens: null, outputTokens: null, cachedTokens: null };
        const attempt = { ...request, model, reported };
        own.set(key, attempt);
        attempts.push(attempt);
        return attempt;
      }
      return {
        began: key => void attemptOf(key),
        used(key, usage) {
          const attempt = attemptOf(key);
          if (attempt === null) return;
          const { reported } = attempt;
          attempt.reported = {
            inputTokens: usage.inputTokens ?? reported.inputTokens,
            outputTokens: usage.outputTokens ?? reported.outputTokens,
            cachedTokens: usage.cachedTokens ?? reported.cachedTokens,
          };
        },
      };
    },
  };
}

/** The key of a model among routes. */
export function keyOf({ modelId }: Pick<AnsweringModel, 'modelId'>): string {
  return modelId ?? 'embedded';
}

const TOKENS_PRICED = 1_000;

function costOf(
  { inputPrice, outputPrice }: Pick<AnsweringModel, 'inputPrice' | 'outputPrice'>,
  inputTokens: number,
  outputTokens: number,
): number | null {
  if (inputPrice === null || outputPrice === null) return null;
  return (inputTokens * inputPrice + outputTokens * outputPrice) / TOKENS_PRICED;
}

function totalOf(uses: readonly ModelUse[]): UsageTotal {
  if (uses.length === 0) return { inputTokens: null, outputTokens: null, cachedTokens: null, cost: null };
  const sum = (value: (use: ModelUse) => number) => uses.reduce((total, use) => total + value(use), 0);
  return {
    inputTokens: sum(use => use.inputTokens),
    outputTokens: sum(use => use.outputTokens),
    cachedTokens: uses.every(({ cachedTokens }) => cachedTokens === null)
      ? null
      : sum(({ cachedTokens }) => cachedTokens ?? 0),
    cost: uses.some(({ cost }) => cost === null) ? null : sum(({ cost }) => cost ?? 0),
  };
}
