import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { FoyerError } from '#shared/errors.ts';
import { toolsAsked } from '#shared/lib/message-parts.ts';
import { pagesOfSource, quoteOnOneLine } from '#shared/lib/source-pages.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import type { ClientCommandInput, Command } from '../command.ts';
import { findChatbot, findModel } from '../find.ts';
import { optional, required } from '../values.ts';

export const ask: Command = {
  name: 'ask',
  summary: 'ask',
  usage: '--bot B QUESTION [--conversation ID] [--model M]',
  options: { bot: { type: 'string' }, conversation: { type: 'string' }, model: { type: 'string' } },
  positionals: [1, 1_000],
  needs: 'client',
  async run(input) {
    const { client, values, positionals, words, output } = input;
    const bot = await findChatbot(client, required(values, 'bot', words), words);
    const conversationId = optional(values, 'conversation');
    const model = optional(values, 'model');
    const events = await client.conversations.chat({
      chatbotId: bot.id,
      message: positionals.join(' '), // a question typed without quotation marks is still one question
      channel: 'cli',
      ...(conversationId === undefined ? {} : { conversationId }),
      ...(model === undefined
        ? {}
        : {
            modelId:
              model === 'embedded' ? ('embedded' as const) : (await findModel(client, model, words)).id,
          }),
    });
    const message = await showAnswer(input, events);
    output.result(answerObject(message), () => [
      ...toolLines(message, words),
      '',
      ...sourceLines(message, words),
    ]);
    if (message.status === 'stopped') output.note(words.answerStopped);
    return message.status === 'complete' ? 0 : 1;
  },
};

/** Writes the answer as it comes. Ctrl+C stops it; what came is kept and shown. */
async function showAnswer(
  { client, output, surroundings: { signal } }: ClientCommandInput,
  events: AsyncIterable<ChatEvent>,
): Promise<Message> {
  let messageId: string | null = null;
  const stop = () => {
    if (messageId !== null) void client.conversations.stop({ messageId }).catch(() => undefined); // already finished
  };
  signal.addEventListener('abort', stop);
  let written = '';
  try {
    for await (const event of events) {
      switch (event.type) {
        case 'started':
          messageId = event.messageId;
          if (signal.aborted) stop();
          break;
        case 'delta':
          written += event.text;
          output.stream(event.text);
          break;
        case 'failed':
          throw new FoyerError(event.error.code, event.error.message);
        case 'finished':
          // The checked text may differ from the streamed one; what was not streamed at all is shown now.
          if (written === '') output.stream(event.message.content);
          output.stream('\n');
          return event.message;
        case 'withdrawn':
          // What stands in a terminal stays there: the answer begins below it.
          output.stream('\n');
          written = '';
          break;
        case 'sources':
        case 'quotes':
        case 'reading':
        case 'reasoning':
          break;
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  throw new FoyerError('model.interrupted', 'The answer ended before it was finished');
}

/** The shape promised to programs. Sources cited stand in the order of their numbers; those only read have none. */
function answerObject(message: Message) {
  return {
    conversationId: message.conversationId,
    messageId: message.id,
    answer: message.content,
    parts: message.parts,
    sources: message.sources.map(
      ({ number, documentId, title, page, pageEnd, quote, start, end, score, places }) => ({
        number,
        documentId,
        title,
        page,
        pageEnd,
        quote,
        start,
        end,
        score,
        places,
      }),
    ),
    unverified: message.metadata.unverified ?? [],
    model: message.model,
    provider: message.provider,
    confidence: message.confidence,
    confidenceLevel: message.confidenceLevel,
    responseTimeMs: message.responseTimeMs,
    tokens: message.tokens,
  };
}

/** The tools that the answer asked, in one line. */
function toolLines({ parts }: Message, words: CliWords): string[] {
  const tools = toolsAsked(parts);
  return tools.length === 0 ? [] : ['', fill(words.lookedUp, { tools: tools.join(', ') })];
}

const QUOTE_LENGTH = 160; // two lines of a terminal

function sourceLines(message: Message, words: CliWords): string[] {
  const cited = message.sources.filter(source => source.cited);
  const lines = cited.map(({ number, title, places, quote }) => {
    const pages = pagesOfSource(places);
    const place = pages === null ? title : `${title}, ${fill(words.page, { page: pages })}`;
    return `  [${number}] ${place}\n      ${shorten(quote)}`;
  });
  const { unverified = [] } = message.metadata;
  const model =
    message.provider === 'embedded' || message.model === null ? words.embeddedModel : message.model;
  return [
    ...(lines.length === 0 ? [] : [words.sources, ...lines, '']),
    ...(unverified.length === 0 ? [] : [fill(words.unverified, { words: unverified.join(' · ') }), '']),
    ...(message.confidenceLevel === null ? [] : [words.confidence[message.confidenceLevel]]),
    fill(words.answeredBy, { model, ms: message.responseTimeMs ?? '?' }),
    fill(words.conversation, { id: message.conversationId }),
  ];
}

function shorten(quote: string): string {
  const line = quoteOnOneLine(quote);
  return line.length <= QUOTE_LENGTH ? line : `${line.slice(0, QUOTE_LENGTH - 1)}…`;
}
