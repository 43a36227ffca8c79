import type { TimelineEntry } from '#shared/contract/contacts.ts';

type Plain = Exclude<TimelineEntry['type'], 'contact.left' | 'conversation.rated'>;
type Key<Type extends string> = Type extends `${infer Of}.${infer What}` ? `${Of}_${What}` : never;

/** Where the words for an entry of a timeline stand. */
export function eventWords({ type, reason, rating }: Pick<TimelineEntry, 'type' | 'reason' | 'rating'>) {
  if (type === 'contact.left') return `event.contact_left_${reason ?? 'lead'}` as const;
  if (type === 'conversation.rated') return `event.conversation_rated_${rating ?? 'up'}` as const;
  return `event.${type.replace('.', '_') as Key<Plain>}` as const;
}
