import type { ModelFindings, Refusal } from '#shared/contract/models.ts';
import type { FoyerError } from '#shared/errors.ts';
import { learnRefusal, type ModelMemory } from './model-memory.ts';
import { refusedByModel, type ErrorSubject } from './model-errors.ts';
import type { ChatRequest, ChatTurn, PartedTurn } from './ports.ts';
import { estimateTokens } from './token-estimate.ts';

/** A window below this holds no passage beside a question. */
const LEAST_WINDOW_TOKENS = 512;

/** A server that does not say how large its window is has one smaller than was thought: half is tried. */
const GUESSED_SHARE = 0.5;

/** Our count of a prompt is at most this much too low: a server that counts more counts something else. */
const MOST_UNDERESTIMATED = 2;

/** A turn as its parts; words alone are one part. */
function parted(turn: ChatTurn | PartedTurn): PartedTurn {
  return 'parts' in turn ? turn : { role: turn.role, parts: [{ type: 'text', text: turn.content }] };
}

/** Two turns of one side as one; null when they are of two. */
function joined(one: PartedTurn | undefined, other: PartedTurn): PartedTurn | null {
  if (one?.role === 'user' && other.role === 'user') {
    return { role: 'user', parts: [...one.parts, ...other.parts] };
  }
  if (one?.role === 'assistant' && other.role === 'assistant') {
    return { role: 'assistant', parts: [...one.parts, ...other.parts] };
  }
  if (one?.role === 'tool' && other.role === 'tool') {
    return { role: 'tool', parts: [...one.parts, ...other.parts] };
  }
  return null;
}

/** A conversation as every template takes it: the person first, then in turn. Neighbours of one side become one turn. */
export function inTurn(turns: ChatRequest['turns']): PartedTurn[] {
  const ordered: PartedTurn[] = [];
  for (const turn of turns.map(parted)) {
    if (ordered.length === 0 && turn.role !== 'user') continue; // a greeting is no part of the question
    const both = joined(ordered.at(-1), turn);
    if (both === null) ordered.push(turn);
    else ordered[ordered.length - 1] = both;
  }
  return ordered;
}

/** The words among the parts of a turn. */
export function wordsOf(parts: PartedTurn['parts']): string {
  return parts.flatMap(part => (part.type === 'text' ? [part.text] : [])).join('\n\n');
}

/**
 * A conversation in turn, and the instructions that go before it as a message of their own. For a model without a role
 * for instructions they stand before its first words, and are null.
 */
export function spokenTo(
  { system, turns }: Pick<ChatRequest, 'system' | 'turns'>,
  { refuses }: Pick<ModelFindings, 'refuses'>,
): { instructions: string | null; turns: PartedTurn[] } {
  if (system === '') return { instructions: null, turns: inTurn(turns) };
  if (!refuses.includes('system_role')) return { instructions: system, turns: inTurn(turns) };
  const [first, ...others] = inTurn(turns);
  const opening: PartedTurn = { role: 'user', parts: [{ type: 'text', text: system }] };
  const both = first === undefined ? null : joined(opening, first);
  return { instructions: null, turns: [both ?? opening, ...others] };
}

/** Whether a picture is among what is asked. */
export const hasImages = ({ turns }: Pick<ChatRequest, 'turns'>): boolean =>
  turns.some(turn => 'parts' in turn && turn.parts.some(({ type }) => type === 'image'));

/** Throws `model.no_tools` or `model.no_images` for what is known to be refused: without it the request means something else. */
export function requireTaken(request: ChatRequest, { refuses }: ModelFindings, subject: ErrorSubject): void {
  if ((request.tools ?? []).length > 0 && refuses.includes('tools')) throw refusedByModel('tools', subject);
  if (hasImages(request) && refuses.includes('images')) throw refusedByModel('images', subject);
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
  // Nothing stands in for these: the refusal itself is the answer, at once the next time.
  if (code === 'model.no_tools' || code === 'model.no_images') {
    learnRefusal(memory, code === 'model.no_tools' ? 'tools' : 'images');
    return null;
  }
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
  const words = inTurn(request.turns).map(({ parts }) => wordsOf(parts));
  const estimated = estimateTokens(request.system + words.join('\n'));
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
