import { jsonOrText } from '#shared/lib/json-or-text.ts';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { CatalogueModel, CatalogueProblem } from '#shared/contract/model-catalogue.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { UsageError } from '../usage-error.ts';

const GB = 1e9;

export const modelCatalogue: Command = {
  name: 'model catalogue',
  summary: 'modelCatalogue',
  usage: '[FILE | --shipped]',
  options: { shipped: { type: 'boolean' } },
  positionals: [0, 1],
  needs: 'client',
  async run({ client, values, positionals, output, words, language }) {
    const [file] = positionals;
    if (values.shipped === true) await client.models.restoreCatalogue({});
    else if (file !== undefined) {
      const text = await readFile(file, 'utf8').catch(() => {
        throw new UsageError(fill(words.cannotRead, { file }));
      });
      const { problems } = await client.models.replaceCatalogue({ catalogue: jsonOrText(text) });
      if (problems.length > 0) {
        output.result({ problems }, () => [
          words.catalogueRefused,
          ...problems.map(problem => problemLine(problem, words)),
        ]);
        return 1;
      }
    }
    const { source, models } = await client.models.catalogue({});
    const { columns } = words;
    output.result({ source, models }, () => [
      words.catalogueSources[source],
      ...table([
        [columns.id, columns.name, columns.size, columns.licence, columns.from, columns.fit],
        ...models.map(one => [
          one.id,
          one.name,
          `${(one.sizeBytes / GB).toFixed(1)} ${words.gigabytes}`,
          one.licence,
          one.host,
          fitWords(one, words),
        ]),
      ]),
      ...models.map(({ id, about }) => `${id}: ${about[language]}`),
    ]);
    return 0;
  },
};

/** How often it is looked how far a download is. */
const LOOK_EVERY_MS = 500;

export const modelDownload: Command = {
  name: 'model download',
  summary: 'modelDownload',
  usage: 'ID',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words, language, surroundings }) {
    const [wanted = ''] = positionals;
    const { signal } = surroundings;
    const { id, model: name, url } = await client.models.download({ id: wanted }, { signal });
    for (;;) {
      const pull = (await client.models.pulls({})).find(one => one.id === id);
      if (pull === undefined || pull.state === 'paused') {
        output.note(fill(words.downloadPaused, { name }));
        return 1;
      }
      if (pull.state === 'failed') {
        const reason = wordsForCode(pull.failure ?? 'internal.unexpected', language);
        output.result({ pull }, () => [fill(words.downloadFailed, { name, reason })]);
        return 1;
      }
      if (pull.state === 'done') {
        output.result({ pull }, () => [fill(words.created, { name, id: pull.modelId ?? '' })]);
        return 0;
      }
      const percent = Math.floor(pull.progress * 100);
      output.progress(fill(words.downloading, { name, host: new URL(url).host, percent }));
      const left = await wait(LOOK_EVERY_MS, false, { signal }).catch(() => true);
      if (left) await client.jobs.cancel({ id });
    }
  },
};

function problemLine({ what, model, field }: CatalogueProblem, words: CliWords): string {
  const sentence = fill(words.catalogueProblems[what], { field: field ?? '' });
  return model === null ? sentence : `${fill(words.catalogueModel, { model })} ${sentence}`;
}

/** Whether this machine is one for a model, and why not. */
function fitWords({ fit, isBest, isKept }: CatalogueModel, words: CliWords): string {
  if (isKept) return words.catalogueKept;
  const sentence = fill(words.fits[fit.verdict], {
    memory: Math.round(fit.memoryBytes / 1024 ** 3),
    takes: (fit.takesBytes / GB).toFixed(1),
    disk: (fit.diskBytes / GB).toFixed(1),
    free: ((fit.freeDiskBytes ?? 0) / GB).toFixed(1),
  });
  return isBest ? `${sentence} *` : sentence;
}
