import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';

export const clientList: Command = {
  name: 'client list',
  summary: 'clientList',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words }) {
    const clients = await client.clients.list({});
    const { columns } = words;
    output.result({ clients }, () =>
      clients.length === 0
        ? [words.empty]
        : table([
            [columns.name, columns.chatbots, columns.documents, columns.id],
            ...clients.map(one => [one.name, String(one.chatbotCount), String(one.documentCount), one.id]),
          ]),
    );
    return 0;
  },
};

export const clientAdd: Command = {
  name: 'client add',
  summary: 'clientAdd',
  usage: 'NAME',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words }) {
    const [name = ''] = positionals;
    const created = await client.clients.create({ name });
    output.result({ client: created }, () => [fill(words.created, { name: created.name, id: created.id })]);
    return 0;
  },
};
