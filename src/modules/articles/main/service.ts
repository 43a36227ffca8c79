import { PROPOSED_QUESTION_MAX_LENGTH, PROPOSED_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import { FoyerError } from '#shared/errors.ts';
import {
  detectLanguage,
  isFollowUp,
  newId,
  standaloneWordings,
  wholeClients,
  type ChatbotService,
  type ClientScope,
  type Clock,
  type Events,
  type HeldId,
  type ModuleNeeds,
} from '../../api.ts';
import type { Opened, Proposal } from '../contract.ts';
import { alikeTo } from './alike.ts';
import { createApproving } from './approving.ts';
import { ARTICLE_DROPPED, ARTICLE_PROPOSED } from './events.ts';
import { personalIn } from './personal.ts';
import type { SaidMessage, SaidStore } from './said-store.ts';
import { shown } from './shown.ts';
import type { NamedRow, ProposalStore } from './store.ts';

export type Dependencies = {
  store: ProposalStore;
  said: SaidStore;
  chatbots: ChatbotService;
  events: Events;
  clock: Clock;
  /** Makes test questions of what a document became of. */
  keepTests: (clientId: string, documentId: string) => void;
} & Pick<ModuleNeeds, 'documents' | 'officeAnswers' | 'testQuestions' | 'proving' | 'setAside'>;

/** Who acts: a person of the office, or nobody that is known by name. */
export type Acting = { scope: ClientScope; userId: string | null };

export type ProposalService = ReturnType<typeof createProposalService>;

/** From what a person of the office said to what a chatbot answers, with somebody's yes in between. */
export function createProposalService(dependencies: Dependencies) {
  const { store, said, chatbots, events, clock, officeAnswers, proving } = dependencies;
  const now = () => clock.now().toISOString();

  /** Throws `resource.not_found`. */
  function rowOf(scope: ClientScope, id: string): NamedRow {
    const row = store.get(scope, id);
    if (row === null) throw new FoyerError('resource.not_found', `No proposed answer ${id}`);
    return row;
  }

  /** Throws `articles.decided` for one that somebody has said yes or no to. */
  function waitingOf(scope: ClientScope, id: string): NamedRow {
    const row = rowOf(scope, id);
    if (row.state !== 'waiting')
      throw new FoyerError('articles.decided', 'Somebody has decided about it', {
        details: { state: row.state },
      });
    return row;
  }

  /** Throws `resource.not_found` for a message that is no answer within reach. */
  function messageOf(scope: ClientScope, id: string): SaidMessage {
    const message = said.message(scope, id);
    if (message === null) throw new FoyerError('resource.not_found', `No answer ${id}`);
    return message;
  }

  /** What was asked, in words that stand alone: as it was searched, or put so by rules. No model is asked. */
  function questionOf(message: SaidMessage): string {
    const { asked, searched } = said.askedUntil(message);
    const last = asked.at(-1) ?? '';
    const history = asked.slice(0, -1).map(content => ({ role: 'user' as const, content }));
    const usual = chatbots.get(wholeClients([message.clientId]), message.chatbotId).language;
    const language = detectLanguage(last) ?? usual;
    const put = isFollowUp(last, history, language) ? standaloneWordings(last, history, language)[0] : last;
    return (searched ?? put).trim().slice(0, PROPOSED_QUESTION_MAX_LENGTH);
  }

  function draftOf(message: SaidMessage): { question: string; text: string; how: Proposal['origin']['how'] } {
    const byPerson = message.sender === 'operator';
    return {
      question: questionOf(message),
      text: byPerson ? message.content.trim().slice(0, PROPOSED_TEXT_MAX_LENGTH) : '',
      how: byPerson ? 'person' : 'correction',
    };
  }

  function requireNothingBefore(messageId: HeldId): void {
    const before = store.about(messageId);
    if (before === null) return;
    const details = { details: { id: before.id } };
    if (before.state === 'dropped')
      throw new FoyerError('articles.dropped', 'It was dropped before', details);
    throw new FoyerError('articles.proposed_already', 'It waits already', details);
  }

  const askerOf = ({ conversationId }: NamedRow) =>
    conversationId === null ? null : said.asker(conversationId);

  async function open(scope: ClientScope, id: string): Promise<Opened> {
    const row = rowOf(scope, id);
    const waits = row.state === 'waiting';
    const written = (ids: readonly string[]) => store.written(scope, ids);
    const given = { proving, officeAnswers: officeAnswers(row.clientId), written };
    return {
      ...shown(row),
      personal: waits ? personalIn(row, askerOf(row)) : [],
      alike: waits ? await alikeTo(scope, row, given, row) : [],
      said: row.how === 'correction' && row.messageId !== null ? said.answer(row.messageId) : null,
    };
  }

  return {
    open,
    ...createApproving({ ...dependencies, waitingOf, rowOf, askerOf }),

    list(
      scope: ClientScope,
      input: {
        clientId?: string | undefined;
        chatbotId?: string | undefined;
        state: Proposal['state'];
        cursor?: string | undefined;
        limit: number;
      },
    ) {
      const { clientId, chatbotId, state, cursor, limit } = input;
      if (chatbotId !== undefined) chatbots.get(scope, chatbotId);
      const { items, nextCursor } = store.page(scope, { clientId, chatbotId, state, cursor, limit });
      return { items: items.map(shown), nextCursor };
    },

    waiting: (scope: ClientScope, clientId: string | undefined) => store.waiting(scope, clientId),

    draft(scope: ClientScope, messageId: string) {
      const message = messageOf(scope, messageId);
      return { ...draftOf(message), before: store.about(message.id) };
    },

    /** Throws `articles.nothing_said`, `articles.proposed_already`, `articles.dropped`. */
    propose(
      { scope, userId }: Acting,
      input: {
        messageId?: string | undefined;
        chatbotId?: string | undefined;
        question?: string | undefined;
        text?: string | undefined;
        kind: Proposal['kind'];
        title: string | null;
      },
    ): Proposal {
      const message = input.messageId === undefined ? null : messageOf(scope, input.messageId);
      const begins = message === null ? { question: '', text: '', how: 'hand' as const } : draftOf(message);
      const bot = message === null ? chatbots.get(scope, input.chatbotId ?? '') : null;
      const { question = begins.question, text = begins.text } = input;
      if (question === '' || text === '')
        throw new FoyerError('articles.nothing_said', 'A question and an answer are needed');
      if (message !== null) requireNothingBefore(message.id);
      const [id, at] = [newId(), now()];
      const chatbotId = message?.chatbotId ?? bot?.id;
      const clientId = message?.clientId ?? bot?.clientId;
      if (chatbotId === undefined || clientId === undefined)
        throw new FoyerError('resource.not_found', 'No chatbot');
      const { how } = begins;
      events.atOnce(() => {
        store.insert({
          id,
          clientId,
          chatbotId,
          state: 'waiting',
          how,
          kind: input.kind,
          question,
          title: input.title,
          text,
          conversationId: message?.conversationId ?? null,
          messageId: message?.id ?? null,
          visitorId: message?.visitorId ?? null,
          askerId: message?.askerId ?? null,
          proposedBy: userId,
          createdAt: at,
          updatedAt: at,
        });
        events.record(ARTICLE_PROPOSED, { clientId, subjectId: id, payload: { chatbotId, how } });
      });
      const row = store.get(wholeClients([clientId]), id);
      if (row === null) throw new FoyerError('resource.not_found', `No proposed answer ${id}`);
      return shown(row);
    },

    update(
      scope: ClientScope,
      {
        id,
        ...change
      }: {
        id: string;
        kind?: Proposal['kind'] | undefined;
        question?: string | undefined;
        title?: string | null | undefined;
        text?: string | undefined;
      },
    ): Promise<Opened> {
      const row = waitingOf(scope, id);
      const { kind = row.kind, question = row.question, title = row.title, text = row.text } = change;
      store.update(row.id, { kind, question, title, text, updatedAt: now() });
      return open(scope, id);
    },

    drop({ scope, userId }: Acting, id: string): Proposal {
      const row = waitingOf(scope, id);
      const { clientId, chatbotId } = row;
      events.atOnce(() => {
        store.update(row.id, {
          state: 'dropped',
          decidedBy: userId,
          decidedAt: now(),
          updatedAt: now(),
        });
        events.record(ARTICLE_DROPPED, { clientId, subjectId: row.id, payload: { chatbotId } });
      });
      return shown(rowOf(scope, id));
    },

    /** Throws `articles.decided` unless it was dropped. */
    reopen(scope: ClientScope, id: string): Proposal {
      const row = rowOf(scope, id);
      if (row.state !== 'dropped')
        throw new FoyerError('articles.decided', 'It was not dropped', { details: { state: row.state } });
      const { clientId, chatbotId, how } = row;
      events.atOnce(() => {
        store.update(row.id, { state: 'waiting', decidedBy: null, decidedAt: null, updatedAt: now() });
        events.record(ARTICLE_PROPOSED, { clientId, subjectId: row.id, payload: { chatbotId, how } });
      });
      return shown(rowOf(scope, id));
    },
  };
}
