import type { Overview } from '#shared/contract/operations.ts';
import { administrators, editors, type Role } from '#shared/contract/route.ts';

export type FirstStep = { kind: 'documents' | 'ask' | 'page' | 'model'; done: boolean; optional: boolean };

/** What makes an installation useful, with what is done of it; empty once it is, and for who may do none of it. */
export function firstStepsOf(
  { documents, everAsked, onAPage, models }: Overview,
  may: (...roles: readonly Role[]) => boolean,
): FirstStep[] {
  if (!may(...editors)) return [];
  const steps: FirstStep[] = [
    { kind: 'documents', done: documents.ready > 0, optional: false },
    { kind: 'ask', done: everAsked, optional: false },
    { kind: 'page', done: onAPage, optional: false },
  ];
  if (steps.every(({ done }) => done)) return [];
  if (may(...administrators)) steps.push({ kind: 'model', done: models > 0, optional: true });
  return steps;
}
