import { estimateTokens } from '#main/ai/token-estimate.ts';
import type { ChatTurn } from '#main/ai/ports.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';

/** The rules, and eight passages of French prose with their frames: what a prompt holds beside what people wrote. */
const PROMPT_TOKENS = 4_000;
const TURN_MAX_TOKENS = 400; // as much of an earlier turn as a prompt repeats
/** Vocabularies differ from our count. */
const MARGIN = 1.25;
const TOKENS_PRICED = 1_000;

type Asked = {
  instructions: string;
  text: string;
  history: readonly ChatTurn[];
  maxOutputTokens: number | undefined;
};

/** About the most that an answer uses before anything is found for it: of the most talkative and the dearest model. */
export function estimateAnswer(
  { instructions, text, history, maxOutputTokens = Infinity }: Asked,
  models: readonly AnsweringModel[],
): { tokens: number; cost: number } {
  const written = estimateTokens(instructions) + estimateTokens(text);
  const before = history.reduce(
    (sum, { content }) =>
      sum + Math.min(TURN_MAX_TOKENS, estimateTokens(content.slice(0, TURN_MAX_TOKENS * 8))),
    0,
  );
  // What was said before is read once more, to make the question stand alone.
  const sent = (PROMPT_TOKENS + written + before * 2) * MARGIN;
  const each = models
    .filter(({ modelId }) => modelId !== null)
    .map(({ contextTokens, maxOutputTokens: longest, inputPrice, outputPrice }) => {
      const input = Math.ceil(Math.min(contextTokens, sent));
      const output = Math.min(maxOutputTokens, longest);
      const cost = (input * (inputPrice ?? 0) + output * (outputPrice ?? 0)) / TOKENS_PRICED;
      return { tokens: input + output, cost };
    });
  return {
    tokens: Math.max(0, ...each.map(({ tokens }) => tokens)),
    cost: Math.max(0, ...each.map(({ cost }) => cost)),
  };
}
