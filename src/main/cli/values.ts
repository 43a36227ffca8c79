import type { Readable } from 'node:stream';
import { UsageError } from './usage-error.ts';
import type { OptionValues } from './command.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';

/** @returns the text of an option, or undefined when it was not given. */
export function optional(values: OptionValues, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' ? value : undefined;
}

/** @throws UsageError when the option was not given. */
export function required(values: OptionValues, option: string, words: CliWords): string {
  const value = optional(values, option);
  if (value === undefined) throw new UsageError(fill(words.missingOption, { option }));
  return value;
}

/** @throws UsageError when the value is none of the choices. */
export function choice<T extends string>(
  value: string,
  option: string,
  choices: readonly T[],
  words: CliWords,
): T {
  const chosen = choices.find(one => one === value);
  if (chosen === undefined)
    throw new UsageError(fill(words.badChoice, { option, choices: choices.join(', ') }));
  return chosen;
}

/** @throws UsageError when the option is not a whole number within the bounds. */
export function wholeNumber(
  value: string,
  option: string,
  bounds: { min: number; max: number },
  words: CliWords,
): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= bounds.min && number <= bounds.max)) {
    throw new UsageError(fill(words.badNumber, { option, ...bounds }));
  }
  return number;
}

const SECRET_MAX_LENGTH = 4_096; // a password or a key, not a file given by mistake

/** The first line of standard input: a secret that must not stand in the list of processes. */
export async function readSecret(stdin: Readable, words: CliWords): Promise<string> {
  let text = '';
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.includes('\n') || text.length > SECRET_MAX_LENGTH) break;
  }
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  if (line === '') throw new UsageError(words.emptyInput);
  return line;
}
