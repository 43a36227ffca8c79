import { setTimeout as wait } from 'node:timers/promises';
import type { RemoteClient } from '#main/app/ports.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';

const LOOK_EVERY_MS = 2_000; // each reads the whole database

/** Looks until nothing is being repaired any more: a look itself begins what can be repaired. */
async function repaired(client: RemoteClient, language: Language, signal: AbortSignal) {
  for (;;) {
    const found = await client.system.doctor({ language });
    if (!found.checks.some(({ mending }) => mending)) return found;
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'doctor',
  usage: '[--repair]',
  options: { repair: { type: 'boolean' } },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words, language, values, surroundings }) {
    const { ok, checks } = values.repair
      ? await repaired(client, language, surroundings.signal)
      : await client.system.doctor({ language });
    output.result({ ok, checks }, () => [
      ...table(checks.map(check => [words.doctorStates[check.state], check.label, check.detail])),
      ok ? words.doctorOk : words.doctorProblems,
    ]);
    return ok ? 0 : 1;
  },
};
