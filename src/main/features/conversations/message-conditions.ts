import { inArray, sql } from 'drizzle-orm';
import { ASKERS } from '#shared/lib/message-parts.ts';
import { conversations, messages } from '#main/db/schema/index.ts';

/** Conditions on messages and conversations that several questions of the office share. */

/** Said by whoever asks. */
export const isQuestion = inArray(messages.sender, [...ASKERS]);

/** The question a message answers. */
export const askedBefore = sql<string>`(select q.content from messages q where q.conversation_id = ${messages.conversationId} and q.sender in ('visitor', 'user') and q.sequence < ${messages.sequence} order by q.sequence desc limit 1)`;

/** False once somebody has set it aside, or the same chatbot, asked the same thing again, found the answer. */
export const stillUnanswered = sql`(${messages.dismissedAt} is null and not exists (
  select 1 from messages later join conversations again on again.id = later.conversation_id
  where later.sender in ('visitor', 'user') and later.id > ${messages.id} and later.content = ${askedBefore}
    and again.chatbot_id = (select c.chatbot_id from conversations c where c.id = ${messages.conversationId})
    and (select answer.status = 'complete' and answer.abstained = 0 from messages answer
         where answer.conversation_id = later.conversation_id and answer.sender = 'bot' and answer.sequence > later.sequence
         order by answer.sequence limit 1)
))`;

/**
 * The office trying its own chatbots, in the interface, its preview or a terminal. Visitors, programs, and colleagues
 * who may only chat ask because they want to know.
 */
export const ownTest = sql<boolean>`(${conversations.channel} = 'preview' or (
  ${conversations.channel} in ('app', 'cli') and ${conversations.apiKeyId} is null and (
    ${conversations.userId} is null
    or exists (select 1 from users u where u.id = ${conversations.userId} and u.role in ('owner', 'admin'))
    or exists (select 1 from memberships held where held.user_id = ${conversations.userId}
               and held.client_id = ${conversations.clientId} and held.role <> 'member')
  )
))`;

/** A wish for a person that nobody of the office has seen to since. */
export const waitsForPerson = sql<boolean>`(${conversations.personAskedAt} is not null and ${conversations.personHandledAt} is null)`;
