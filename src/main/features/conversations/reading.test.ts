import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import { createPaceMeter, noSamples } from '#main/ai/model-pace.ts';
import { createEmbeddedChat } from '#main/ai/embedded/embedded-chat.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { createReading } from './reading.ts';

const model = (given: Partial<AnsweringModel>): AnsweringModel => ({
  modelId: 'm',
  name: 'Ministral',
  chat: createEmbeddedChat(),
  server: null,
  place: null,
  contextTokens: 4_096,
  maxOutputTokens: 500,
  temperature: null,
  inputPrice: null,
  outputPrice: null,
  measuredFirstTokenMs: null,
  pace: null,
  waits: { firstTokenMs: null, betweenTokensMs: null },
  ...given,
});

const passage = {
  number: 1,
  title: 'Tarifs',
  page: null,
  heading: null,
  text: 'Le quai coûte 23 euros.',
  context: '',
  byMeaning: false,
};
const prompt = {
  system: 'Réponds. '.repeat(100),
  turns: [],
  passages: [passage, passage],
  cut: { passagesUsed: 2, passagesCut: 0, turnsCut: 0 },
};

function toldOf(models: AnsweringModel[], act: (reading: ReturnType<typeof createReading>) => void) {
  const told: ChatEvent[] = [];
  act(
    createReading(
      models,
      () => prompt,
      event => told.push(event),
    ),
  );
  return told;
}

describe('what is told of a model that reads', () => {
  it('is about how long it takes: by its pace, by what its first word took elsewhere, or by nothing', () => {
    const nearby = { meter: createPaceMeter({ ...noSamples, read: [100] }), readingSeconds: 6 };
    const unmeasured = { meter: createPaceMeter(), readingSeconds: 6 };
    const expected = (given: Partial<AnsweringModel>) =>
      toldOf([model(given)], reading => reading.asked('m')).map(event =>
        event.type === 'reading' ? event.expectedMs : 'other',
      );
    const [measured] = expected({ pace: nearby });
    expect(measured).toBeGreaterThan(1_000);
    // One that nobody has measured is taken for the slowest that is usual.
    expect(expected({ pace: unmeasured })).toEqual([Math.round((Number(measured) * 100) / 150)]);
    expect(expected({ measuredFirstTokenMs: 1_250 })).toEqual([1_250]);
    expect(expected({})).toEqual([null]);
  });

  it('is the one that is asked now, and its being loaded', () => {
    const models = [model({}), model({ modelId: 'n', name: 'Qwen' }), model({ modelId: null, name: null })];
    const told = toldOf(models, reading => {
      reading.asked('m');
      reading.asked('n');
      reading.loads(42_000);
      reading.asked('embedded');
    });
    expect(told).toMatchObject([
      { model: 'Ministral', passages: 2, loads: false, elapsedMs: 0 },
      { model: 'Qwen', loads: false },
      { model: 'Qwen', expectedMs: 42_000, loads: true },
    ]);
  });
});
