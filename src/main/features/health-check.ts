import type { z } from 'zod';
import type { doctorCheck } from '#shared/contract/operations.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { doctor as english } from '#shared/i18n/en/doctor.ts';
import { doctor as french } from '#shared/i18n/fr/doctor.ts';

type Check = z.infer<typeof doctorCheck>;
type Words = typeof french;

/** What was found, in the language of whoever asks. */
export type Finding = Pick<Check, 'state' | 'detail'> & Partial<Pick<Check, 'mending'>>;

/** One look at the installation. It may open files and look for servers. */
export type HealthCheck = {
  readonly name: keyof Words;
  look(language: Language, signal?: AbortSignal): Promise<Check>;
};

/** @param look is given the words of its check, which stand in `i18n/{fr,en}/doctor.ts` under its name. */
export function healthCheck<Name extends keyof Words>(
  name: Name,
  look: (
    words: Words[Name],
    about: { language: Language; signal?: AbortSignal },
  ) => Finding | Promise<Finding>,
): HealthCheck {
  return {
    name,
    async look(language, signal) {
      const words: Words[Name] = (language === 'fr' ? french : english)[name];
      const found = await look(words, signal === undefined ? { language } : { language, signal });
      return { name, label: words.label, mending: false, ...found };
    },
  };
}

/** All that was looked at, in the order of the words, and whether nothing failed. */
export async function lookAtAll(
  checks: readonly HealthCheck[],
  language: Language,
  signal?: AbortSignal,
): Promise<{ ok: boolean; checks: Check[] }> {
  const order = Object.keys(french);
  const found = await Promise.all(checks.map(check => check.look(language, signal)));
  return {
    ok: found.every(({ state }) => state !== 'failed'),
    checks: found.toSorted((left, right) => order.indexOf(left.name) - order.indexOf(right.name)),
  };
}
