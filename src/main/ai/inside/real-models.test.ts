import { openSync, readSync, closeSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  REAL_CHAT,
  REAL_EMBEDDING,
  REAL_MODEL_TIMEOUT_MS,
  realModelsArePresent,
} from '../../../../tests/support/real-models.ts';
import { writeRankingModel } from '../../../../tests/support/ranking-model-file.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { createEmbedder } from '../embedder.ts';
import { createModelMemory } from '../model-memory.ts';
import { createEngines, type InsideModel } from './engines.ts';
import { memoryNeed, windowFor } from './memory-need.ts';

const GB = 1e9;
const signal = new AbortController().signal;
const chat: InsideModel = { path: REAL_CHAT, purpose: 'chat', contextTokens: 1_024 };
const embedding: InsideModel = { path: REAL_EMBEDDING, purpose: 'embedding', contextTokens: 128 };

describe.skipIf(!realModelsArePresent)('real models', { timeout: REAL_MODEL_TIMEOUT_MS }, () => {
  const engines = createEngines();
  afterAll(() => engines.close());

  const folder = temporaryFolder();
  afterAll(folder.remove);

  async function ask(text: string, stop = signal, system = 'You answer with one word.') {
    let said = '';
    const task = { system, turns: [{ role: 'user' as const, text }], maxOutputTokens: 8, temperature: 0 };
    const outcome = await engines.chat(chat, task, {
      signal: stop,
      onPiece: (_kind, piece) => (said += piece),
    });
    return { said, ...outcome };
  }

  it('answer, and read of the next question only what they have not read yet', async () => {
    const system = `You answer with one word. ${'The office opens at nine. '.repeat(12)}`;
    const first = await ask('When does the office open?', signal, system);
    expect(first.said).not.toBe('');
    expect(first.cachedTokens).toBe(0);
    expect(first.inputTokens).toBeGreaterThan(80);
    expect(first.outputTokens).toBeGreaterThan(0);
    const second = await ask('When does the office close?', signal, system);
    expect(second.inputTokens - second.cachedTokens).toBeLessThan(first.inputTokens / 4);
  });

  it('are left before their first word, and answer the next question', async () => {
    await ask('Hello?');
    const leaving = new AbortController();
    const left = ask(`${'Tell me more of the office. '.repeat(100)}`, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect((await ask('Hello?')).outputTokens).toBeGreaterThan(0);
  });

  it('say that a prompt is longer than their window', async () => {
    await expect(ask('word '.repeat(1_100))).rejects.toMatchObject({
      code: 'model.context_too_long',
      details: { windowTokens: 1_024 },
    });
  });

  it('compare texts across languages; one that is too long is cut to their window', async () => {
    const inside = { engines, pathOf: () => REAL_EMBEDDING };
    const endpoint = {
      provider: 'inside' as const,
      model: 'multilingual-e5-small-q4_0',
      url: null,
      apiKey: null,
      contextTokens: embedding.contextTokens,
    };
    const memory = createModelMemory();
    const embedder = createEmbedder(endpoint, {
      fetch: () => Promise.reject(new Error('nothing is fetched')),
      inside,
      memory,
    });
    const [question] = await embedder.embed(['À quelle heure ouvre le bureau ?'], { kind: 'query', signal });
    const passages = await embedder.embedEach(
      [
        'The office opens at nine.',
        'The cat sleeps on the sofa.',
        'Le bureau ouvre à neuf heures. '.repeat(40),
      ],
      { kind: 'passage', signal },
    );
    const [right, wrong, long] = passages.map(one => {
      if ('failure' in one) throw one.failure;
      return one;
    });
    const similarity = (other: Float32Array | undefined) =>
      [...(other ?? [])].reduce((sum, value, index) => sum + value * (question?.[index] ?? 0), 0);
    expect(question).toHaveLength(384);
    expect(similarity(right?.vector)).toBeGreaterThan(similarity(wrong?.vector) + 0.03);
    expect(long).toMatchObject({ isCut: true });
    // As the model gives it with `<s>` before and `</s>` after. Without the first it is another one: -.025, -.028, -.048.
    for (const [place, value] of [-0.036, -0.018, -0.035].entries())
      expect(Math.abs((question?.[place + 1] ?? 0) - value)).toBeLessThan(0.005);
  });

  it('tell what they are, and what they take of the memory', async () => {
    const file = await engines.describe(REAL_EMBEDDING, signal);
    expect(file).toMatchObject({ purpose: 'embedding', family: 'bert', trainedTokens: 512 });
    // Measured: 1.1 GB with its longest text, 700 MB with 200 tokens.
    expect(memoryNeed(file, 512) / GB).toBeCloseTo(1.1, 1);
    expect(memoryNeed(file, 200) / GB).toBeCloseTo(0.8, 1);
    expect([windowFor(file, 16 * GB), windowFor(file, 2 * GB)]).toEqual([512, 128]);
    expect(await engines.describe(REAL_CHAT, signal)).toMatchObject({
      purpose: 'chat',
      family: 'llama',
      trainedTokens: 8_192,
    });
  });

  it('put passages in order through the whole engine; no real one that ranks was at hand, so its weights are made up', async () => {
    const path = join(folder.path, 'ranks.gguf');
    writeRankingModel(REAL_EMBEDDING, path);
    const file = await engines.describe(path, signal);
    expect(file).toMatchObject({ purpose: 'reranking', family: 'bert', trainedTokens: 512 });
    const model: InsideModel = { path, purpose: 'reranking', contextTokens: 256 };
    const nine = 'Le bureau ouvre à neuf heures.';
    const texts = [nine, 'Le chat dort.', nine, 'Le chat dort sur le canapé. '.repeat(200)];
    const { scores, readMs } = await engines.rank(
      model,
      { question: 'Quand ouvre le bureau ?', texts },
      signal,
    );
    expect(scores).toHaveLength(4);
    expect(scores[2]).toBeCloseTo(scores[0] ?? 0, 6);
    expect(scores[1]).not.toBeCloseTo(scores[0] ?? 0, 6);
    for (const score of scores) expect(score > 0 && score < 1).toBe(true);
    expect(readMs).toBeGreaterThan(0);
    // Measured: 1.04 GB with 256 tokens.
    expect(memoryNeed(file, 256) / GB).toBeCloseTo(1.04, 1);
    const leaving = new AbortController();
    const left = engines.rank(model, { question: 'Quand ?', texts: texts.fill(nine) }, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    for (const [file, purpose, code] of [
      [path, 'chat', 'model.not_chat'],
      [path, 'embedding', 'model.not_embedding'],
      [REAL_EMBEDDING, 'reranking', 'model.not_reranking'],
    ] as const)
      await expect(engines.load({ path: file, purpose, contextTokens: 128 }, signal)).rejects.toMatchObject({
        code,
      });
  });

  it('whose file is garbage, cut or gone are told so, each in its own words', async () => {
    const garbage = join(folder.path, 'garbage.gguf');
    writeFileSync(garbage, 'This is a letter.');
    const onlyHead = join(folder.path, 'head.gguf');
    writeFileSync(onlyHead, `GGUF${'x'.repeat(5_000)}`);
    const cut = join(folder.path, 'cut.gguf');
    writeFileSync(cut, beginningOf(REAL_CHAT, 3_000_000));
    const errorOf = (path: string) => engines.describe(path, signal).catch((thrown: unknown) => thrown);
    expect(await errorOf(garbage)).toMatchObject({ code: 'model.file_not_gguf' });
    expect(await errorOf(onlyHead)).toMatchObject({ code: 'model.file_cut' });
    expect(await errorOf(cut)).toMatchObject({ code: 'model.file_cut', details: { sizeBytes: 3_000_000 } });
    expect(await errorOf(join(folder.path, 'gone.gguf'))).toMatchObject({ code: 'model.file_missing' });
  });

  it('for one thing are not loaded for the other', async () => {
    const wrong = { ...embedding, purpose: 'chat' as const, contextTokens: 64 };
    await expect(engines.load(wrong, signal)).rejects.toMatchObject({ code: 'model.not_chat' });
  });
});

function beginningOf(path: string, bytes: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(bytes);
    readSync(file, head, 0, bytes, 0);
    return head;
  } finally {
    closeSync(file);
  }
}
