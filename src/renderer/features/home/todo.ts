import type { Overview } from '#shared/contract/operations.ts';

export type Todo = { kind: 'unanswered' | 'failed' | 'noModel' | 'noDocuments'; count: number };

/** What waits for the person, the most pressing first. */
export function todoOf(overview: Overview): Todo[] {
  const todo: Todo[] = [];
  if (overview.documents.total === 0) todo.push({ kind: 'noDocuments', count: 1 });
  if (overview.unansweredCount > 0) todo.push({ kind: 'unanswered', count: overview.unansweredCount });
  if (overview.documents.failed > 0) todo.push({ kind: 'failed', count: overview.documents.failed });
  if (overview.models === 0) todo.push({ kind: 'noModel', count: 1 });
  return todo;
}
