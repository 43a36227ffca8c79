import { setTimeout as pause } from 'node:timers/promises';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import { quotedAnswer, quotesFrom, type Quote } from '#main/ai/embedded/quotes.ts';
import type { Grounding } from '#main/ai/ports.ts';
import type { Log } from '#main/platform/log.ts';
import { createAnswerWriting } from './answer-writing.ts';
import type { GroundedPassage } from './grounding.ts';
import { judge, type Outcome } from './judgement.ts';
import { createAnswerSources } from './sources/answer-sources.ts';
import type { CitationMark } from './sources/citation-stream.ts';
import type { CitedPlace } from './sources/cited-places.ts';
import type { SourceDocuments } from './sources/ports.ts';

export type QuotesEvent = Extract<ChatEvent, { type: 'quotes' }>;

type Given = {
  grounding: Grounding;
  passages: readonly GroundedPassage[];
  documents: SourceDocuments;
  publish: (event: QuotesEvent) => void;
  log: Log;
};

/**
 * Nobody is shown quotes before 600 ms, and looking for them takes a tenth of that at worst: a model that writes sooner
 * costs nothing more than it did.
 */
const QUOTED_AFTER_MS = 350;

/** Tells what the documents say by themselves while a model reads, where that is certain enough to stand alone. */
export function startFirstStep(given: Given) {
  const waiting = new AbortController();
  let found: Quote[] | null = null;
  const quotes = (): Quote[] => (found ??= quotesFrom(given.grounding));

  async function tell(): Promise<void> {
    await pause(QUOTED_AFTER_MS, undefined, { signal: waiting.signal });
    if (quotes().length > 0) given.publish(eventOf(quotes(), given));
  }
  tell().catch((error: unknown) => {
    // The answer goes on without.
    if (!waiting.signal.aborted) given.log.warn({ err: error }, 'quotes not told');
  });

  return {
    /** The model writes, or its answer is over. */
    end: (): void => waiting.abort(),
    /** The same as an answer of its own, for when the model writes none; null where nothing is quoted. */
    asAnswer: (): Outcome | null => (quotes().length === 0 ? null : answerIn(given)),
  };
}

/** The quotes with their sources, numbered in their order, and the place of each. */
function eventOf(quotes: readonly Quote[], { grounding, passages, documents }: Given): QuotesEvent {
  const quoted = new Set(quotes.map(({ passage }) => passage));
  const sources = createAnswerSources(
    passages.filter(({ number }) => quoted.has(number)),
    grounding.question,
    documents,
  );
  const sourceOf = new Map(sources.numbered.map(({ number, source }) => [number, source]));
  const order = [...new Set(quotes.map(({ passage }) => sourceOf.get(passage)))];
  const numberOf = (source: string | undefined): number => order.indexOf(source) + 1;
  const places = new Map<CitationMark, readonly CitedPlace[]>(
    quotes.map(({ passage, spans, header }, at) => [
      { at, number: numberOf(sourceOf.get(passage)), passages: [passage] },
      spans.map(span => ({ ...span, passage, header })),
    ]),
  );
  const shown = sources.shown(places, numberOf);
  return {
    type: 'quotes',
    quotes: quotes.flatMap(({ text }, index) => {
      const cited = shown.citations[index];
      return cited === undefined ? [] : [{ text, number: cited.number, place: cited.place }];
    }),
    sources: shown.sources,
  };
}

function answerIn({ grounding, passages, documents }: Given): Outcome {
  const { paragraphs, certainty } = quotedAnswer(grounding);
  const writing = createAnswerWriting({
    passages,
    question: grounding.question,
    documents,
    onText: () => undefined,
    onSources: () => undefined,
  });
  writing.write(paragraphs.join('\n\n'));
  writing.end();
  return judge({
    answer: writing.checked({ language: grounding.language, known: '', written: false }),
    passages,
    abstained: writing.abstained(),
    certainty,
  });
}
