import { setTimeout as wait } from 'node:timers/promises';
import type { EngineMessage, EngineRequest } from '#main/ai/inside/engine-messages.ts';

/*
 * A process in the place of the one that runs models. What it does stands in what it is asked: the file's name, or the
 * last words of the person.
 */

const NEEDED_BYTES = 1_000_000;

const stops = new Map<number, AbortController>();
let turn: Promise<void> = Promise.resolve();

function send(message: EngineMessage): void {
  process.send?.(message);
}

function refuse(id: number, code: 'model.engine_missing' | 'model.no_memory'): void {
  const details: Record<string, number> =
    code === 'model.no_memory' ? { neededBytes: NEEDED_BYTES, freeBytes: 1 } : {};
  send({ type: 'failed', id, code, message: code, details });
}

function purposeOf(path: string): 'chat' | 'embedding' | 'reranking' {
  if (path.includes('rank')) return 'reranking';
  return path.includes('embed') ? 'embedding' : 'chat';
}

async function answer(request: Exclude<EngineRequest, { type: 'stop' }>): Promise<void> {
  const { id } = request;
  const stop = stops.get(id);
  if (stop?.signal.aborted !== false) return;
  if (request.type === 'load') {
    const { path, contextTokens, availableBytes, graphics } = request.input;
    if (graphics && path.includes('falls-with-graphics')) process.kill(process.pid, 'SIGKILL');
    if (path.includes('without-engine')) return refuse(id, 'model.engine_missing');
    if (availableBytes < NEEDED_BYTES) return refuse(id, 'model.no_memory');
    send({ type: 'done', id, output: { contextTokens, loadMs: 1_500 } });
  } else if (request.type === 'chat') {
    const last = request.input.turns.at(-1)?.text ?? '';
    const tokens = { inputTokens: 500, cachedTokens: 300 };
    send({ type: 'counted', id, ...tokens });
    if (last.includes('die at once')) process.kill(process.pid, 'SIGKILL');
    if (last.includes('think')) send({ type: 'piece', id, kind: 'reasoning', text: 'Let me see.' });
    if (last.includes('be silent'))
      await wait(60_000, undefined, { signal: stop.signal }).catch(() => undefined);
    for (const text of ['You ', 'said: ', last]) send({ type: 'piece', id, kind: 'text', text });
    if (last.includes('die half-way')) {
      await wait(50); // what was said is on its way
      process.kill(process.pid, 'SIGKILL');
    }
    send({
      type: 'done',
      id,
      output: { reason: 'stop', ...tokens, outputTokens: 20, readMs: 2_000, writtenMs: 1_000 },
    });
  } else if (request.type === 'embed') {
    send({
      type: 'done',
      id,
      output: { vectors: request.input.texts.map(text => Float32Array.of(text.length, 1)), readMs: 1_000 },
    });
  } else if (request.type === 'rank') {
    const { question, texts } = request.input;
    if (question.includes('die at once')) process.kill(process.pid, 'SIGKILL');
    if (question.includes('be silent'))
      await wait(60_000, undefined, { signal: stop.signal }).catch(() => undefined);
    // The shortest first.
    send({
      type: 'done',
      id,
      output: { scores: texts.map(text => 1 / (1 + text.length)), readMs: 1_000 },
    });
  } else if (request.type === 'machine') {
    send({ type: 'done', id, output: { cores: 2, processor: ['SSE3', 'AVX2'], graphics: null } });
  } else {
    send({
      type: 'done',
      id,
      output: {
        title: 'A stand-in',
        family: 'llama',
        purpose: purposeOf(request.input.path),
        parameters: 135_000_000,
        trainedTokens: 4_096,
        vocabularySize: 1_000,
        weightBytes: NEEDED_BYTES,
        windows: [{ tokens: 512, bytes: 1_000 }],
      },
    });
  }
}

process.on('message', (request: EngineRequest) => {
  if (request.type === 'stop') {
    stops.get(request.id)?.abort();
    return;
  }
  stops.set(request.id, new AbortController());
  turn = turn.then(() => answer(request));
});
process.on('disconnect', () => process.exit());
