import { resolve } from 'node:path';
import type { ModelTest } from '#shared/contract/models.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import { peopleServed } from '#shared/lib/people-served.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import type { Command } from '../command.ts';
import { findModel } from '../find.ts';
import { purposeGiven } from '../model-purpose.ts';
import { UsageError } from '../usage-error.ts';
import { choice, optional } from '../values.ts';
import { importIntoOllama } from './model-to-server.ts';

const GB = 1e9;

export const modelImport: Command = {
  name: 'model import',
  summary: 'modelImport',
  usage: 'FILE [--name N] [--embedding|--reranking] | FILE --into ollama [--url U] [--name N]',
  options: {
    into: { type: 'string' },
    url: { type: 'string' },
    name: { type: 'string' },
    embedding: { type: 'boolean' },
    reranking: { type: 'boolean' },
  },
  positionals: [1, 1],
  needs: 'client',
  async run(input) {
    const { client, values, positionals, output, words, surroundings } = input;
    const [file = ''] = positionals;
    const into = choice(optional(values, 'into') ?? 'foyer', 'into', ['foyer', 'ollama'], words);
    const purpose = purposeGiven(values);
    if (into === 'ollama' && purpose !== undefined) throw new UsageError(words.purposeToldByServer);
    if (into === 'ollama') return await importIntoOllama(input);
    const name = optional(values, 'name');
    // Another process may do the reading: the path must mean the same there.
    const path = resolve(file);
    output.progress(fill(words.importing, { file }));
    const model = await client.models.addFilePath(
      {
        path,
        ...(name === undefined ? {} : { name }),
        ...(purpose === undefined ? {} : { purpose }),
      },
      { signal: surroundings.signal },
    );
    output.result({ model }, () => [fill(words.created, { name: model.name, id: model.id })]);
    return 0;
  },
};

export const modelMeasure: Command = {
  name: 'model measure',
  summary: 'modelMeasure',
  usage: 'N',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words, language, surroundings }) {
    const [wanted = ''] = positionals;
    const { id, name, contextTokens, readingSeconds } = await findModel(client, wanted, words);
    const test = await client.models.test({ id }, { signal: surroundings.signal });
    const { readTokensPerSecond, writtenTokensPerSecond, loadMs } = test.pace;
    const { ok, code, firstTokenMs, totalMs, dimension, memoryBytes, missingMemory, window } = test;
    const figures = {
      readTokensPerSecond,
      writtenTokensPerSecond: writtenTokensPerSecond ?? test.tokensPerSecond,
      firstTokenMs,
      totalMs,
      loadMs,
      memoryBytes,
      missingMemory,
      window,
      serves: peopleServed(test.pace, readingSeconds),
      dimension,
    };
    output.result({ model: { id, name, contextTokens }, ok, code, ...figures }, () =>
      ok
        ? [fill(words.testPassed, { name }), ...measured(figures, words)]
        : [
            fill(words.testFailed, { name, reason: code === null ? '' : wordsForCode(code, language) }),
            ...memoryLines(test, words),
          ],
    );
    return ok ? 0 : 1;
  },
};

type Figures = Pick<ModelTest, 'firstTokenMs' | 'totalMs' | 'dimension' | 'memoryBytes'> &
  Pick<ModelTest['pace'], 'readTokensPerSecond' | 'writtenTokensPerSecond' | 'loadMs'>;

function measured(figures: Figures, words: CliWords): string[] {
  const { readTokensPerSecond, writtenTokensPerSecond, loadMs, memoryBytes } = figures;
  const { firstTokenMs, totalMs, dimension } = figures;
  const lines = [
    readTokensPerSecond === null ? null : fill(words.measureRead, { speed: Math.round(readTokensPerSecond) }),
    writtenTokensPerSecond === null
      ? null
      : fill(words.measureWritten, { speed: Math.round(writtenTokensPerSecond) }),
    firstTokenMs === null ? null : fill(words.testFirstToken, { ms: firstTokenMs }),
    totalMs === null ? null : fill(words.testTotal, { ms: totalMs }),
    loadMs === null ? null : fill(words.measureLoad, { ms: loadMs }),
    memoryBytes === null ? null : fill(words.measureMemory, { memory: (memoryBytes / GB).toFixed(1) }),
    dimension === null ? null : fill(words.testDimension, { dimension }),
  ];
  return lines.filter(line => line !== null);
}

/** How much memory is missing, where that is why. */
export function memoryLines({ missingMemory }: Pick<ModelTest, 'missingMemory'>, words: CliWords): string[] {
  if (missingMemory === null) return [];
  const { neededBytes, freeBytes } = missingMemory;
  const figures = { needed: (neededBytes / GB).toFixed(1), free: (freeBytes / GB).toFixed(1) };
  return [fill(words.missingMemory, figures)];
}
