import type { Command } from '../command.ts';
import { table } from '../output.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'doctor',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words, language }) {
    const { ok, checks } = await client.system.doctor({ language });
    output.result({ ok, checks }, () => [
      ...table(checks.map(check => [words.doctorStates[check.state], check.label, check.detail])),
      ok ? words.doctorOk : words.doctorProblems,
    ]);
    return ok ? 0 : 1;
  },
};
