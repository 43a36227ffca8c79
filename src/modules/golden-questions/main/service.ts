import { FoyerError } from '#shared/errors.ts';
import {
  fold,
  newId,
  type ChatbotService,
  type ClientScope,
  type Clock,
  type ModuleNeeds,
  type TestQuestions,
} from '../../api.ts';
import {
  ANCHOR_MAX_LENGTH,
  QUESTION_MAX_LENGTH,
  QUESTIONS_MAX,
  type Anchor,
  type Candidate,
  type GoldenQuestion,
} from '../contract.ts';
import { findWords } from '#shared/lib/find-words.ts';
import type { createAskedStore } from './asked-store.ts';
import type { DocumentStore } from './document-store.ts';
import type { GoldenStore, QuestionRow } from './store.ts';

type Place = { documentId: string; start: number; end: number };
type AnchorColumns = Pick<
  QuestionRow,
  'documentId' | 'documentName' | 'documentTitle' | 'quote' | 'answerId' | 'start' | 'end'
>;

const NO_ANCHOR: AnchorColumns = {
  documentId: null,
  documentName: null,
  documentTitle: null,
  quote: null,
  answerId: null,
  start: null,
  end: null,
};

type Dependencies = {
  store: GoldenStore;
  documents: DocumentStore;
  asked: ReturnType<typeof createAskedStore>;
  chatbots: ChatbotService;
  /** Tells open pages. */
  announce: (clientId: string) => void;
  clock: Clock;
} & Pick<ModuleNeeds, 'officeAnswers'>;

export type GoldenService = ReturnType<typeof createGoldenService>;

