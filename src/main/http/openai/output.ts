import type { MessagePart } from '#shared/contract/message-parts.ts';
import type { Message, MessageMetadata, Source } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { ConfidenceLevel } from '#shared/lib/confidence.ts';
import { pagesOfSource, quoteOnOneLine } from '#shared/lib/source-pages.ts';

/** What Foyer knows beyond OpenAI's vocabulary, under its own name in answers. */
export type Extension = {
  conversationId: string;
  messageId: string;
  abstained: boolean;
  confidence: number | null;
  confidenceLevel: ConfidenceLevel | null;
  /** What the office itself answers, without the documents, and where to read on; null for any other answer. */
  officeAnswer: { link: string | null } | null;
  /** The documents the answer cites, by their number. */
  sources: Omit<Source, 'score' | 'cited'>[];
  /** The `[number]`s of the answer, in order: where each stands, and which place of its source it is about. */
  citations: NonNullable<MessageMetadata['citations']>;
  /** What the answer is made of beside words and reasoning: tools it asked, what they gave back, files. */
  parts: Exclude<MessagePart, { type: 'text' | 'reasoning' }>[];
  /** What the answer says and its sources do not hold. */
  unverified: string[];
};

const heading: Record<Language, string> = { fr: 'Sources', en: 'Sources' };
const QUOTE_CHARACTERS = 200;

export function extensionOf(message: Message): Extension {
  const { metadata } = message;
  return {
    conversationId: message.conversationId,
    messageId: message.id,
    abstained: message.abstained,
    confidence: message.confidence,
    confidenceLevel: message.confidenceLevel,
    officeAnswer: metadata.officeAnswer ?? null,
    sources: cited(message).map(({ score: _score, cited: _cited, ...source }) => ({
      ...source,
      places: source.places.filter(place => place.cited),
    })),
    citations: metadata.citations ?? [],
    parts: message.parts.filter(part => part.type !== 'text' && part.type !== 'reasoning'),
    unverified: metadata.unverified ?? [],
  };
}

/** The cited sources as notes under the answer, a line each, for clients that show text alone; empty without any. */
export function footnotesOf(message: Message, language: Language): string {
  const sources = cited(message);
  if (sources.length === 0) return '';
  const lines = sources.map(({ number, title, places, quote }) => {
    const pages = pagesOfSource(places);
    const place = pages === null ? title : `${title}, p. ${pages}`;
    return `[${number}] ${place} — ${quoted(quote, language)}`;
  });
  return `\n\n${heading[language]}\n\n${lines.join('\n\n')}`;
}

/** An answer as it came from here, without the notes that were added: programs send it back with the next question. */
export function withoutFootnotes(answer: string): string {
  return answer.replace(/\n\nSources\n\n\[1\] [\s\S]*$/, '');
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
  const line = quoteOnOneLine(quote);
  const cut = line.length > QUOTE_CHARACTERS ? `${line.slice(0, QUOTE_CHARACTERS)}…` : line;
  return language === 'fr' ? `« ${cut} »` : `“${cut}”`;
}
