import type { Language } from '#shared/contract/vocabulary.ts';
import type { ChatDelta, ChatModel, ChatRequest, ChatTurn, PartedTurn } from '../ports.ts';
import { createPlaceholders, createRestoring } from './placeholders.ts';

/** Said to the model once something was hidden. */
const rule: Record<Language, string> = {
  fr: 'Les mots comme HIDDEN_EMAIL_1 remplacent des valeurs réelles : recopie-les exactement, sans les traduire ni les commenter.',
  en: 'Words such as HIDDEN_EMAIL_1 stand for real values: copy them exactly, without translating them or commenting on them.',
};

export type Hiding = ReturnType<typeof createHiding>;

/** Hides personal values from models outside, for one answer: the same value is the same placeholder in all it asks. */
export function createHiding(language: Language) {
  const placeholders = createPlaceholders(language);
  const sent = new Map<string, Set<string>>();

  /** What hides within one request, and says so to the model where something was. */
  function within(place: string) {
    const there = sent.get(place) ?? new Set<string>();
    sent.set(place, there);
    let isHidden = false;
    return {
      hide: (text: string): string =>
        placeholders.hide(text, placeholder => {
          isHidden = true;
          there.add(placeholder);
        }),
      told: (system: string): string => (isHidden ? `${system}\n\n${rule[language]}` : system),
    };
  }

  /** A request as it leaves for a place. */
  function hidden(request: ChatRequest, place: string): ChatRequest {
    const { hide, told } = within(place);
    const system = hide(request.system);
    const turns = request.turns.map(turn => turnWith(turn, hide));
    const { within: smaller, readBy: _readBy, ...rest } = request;
    return {
      ...rest,
      system: told(system),
      turns,
      grounding: null, // what the embedded model reads, in clear
      ...(smaller === undefined ? {} : { within: (tokens: number) => hidden(smaller(tokens), place) }),
    };
  }

  return {
    /** Words for a place that only compares them: nothing of them comes back. */
    hide: (text: string, place: string): string => within(place).hide(text),
    /** The words of a request, as they leave. */
    inPlain(asked: { system: string; turns: readonly ChatTurn[] }, place: string) {
      const { hide, told } = within(place);
      const system = hide(asked.system);
      const turns = asked.turns.map(turn => ({ ...turn, content: hide(turn.content) }));
      return { system: told(system), turns };
    },
    /** How many values were hidden from each place. */
    told: (): { host: string; count: number }[] =>
      [...sent].flatMap(([host, { size }]) => (size === 0 ? [] : [{ host, count: size }])),
    /** A model that reads placeholders, and whose words come back with the values. */
    from(chat: ChatModel, place: string): ChatModel {
      return {
        provider: chat.provider,
        model: chat.model,
        async *stream(request, options) {
          yield* restored(chat.stream(hidden(request, place), options));
        },
      };
    },
  };

  async function* restored(deltas: AsyncIterable<ChatDelta>): AsyncGenerator<ChatDelta, void, undefined> {
    const words = createRestoring(placeholders);
    const thoughts = createRestoring(placeholders);
    function* rest(): Generator<ChatDelta, void, undefined> {
      const thought = thoughts.end();
      if (thought !== '') yield { type: 'reasoning', text: thought, fresh: false };
      const word = words.end();
      if (word !== '') yield { type: 'text', text: word };
    }
    for await (const delta of deltas) {
      if (delta.type === 'text') {
        const thought = thoughts.end();
        if (thought !== '') yield { type: 'reasoning', text: thought, fresh: false };
        const text = words.push(delta.text);
        if (text !== '') yield { type: 'text', text };
      } else if (delta.type === 'reasoning') {
        if (delta.fresh) thoughts.end();
        yield { ...delta, text: thoughts.push(delta.text) };
      } else if (delta.type === 'expects') {
        yield delta;
      } else {
        yield* rest();
        yield delta.type === 'tool-call'
          ? { ...delta, arguments: argumentsWith(delta.arguments, placeholders.restore) }
          : delta;
      }
    }
    yield* rest();
  }
}

function turnWith(turn: ChatTurn | PartedTurn, change: (text: string) => string): ChatTurn | PartedTurn {
  if (!('parts' in turn)) return { ...turn, content: change(turn.content) };
  if (turn.role === 'tool')
    return { ...turn, parts: turn.parts.map(part => ({ ...part, text: change(part.text) })) };
  if (turn.role === 'user')
    return {
      ...turn,
      parts: turn.parts.map(part => (part.type === 'text' ? { ...part, text: change(part.text) } : part)),
    };
  return {
    ...turn,
    parts: turn.parts.map(part =>
      part.type === 'text'
        ? { ...part, text: change(part.text) }
        : { ...part, arguments: argumentsWith(part.arguments, change) },
    ),
  };
}

function argumentsWith(
  given: Record<string, unknown>,
  change: (text: string) => string,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, valueWith(value, change)]));
}

function valueWith(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map(one => valueWith(one, change));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, valueWith(one, change)]));
  return value;
}
