import { defineMetric } from '#main/platform/metrics/index.ts';
import {
  ANSWER_BROKEN_OFF,
  CONVERSATION_ABSTAINED,
  CONVERSATION_ANSWERED,
  QUESTION_ASKED,
} from './events.ts';

type Said = { channel: string; chatbotId: string; asker: string | null; ownTest: boolean };

/** What is tried beside the settings of a chatbot is no use of it. */
const isUse = ({ channel }: Pick<Said, 'channel'>) => channel !== 'preview';
const whose = ({ chatbotId, asker, ownTest }: Said) => ({ chatbotId, asker, ownTest });

export const QUESTIONS = defineMetric({
  name: 'questions',
  from: [QUESTION_ASKED],
  when: isUse,
  by: whose,
});

/** Conversations in which something was asked. */
export const CONVERSATIONS_USED = defineMetric({
  name: 'conversations.used',
  from: [QUESTION_ASKED],
  when: isUse,
  by: whose,
  oncePerSubject: true,
});

/** Answers about the documents that came to their end, with a source or without. */
export const ANSWERS = defineMetric({
  name: 'answers',
  from: [CONVERSATION_ANSWERED, CONVERSATION_ABSTAINED],
  when: said => isUse(said) && !said.aside,
  by: said => ({ ...whose(said), cited: 'cited' in said && said.cited }),
});

/** How soon the first word of an answer about the documents came. */
export const FIRST_WORDS = defineMetric({
  name: 'answers.first_words',
  from: [CONVERSATION_ANSWERED, CONVERSATION_ABSTAINED, ANSWER_BROKEN_OFF],
  when: said => isUse(said) && !said.aside && (said.firstTokenMs ?? 0) > 0,
  by: said => ({ ...whose(said), ms: twoDigits(said.firstTokenMs ?? 0) }),
});

/** As exact as anybody reads it, in a few dozen steps from a millisecond to a minute. */
function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}
