import { roles } from '#shared/contract/route.ts';
import type { Command } from '../command.ts';
import { choice, readSecret, required } from '../values.ts';
import { UsageError } from '../usage-error.ts';
import { fill } from '#main/platform/terminal-words.ts';

export const userAdd: Command = {
  name: 'user add',
  summary: 'userAdd',
  usage: `--email E --name N --role ${roles.join('|')} --password-stdin`,
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, words, language, output, surroundings }) {
    const email = required(values, 'email', words);
    const fullName = required(values, 'name', words);
    const role = choice(required(values, 'role', words), 'role', roles, words);
    // A password among the arguments would stand in the list of processes and in the shell's history.
    if (values['password-stdin'] !== true)
      throw new UsageError(fill(words.missingOption, { option: 'password-stdin' }));
    const password = await readSecret(surroundings.stdin, words);
    const user = await client.auth.register({ email, fullName, role, password, language });
    output.result({ user }, () => [fill(words.created, { name: user.email, id: user.id })]);
    return 0;
  },
};
