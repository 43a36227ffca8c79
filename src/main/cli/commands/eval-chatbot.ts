import { setTimeout as wait } from 'node:timers/promises';
import { FoyerError } from '#shared/errors.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import type { CommandInput } from '../command.ts';
import { findChatbot } from '../find.ts';
import { table, type Output } from '../output.ts';

const LOOKED_MS = 100;

type RunShown = Awaited<ReturnType<RemoteClient['goldenQuestions']['run']>>;

/**
 * Asks the test questions of a chatbot and prints what was found.
 * @param least share of the questions that must find their passage among the first three, 0 to 1; null: any will do
 * @returns 0, or 1 where there are fewer
 */
export async function evaluateChatbot(
  client: RemoteClient,
  { name, least }: { name: string; least: number | null },
  { output, words, surroundings: { signal } }: Pick<CommandInput, 'output' | 'words' | 'surroundings'>,
): Promise<number> {
  const { id: chatbotId } = await findChatbot(client, name, words);
  const { runId, jobId } = await client.goldenQuestions.start({ chatbotId });
  const shown = await untilDone(client, { runId, jobId }, { output, words, signal });
  const { answerable, firstThree } = shown.run.measures;
  const found = answerable === 0 ? null : firstThree / answerable;
  const passed = least === null || (found ?? 0) >= least;
  output.result({ ...shown, passed }, () => [
    ...report(shown, words),
    ...(passed ? [] : [fill(words.evalBelow, { least: percent(least ?? 0) })]),
  ]);
  return passed ? 0 : 1;
}

async function untilDone(
  client: RemoteClient,
  { runId, jobId }: { runId: string; jobId: string },
  { output, words, signal }: { output: Output; words: CliWords; signal: AbortSignal },
): Promise<RunShown> {
  for (;;) {
    const { items } = await client.jobs.list({ limit: 200 });
    const job = items.find(({ id }) => id === jobId);
    if (job?.state === 'failed' || job?.state === 'cancelled')
      throw new FoyerError(job.failure ?? 'request.timeout', 'The test questions were not asked');
    if (job === undefined || job.state === 'succeeded')
      return await client.goldenQuestions.run({ id: runId });
    output.progress(fill(words.evalSearch, { done: percent(job.progress), total: percent(1) }));
    await wait(LOOKED_MS, undefined, { signal });
  }
}

function report({ run: { measures, stood }, results }: RunShown, words: CliWords): string[] {
  const { answerable, first, firstThree, firstFive, unanswerable, refused, answered, lost } = measures;
  const of = (count: number, all: number) => [`${count}/${all}`, all === 0 ? '-' : (count / all).toFixed(4)];
  const mean = (value: number | null) => ['', value === null ? '-' : value.toFixed(4)];
  const missed = results.filter(({ hasAnswer, rank, lost: isLost }) => hasAnswer && !isLost && rank === null);
  return [
    fill(words.evalStood, {
      documents: stood.documents,
      passages: stood.passages,
      mode: words.searchMode[stood.mode],
    }),
    ...table([
      ['hit@1', ...of(first, answerable)],
      ['hit@3', ...of(firstThree, answerable)],
      ['hit@5', ...of(firstFive, answerable)],
      ['MRR', ...mean(measures.mrr)],
      [words.evalCovered, ...mean(measures.spanRecall)],
      [words.evalAnswered, ...of(answered, answerable)],
      [words.evalRefused, ...of(refused, unanswerable)],
      [words.evalLost, String(lost)],
    ]),
    ...missed.map(({ question }) => fill(words.evalMissed, { question })),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
