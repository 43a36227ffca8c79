import type { Overview } from '#shared/contract/operations.ts';
import { administrators, conversationReaders, editors, type Role } from '#shared/contract/route.ts';

export type Todo = { kind: 'unanswered' | 'failed' | 'noModel' | 'noDocuments'; count: number };

/** What waits for the person, the most pressing first; only what their role lets them do something about. */
export function todoOf(overview: Overview, may: (...roles: readonly Role[]) => boolean): Todo[] {
  const todo: Todo[] = [];
  if (overview.documents.total === 0 && may(...editors)) todo.push({ kind: 'noDocuments', count: 1 });
  if (overview.unansweredCount > 0 && may(...conversationReaders))
    todo.push({ kind: 'unanswered', count: overview.unansweredCount });
  if (overview.documents.failed > 0 && may(...editors))
    todo.push({ kind: 'failed', count: overview.documents.failed });
  if (overview.models === 0 && may(...administrators)) todo.push({ kind: 'noModel', count: 1 });
  return todo;
}