/** Questions whose right answer is known. */
export function createGoldenService({
  store,
  documents,
  asked,
  chatbots,
  announce,
  clock,
  officeAnswers,
}: Dependencies) {
  const now = () => clock.now().toISOString();
  /** Throws `resource.not_found` for a chatbot out of reach. */
  const botOf = (scope: ClientScope, chatbotId: string) => chatbots.get(scope, chatbotId);

  function rowOf(scope: ClientScope, id: string): QuestionRow {
    const row = store.get(scope, id);
    if (row === null) throw new FoyerError('resource.not_found', `No test question ${id}`);
    return row;
  }

  /** Where the words that answer stand now; null where no answer is known. `textOf` remembers texts that several rest on. */
  function anchorOf(
    scope: ClientScope,
    row: QuestionRow,
    textOf: (documentId: string) => string | null,
  ): Anchor | null {
    const { chatbotId, documentId, documentName, documentTitle, quote, start, end, answerId } = row;
    if (answerId !== null) return answerOf(scope, row, answerId);
    if (documentId === null || quote === null || start === null || end === null) return null;
    const was = { documentId, answerId, title: documentTitle ?? documentName ?? '', quote, start, end };
    const lost = (why: Anchor['why']): Anchor => ({ ...was, state: 'lost', why });
    const document = documents.current(scope, { documentId, documentName: documentName ?? '', chatbotId });
    if (document === null) return lost('document');
    const is = { ...was, documentId: document.id, title: document.title };
    if (!documents.isOf(scope, document.id, chatbotId)) return { ...is, state: 'lost', why: 'chatbot' };
    if (['queued', 'extracting', 'indexing'].includes(document.state))
      return { ...is, state: 'reading', why: null };
    const place = document.state === 'ready' ? findWords(textOf(document.id) ?? '', quote, start) : null;
    return place === null
      ? { ...is, state: 'lost', why: 'words' }
      : { ...is, ...place, state: 'held', why: null };
  }

  /** What the office answers by now to a question that it is to answer. */
  function answerOf(
    scope: ClientScope,
    { clientId, chatbotId, quote }: QuestionRow,
    answerId: string,
  ): Anchor {
    const answers = officeAnswers(clientId)?.all(scope, chatbotId) ?? [];
    const found = answers.find(({ id }) => id === answerId);
    const words = found?.answer.slice(0, ANCHOR_MAX_LENGTH) ?? quote ?? '';
    return {
      documentId: null,
      answerId,
      title: found?.question ?? '',
      quote: words,
      start: 0,
      end: words.length,
      ...(found === undefined ? { state: 'lost', why: 'answer' } : { state: 'held', why: null }),
    };
  }

  function withAnchors(scope: ClientScope, rows: readonly QuestionRow[]) {
    const texts = new Map<string, string | null>();
    const textOf = (documentId: string): string | null => {
      const known = texts.get(documentId);
      if (known !== undefined) return known;
      const text = documents.text(scope, documentId);
      texts.set(documentId, text);
      return text;
    };
    return rows.map(row => ({ row, anchor: anchorOf(scope, row, textOf) }));
  }

  function shown(scope: ClientScope, rows: readonly QuestionRow[]): GoldenQuestion[] {
    return withAnchors(scope, rows).map(({ row, anchor }) => {
      const { id, chatbotId, question, state, origin, createdAt, updatedAt } = row;
      return { id, chatbotId, question, anchor, state, origin, createdAt, updatedAt };
    });
  }
  function one(scope: ClientScope, id: string): GoldenQuestion {
    const [found] = shown(scope, [rowOf(scope, id)]);
    if (found === undefined) throw new FoyerError('resource.not_found', `No test question ${id}`);
    return found;
  }

  /** The words at a place, as they are kept. Throws `goldenQuestions.no_such_place`. */
  function anchored(scope: ClientScope, chatbotId: string, place: Place | null): AnchorColumns {
    if (place === null) return NO_ANCHOR;
    const { documentId, start, end } = place;
    const document = documents.current(scope, { documentId, documentName: '', chatbotId });
    const text = document?.id === documentId ? documents.text(scope, documentId) : null;
    const words = text?.slice(start, end) ?? '';
    const before = words.length - words.trimStart().length;
    const quote = words.trim();
    const isThere =
      document?.state === 'ready' &&
      documents.isOf(scope, documentId, chatbotId) &&
      quote !== '' &&
      end <= (text?.length ?? 0) &&
      quote.length <= ANCHOR_MAX_LENGTH;
    if (!isThere) throw new FoyerError('goldenQuestions.no_such_place', 'No words of the chatbot there');
    return {
      documentId: document.id,
      documentName: document.fileName,
      documentTitle: document.title,
      quote,
      answerId: null,
      start: start + before,
      end: start + before + quote.length,
    };
  }

  function requireNew(scope: ClientScope, chatbotId: string, question: string, except: string | null): void {
    const all = store.all(scope, chatbotId);
    const same = sameIn(
      all.filter(row => row.id !== except),
      question,
    );
    if (same !== undefined)
      throw new FoyerError('goldenQuestions.duplicate', 'This question is there already', {
        details: { id: same.id },
      });
    if (except === null && all.length >= QUESTIONS_MAX) throw fullError();
  }

  return {
    botOf,
    withAnchors,

    list(
      scope: ClientScope,
      {
        chatbotId,
        state,
        cursor,
        limit,
      }: {
        chatbotId: string;
        state?: GoldenQuestion['state'] | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ) {
      botOf(scope, chatbotId);
      const { items, nextCursor } = store.page(scope, { chatbotId, state, cursor, limit });
      return { items: shown(scope, items), nextCursor, totals: store.totals(scope, chatbotId) };
    },

    create(
      scope: ClientScope,
      input: {
        chatbotId: string;
        question: string;
        anchor: Place | null;
        origin: GoldenQuestion['origin'];
        state?: GoldenQuestion['state'];
      },
    ): GoldenQuestion {
      const { question, anchor, origin, state = 'approved' } = input;
      const { id: chatbotId, clientId } = botOf(scope, input.chatbotId);
      requireNew(scope, chatbotId, question, null);
      const [id, at] = [newId(), now()];
      const columns = anchored(scope, chatbotId, anchor);
      store.insert({
        ...columns,
        id,
        clientId,
        chatbotId,
        question,
        state,
        origin,
        createdAt: at,
        updatedAt: at,
      });
      announce(clientId);
      return one(scope, id);
    },

    update(
      scope: ClientScope,
      input: { id: string; question?: string | undefined; anchor?: Place | null | undefined },
    ): GoldenQuestion {
      const row = rowOf(scope, input.id);
      if (input.question !== undefined) requireNew(scope, row.chatbotId, input.question, row.id);
      store.update(row.id, {
        ...(input.question === undefined ? {} : { question: input.question }),
        ...(input.anchor === undefined ? {} : anchored(scope, row.chatbotId, input.anchor)),
        updatedAt: now(),
      });
      announce(row.clientId);
      return one(scope, row.id);
    },

    /** Throws `goldenQuestions.lost` where there are no words any more that it could be measured by. */
    approve(scope: ClientScope, id: string): GoldenQuestion {
      const row = rowOf(scope, id);
      if (one(scope, id).anchor?.state === 'lost')
        throw new FoyerError('goldenQuestions.lost', 'The words that answer are gone');
      if (row.state === 'proposed') store.update(row.id, { state: 'approved', updatedAt: now() });
      announce(row.clientId);
      return one(scope, id);
    },

    remove(scope: ClientScope, id: string): void {
      const row = rowOf(scope, id);
      store.remove(row.id);
      announce(row.clientId);
    },

    /** As another module adds them. */
    offered: {
      requireRoom(scope, chatbotId, question) {
        const all = store.all(scope, chatbotId);
        if (all.length >= QUESTIONS_MAX && sameIn(all, question) === undefined) throw fullError();
      },
      keep(scope, wanted) {
        const { id: chatbotId, clientId } = botOf(scope, wanted.chatbotId);
        const { question, by } = wanted;
        const all = store.all(scope, chatbotId);
        const same = sameIn(all, question);
        if (same === undefined && all.length >= QUESTIONS_MAX) throw fullError();
        const columns =
          'answerId' in by
            ? { ...NO_ANCHOR, answerId: by.answerId, quote: by.answer.slice(0, ANCHOR_MAX_LENGTH) }
            : anchored(scope, chatbotId, wholeOf(scope, by.documentId));
        const at = now();
        if (same !== undefined) store.update(same.id, { ...columns, state: 'approved', updatedAt: at });
        else
          store.insert({
            ...columns,
            id: newId(),
            clientId,
            chatbotId,
            question: question.slice(0, QUESTION_MAX_LENGTH),
            state: 'approved',
            origin: 'conversation',
            createdAt: at,
            updatedAt: at,
          });
        announce(clientId);
      },
    } satisfies TestQuestions,

    /** What people asked that is no test question yet, the most telling first. */
    candidates(scope: ClientScope, chatbotId: string): Candidate[] {
      botOf(scope, chatbotId);
      const known = new Set(store.all(scope, chatbotId).map(({ question }) => comparable(question)));
      const found = asked.candidates(scope, chatbotId).filter(({ question, source }) => {
        const key = comparable(question);
        if (known.has(key) || (source !== null && !isThere(scope, chatbotId, source))) return false;
        known.add(key);
        return true;
      });
      const order = ['helpful', 'unanswered', 'answered'];
      return found
        .toSorted((first, second) => order.indexOf(first.kind) - order.indexOf(second.kind))
        .slice(0, CANDIDATES_SHOWN);
    },
  };

  /** A document from its first word on, as far as an anchor goes. */
  function wholeOf(scope: ClientScope, documentId: string): Place {
    const length = documents.text(scope, documentId)?.length ?? 0;
    return { documentId, start: 0, end: Math.min(length, ANCHOR_MAX_LENGTH) };
  }

  function isThere(scope: ClientScope, chatbotId: string, { documentId, start, end }: Place): boolean {
    const document = documents.current(scope, { documentId, documentName: '', chatbotId });
    return (
      document?.id === documentId &&
      document.state === 'ready' &&
      documents.isOf(scope, documentId, chatbotId) &&
      end > start
    );
  }
}

function fullError(): FoyerError {
  return new FoyerError('goldenQuestions.full', `At most ${QUESTIONS_MAX} questions`, {
    details: { most: QUESTIONS_MAX },
  });
}

function sameIn(rows: readonly QuestionRow[], question: string): QuestionRow | undefined {
  return rows.find(row => comparable(row.question) === comparable(question));
}

const CANDIDATES_SHOWN = 30;

/** Whatever the accents, capitals and punctuation, it is the same question. */
export function comparable(question: string): string {
  return fold(question)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
