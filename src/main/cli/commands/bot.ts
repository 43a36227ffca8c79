import { language as languages } from '#shared/contract/vocabulary.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { findClient, findModel } from '../find.ts';
import { table } from '../output.ts';
import { choice, optional, required } from '../values.ts';

export const botList: Command = {
  name: 'bot list',
  summary: 'botList',
  usage: '[--client C]',
  options: { client: { type: 'string' } },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, output, words }) {
    const owner = optional(values, 'client');
    const clientId = owner === undefined ? undefined : (await findClient(client, owner, words)).id;
    const bots = await client.chatbots.list(clientId === undefined ? {} : { clientId });
    const names = new Map((await client.clients.list({})).map(one => [one.id, one.name]));
    const { columns } = words;
    output.result({ bots }, () =>
      bots.length === 0
        ? [words.empty]
        : table([
            [columns.name, columns.client, columns.documents, columns.id],
            ...bots.map(bot => [
              bot.name,
              names.get(bot.clientId) ?? '',
              `${bot.readyDocumentCount}/${bot.documentCount}`,
              bot.id,
            ]),
          ]),
    );
    return 0;
  },
};

export const botAdd: Command = {
  name: 'bot add',
  summary: 'botAdd',
  usage: '--name N [--client C] [--instructions T] [--model M] [--language fr|en]',
  options: {
    name: { type: 'string' },
    client: { type: 'string' },
    instructions: { type: 'string' },
    model: { type: 'string' },
    language: { type: 'string' },
  },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, output, words }) {
    const name = required(values, 'name', words);
    const owner = optional(values, 'client');
    const instructions = optional(values, 'instructions');
    const model = optional(values, 'model');
    const language = optional(values, 'language');
    const bot = await client.chatbots.create({
      name,
      ...(owner === undefined ? {} : { clientId: (await findClient(client, owner, words)).id }),
      ...(instructions === undefined ? {} : { instructions }),
      ...(model === undefined ? {} : { modelId: (await findModel(client, model, words)).id }),
      ...(language === undefined ? {} : { language: choice(language, 'language', languages.options, words) }),
    });
    output.result({ bot }, () => [fill(words.created, { name: bot.name, id: bot.id })]);
    return 0;
  },
};
