import type { ParseArgsOptionsConfig } from 'node:util';
import type { Readable } from 'node:stream';
import type { RemoteClient } from '#main/app/ports.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Output, OutputStreams } from './output.ts';
import type { FetchFile } from './session.ts';
import type { CliWords } from '#main/platform/terminal-words.ts';

export type OptionValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** What surrounds the command line; tests give their own. */
export type Surroundings = OutputStreams & {
  argv: readonly string[];
  environment: NodeJS.ProcessEnv;
  stdin: Readable;
  /** Aborted when the person asks to stop (Ctrl+C). */
  signal: AbortSignal;
};

/** What every command is given. */
export type CommandInput = {
  values: OptionValues;
  positionals: readonly string[];
  dataFolder: string;
  /** What opens the secrets, from `--passphrase-file` or the environment; null when neither is there. */
  passphrase: string | null;
  output: Output;
  words: CliWords;
  language: Language;
  surroundings: Surroundings;
};

/** A command that works on the data folder also gets a client, and what routes give as files, whoever serves it. */
export type ClientCommandInput = CommandInput & { client: RemoteClient; fetchFile: FetchFile };

type CommandBase = {
  /** As typed: one word or two. */
  name: string;
  summary: keyof CliWords['summaries'];
  /** What follows the name, for the help. */
  usage: string;
  options: ParseArgsOptionsConfig;
  /** How many arguments: at least, at most. */
  positionals: readonly [number, number];
};

/** One command; returns the exit code: 0 done, 1 failed. Usage is checked before and while it runs (`UsageError`). */
export type Command =
  | (CommandBase & { needs: 'client'; run(input: ClientCommandInput): Promise<number> })
  | (CommandBase & { needs: 'nothing'; run(input: CommandInput): Promise<number> });
