import type { MessageMetadata, Source } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { GroundedPassage } from './grounding.ts';
import { createNoAnswerFilter } from './no-answer-filter.ts';
import { checkAnswer, placesIn, type AnswerCheck } from './sources/answer-check.ts';
import { createAnswerSources } from './sources/answer-sources.ts';
import { createCitationStream } from './sources/citation-stream.ts';
import type { SourceDocuments } from './sources/ports.ts';

type ShownSources = { sources: Source[]; citations: NonNullable<MessageMetadata['citations']> };

type Given = {
  /** Those the model is given, numbered by rank. */
  passages: readonly GroundedPassage[];
  /** As it was searched. */
  question: string;
  documents: SourceDocuments;
  /** Text to show, in pieces. */
  onText: (text: string) => void;
  /** The sources so far. @param told whether those who follow must hear of them: a further one is cited */
  onSources: (shown: ShownSources, told: boolean) => void;
};

export type WrittenAnswer = ShownSources & {
  content: string;
  check: Pick<AnswerCheck, 'support' | 'doubts' | 'unheld'>;
  /** Citations of passages that do not exist. */
  missing: readonly string[];
  /** Relevance (0-1) to the question of the best passage that is cited; 0 when none is. */
  relevance: number;
};

/** What a model writes, on its way to be shown: with the numbers of sources, and with the places they rest on. */
export function createAnswerWriting({ passages, question, documents, onText, onSources }: Given) {
  const noAnswer = createNoAnswerFilter();
  const sources = createAnswerSources(passages, question, documents);
  const citations = createCitationStream(sources.numbered);
  const { analysed } = sources;
  let text = '';
  let marks = 0;
  let told = 0;

  function show(piece: string): void {
    text += piece;
    if (citations.marks().length > marks) {
      marks = citations.marks().length;
      const places = placesIn({ text, marks: citations.marks(), passages: analysed, question });
      onSources(sources.shown(places, citations.numberOf), citations.count() > told);
      told = citations.count();
    }
    if (piece !== '') onText(piece);
  }

  onSources(sources.shown(new Map(), citations.numberOf), true);

  return {
    write(piece: string): void {
      const words = noAnswer.pass(piece);
      if (noAnswer.found()) citations.drop();
      show(citations.pass(words));
    },
    /** Nothing comes any more. */
    end: (): void => show(citations.pass(noAnswer.rest()) + citations.rest()),
    /** Whether the model says that the passages do not answer. */
    abstained: (): boolean => noAnswer.found(),
    /**
     * The whole, checked against its passages.
     * @param known what the person and the owner said themselves
     * @param written whether a model wrote it; otherwise its words are those of the passages
     */
    checked({
      language,
      known,
      written,
    }: {
      language: Language;
      known: string;
      written: boolean;
    }): WrittenAnswer {
      const content = text.trimEnd();
      const check = checkAnswer({
        text: content,
        marks: citations.marks(),
        passages: analysed,
        language,
        question,
        known,
        written,
      });
      const cited = new Set(citations.marks().flatMap(mark => mark.passages));
      return {
        content,
        check,
        missing: citations.missing(),
        relevance: Math.max(
          0,
          ...passages.filter(({ number }) => cited.has(number)).map(({ relevance }) => relevance),
        ),
        ...sources.shown(check.places, citations.numberOf),
      };
    },
  };
}
