import type { Job } from '../contract/operations.ts';
import type { Language } from '../contract/vocabulary.ts';

/** What a task is called in a language: as its kind is, else by what it is about. */
export function taskName({ called, label }: Pick<Job, 'called' | 'label'>, language: Language): string {
  return called === null ? label : called[language].replace('{{name}}', () => label);
}
