import { UNMEASURED_READING } from '#main/ai/model-pace.ts';
import type { ChatRequest, Grounding } from '#main/ai/ports.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import type { Question } from './question.ts';
import { buildPrompt, type Prompt, type Reading } from './prompt.ts';

/** The request for an answer, written anew for each model that is asked, and for each window one turns out to have. */
export type AnswerRequest = {
  request: ChatRequest;
  /** The prompt that was last sent. */
  prompt(): Prompt;
};

export function createAnswerRequest(
  {
    bot,
    text,
    history,
    models,
    wishes = {},
  }: Pick<Question, 'bot' | 'text' | 'history' | 'models' | 'wishes'>,
  grounding: Grounding,
  /** The same passages in the order of the search: how certain a quotation is depends on its place there. */
  asFound: Grounding['passages'] = grounding.passages,
): AnswerRequest {
  const instructions = [bot.instructions, wishes.instructions ?? '']
    .filter(words => words.trim() !== '')
    .join('\n\n');
  const promptFor = (model: AnsweringModel, window: number): Prompt =>
    buildPrompt({
      botName: bot.name,
      instructions,
      question: text,
      history,
      grounding,
      contextTokens: window,
      maxOutputTokens: longest(model),
      reading: readingOf(model),
    });
  const longest = ({ maxOutputTokens }: AnsweringModel): number =>
    Math.min(wishes.maxOutputTokens ?? Infinity, maxOutputTokens);
  const requestFor = (model: AnsweringModel, window: number): ChatRequest => {
    if (written.model !== model || written.window !== window)
      written = { model, window, prompt: promptFor(model, window) };
    const { prompt } = written;
    return {
      system: prompt.system,
      turns: prompt.turns,
      grounding: { ...grounding, passages: model.modelId === null ? asFound : prompt.passages },
      maxOutputTokens: Math.min(longest(model), Math.floor(window / 2)),
      temperature: wishes.temperature ?? bot.temperature,
      contextTokens: window,
      within: smaller => requestFor(model, smaller),
      readBy(key) {
        const reader = models.find(({ modelId }) => (modelId ?? 'embedded') === key) ?? model;
        return requestFor(reader, reader.contextTokens);
      },
    };
  };
  const [first] = models;
  let written = { model: first, window: first.contextTokens, prompt: promptFor(first, first.contextTokens) };
  return { request: requestFor(first, first.contextTokens), prompt: () => written.prompt };
}

/** What a model that runs nearby reads in the time it has; others are not waited for. */
function readingOf({ pace }: AnsweringModel): Reading | undefined {
  if (pace === null) return undefined;
  const { readTokensPerSecond } = pace.meter.read();
  return {
    tokens: (readTokensPerSecond ?? UNMEASURED_READING) * pace.readingSeconds,
    unread: pace.meter.unread,
  };
}
