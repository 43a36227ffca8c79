import { FoyerError } from '#shared/errors.ts';
import { noPace, type PaceMeter } from '#main/ai/model-pace.ts';
import type { AnswerWaits, ChatModel } from '#main/ai/ports.ts';
import { DEFAULT_MAX_OUTPUT_TOKENS } from './model-settings.ts';
import type { ModelRow, ModelStore } from './store.ts';

/** One of several servers that have the same model. */
export type ModelServer = {
  /** Of all servers of all models; failures are counted under it. */
  key: string;
  /** Among those of the model, from 1. */
  number: number;
  /** How many questions it is asked now, and when it was asked last (`performance.now()`). */
  use(): { asked: number; askedAt: number };
  /** Throws what is wrong with it. */
  check(signal: AbortSignal): Promise<void>;
};

/** A model as it is reached at one server. */
export type ReachedModel = {
  chat: ChatModel;
  meter: PaceMeter;
  server: ModelServer | null;
  place: string | null;
};

/** A model ready to answer, with the settings that go with it. */
export type AnsweringModel = {
  modelId: string | null;
  /** What people call it; null for the one that is always there. */
  name: string | null;
  chat: ChatModel;
  /** Null where it has one server alone. */
  server: ModelServer | null;
  /** Outside this machine and this network, where what it reads goes to; null when that stays here. */
  place: string | null;
  contextTokens: number;
  maxOutputTokens: number;
  /** Its own, whatever the chatbot's is; null when it has none. */
  temperature: number | null;
  /** Price of 1,000 tokens; null when not known. */
  inputPrice: number | null;
  outputPrice: number | null;
  /** How long its first word took when last measured; null when never. */
  measuredFirstTokenMs: number | null;
  /** How fast it reads and writes, and how long it may read; null where that is not planned with. */
  pace: { meter: PaceMeter; readingSeconds: number } | null;
  /** How long the chatbot, or else its settings, lets it be silent. */
  waits: AnswerWaits;
};

/** The models a chatbot chose, and how long they may take to be connected to and be silent; null leaves it to the default, or to none. */
export type ChatbotModels = {
  modelId: string | null;
  fallbackModelId: string | null;
  furtherModelIds: readonly string[];
  connectSeconds: number | null;
  firstWordSeconds: number | null;
  betweenWordsSeconds: number | null;
};

type Needs = {
  store: Pick<ModelStore, 'get' | 'preferred'>;
  embedded: ChatModel;
  /** A model at each of its servers, the first of its settings first. */
  reach: (row: ModelRow, connectSeconds: number | null) => readonly ReachedModel[];
};

/**
 * The models to try for an answer, in order; one with several servers stands there once for each. The embedded one
 * comes last, so that a person always gets the passages. Throws `resource.not_found` or `model.not_chat` for a model
 * asked for by name.
 */
export function createModelChain({ store, embedded, reach }: Needs) {
  const embeddedModel: AnsweringModel = {
    modelId: null,
    name: null,
    chat: embedded,
    server: null,
    place: null,
    contextTokens: Number.MAX_SAFE_INTEGER,
    maxOutputTokens: DEFAULT_MAX_OUTPUT_TOKENS,
    temperature: null,
    inputPrice: 0,
    outputPrice: 0,
    measuredFirstTokenMs: null,
    pace: null,
    waits: { firstTokenMs: null, betweenTokensMs: null },
  };

  function answering(row: ModelRow, bot: ChatbotModels): AnsweringModel[] {
    const { id: modelId, name, maxOutputTokens, temperature, inputPrice, outputPrice } = row;
    const { contextTokens, findings, measuredFirstTokenMs, readingSeconds } = row;
    return reach(row, bot.connectSeconds).map(({ chat, meter, server, place }) => ({
      modelId,
      name,
      chat,
      server,
      place,
      contextTokens: Math.min(contextTokens, findings?.contextTokens ?? Infinity),
      maxOutputTokens,
      temperature,
      inputPrice,
      outputPrice,
      measuredFirstTokenMs,
      pace: meter === noPace ? null : { meter, readingSeconds },
      waits: {
        firstTokenMs: inMilliseconds(bot.firstWordSeconds ?? row.firstWordSeconds),
        betweenTokensMs: inMilliseconds(bot.betweenWordsSeconds ?? row.betweenWordsSeconds),
      },
    }));
  }

  function askedFor(id: string): ModelRow {
    const row = store.get(id);
    if (!row) throw new FoyerError('resource.not_found', `No model ${id}`);
    if (row.purpose !== 'chat')
      throw new FoyerError('model.not_chat', `${row.name} makes embeddings, not answers`);
    return row;
  }

  return function chain(
    bot: ChatbotModels,
    requested: string | undefined,
  ): [AnsweringModel, ...AnsweringModel[]] {
    if (requested === 'embedded') return [embeddedModel];
    const chosen = bot.modelId === null ? store.preferred('chat') : store.get(bot.modelId);
    const others = [bot.fallbackModelId, ...bot.furtherModelIds].flatMap(id =>
      id === null ? [] : [store.get(id)],
    );
    const rows = [requested === undefined ? chosen : askedFor(requested), ...others];
    const seen = new Set<string>();
    const usable = rows.filter((row): row is ModelRow => {
      if (!row?.active || row.purpose !== 'chat' || seen.has(row.id)) return false;
      seen.add(row.id);
      return true;
    });
    const [first, ...following] = [...usable.flatMap(row => answering(row, bot)), embeddedModel];
    return [first ?? embeddedModel, ...following];
  };
}

function inMilliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1_000;
}
