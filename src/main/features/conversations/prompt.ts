import { estimateTokens } from '#main/ai/token-estimate.ts';
import type { ChatTurn, GroundingPassage } from '#main/ai/ports.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { wording } from './wording.ts';

const TURN_OVERHEAD_TOKENS = 8; // role markers that chat templates add
const SAFETY_SHARE = 0.9; // our count is an estimate: leave a tenth of the window
const HISTORY_SHARE = 0.3; // of what is left for history and passages together
const BEGINNING_CHARACTERS = 400; // less of a passage says nothing
const TURN_MAX_TOKENS = 400; // an old answer is remembered by its beginning

export type PromptInput = {
  botName: string;
  instructions: string;
  language: Language;
  question: string;
  history: readonly ChatTurn[];
  passages: readonly GroundingPassage[];
  contextTokens: number;
  maxOutputTokens: number;
};

export type Prompt = {
  system: string;
  turns: ChatTurn[];
  passages: GroundingPassage[];
  cut: { passagesUsed: number; passagesCut: number; turnsCut: number };
};

/** Builds what is sent within the model's window: best passages and latest turns first, what was cut is told. */
export function buildPrompt(input: PromptInput): Prompt {
  const words = wording[input.language];
  const rules = [words.system(input.botName)];
  if (input.instructions.trim() !== '') rules.push(`${words.instructions}\n${input.instructions.trim()}`);
  const fixed = rules.join('\n\n');
  const room = Math.max(
    0,
    Math.floor(input.contextTokens * SAFETY_SHARE) -
      Math.min(input.maxOutputTokens, Math.floor(input.contextTokens / 2)) -
      estimateTokens(fixed) -
      estimateTokens(input.question) -
      TURN_OVERHEAD_TOKENS * 2,
  );

  const { turns, tokens: historyTokens } = latestTurns(input.history, Math.floor(room * HISTORY_SHARE));
  const passages = firstPassages(input.passages, room - historyTokens, words.page);

  const system = `${fixed}\n\n${words.passages}:\n\n${passages.map(passage => renderPassage(passage, words.page)).join('\n\n')}`;
  return {
    system,
    turns: [...turns, { role: 'user', content: input.question }],
    passages,
    cut: {
      passagesUsed: passages.length,
      passagesCut: input.passages.length - passages.length,
      turnsCut: input.history.length - turns.length,
    },
  };
}

export function renderPassage(passage: GroundingPassage, pageWord: string): string {
  const place = [passage.title, passage.page === null ? null : `${pageWord} ${passage.page}`, passage.heading]
    .filter(part => part !== null)
    .join(', ');
  return `[${passage.number}] ${place}\n"""\n${passage.text}\n"""`;
}

function latestTurns(history: readonly ChatTurn[], budget: number): { turns: ChatTurn[]; tokens: number } {
  const turns: ChatTurn[] = [];
  let tokens = 0;
  for (const turn of history.toReversed()) {
    const content = shorten(turn.content);
    const cost = estimateTokens(content) + TURN_OVERHEAD_TOKENS;
    if (tokens + cost > budget) break;
    turns.unshift({ role: turn.role, content });
    tokens += cost;
  }
  // Some servers refuse a conversation that begins with the assistant.
  while (turns[0]?.role === 'assistant') turns.shift();
  return { turns, tokens };
}

function shorten(content: string): string {
  if (estimateTokens(content) <= TURN_MAX_TOKENS) return content;
  const ratio = TURN_MAX_TOKENS / estimateTokens(content);
  return `${content.slice(0, Math.floor(content.length * ratio))} …`;
}

/** About this share of a passage, up to the end of a sentence. */
function beginningOf(passage: GroundingPassage, share: number): GroundingPassage {
  const most = Math.max(BEGINNING_CHARACTERS, Math.floor(passage.text.length * share * SAFETY_SHARE));
  const part = passage.text.slice(0, most);
  const end = Math.max(part.lastIndexOf('. '), part.lastIndexOf('\n'));
  return { ...passage, text: end > most / 2 ? part.slice(0, end + 1) : part };
}

function firstPassages(
  passages: readonly GroundingPassage[],
  budget: number,
  pageWord: string,
): GroundingPassage[] {
  const kept: GroundingPassage[] = [];
  let tokens = 0;
  for (const passage of passages) {
    const cost = estimateTokens(renderPassage(passage, pageWord));
    if (tokens + cost > budget) {
      // At least one passage always goes, or its beginning: without any there is nothing to answer from.
      if (kept.length === 0) kept.push(beginningOf(passage, budget / cost));
      break;
    }
    kept.push(passage);
    tokens += cost;
  }
  return kept;
}
