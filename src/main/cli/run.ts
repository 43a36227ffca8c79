import { homedir } from 'node:os';
import type { Language } from '#shared/contract/vocabulary.ts';
import { toProblem, type Problem } from '#main/http/problem.ts';
import { dataFolderPath } from '#main/platform/data-folder.ts';
import { takePassphrase } from '#main/platform/secrets/index.ts';
import { systemLanguage } from '#main/platform/system-language.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { fill, wordsIn, type CliWords } from '#main/platform/terminal-words.ts';
import type { CommandInput, Surroundings } from './command.ts';
import { commands } from './commands/index.ts';
import { commandHelp, overallHelp } from './help.ts';
import { createOutput, type Output } from './output.ts';
import {
  findCommand,
  parseInvocation,
  takeCommonOptions,
  type CommonOptions,
  type Invocation,
} from './parse.ts';
import { openSession } from './session.ts';
import { UsageError } from './usage-error.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

/** Runs one command. @returns the exit code: 0 done, 1 failed, 2 not written as it should be. */
export async function runCommandLine(surroundings: Surroundings): Promise<number> {
  const { common, rest } = takeCommonOptions(surroundings.argv);
  const wanted = common.language?.slice(0, 2).toLowerCase();
  const language = wanted === 'fr' || wanted === 'en' ? wanted : systemLanguage(surroundings.environment);
  const words = wordsIn(language);
  const output = createOutput(surroundings, common.json);
  try {
    if (wanted !== undefined && wanted !== language)
      throw new UsageError(fill(words.wrongLanguage, { given: common.language ?? '' }));
    const wantsHelp = common.help || rest.length === 0 || rest[0] === 'help';
    if (wantsHelp) return help(rest[0] === 'help' ? rest.slice(1) : rest, output, words);
    const command = findCommand(rest, commands);
    if (command === undefined)
      throw new UsageError(fill(words.unknownCommand, { command: rest.slice(0, 2).join(' ') }));
    return await runCommand(parseInvocation(rest, command, words), {
      common,
      output,
      words,
      language,
      surroundings,
    });
  } catch (error) {
    if (error instanceof UsageError) return reportUsage(error, output, words);
    if (surroundings.signal.aborted) return reportInterruption(output, words);
    return reportFailure(error, output, words, language);
  }
}

type Frame = {
  common: CommonOptions;
  output: Output;
  words: CliWords;
  language: Language;
  surroundings: Surroundings;
};

async function runCommand({ command, values, positionals }: Invocation, frame: Frame): Promise<number> {
  const { common, surroundings, output, words, language } = frame;
  const dataFolder = dataFolderPath(common.data, {
    platform: process.platform,
    environment: surroundings.environment,
    home: homedir(),
  });
  const passphrase = takePassphrase(common.passphraseFile, surroundings.environment);
  const input: CommandInput = {
    values,
    positionals,
    dataFolder,
    passphrase,
    output,
    words,
    language,
    surroundings,
  };
  try {
    if (command.needs === 'nothing') return await command.run(input);
    const session = await openSession({
      dataFolder,
      passphrase,
      signal: surroundings.signal,
      onWait: other => output.note(fill(words.waitingForLock, { pid: other.pid })),
    });
    try {
      const { client, fetchFile } = session;
      return await command.run({ ...input, client, fetchFile });
    } finally {
      await session.close();
    }
  } catch (error) {
    // Which command it was is known here only.
    throw error instanceof UsageError && error.command === null
      ? new UsageError(error.message, command.name)
      : error;
  }
}

function help(rest: readonly string[], output: Output, words: CliWords): number {
  const command = findCommand(rest, commands);
  if (command === undefined && rest.length > 0 && !commands.some(one => one.name.startsWith(`${rest[0]} `))) {
    throw new UsageError(fill(words.unknownCommand, { command: rest.join(' ') }));
  }
  const lines = command === undefined ? overallHelp(commands, words) : commandHelp(command, words);
  output.result({ help: lines.join('\n') }, () => lines);
  return DONE;
}

function reportUsage(error: UsageError, output: Output, words: CliWords): number {
  const hint = fill(words.seeHelp, { command: error.command ?? '' }).trim();
  output.failure({ code: 'request.invalid', message: error.message }, `${error.message}\n${hint}`);
  return USAGE;
}

/** Whatever was thrown after Ctrl+C was thrown because of it. */
function reportInterruption(output: Output, words: CliWords): number {
  output.failure({ code: 'request.timeout', message: words.interrupted }, words.interrupted);
  return FAILED;
}

function reportFailure(error: unknown, output: Output, words: CliWords, language: Language): number {
  const problem = toProblem(error);
  const message = sentence(problem, words, language);
  // There may be no log yet when the data folder does not open: the cause goes to whoever ran the command.
  if (problem.code === 'internal.unexpected') output.note(causeOf(error));
  output.failure({ code: problem.code, message }, fill(words.error, { message }));
  return FAILED;
}

function causeOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What went wrong, for the person. */
function sentence(problem: Problem, words: CliWords, language: Language): string {
  const { pid, mode, address, dataFolder } = problem.details;
  if (problem.code === 'storage.locked') {
    if (typeof dataFolder !== 'string') return fill(words.unreachable, { pid: String(pid ?? '?') });
    return fill(words.locked, {
      dataFolder,
      pid: String(pid ?? '?'),
      mode: String(mode ?? '?'),
      address: typeof address === 'string' ? `, ${address}` : '',
    });
  }
  // These say which field, name or folder; the catalogue knows only the kind of thing that happened.
  const tellsMore = [
    'request.invalid',
    'resource.not_found',
    'resource.conflict',
    'path.not_found',
    'secrets.unreadable',
  ];
  if (tellsMore.includes(problem.code)) return problem.message;
  return wordsForCode(problem.code, language);
}
