import type { Command } from './command.ts';
import { table } from './output.ts';
import type { CliWords } from '#main/platform/terminal-words.ts';

/** All commands in a line each. */
export function overallHelp(commands: readonly Command[], words: CliWords): string[] {
  return [
    words.usage,
    '',
    words.commands,
    ...table([
      ...commands.map(command => [`  ${command.name}`, words.summaries[command.summary]]),
      ['  help', words.summaries.help],
    ]),
    '',
    ...commonOptions(words),
  ];
}

export function commandHelp(command: Command, words: CliWords): string[] {
  return [
    `foyer ${command.name} ${command.usage}`.trim(),
    '',
    `  ${words.summaries[command.summary]}`,
    '',
    ...commonOptions(words),
  ];
}

function commonOptions(words: CliWords): string[] {
  return [
    words.options,
    ...table([
      ['  --data DIR', words.optionData],
      ['  --passphrase-file F', words.optionPassphraseFile],
      ['  --json', words.optionJson],
      ['  --lang LANGUAGE', words.optionLang],
      ['  --help', words.optionHelp],
    ]),
  ];
}
