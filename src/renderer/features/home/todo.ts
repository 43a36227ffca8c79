import type { Overview } from '#shared/contract/operations.ts';
import { administrators, conversationReaders, editors, type Role } from '#shared/contract/route.ts';

/** What waits at another client than the one shown. */
type Elsewhere = { clientId: string; name: string; count: number };

export type Todo =
  | { kind: 'waiting' | 'unanswered' | 'failed' | 'noModel' | 'noDocuments'; count: number }
  | { kind: 'approvals' | 'proposals'; count: number }
  | ({ kind: 'waitingElsewhere' | 'approvalsElsewhere' } & Elsewhere);

type Given = {
  overview: Overview;
  waiting: { here: number; elsewhere: readonly Elsewhere[] };
  /** What waits for a yes. */
  approvals: { here: number; elsewhere: readonly Elsewhere[] };
  /** Answers that the office proposes. */
  proposals: { here: number };
  may: (...roles: readonly Role[]) => boolean;
  /** Whether the first steps are shown: what they say is not said twice. */
  stepsShown: boolean;
};

/** What waits for the person, the most pressing first; only what their role lets them do something about. */
export function todoOf({ overview, waiting, approvals, proposals, may, stepsShown }: Given): Todo[] {
  const todo: Todo[] = [];
  if (waiting.here > 0) todo.push({ kind: 'waiting', count: waiting.here });
  for (const other of waiting.elsewhere) todo.push({ kind: 'waitingElsewhere', ...other });
  if (approvals.here > 0) todo.push({ kind: 'approvals', count: approvals.here });
  for (const other of approvals.elsewhere) todo.push({ kind: 'approvalsElsewhere', ...other });
  if (proposals.here > 0) todo.push({ kind: 'proposals', count: proposals.here });
  if (!stepsShown && overview.documents.total === 0 && may(...editors))
    todo.push({ kind: 'noDocuments', count: 1 });
  if (overview.unansweredCount > 0 && may(...conversationReaders))
    todo.push({ kind: 'unanswered', count: overview.unansweredCount });
  if (overview.documents.failed > 0 && may(...editors))
    todo.push({ kind: 'failed', count: overview.documents.failed });
  if (!stepsShown && overview.models === 0 && may(...administrators))
    todo.push({ kind: 'noModel', count: 1 });
  return todo;
}
