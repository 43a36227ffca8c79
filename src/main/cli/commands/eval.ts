import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { EvaluationDocument } from '#main/eval/retrieval-set.ts';
import { runEvaluation, type EvaluationResult, type QuerySetResult } from '#main/eval/run-evaluation.ts';
import type { App, FoyerClient, IncomingFile } from '#main/app/ports.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import { acquireInstance } from '#main/platform/instance/index.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { localContext, openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { optional, wholeNumber } from '../values.ts';
import { evaluateChatbot } from './eval-chatbot.ts';

const READ_POLL_MS = 50;

const PERCENT = { min: 0, max: 100 };

/**
 * Measures the search of a chatbot by its test questions (`--bot`); or retrieval on a set of one's own, through the product's ingestion and search, in a data folder that
 * exists only meanwhile: nothing of it stays, nothing of the person's own documents is touched.
 */
export const evaluate: Command = {
  name: 'eval',
  summary: 'evaluate',
  usage: '--bot B [--least PERCENT] | DIR',
  options: { bot: { type: 'string' }, least: { type: 'string' } },
  positionals: [0, 1],
  needs: 'nothing',
  async run(input) {
    const { values, positionals, output, words, surroundings } = input;
    const { signal } = surroundings;
    const [directory] = positionals;
    const name = optional(values, 'bot');
    const least = optional(values, 'least');
    if ((name === undefined) === (directory === undefined)) throw new UsageError(words.evalOneOf);
    if (name === undefined && least !== undefined) throw new UsageError(words.evalLeastOfBot);
    if (name !== undefined) {
      const share = least === undefined ? null : wholeNumber(least, 'least', PERCENT, words) / PERCENT.max;
      const { dataFolder, passphrase } = input;
      const session = await openSession({
        dataFolder,
        passphrase,
        signal,
        onWait: other => output.note(fill(words.waitingForLock, { pid: other.pid })),
      });
      try {
        return await evaluateChatbot(session.client, { name, least: share }, input);
      } finally {
        await session.close();
      }
    }
    const dataFolder = await mkdtemp(join(tmpdir(), 'foyer-eval-'));
    const instance = acquireInstance({ dataFolder, mode: 'command-line' });
    let app: App | null = null;
    try {
      const { createApp } = await import('#main/app/create-app.ts');
      app = await createApp({ dataFolder, mode: 'command-line' });
      const client = app.client(localContext(app));
      const bot = await client.chatbots.create({ name: 'Evaluation' });
      const result = await runEvaluation({
        directory: resolve(directory ?? ''),
        ingest: ingestInto(client, bot.id),
        async search(query, { k, signal: searchSignal }) {
          const found = await client.search.search(
            { chatbotId: bot.id, q: query, k },
            { signal: searchSignal },
          );
          return found.results;
        },
        signal,
        onProgress: ({ phase, done, total }) =>
          output.progress(fill(phase === 'ingest' ? words.evalIngest : words.evalSearch, { done, total })),
      });
      output.result(result, () => report(result, words));
      return 0;
    } finally {
      await app?.close();
      instance.release();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

function ingestInto(client: FoyerClient, chatbotId: string) {
  return async (documents: readonly EvaluationDocument[], signal: AbortSignal): Promise<string[]> => {
    // The answer leaves out repeated contents: ids are asked for one by one, in order.
    const ids: string[] = [];
    for (const document of documents) {
      signal.throwIfAborted();
      const [stored] = await client.documents.upload(
        { chatbotId: [chatbotId], onSameName: 'keep' }, // two rows of one title are two documents
        { context: { files: oneFile(document) } },
      );
      if (stored === undefined) throw new RangeError(`Document ${document.id} was not stored`);
      ids.push(stored.id);
    }
    for (;;) {
      const { totals } = await client.documents.list({ chatbotId, limit: 1 });
      if (totals.working === 0) return ids;
      await wait(READ_POLL_MS, undefined, { signal });
    }
  };
}

/** A row of the corpus as a file a person would give: its title is the name. */
async function* oneFile({ id, title, text }: EvaluationDocument): AsyncGenerator<IncomingFile> {
  const name = title.trim() === '' ? id : title;
  yield { fileName: `${name.replace(/[/\\\s]+/g, ' ')}.txt`, content: Readable.from([Buffer.from(text)]) };
}

function report(result: EvaluationResult, words: CliWords): string[] {
  const head = ['', 'n', 'nDCG@10', 'Recall@5', 'Recall@10', 'MRR@10', 'hit@10', 'p50 ms', 'p95 ms'];
  return [
    `${result.documents} ${words.evalDocuments}`,
    ...table([
      head,
      figures(words.evalQueries, result.queries),
      ...(result.typoQueries === null ? [] : [figures(words.evalTypos, result.typoQueries)]),
    ]),
  ];
}

function figures(label: string, set: QuerySetResult): string[] {
  const shares = [set.ndcg10, set.recall5, set.recall10, set.mrr10, set.hit10].map(value => value.toFixed(4));
  const latencies = [set.latencyP50Ms, set.latencyP95Ms].map(value => value.toFixed(1));
  return [label, String(set.queries), ...shares, ...latencies];
}
