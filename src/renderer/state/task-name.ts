import { useTranslation } from 'react-i18next';
import type { Job } from '#shared/contract/operations.ts';
import { taskName } from '#shared/lib/task-name.ts';
import { shownLanguage } from './i18n.ts';

/** What a task is called, in the person's language. */
export function useTaskName(): (job: Pick<Job, 'called' | 'label'>) => string {
  useTranslation(); // drawn again in another language
  return job => taskName(job, shownLanguage());
}
