import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ON_SAME_NAME, sameNameChoice, type Document } from '#shared/contract/document.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { ClientCommandInput, Command } from '../command.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { findChatbot } from '../find.ts';
import { choice, optional, required } from '../values.ts';
import { warningLines } from '../warning-lines.ts';

const FIRST_POLL_MS = 60; // a small file is ready within this
const LAST_POLL_MS = 600; // seldom enough to cost nothing, often enough to watch
const POLL_GROWTH = 1.4;
const CHECKED_AT_ONCE = 50; // jobs run in order: those further back have not moved
const CURRENT_NAME_LENGTH = 40;

type Failure = { path?: string; fileName?: string; code: ErrorCode; message: string };

export const ingest: Command = {
  name: 'ingest',
  summary: 'ingest',
  usage: '--bot B PATH... [--same-name replace|keep]',
  options: { bot: { type: 'string' }, 'same-name': { type: 'string' } },
  positionals: [1, 10_000],
  needs: 'client',
  async run(input) {
    const { client, values, positionals, output, words, language } = input;
    const bot = await findChatbot(client, required(values, 'bot', words), words);
    // Another process may do the reading: paths must mean the same there.
    const paths = positionals.map(path => resolve(path));
    const onSameName = choice(
      optional(values, 'same-name') ?? ON_SAME_NAME,
      'same-name',
      sameNameChoice.options,
      words,
    );
    const added = await client.documents.addPaths({ chatbotId: bot.id, paths, onSameName });
    const documents = await waitUntilRead(input, added.documents);

    const say = (code: ErrorCode) => wordsForCode(code, language);
    const failed: Failure[] = [
      ...added.rejected.map(({ path, code }) => ({ path, code, message: say(code) })),
      ...documents.flatMap(({ fileName, state, failure }) => {
        if (state !== 'failed') return [];
        const code = failure ?? 'internal.unexpected';
        return [{ fileName, code, message: say(code) }];
      }),
    ];
    const ready = documents.filter(document => document.state === 'ready');
    const duplicates = documents.filter(document => document.duplicate).length;
    const passages = ready.reduce((sum, document) => sum + document.passageCount, 0);
    for (const failure of failed) {
      const name = failure.path ?? failure.fileName ?? '';
      output.note(fill(words.ingestFailed, { name, reason: failure.message }));
    }
    const warned = ready.filter(document => document.warnings.length > 0);
    for (const document of warned) {
      for (const line of warningLines(document, words))
        output.note(fill(words.ingestFailed, { name: document.fileName, reason: line }));
    }
    const sameName = { replaces: withSameName(documents, 'replaces'), kept: withSameName(documents, 'kept') };
    const counts = { ready: ready.length, warned: warned.length, passages, duplicates };
    const replaced = sameName.replaces.length;
    const kept = sameName.kept.length;
    output.result({ documents, failed, ...counts, replaced, kept, onSameName }, () => [
      ...(documents.length === 0 && failed.length === 0 ? [words.ingestNothing] : []),
      ...(ready.length > 0 ? [fill(words.ingestDone, { ready: ready.length, passages })] : []),
      ...(warned.length > 0 ? [fill(words.ingestWarned, { count: warned.length })] : []),
      ...(duplicates > 0 ? [fill(words.ingestDuplicates, { count: duplicates })] : []),
      ...(replaced > 0
        ? [fill(words.ingestReplaced, { count: replaced, names: named(sameName.replaces) })]
        : []),
      ...(kept > 0 ? [fill(words.ingestKept, { count: kept, names: named(sameName.kept) })] : []),
    ]);
    return documents.length > 0 && ready.length === documents.length && added.rejected.length === 0 ? 0 : 1;
  },
};

const NAMED = 5; // names in a line; the whole list is in the JSON

function withSameName(documents: readonly Document[], action: 'replaces' | 'kept'): Document[] {
  return documents.filter(({ sameName }) => sameName?.action === action);
}

function named(documents: readonly Document[]): string {
  const names = documents.slice(0, NAMED).map(({ fileName }) => fileName);
  return `${names.join(', ')}${documents.length > NAMED ? '…' : ''}`;
}

async function waitUntilRead(
  { client, output, words, surroundings: { signal } }: ClientCommandInput,
  added: readonly Document[],
): Promise<Document[]> {
  const latest = new Map(added.map(document => [document.id, document]));
  let pause = FIRST_POLL_MS;
  for (;;) {
    const open = [...latest.values()].filter(document => !isSettled(document));
    const current = open.find(document => document.state !== 'queued') ?? open[0];
    if (current === undefined) return [...latest.values()];
    output.progress(
      fill(words.ingestProgress, {
        done: latest.size - open.length,
        total: latest.size,
        current: `${current.fileName.slice(0, CURRENT_NAME_LENGTH)} ${current.progressNote ?? ''}`.trim(),
      }),
    );
    if (await isInterrupted(pause, signal)) {
      output.note(words.ingestInterrupted);
      return [...latest.values()];
    }
    let settled = false;
    for (const document of open.slice(0, CHECKED_AT_ONCE)) {
      const now = await read(client, document);
      latest.set(document.id, now);
      settled ||= isSettled(now);
    }
    pause = settled ? FIRST_POLL_MS : Math.min(pause * POLL_GROWTH, LAST_POLL_MS);
  }
}

/** Waits a moment. @returns whether the person asked to stop meanwhile. */
async function isInterrupted(pauseMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(pauseMs, undefined, { signal });
    return false;
  } catch (error) {
    if (signal.aborted) return true;
    throw error;
  }
}

/** The document as it is now; what it met when it was added is known only to the answer that added it. */
async function read(client: RemoteClient, document: Document): Promise<Document> {
  const now = await client.documents.get({ id: document.id });
  return { ...now, duplicate: document.duplicate, sameName: document.sameName };
}

function isSettled(document: Document): boolean {
  return ['ready', 'failed', 'set_aside'].includes(document.state);
}
