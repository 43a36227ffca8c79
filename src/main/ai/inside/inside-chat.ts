import type { ModelFindings } from '#shared/contract/models.ts';
import { streamAnswer, type ModelEvent } from '../answer-stream.ts';
import type { ModelLimits } from '../limits.ts';
import { refusedByModel } from '../model-errors.ts';
import type { ModelMemory } from '../model-memory.ts';
import type { ChatModel, ChatRequest, ModelEndpoint } from '../ports.ts';
import { hasImages, spokenTo, wordsOf } from '../request-adaptation.ts';
import type { ChatTask } from './engine-messages.ts';
import { insideModel, insideSubject, requireInside, type InsideModels } from './inside-model.ts';

/** Pieces of an answer as they come, until it is over: what is not taken yet waits in order. */
function createPieces() {
  const waiting: ModelEvent[] = [];
  let isOver = false;
  let wake = (): void => undefined;
  return {
    add(event: ModelEvent): void {
      waiting.push(event);
      wake();
    },
    end(): void {
      isOver = true;
      wake();
    },
    async *taken(): AsyncGenerator<ModelEvent> {
      for (;;) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else if (isOver) return;
        else await new Promise<void>(resolve => (wake = resolve));
      }
    },
  };
}

/** A chat model that Foyer runs itself. Its window stays as it was loaded: the settings' own, within what the file takes. */
export function createInsideChat(
  endpoint: ModelEndpoint,
  {
    limits,
    memory,
    ...deps
  }: { inside?: InsideModels | undefined; limits: ModelLimits; memory: ModelMemory },
): ChatModel {
  const subject = insideSubject(endpoint);
  const inside = requireInside(deps.inside);
  const placeOf = (contextTokens: number) =>
    insideModel(
      inside,
      { model: endpoint.model, contextTokens: endpoint.contextTokens ?? contextTokens },
      'chat',
    );

  async function* open(
    request: ChatRequest,
    _findings: ModelFindings,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    if ((request.tools ?? []).length > 0) throw refusedByModel('tools', subject);
    if (hasImages(request)) throw refusedByModel('images', subject);
    const model = placeOf(request.contextTokens);
    const isLoaded = inside.engines.isLoaded(model);
    if (!isLoaded) yield { type: 'loads', ms: memory.pace.read().loadMs };
    const { loadMs } = await inside.engines.load(model, signal);
    const pieces = createPieces();
    const answered = inside.engines
      .chat(model, taskOf(request), {
        signal,
        onPiece: (type, text) => pieces.add({ type, text }),
        onCounted: (inputTokens, cachedTokens) =>
          pieces.add({ type: 'usage', inputTokens, outputTokens: null, cachedTokens }),
      })
      .finally(pieces.end);
    // It is awaited below, once what came before its failure was taken.
    answered.catch(() => undefined);
    yield* pieces.taken();
    const { reason, inputTokens, cachedTokens, outputTokens, readMs, writtenMs } = await answered;
    yield { type: 'usage', inputTokens, outputTokens, cachedTokens };
    yield {
      type: 'timing',
      read: { tokens: inputTokens - cachedTokens, remembered: cachedTokens, ms: readMs },
      writtenMs,
      loadMs: isLoaded ? null : loadMs,
    };
    yield { type: 'finish', reason };
  }

  return {
    provider: 'inside',
    model: endpoint.model,
    stream: (request, { signal, onUsage }) =>
      streamAnswer({ open, request, takes: [], memory, subject, limits, signal, onUsage }),
    async prepare(contextTokens, { signal }) {
      await inside.engines.load(placeOf(contextTokens), signal);
    },
  };
}

function taskOf(request: ChatRequest): ChatTask {
  const { instructions, turns } = spokenTo(request, { refuses: [] });
  return {
    system: instructions,
    turns: turns.flatMap(({ role, parts }) => (role === 'tool' ? [] : [{ role, text: wordsOf(parts) }])),
    maxOutputTokens: request.maxOutputTokens,
    temperature: request.temperature,
  };
}
