import { z } from 'zod';
import { instant } from './vocabulary.ts';

/**
 * What is not as it should be with the installation, now. While there is one, nothing says that everything works.
 * `index_rebuilding`: words are searched in the passages themselves until the index of words is whole again.
 * `database_damaged`: the database's file is damaged. `changes_lost`: the newest changes are not in it any more.
 * `database_restored`: a copy was put in the place of what was lost. `secrets_lost`: stored keys and passwords cannot be
 * opened any more and must be typed again.
 */
export const conditionKind = z.enum([
  'index_rebuilding',
  'database_damaged',
  'changes_lost',
  'database_restored',
  'secrets_lost',
]);
export type ConditionKind = z.infer<typeof conditionKind>;

/** What a person takes note of; it is told, at every start, until somebody did. The others go when they are mended. */
export const NOTED_CONDITIONS: ReadonlySet<ConditionKind> = new Set(['changes_lost', 'database_restored']);

export const condition = z.object({
  kind: conditionKind,
  since: instant,
  /** A point in time that belongs to it: of the copy, or of the last change that is known of. */
  at: instant.nullable(),
  /** How many of something, e.g. secrets to be typed again. */
  count: z.number().int().nullable(),
});
export type Condition = z.infer<typeof condition>;
