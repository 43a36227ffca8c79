import { parseArgs } from 'node:util';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import type { Command, OptionValues } from './command.ts';
import { UsageError } from './usage-error.ts';

export type CommonOptions = {
  data: string | undefined;
  passphraseFile: string | undefined;
  json: boolean;
  help: boolean;
  /** As it was written. */
  language: string | undefined;
};

export type Invocation = { command: Command; values: OptionValues; positionals: string[] };

/** Takes out the options every command has, wherever they stand, up to `--`. */
export function takeCommonOptions(argv: readonly string[]): { common: CommonOptions; rest: string[] } {
  const common: CommonOptions = {
    data: undefined,
    passphraseFile: undefined,
    json: false,
    help: false,
    language: undefined,
  };
  const rest: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    if (argument === '--') {
      rest.push(...argv.slice(index));
      break;
    }
    if (argument === '--json') common.json = true;
    else if (argument === '--help' || argument === '-h') common.help = true;
    else if (argument.startsWith('--lang=')) common.language = argument.slice('--lang='.length);
    else if (argument.startsWith('--data=')) common.data = argument.slice('--data='.length);
    else if (argument.startsWith('--passphrase-file='))
      common.passphraseFile = argument.slice('--passphrase-file='.length);
    else if (argument === '--data') {
      index += 1;
      common.data = argv[index];
    } else if (argument === '--lang') {
      index += 1;
      common.language = argv[index] ?? '';
    } else if (argument === '--passphrase-file') {
      index += 1;
      common.passphraseFile = argv[index];
    } else rest.push(argument);
  }
  return { common, rest };
}

/** Shorter ways to say the first word of a command. */
const SHORT_WORDS: Readonly<Record<string, string>> = { doc: 'document' };

/** The command that the first words name, the longer name first. */
export function findCommand(rest: readonly string[], commands: readonly Command[]): Command | undefined {
  const [given = '', second = ''] = rest;
  const first = SHORT_WORDS[given] ?? given;
  return (
    commands.find(command => command.name === `${first} ${second}`) ??
    commands.find(command => command.name === first)
  );
}

/** @throws UsageError for options or arguments the command does not have. */
export function parseInvocation(rest: readonly string[], command: Command, words: CliWords): Invocation {
  const args = rest.slice(command.name.split(' ').length);
  const usage = `foyer ${command.name} ${command.usage}`.trim();
  let parsed: { values: OptionValues; positionals: string[] };
  try {
    parsed = parseArgs({
      args,
      options: command.options,
      allowPositionals: true,
      allowNegative: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), command.name);
  }
  const [least, most] = command.positionals;
  if (parsed.positionals.length < least)
    throw new UsageError(fill(words.missingArgument, { usage }), command.name);
  if (parsed.positionals.length > most)
    throw new UsageError(fill(words.tooManyArguments, { usage }), command.name);
  return { command, values: parsed.values, positionals: parsed.positionals };
}
