import type { Language } from '#shared/contract/vocabulary.ts';
import type { AnswerBefore, ClientService, Clock } from '../../api.ts';
import { createMatcher, type Matcher } from './matching.ts';
import { dayIn, stateOn } from './shown-days.ts';
import type { FrequentAnswerStore, PairRow } from './store.ts';

type Kept = { matcher: Matcher; rows: ReadonlyMap<string, PairRow>; day: string };

/** Chatbots whose questions are kept ready; each takes a megabyte at most. */
const KEPT_CHATBOTS = 50;

type Asked = Parameters<AnswerBefore>[0];
type Dependencies = { store: FrequentAnswerStore; clients: ClientService; clock: Clock };

/** What the office answers to a question on this day, if it does. */
export function createOfficeAnswers({ store, clients, clock }: Dependencies) {
  const kept = new Map<string, Kept>();

  function current(clientId: string, chatbotId: string, usual: Language): Kept {
    const scope = { clientIds: [clientId], limited: null };
    const day = dayIn(clients.timeZoneOf(scope), clock.now());
    const known = kept.get(chatbotId);
    if (known?.day === day) return known;
    const rows = store.all(scope, chatbotId).filter(row => stateOn(day, row) === 'current');
    const made = {
      day,
      rows: new Map(rows.map(row => [row.id, row])),
      matcher: createMatcher(rows, usual),
    };
    kept.delete(chatbotId);
    kept.set(chatbotId, made);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_CHATBOTS && oldest !== undefined) kept.delete(oldest);
    return made;
  }

  function given({ clientId, chatbotId, text, language, usual }: Asked): PairRow | null {
    const { matcher, rows } = current(clientId, chatbotId, usual);
    return rows.get(matcher.match(text, language) ?? '') ?? null;
  }

  const answer: AnswerBefore = asked => {
    const row = given(asked);
    return row === null ? null : { content: row.answer, link: row.sourceUrl };
  };

  return {
    answer,
    /** Whether a question has an answer on this day. */
    has: (asked: Asked): boolean => given(asked) !== null,
    given,
    /** The pairs of a chatbot have changed. */
    forget: (chatbotId: string): void => void kept.delete(chatbotId),
  };
}
