import type { Conversation } from '#shared/contract/conversations.ts';
import type { Session } from './session.tsx';

/** Whether a conversation is one's own: others' are read, not continued. At the machine, so are those of nobody. */
export function isOwnConversation(
  { userId }: Pick<Conversation, 'userId'>,
  { user, local }: Pick<Session, 'user' | 'local'>,
): boolean {
  return userId === (user?.id ?? null) || (local && userId === null);
}
