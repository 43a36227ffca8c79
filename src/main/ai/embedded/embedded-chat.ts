import { FoyerError } from '#shared/errors.ts';
import type { ChatModel } from '../ports.ts';
import { hasImages } from '../request-adaptation.ts';
import { EXTRACTIVE_MODEL, quotedAnswer } from './quotes.ts';

/**
 * The model that is always there: it answers with the sentences of the passages that answer best, word for word and
 * cited, and writes nothing of its own but the words around them. No network, no download; a few milliseconds.
 * It calls none of the tools it is offered and sees no picture: throws `model.no_images` for one, and `model.not_chat`
 * when a request brings no question and passages: it cannot do anything else.
 */
export function createEmbeddedChat(): ChatModel {
  return {
    provider: 'embedded',
    model: EXTRACTIVE_MODEL,
    async *stream(request, { signal }) {
      signal.throwIfAborted();
      if (request.grounding === null) {
        throw new FoyerError('model.not_chat', 'the embedded model only answers questions over passages', {
          details: { model: EXTRACTIVE_MODEL },
        });
      }
      if (hasImages(request)) {
        throw new FoyerError('model.no_images', 'the embedded model reads words only', {
          details: { model: EXTRACTIVE_MODEL },
        });
      }
      const { paragraphs, certainty } = quotedAnswer(request.grounding);
      for (const [index, paragraph] of paragraphs.entries()) {
        signal.throwIfAborted();
        yield { type: 'text', text: index === 0 ? paragraph : `\n\n${paragraph}` };
      }
      // No language model read or wrote anything.
      const end = { type: 'end', reason: 'stop', inputTokens: 0, outputTokens: 0 } as const;
      yield certainty === null ? end : { ...end, certainty };
    },
  };
}
