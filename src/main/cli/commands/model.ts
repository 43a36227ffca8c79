import { remoteProvider } from '#shared/contract/model-kinds.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { findModel } from '../find.ts';
import { purposeGiven } from '../model-purpose.ts';
import { table } from '../output.ts';
import { choice, optional, readSecret, required } from '../values.ts';

export const modelList: Command = {
  name: 'model list',
  summary: 'modelList',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words }) {
    const models = await client.models.list({});
    const { columns } = words;
    output.result({ models }, () =>
      models.length === 0
        ? [words.empty]
        : table([
            [columns.name, columns.provider, columns.model, columns.purpose, columns.id],
            ...models.map(one => [one.name, one.provider, one.model, words.purposes[one.purpose], one.id]),
          ]),
    );
    return 0;
  },
};

export const modelAdd: Command = {
  name: 'model add',
  summary: 'modelAdd',
  usage: `--name N --provider ${remoteProvider.options.join('|')} --model M [--url U] [--key-stdin] [--embedding|--reranking]`,
  options: {
    name: { type: 'string' },
    provider: { type: 'string' },
    model: { type: 'string' },
    url: { type: 'string' },
    'key-stdin': { type: 'boolean' },
    embedding: { type: 'boolean' },
    reranking: { type: 'boolean' },
  },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, output, words, surroundings }) {
    const url = optional(values, 'url');
    const draft = {
      name: required(values, 'name', words),
      provider: choice(required(values, 'provider', words), 'provider', remoteProvider.options, words),
      model: required(values, 'model', words),
      purpose: purposeGiven(values) ?? ('chat' as const),
      ...(url === undefined ? {} : { url }),
      ...(values['key-stdin'] === true ? { apiKey: await readSecret(surroundings.stdin, words) } : {}),
    };
    const model = await client.models.create(draft);
    output.result({ model }, () => [fill(words.created, { name: model.name, id: model.id })]);
    return 0;
  },
};

export const modelTest: Command = {
  name: 'model test',
  summary: 'modelTest',
  usage: 'N',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words, language, surroundings }) {
    const [name = ''] = positionals;
    const model = await findModel(client, name, words);
    const test = await client.models.test({ id: model.id }, { signal: surroundings.signal });
    const reason = test.code === null ? '' : wordsForCode(test.code, language);
    const measured = [
      test.firstTokenMs === null ? null : fill(words.testFirstToken, { ms: test.firstTokenMs }),
      test.totalMs === null ? null : fill(words.testTotal, { ms: test.totalMs }),
      test.tokensPerSecond === null
        ? null
        : fill(words.testSpeed, { speed: Math.round(test.tokensPerSecond) }),
      test.dimension === null ? null : fill(words.testDimension, { dimension: test.dimension }),
    ].filter(part => part !== null);
    output.result({ model: { id: model.id, name: model.name }, ...test }, () => [
      test.ok
        ? fill(words.testPassed, { name: model.name })
        : fill(words.testFailed, { name: model.name, reason }),
      ...(measured.length === 0 ? [] : [measured.join(' · ')]),
      ...(test.ok || test.detail === null ? [] : [test.detail]),
    ]);
    return test.ok ? 0 : 1;
  },
};
