import type { z } from 'zod';
import type { ChatEvent, ChatInput } from '#shared/contract/conversations.ts';
import type { Source } from '#shared/contract/messages.ts';
import type { DocumentPage } from '#shared/contract/document.ts';
import type { visitor, VisitorEvent } from '#shared/contract/visitor.ts';
import { asFreshAnswer, asVisitorPassage, asVisitorSources } from '#shared/lib/visitor-views.ts';
import { pacedQuotes } from '#shared/lib/quotes-pace.ts';
import { shownPlaces } from '#shared/lib/source-pages.ts';
import type { PreviewAnswer, PreviewCall } from '#shared/lib/widget-preview.ts';

type Question = z.input<NonNullable<(typeof visitor.chat)['~orpc']['inputSchema']>>;
type Passage = z.output<NonNullable<(typeof visitor.source)['~orpc']['outputSchema']>>;
export type Call = PreviewCall<Question>;
export type Answer = PreviewAnswer<VisitorEvent, Passage>;

const CLOCK = {
  now: () => performance.now(),
  pause: (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds)),
};

/** What the answers come from. */
export type PreviewCore = {
  chat(input: ChatInput): Promise<AsyncIterable<ChatEvent>>;
  stop(messageId: string): Promise<unknown>;
  /** The page of a document that holds a character offset. */
  page(documentId: string, offset: number): Promise<DocumentPage>;
  codeOf(error: unknown): string;
};

/** Answers what a preview asks with the chatbot itself; its conversations are kept out of the lists. */
export function createPreviewAnswers(chatbotId: string, core: PreviewCore) {
  const sourcesOf = new Map<string, readonly Source[]>();

  async function chat(input: Question, say: (event: VisitorEvent) => void): Promise<void> {
    const { message, conversationId } = input;
    const events = await core.chat({
      chatbotId,
      message,
      channel: 'preview',
      ...(conversationId === undefined ? {} : { conversationId }),
    });
    let messageId = '';
    for await (const event of pacedQuotes(events, CLOCK)) {
      if (event.type === 'started') ({ messageId } = event);
      if (event.type === 'quotes' || event.type === 'sources') sourcesOf.set(messageId, event.sources);
      if (event.type === 'finished') sourcesOf.set(event.message.id, event.message.sources);
      if (event.type !== 'reasoning' && event.type !== 'reading') say(asVisitorEvent(event));
    }
  }

  async function passage(messageId: string, number: number, place: number): Promise<Passage | null> {
    const source = sourcesOf.get(messageId)?.find(each => each.number === number);
    if (source === undefined) return null;
    const { start } = shownPlaces(source.places)[place] ?? source;
    const shown = await core.page(source.documentId, start);
    return asVisitorPassage(source, place, textOf(shown), shown.start);
  }

  return async function answer(call: Call, post: (answer: Answer) => void): Promise<void> {
    const { id } = call;
    try {
      if (call.call === 'chat') await chat(call.input, event => post({ id, event }));
      if (call.call === 'stop') await core.stop(call.input.messageId);
      if (call.call !== 'source') {
        post({ id, done: true });
        return;
      }
      const result = await passage(call.input.messageId, call.input.number, call.input.place ?? 0);
      post(result === null ? { id, error: { code: 'resource.not_found', message: '' } } : { id, result });
    } catch (error) {
      // The preview has words of its own for what fails, as it has for visitors.
      post({ id, error: { code: core.codeOf(error), message: '' } });
    }
  };
}

function asVisitorEvent(event: Exclude<ChatEvent, { type: 'reasoning' | 'reading' }>): VisitorEvent {
  if (event.type === 'quotes') return { ...event, sources: asVisitorSources(event.sources) };
  if (event.type === 'sources') return { type: 'sources', sources: asVisitorSources(event.sources) };
  if (event.type === 'finished') return { type: 'finished', message: asFreshAnswer(event.message) };
  return event;
}

/** The text of a page, each block where its offset says. */
function textOf({ start, blocks }: DocumentPage): string {
  return blocks.reduce(
    (text, block) => text.padEnd(block.start - start, '\n').slice(0, block.start - start) + block.text,
    '',
  );
}
