import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ChatModel } from '../ports.ts';
import { NO_ANSWER_MARK } from '../ports.ts';
import { hasImages } from '../request-adaptation.ts';
import { LEAST_CERTAINTY } from './certainty.ts';
import { selectQuotations } from './selection.ts';
import type { Quotation } from './selection.ts';
import { LONGEST_QUOTE_WORDS } from './quotation-groups.ts';
import { shorten } from './sentence-scoring.ts';

/** Name under which answers of the embedded model are recorded. */
export const EXTRACTIVE_MODEL = 'extractive-1';

const WORDS: Record<Language, { leadIn: string; nothing: string; opening: string; closing: string }> = {
  fr: {
    leadIn: 'Voici ce que disent les documents :',
    nothing: 'Les documents de ce chatbot ne répondent pas à cette question.',
    opening: '«\u00a0',
    closing: '\u00a0»',
  },
  en: {
    leadIn: 'Here is what the documents say:',
    nothing: 'This chatbot’s documents do not answer this question.',
    opening: '“',
    closing: '”',
  },
};

/** Writes a quotation word for word between quotation marks, each with its source. */
function write(quotation: Quotation, language: Language): string {
  const { opening, closing } = WORDS[language];
  const quote = (text: string): string =>
    `${opening}${shorten(text, LONGEST_QUOTE_WORDS)}${closing} [${quotation.passage.number}]`;
  const texts = quotation.pieces.map(piece => piece.text);
  if (quotation.kind === 'list') {
    const [announcement = '', ...items] = texts;
    return [quote(announcement), '', ...items.map(item => `- ${quote(item)}`)].join('\n');
  }
  if (quotation.kind === 'table-row') {
    const columns = quotation.header === null ? null : cellsOf(quotation.header.text);
    const rows = texts.map(row => `- ${quote(readableRow(cellsOf(row), language))}`);
    return [
      ...(columns !== null && columns.length > 2 ? [`(${columns.join(' | ')})`, ''] : []),
      ...rows,
    ].join('\n');
  }
  return quote(texts.join(' '));
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\|\s*|\s*\|$/gu, '')
    .split('|')
    .map(cell => cell.trim());
}

/** Two columns read as « name : value » and need no header; more keep their bars, below the header. */
function readableRow(cells: readonly string[], language: Language): string {
  return cells.length === 2 ? cells.join(language === 'fr' ? '\u00a0: ' : ': ') : cells.join(' | ');
}

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
      const { language, passages } = request.grounding;
      const { quotations, certainty } = selectQuotations(request.grounding);
      const answers =
        certainty === null || certainty >= LEAST_CERTAINTY || passages.some(({ byMeaning }) => byMeaning);
      const paragraphs =
        quotations.length === 0 || !answers
          ? [`${NO_ANSWER_MARK} ${WORDS[language].nothing}`]
          : [WORDS[language].leadIn, ...quotations.map(quotation => write(quotation, language))];
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
