import { describe, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { createPaceMeter } from '#main/ai/model-pace.ts';
import { scripted } from '../../../../tests/support/scripted-model.ts';
import type { AnswerAttempt } from '#shared/contract/messages.ts';
import { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { createRoute, type Route } from './model-routes.ts';
import { rewriteQuestion } from './rewrite.ts';
import { createUsageMeter } from './usage-meter.ts';

const model: AnsweringModel = {
  modelId: 'model',
  maxOutputTokens: 500,
  contextTokens: 4_096,
  inputPrice: null,
  outputPrice: null,
  pace: null,
} as AnsweringModel;

const history = [
  { role: 'user' as const, content: 'What is the winter storage fee in 2024?' },
  { role: 'assistant' as const, content: 'The winter storage fee in 2024 is 315 euros [1].' },
];

async function rewritten(reply: string, question = 'And in 2023?', language: 'fr' | 'en' = 'en') {
  const route: Route = async function* () {
    yield { type: 'text', text: reply } as never;
  };
  const asked = {
    question,
    history,
    language,
    translates: false,
    models: [model] as const,
    route,
    meter: createUsageMeter(),
    onAttempt: () => undefined,
  };
  return (await rewriteQuestion(asked, new AbortController().signal)).question;
}

describe('rewriteQuestion', () => {
  it.each([
    ['What was the winter storage fee in 2023?', 'What was the winter storage fee in 2023?'],
    [
      'Rewritten question: What was the winter storage fee in 2023?',
      'What was the winter storage fee in 2023?',
    ],
    ['"**What was the winter storage fee in 2023?**"\n', 'What was the winter storage fee in 2023?'],
  ])('takes one line about the conversation: %j', async (reply, expected) => {
    expect(await rewritten(reply)).toBe(expected);
  });

  it.each([
    'I do not have enough information to answer that.',
    'Sure! Here is the rewritten question:\n\n**"How long is the winter storage?"**\n\nLet me know if you need more.',
    'What was the winter storage fee?',
    'Which films are shown in the cinema in 2023?',
    'Désolé, je ne peux pas.',
    '',
    `winter storage fee 2023 ${'and so on '.repeat(60)}`,
  ])('drops what is something else: %j', async reply => {
    expect(await rewritten(reply)).toBeNull();
  });

  it('lets a translation have other words, but no other figures', async () => {
    expect(await rewritten('Quel était le tarif de l’hivernage en 2023 ?', 'And in 2023?', 'fr')).toBe(
      'Quel était le tarif de l’hivernage en 2023 ?',
    );
    expect(await rewritten('Quel était le tarif de l’hivernage en 2022 ?', 'And in 2023?', 'fr')).toBeNull();
  });

  it('tells what came of asking the model: kept, set aside for saying something else, or why not', async () => {
    const told = async (reply: string | null) => {
      const attempts: AnswerAttempt[] = [];
      const route = createRoute(createCircuitBreakers({ now: () => 0 }));
      const chat = scripted('far', reply === null ? { fails: 'model.key_refused' } : { text: [reply] });
      const asked = {
        question: 'And in 2023?',
        history,
        language: 'en' as const,
        translates: false,
        models: [
          { ...model, chat, server: null, waits: { firstTokenMs: null, betweenTokensMs: null } },
        ] as const,
        route,
        meter: createUsageMeter(),
        onAttempt: (attempt: AnswerAttempt) => void attempts.push(attempt),
      };
      await rewriteQuestion(asked, new AbortController().signal);
      return attempts.map(({ purpose, outcome, code }) => [purpose, outcome, code]);
    };
    expect(await told('What was the winter storage fee in 2023?')).toEqual([['rewording', 'answered', null]]);
    expect(await told('Which films are shown in 2023?')).toEqual([['rewording', 'set_aside', null]]);
    expect(await told(null)).toEqual([['rewording', 'failed', 'model.key_refused']]);
  });

  it('tells how long a silent model was waited for, and nothing of one that spoke', async () => {
    const asked = {
      question: 'And in 2023?',
      history,
      language: 'en' as const,
      translates: false,
      models: [model] as const,
      meter: createUsageMeter(),
      onAttempt: () => undefined,
    };
    const signal = new AbortController().signal;
    const silent: Route = async function* () {
      await new Promise(resolve => setTimeout(resolve, 20));
      yield* [];
      throw new FoyerError('model.timeout', 'kept waiting');
    };
    expect((await rewriteQuestion({ ...asked, route: silent }, signal)).waitedMs).toBeGreaterThan(10);
    const broken: Route = async function* () {
      yield { type: 'text', text: 'What' } as never;
      throw new FoyerError('model.interrupted', 'died');
    };
    expect(await rewriteQuestion({ ...asked, route: broken }, signal)).toEqual({
      question: null,
      waitedMs: 0,
    });
  });

  it.each([
    ['fast', { read: 2_000, written: 60 }, { follows: true, translates: true }],
    ['that takes more than a second', { read: 150, written: 12 }, { follows: false, translates: true }],
    ['that takes longer than anybody waits', { read: 8, written: 2 }, { follows: false, translates: false }],
    ['never measured', null, { follows: false, translates: true }],
  ])('asks a model %s nearby only for what it gives in time', async (_name, speed, expected) => {
    const pace = createPaceMeter();
    if (speed !== null)
      pace.measure({
        read: { tokens: speed.read * 100, ms: 100_000 },
        written: { tokens: speed.written * 100, ms: 100_000 },
      });
    const near: AnsweringModel = { ...model, pace: { meter: pace, readingSeconds: 6 } };
    const isAsked = async (translates: boolean) => {
      let asked = false;
      const route: Route = async function* () {
        asked = true;
        yield { type: 'text', text: 'What was the winter storage fee in 2023?' } as never;
      };
      const request = { question: 'And in 2023?', history, language: 'en' as const, translates };
      const meter = createUsageMeter();
      await rewriteQuestion(
        { ...request, models: [near], route, meter, onAttempt: () => undefined },
        new AbortController().signal,
      );
      return asked;
    };
    expect({ follows: await isAsked(false), translates: await isAsked(true) }).toEqual(expected);
  });
});
