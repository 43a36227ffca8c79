import type { Conversation } from '#shared/contract/conversations.ts';

export type ThreadGroup<T> = { period: 'today' | 'thisWeek' | 'older'; threads: T[] };

const WEEK_DAYS = 7;

/** Conversations by when they were last used, as the calendar of the person says; order is kept. */
export function groupThreads<T extends Pick<Conversation, 'updatedAt'>>(
  threads: readonly T[],
  now: Date,
): ThreadGroup<T>[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const weekAgo = new Date(today);
  weekAgo.setDate(today.getDate() - (WEEK_DAYS - 1));
  const groups: ThreadGroup<T>[] = [
    { period: 'today', threads: [] },
    { period: 'thisWeek', threads: [] },
    { period: 'older', threads: [] },
  ];
  for (const thread of threads) {
    const at = new Date(thread.updatedAt);
    const group = at >= today ? groups[0] : at >= weekAgo ? groups[1] : groups[2];
    group?.threads.push(thread);
  }
  return groups.filter(group => group.threads.length > 0);
}
