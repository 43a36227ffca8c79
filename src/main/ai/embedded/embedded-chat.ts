import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ChatModel } from '../ports.ts';
import { selectQuotations } from './selection.ts';
import type { Quotation } from './selection.ts';
import { LONGEST_QUOTE_WORDS } from './quotation-groups.ts';
import { shorten } from './sentence-scoring.ts';

/** Name under which answers of the embedded model are recorded. */
export const EXTRACTIVE_MODEL = 'extractive-1';

const WORDS: Record<Language, { leadIn: string; nothing: string; opening: string; closing: string }> = {
  fr: {
    leadIn: 'Voici ce que disent les documents :',
    nothing: 'Je n’ai trouvé aucun passage qui réponde à cette question dans les documents.',
    opening: '«\u00a0',
    closing: '\u00a0»',
  },
  en: {
    leadIn: 'Here is what the documents say:',
    nothing: 'I found no passage that answers this question in the documents.',
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
    return texts
      .map(row => `- ${quote(readableRow(cellsOf(row), language))}`)
      .concat(columns !== null && columns.length > 2 ? [`  (${columns.join(' | ')})`] : [])
      .join('\n');
  }
  return quote(texts.join(' '));
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\|\s*|\s*\|$/gu, '')
    .split('|')
    .map(cell => cell.trim());
}

/** Two columns read as « name : value » and need no header; more keep their bars, and the header follows them. */
function readableRow(cells: readonly string[], language: Language): string {
  return cells.length === 2 ? cells.join(language === 'fr' ? '\u00a0: ' : ': ') : cells.join(' | ');
}

/**
 * The model that is always there: it answers with the sentences of the passages that answer best, word for word and
 * cited, and writes nothing of its own but the words around them. No network, no download; a few milliseconds.
 * Throws `model.not_chat` when a request brings no question and passages: it cannot do anything else.
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
      const { language } = request.grounding;
      const quotations = selectQuotations(request.grounding);
      const paragraphs =
        quotations.length === 0
          ? [WORDS[language].nothing]
          : [WORDS[language].leadIn, ...quotations.map(quotation => write(quotation, language))];
      for (const [index, paragraph] of paragraphs.entries()) {
        signal.throwIfAborted();
        yield { type: 'text', text: index === 0 ? paragraph : `\n\n${paragraph}` };
      }
      // No language model read or wrote anything.
      yield { type: 'end', reason: 'stop', inputTokens: 0, outputTokens: 0 };
    },
  };
}
