import type { Overview } from '#shared/contract/operations.ts';
import type { Role } from '#shared/contract/route.ts';

/** For tests: an installation in use, where nothing waits. */
export const overview: Overview = {
  conversationsToday: 0,
  questionsToday: 0,
  ownQuestionsToday: 0,
  answersWithSource: null,
  unansweredCount: 0,
  medianFirstTokenMs: null,
  questionsByDay: [],
  documents: { total: 3, ready: 3, working: 0, failed: 0, passages: 9 },
  chatbots: 1,
  models: 1,
  allLocal: true,
  everAsked: true,
  onAPage: true,
  conditions: [],
};

export const as =
  (role: Role) =>
  (...roles: readonly Role[]) =>
    roles.includes(role);
