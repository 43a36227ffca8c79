import { excerptOf } from '#main/ai/embedded/excerpt.ts';
import { promptText } from '#main/ai/model-pace.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import type { ChatTurn, Grounding, GroundingPassage } from '#main/ai/ports.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { wording } from './wording.ts';

const TURN_OVERHEAD_TOKENS = 8; // role markers that chat templates add
const SAFETY_SHARE = 0.9; // our count is an estimate: leave a tenth of the window
const HISTORY_SHARE = 0.3; // of what is left for history and passages together
const TURN_MAX_TOKENS = 400; // an old answer is remembered by its beginning
const LEAST_PASSAGES_TOKENS = 160; // however slow the model: the best passage's best sentences
const LONGEST_SHARE = 0.5; // of the room, where not all fit: the best passage leaves some to the next
const LEAST_EXCERPT_TOKENS = 60; // less of a further passage says nothing

/** What a model reads before a person has waited long. */
export type Reading = {
  /** So many tokens, as `estimateTokens` counts. */
  tokens: number;
  /** How many of a prompt's the server does not remember from before. */
  unread: (prompt: string) => number;
};

export type PromptInput = {
  botName: string;
  instructions: string;
  /** As it was typed. */
  question: string;
  history: readonly ChatTurn[];
  /** The question made to stand alone, and the passages for it. */
  grounding: Grounding;
  contextTokens: number;
  maxOutputTokens: number;
  /** Absent for a model whose reading costs no time to speak of. */
  reading?: Reading | undefined;
};

export type Prompt = {
  system: string;
  turns: ChatTurn[];
  passages: GroundingPassage[];
  cut: { passagesUsed: number; passagesCut: number; turnsCut: number };
};

/**
 * Builds what is sent: within the model's window, and within what it reads in time; best passages and latest turns
 * first, what was cut is told. What stays the same from question to question comes first, and the passages with the
 * question, so that servers need not read it again.
 */
export function buildPrompt(input: PromptInput): Prompt {
  const { grounding, reading } = input;
  const words = wording[grounding.language];
  const rules = [words.system(input.botName)];
  if (input.instructions.trim() !== '') rules.push(`${words.instructions}\n${input.instructions.trim()}`);
  const system = rules.join('\n\n');
  const asking = estimateTokens(input.question) + TURN_OVERHEAD_TOKENS * 2;
  const window = Math.max(
    0,
    Math.floor(input.contextTokens * SAFETY_SHARE) -
      Math.min(input.maxOutputTokens, Math.floor(input.contextTokens / 2)) -
      estimateTokens(system) -
      asking,
  );
  /** What is left of the time to read, after what goes before the passages. */
  const readable = (before: readonly ChatTurn[]): number =>
    reading === undefined ? Infinity : reading.tokens - asking - reading.unread(promptText(system, before));

  const remembered = Math.floor(Math.min(window, Math.max(0, readable([]))) * HISTORY_SHARE);
  const { turns, tokens: historyTokens } = latestTurns(input.history, remembered);
  const room = Math.min(
    window - historyTokens,
    Math.max(LEAST_PASSAGES_TOKENS, Math.min(readable(turns), window)),
  );
  const passages = passagesWithin(grounding, room, words.page);

  // Without what was said before, the question as it was typed may say nothing.
  const question = turns.length === 0 && input.history.length > 0 ? grounding.question : input.question;
  return {
    system,
    turns: [...turns, { role: 'user', content: askingFor(question, passages, grounding.language) }],
    passages,
    cut: {
      passagesUsed: passages.length,
      passagesCut: grounding.passages.length - passages.length,
      turnsCut: input.history.length - turns.length,
    },
  };
}

function askingFor(question: string, passages: readonly GroundingPassage[], language: Language): string {
  const words = wording[language];
  const rendered = passages.map(passage => renderPassage(passage, words.page));
  return [`${words.passages}:`, ...rendered, `${words.question}:\n${question}`].join('\n\n');
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

/** The passages in order of rank; the one that does not fit is cut to the sentences that matter, and is the last. */
function passagesWithin(grounding: Grounding, budget: number, pageWord: string): GroundingPassage[] {
  const kept: GroundingPassage[] = [];
  let tokens = 0;
  const whole = grounding.passages.reduce(
    (sum, one) => sum + estimateTokens(renderPassage(one, pageWord)),
    0,
  );
  const longest = whole <= budget ? budget : Math.max(LEAST_PASSAGES_TOKENS, budget * LONGEST_SHARE);
  for (const found of grounding.passages) {
    const passage = grounding.passages.length === 1 ? found : excerptOf(found, grounding, longest);
    const cost = estimateTokens(renderPassage(passage, pageWord));
    if (tokens + cost <= budget) {
      kept.push(passage);
      tokens += cost;
      continue;
    }
    const frame = cost - estimateTokens(passage.text);
    const left = budget - tokens - frame;
    // At least one passage always goes, or its best sentences: without any there is nothing to answer from.
    if (kept.length === 0 || left >= LEAST_EXCERPT_TOKENS) kept.push(excerptOf(passage, grounding, left));
    break;
  }
  return kept;
}
