import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ModelPull } from '#shared/contract/model-getting.ts';
import { FoyerError } from '#shared/errors.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { ClientCommandInput } from '../command.ts';
import { optional } from '../values.ts';

const LOOK_EVERY_MS = 300;

/** Gives a file to the Ollama of this machine, or at `--url`, and waits until it is a model there. */
export async function importIntoOllama(input: ClientCommandInput): Promise<number> {
  const { client, values, positionals, output, words, language } = input;
  const [file = ''] = positionals;
  const url = optional(values, 'url') ?? (await ollamaHere(input));
  const name = optional(values, 'name');
  const begun = await client.models.importPath({
    path: resolve(file),
    url,
    ...(name === undefined ? {} : { model: name }),
  });
  const ended = await untilEnded(input, begun);
  if (ended === null) {
    await client.jobs.cancel({ id: begun.id });
    output.note(words.importLeft);
    return 1;
  }
  const { id, model, state, failure, test, modelId } = ended;
  if (state === 'done') await client.models.dropPull({ id });
  const reason = failure ?? test?.code ?? null;
  output.result({ model: { id: modelId, name: model }, url, state, failure: reason, test }, () => [
    state === 'done'
      ? fill(words.importDone, { name: model, url })
      : fill(words.importFailed, {
          name: model,
          reason: wordsForCode(reason ?? 'internal.unexpected', language),
        }),
    ...(state === 'done' && reason !== null
      ? [fill(words.testFailed, { name: model, reason: wordsForCode(reason, language) })]
      : []),
  ]);
  return state === 'done' && test?.ok === true ? 0 : 1;
}

/** Throws `model.unreachable`. */
async function ollamaHere({ client, surroundings }: ClientCommandInput): Promise<string> {
  const servers = await client.models.detect({}, { signal: surroundings.signal });
  const found = servers.find(({ product }) => product === 'ollama');
  if (found !== undefined) return found.url;
  throw new FoyerError('model.unreachable', 'No Ollama answers on this machine');
}

/** @returns null when the person asked to stop meanwhile. */
async function untilEnded(
  { client, output, words, surroundings: { signal } }: ClientCommandInput,
  begun: ModelPull,
): Promise<ModelPull | null> {
  for (let now = begun; ;) {
    if (['done', 'failed', 'paused'].includes(now.state)) return now;
    const done = Math.floor(now.progress * 100);
    output.progress(fill(words.importProgress, { name: now.model, done }));
    try {
      await wait(LOOK_EVERY_MS, undefined, { signal });
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
    const next = (await client.models.pulls({})).find(({ id }) => id === begun.id);
    if (next === undefined) return null;
    now = next;
  }
}
