import type { Person } from '#shared/contract/people.ts';
import { FoyerError } from '#shared/errors.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';

const PEOPLE_AT_ONCE = 200; // what one call gives at most

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
    const { link } = await client.people.link({ id: found.id });
    const { address } = await client.system.info({});
    const path = `/#/join?token=${link.token}`;
    output.result({ link: { ...link, url: address === null ? null : `${address}${path}` } }, () => [
      fill(words.linkFor, { name: found.fullName, date: link.expiresAt }),
      address === null ? fill(words.linkLater, { path }) : `${address}${path}`,
    ]);
    return 0;
  },
};

async function everyone(client: FoyerClient): Promise<Person[]> {
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
