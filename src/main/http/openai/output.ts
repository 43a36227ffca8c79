import type { Message, Source } from '#shared/contract/conversations.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

/** What Foyer knows beyond OpenAI's vocabulary, under its own name in answers. */
export type Extension = {
  conversationId: string;
  messageId: string;
  abstained: boolean;
  confidence: number | null;
  sources: Pick<Source, 'number' | 'documentId' | 'title' | 'page' | 'quote' | 'start' | 'end'>[];
};

const heading: Record<Language, string> = { fr: 'Sources', en: 'Sources' };
const pageWord: Record<Language, string> = { fr: 'p.', en: 'p.' };
const QUOTE_CHARACTERS = 200;

export function extensionOf(message: Message): Extension {
  return {
    conversationId: message.conversationId,
    messageId: message.id,
    abstained: message.abstained,
    confidence: message.confidence,
    sources: cited(message).map(({ number, documentId, title, page, quote, start, end }) => ({
      number,
      documentId,
      title,
      page,
      quote,
      start,
      end,
    })),
  };
}

/** The cited sources as notes under the answer, for clients that show text alone; empty without any. */
export function footnotesOf(message: Message, language: Language): string {
  const sources = cited(message);
  if (sources.length === 0) return '';
  const lines = sources.map(({ number, title, page, quote }) => {
    const place = page === null ? title : `${title}, ${pageWord[language]} ${page}`;
    return `[${number}] ${place} — ${quoted(quote, language)}`;
  });
  return `\n\n${heading[language]}\n\n${lines.join('\n\n')}`;
}

export function usageOf({ tokens }: Message) {
  // Without a model nothing was sent to one: zero is the truth.
  const { input, output } = tokens ?? { input: 0, output: 0 };
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function cited({ sources }: Message): Source[] {
  return sources.filter(source => source.cited);
}

function quoted(quote: string, language: Language): string {
  const line = quote.replaceAll(/\s+/g, ' ').trim();
  const cut = line.length > QUOTE_CHARACTERS ? `${line.slice(0, QUOTE_CHARACTERS)}…` : line;
  return language === 'fr' ? `« ${cut} »` : `“${cut}”`;
}
