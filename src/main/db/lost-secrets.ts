import type { Database } from './connection.ts';
import { models, settings, users } from './schema/index.ts';

/** Something that was sealed and that a person has to give again. */
export type LostSecret = { kind: 'model' | 'mail' | 'certificate' | 'second_factor'; name: string };

/** Settings that hold what a person typed; what Foyer makes itself (signing keys and the like) it makes again. */
const typedSettings: Readonly<Record<string, LostSecret['kind']>> = {
  mail: 'mail',
  'network-own': 'certificate',
};

/**
 * What is sealed and does not open any more, of all that a person has to give again.
 *
 * @param opens whether a sealed text opens
 */
export function lostSecrets(database: Database, opens: (sealed: string) => boolean): LostSecret[] {
  const lost: LostSecret[] = [];
  for (const { name, sealedKey } of database.select().from(models).all())
    if (sealedKey !== null && !opens(sealedKey)) lost.push({ kind: 'model', name });
  for (const { key, value } of database.select().from(settings).all()) {
    const kind = typedSettings[key];
    if (kind !== undefined && !sealedTextsIn(value).every(opens)) lost.push({ kind, name: '' });
  }
  for (const { fullName, sealedSecondFactor } of database.select().from(users).all())
    if (sealedSecondFactor !== null && !opens(sealedSecondFactor))
      lost.push({ kind: 'second_factor', name: fullName });
  return lost;
}

function sealedTextsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^v\d+:/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(sealedTextsIn);
}
