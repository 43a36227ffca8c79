import { taskName } from '#shared/lib/task-name.ts';
import { administrators } from '#shared/contract/route.ts';
import type { House } from '#main/features/house.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import { part } from '#main/features/part.ts';
import { JOB_FAILED } from '#main/platform/jobs/events.ts';
import { createJobRoutes } from './jobs-routes.ts';

type Needs = {
  /** Types of jobs whose failure is told in another way, or would be told for ever. */
  toldElsewhere: readonly string[];
};

/** What runs, waits and failed in the background, and what is due. */
export function createTasks(house: House, { toldElsewhere }: Needs) {
  return part({
    routes: { jobs: createJobRoutes(house) },
    notifications: [
      notificationKind({
        name: 'job.failed',
        called: { fr: 'Une tâche a échoué', en: 'A task failed' },
        hint: {
          fr: 'Ce que Foyer fait en arrière-plan et n’a pas pu finir.',
          en: 'What Foyer does in the background and could not finish.',
        },
        icon: 'warning',
        leadsTo: () => ({ page: 'tasks' }),
        to: [JOB_FAILED],
        for: { roles: administrators },
        about: ({ clientId, subjectId, payload: { type, failure } }) =>
          toldElsewhere.includes(type)
            ? null
            : { clientId, subject: { kind: 'job', id: subjectId }, payload: { type, failure } },
        usual: { app: true, desktop: false, mail: false },
        titleOf(_scope, id) {
          const job = house.jobs.get(id);
          return job && { fr: taskName(job, 'fr'), en: taskName(job, 'en') };
        },
      }),
    ],
  });
}
