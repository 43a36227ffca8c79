import { describe, expect, it } from 'vitest';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { createUsageMeter, type ModelUse } from './usage-meter.ts';

const model = (modelId: string | null, inputPrice: number | null, outputPrice = inputPrice) =>
  ({
    modelId,
    inputPrice,
    outputPrice,
    chat: { provider: modelId === null ? 'embedded' : 'openai', model: modelId ?? 'embedded' },
  }) as AnsweringModel;
const dear = model('dear', 2, 10);
const free = model('free', null);
const own = model(null, 0);
const estimate = { input: () => 700, output: () => 30 };

function answering(models = [dear, free, own]) {
  const meter = createUsageMeter();
  return { meter, watch: meter.watch({ models, purpose: 'answer', estimate }) };
}
const told = (uses: readonly ModelUse[]) =>
  uses.map(use => [
    use.model,
    use.purpose,
    use.inputTokens,
    use.outputTokens,
    use.cachedTokens,
    use.cost,
    use.estimated,
  ]);

describe('what a question uses', () => {
  it('is what the server counted, at the price of its model', () => {
    const { meter, watch } = answering();
    watch.began('dear');
    watch.used('dear', { inputTokens: 1_000, outputTokens: null, cachedTokens: 600 });
    watch.used('dear', { inputTokens: null, outputTokens: 50, cachedTokens: null });
    expect(told(meter.uses(false))).toEqual([['dear', 'answer', 1_000, 50, 600, 2.5, false]]);
    expect(meter.total(false)).toEqual({
      inputTokens: 1_000,
      outputTokens: 50,
      cachedTokens: 600,
      cost: 2.5,
    });
  });

  it('is estimated where the server did not count, or not to the end', () => {
    const { meter, watch } = answering();
    watch.began('dear');
    expect(told(meter.uses(false))).toEqual([['dear', 'answer', 700, 30, null, 1.7, true]]);
    watch.used('dear', { inputTokens: 1_000, outputTokens: null, cachedTokens: null });
    expect(told(meter.uses(false))).toEqual([['dear', 'answer', 1_000, 30, null, 2.3, true]]);
  });

  it('is nothing of a model that gave no sign', () => {
    const { meter } = answering();
    expect(meter.uses(false)).toEqual([]);
    expect(meter.total(false)).toEqual({
      inputTokens: null,
      outputTokens: null,
      cachedTokens: null,
      cost: null,
    });
  });

  it('has what failed beside what answered in its place', () => {
    const { meter, watch } = answering();
    watch.began('dear');
    watch.used('dear', { inputTokens: 1_000, outputTokens: 20, cachedTokens: null });
    watch.began('embedded');
    expect(told(meter.uses(true))).toEqual([
      ['dear', 'attempt', 1_000, 20, null, 2.2, false],
      ['embedded', 'answer', 0, 0, null, 0, false],
    ]);
    expect(meter.total(true).cost).toBe(2.2);
  });

  it('has no cost without a price, and none without a model', () => {
    const { meter, watch } = answering([free]);
    watch.began('free');
    expect(meter.total(false)).toMatchObject({ inputTokens: 700, cost: null });
    expect(told(createUsageMeter().uses(true))).toEqual([['embedded', 'answer', 0, 0, null, 0, false]]);
    expect(createUsageMeter().total(true)).toMatchObject({ inputTokens: 0, outputTokens: 0, cost: 0 });
  });

  it('counts putting a question in other words, also where no model answers then', () => {
    const meter = createUsageMeter();
    const watch = meter.watch({ models: [dear], purpose: 'search', estimate });
    watch.began('dear');
    watch.used('dear', { inputTokens: 100, outputTokens: 10, cachedTokens: null });
    expect(told(meter.uses(true))).toEqual([
      ['dear', 'search', 100, 10, null, 0.3, false],
      ['embedded', 'answer', 0, 0, null, 0, false],
    ]);
  });
});
