import type { ModelFindings, Refusal } from '#shared/contract/models.ts';
import type { FoyerError } from '#shared/errors.ts';
import { learnRefusal, type ModelMemory } from './model-memory.ts';
import type { ChatRequest, ChatTurn } from './ports.ts';
import { estimateTokens } from './token-estimate.ts';

/** A window below this holds no passage beside a question. */
const LEAST_WINDOW_TOKENS = 512;

/** A server that does not say how large its window is has one smaller than was thought: half is tried. */
const GUESSED_SHARE = 0.5;

/** Our count of a prompt is at most this much too low: a server that counts more counts something else. */
const MOST_UNDERESTIMATED = 2;

/** A conversation as every template takes it: the person first, then in turn. Neighbours of one side become one turn. */
export function inTurn(turns: readonly ChatTurn[]): ChatTurn[] {
  const ordered: ChatTurn[] = [];
  for (const turn of turns) {
    const last = ordered.at(-1);
    if (last === undefined && turn.role === 'assistant') continue; // a greeting is no part of the question
    if (last?.role === turn.role) last.content += `\n\n${turn.content}`;
    else ordered.push({ ...turn });
  }
  return ordered;
}

type Message = { role: 'system' | ChatTurn['role']; content: string };

/**
 * Instructions and conversation as messages. For a model without a role for instructions they stand before its first
 * turn.
 */
export function messagesOf(
  { system, turns }: Pick<ChatRequest, 'system' | 'turns'>,
  { refuses }: Pick<ModelFindings, 'refuses'>,
): Message[] {
  const ordered = inTurn(turns);
  if (system === '') return ordered;
  if (!refuses.includes('system_role')) return [{ role: 'system', content: system }, ...ordered];
  const [first, ...others] = ordered;
  return [{ role: 'user', content: [system, first?.content ?? ''].join('\n\n').trimEnd() }, ...others];
}

/**
 * What a refusal changes: remembers what the model does not take, and gives the request to send instead; null when
 * nothing is left to change.
 */
export function requestAfter(
  { code, details }: FoyerError,
  { request, takes, memory }: { request: ChatRequest; takes: readonly Refusal[]; memory: ModelMemory },
): ChatRequest | null {
  if (code === 'model.context_too_long') return shorter(details, request, memory);
  const refused = details['refused'];
  // Turns are in order already: what puts them out of step is the one of the instructions.
  const name = refused === 'turn_order' ? 'system_role' : refused;
  const known = takes.find(candidate => candidate === name);
  if (known === undefined || (known === 'system_role' && request.system === '')) return null;
  return learnRefusal(memory, known) ? request : null;
}

function shorter(
  details: FoyerError['details'],
  request: ChatRequest,
  memory: ModelMemory,
): ChatRequest | null {
  const { windowTokens, promptTokens } = details;
  const estimated = estimateTokens(request.system + request.turns.map(({ content }) => content).join('\n'));
  const window =
    typeof windowTokens === 'number' ? windowTokens : Math.floor(request.contextTokens * GUESSED_SHARE);
  // In our own tokens: what the server counts as 5,000 and we as 4,000 fills the window sooner.
  const ratio = typeof promptTokens === 'number' && estimated > 0 ? promptTokens / estimated : 1;
  const usable = Math.floor(window / Math.min(Math.max(1, ratio), MOST_UNDERESTIMATED));
  const contextTokens = Math.max(LEAST_WINDOW_TOKENS, usable);
  if (contextTokens >= request.contextTokens) return null;
  memory.learn({ contextTokens });
  const { within } = request;
  if (within === undefined) return null;
  // Once: a server that still says no is not understood.
  const { within: _spent, ...again } = within(contextTokens);
  return again;
}
