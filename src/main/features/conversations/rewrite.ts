import type { ChatTurn } from '#main/ai/ports.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { Route } from './model-routes.ts';
import { wording } from './wording.ts';

const REWRITE_TIMEOUT_MS = 8_000; // past it the question is searched with the terms of the last turns
const REWRITE_MAX_TOKENS = 120;
const REWRITE_MAX_CHARACTERS = 400; // longer is no question
const REMEMBERED_TURNS = 6;
const TURN_CHARACTERS = 600;

type Input = {
  question: string;
  history: readonly ChatTurn[];
  /** Language to search in. */
  language: Language;
  model: AnsweringModel;
  route: Route;
};

/** The question as the model rewords it to stand alone, in the documents' language; null when it cannot. */
export async function rewriteQuestion(
  { question, history, language, model, route }: Input,
  signal: AbortSignal,
): Promise<string | null> {
  if (model.modelId === null) return null;
  const turns = history
    .slice(-REMEMBERED_TURNS)
    .map(turn => ({ ...turn, content: turn.content.slice(0, TURN_CHARACTERS) }));
  while (turns[0]?.role === 'assistant') turns.shift();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(REWRITE_TIMEOUT_MS)]);
  let text = '';
  try {
    const request = {
      system: wording[language].rewrite(language),
      turns: [...turns, { role: 'user' as const, content: question }],
      grounding: null,
      maxOutputTokens: REWRITE_MAX_TOKENS,
      temperature: 0,
      contextTokens: model.contextTokens,
    };
    for await (const delta of route([model], request, limited)) {
      if (delta.type === 'text') text += delta.text;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!isFoyerError(error) && !limited.aborted) throw error;
    return null; // the answer itself will tell what is wrong with the model
  }
  const line =
    text
      .trim()
      .split('\n')[0]
      ?.replaceAll(/^["«“\s]+|["»”\s]+$/g, '') ?? '';
  return line === '' || line.length > REWRITE_MAX_CHARACTERS ? null : line;
}
