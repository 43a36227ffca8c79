import { roles } from '#shared/contract/route.ts';
import type { Person } from '#shared/contract/people.ts';
import { FoyerError } from '#shared/errors.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { choice, optional, readSecret, required } from '../values.ts';
import { UsageError } from '../usage-error.ts';
import { fill } from '#main/platform/terminal-words.ts';

const PEOPLE_AT_ONCE = 200; // what one call gives at most

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

export const userList: Command = {
  name: 'user list',
  summary: 'userList',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words }) {
    const people = await everyone(client);
    const { columns } = words;
    output.result({ people }, () =>
      people.length === 0
        ? [words.empty]
        : table([
            [columns.name, columns.email, columns.role, columns.state, columns.id],
            ...people.map(one => [one.fullName, one.email, one.role, words.personStates[one.state], one.id]),
          ]),
    );
    return 0;
  },
};

/** The way back in for an owner who forgot the password: whoever may run this has the data anyway. */
export const userLink: Command = {
  name: 'user link',
  summary: 'userLink',
  usage: 'EMAIL',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words }) {
    const email = (positionals[0] ?? '').trim().toLowerCase();
    const found = (await everyone(client)).find(one => one.email === email);
    if (!found) {
      throw new FoyerError(
        'resource.not_found',
        fill(words.notFound, { kind: words.kinds.account, name: email }),
      );
    }
    const { link, address: leads } = await client.people.link({ id: found.id });
    const address = leads.url;
    const path = `/#/join?token=${link.token}`;
    output.result({ link: { ...link, url: address === null ? null : `${address}${path}` } }, () => [
      fill(words.linkFor, { name: found.fullName, date: link.expiresAt }),
      address === null ? fill(words.linkLater, { path }) : `${address}${path}`,
    ]);
    return 0;
  },
};

/** The way back for whoever forgot the code of the window, or is kept out by too many wrong guesses. */
export const userUnlock: Command = {
  name: 'user unlock',
  summary: 'userUnlock',
  usage: '[--email E]',
  options: { email: { type: 'string' } },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, words, output }) {
    const email = optional(values, 'email');
    if (email === undefined) {
      const lock = await client.windowLock.remove({});
      output.result({ windowLock: lock }, () => [words.windowUnlocked]);
      return 0;
    }
    const lockouts = await client.security.lockouts({});
    const theirs = lockouts.filter(
      ({ kind, subject }) => kind === 'account' && subject === email.toLowerCase(),
    );
    for (const { id } of theirs) await client.security.liftLockout({ id });
    output.result({ lifted: theirs.length }, () => [
      fill(theirs.length === 0 ? words.nothingToLift : words.lockoutLifted, { name: email }),
    ]);
    return 0;
  },
};

/** The way back for an owner who lost both the telephone and the recovery codes. */
export const userResetSecondFactor: Command = {
  name: 'user reset-second-factor',
  summary: 'userResetSecondFactor',
  usage: '--email E',
  options: { email: { type: 'string' } },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, words, output }) {
    const email = required(values, 'email', words).toLowerCase();
    const people = await client.security.people({});
    const person = people.find(candidate => candidate.email === email);
    if (person === undefined) {
      const message = fill(words.notFound, { kind: words.kinds.account, name: email });
      throw new FoyerError('resource.not_found', message);
    }
    await client.security.resetSecondFactor({ id: person.id });
    output.result({ id: person.id, email }, () => [fill(words.secondFactorReset, { name: email })]);
    return 0;
  },
};

async function everyone(client: RemoteClient): Promise<Person[]> {
  const people: Person[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Person[]; nextCursor: string | null } = await client.people.list({
      limit: PEOPLE_AT_ONCE,
      ...(cursor === null ? {} : { cursor }),
    });
    people.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return people;
}
