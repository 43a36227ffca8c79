import { isErrorCode, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { CliWords } from '#main/platform/terminal-words.ts';
import { fill } from '#main/platform/terminal-words.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { asRefusal } from '#main/platform/storage/index.ts';
import { systemLanguage } from '#main/platform/system-language.ts';
import { listenerProblem } from './listener-problem.ts';

type Wanted = { host: string; port: number; dataFolder: string };

/** Failures that the command line says more of than the catalogue of the interface does. */
const startFailures = [
  'secrets.passphrase_needed',
  'secrets.passphrase_wrong',
  'secrets.keychain_only',
  'storage.full',
  'storage.read_only',
] as const satisfies readonly ErrorCode[];

/** Their message names the file or the field that is meant. */
const tellMore: readonly ErrorCode[] = ['secrets.unreadable', 'path.not_found', 'request.invalid'];

/** Tells in one sentence why the server did not start, in the language of the system; never the system's own code. */
export function describeStartFailure(
  thrown: unknown,
  wanted: Wanted,
  words: CliWords,
  language: Language,
): string {
  const error = asRefusal(thrown);
  const { host, port, dataFolder } = wanted;
  if (!isFoyerError(error))
    return fill(words.error, { message: systemWords(error, wanted, words, language) });
  const { code, message, details } = error;
  if (code === 'port.in_use') return fill(words.serve.portInUse, { host, port, next: port + 1 });
  if (code === 'storage.locked') {
    const { pid, mode, address } = details;
    return fill(words.locked, {
      dataFolder,
      pid: String(pid ?? '?'),
      mode: String(mode ?? '?'),
      address: typeof address === 'string' ? `, ${address}` : '',
    });
  }
  const known = startFailures.find(one => one === code);
  if (known !== undefined) return fill(words.error, { message: words.startFailures[known] });
  return fill(words.error, { message: tellMore.includes(code) ? message : wordsForCode(code, language) });
}

/** What is wrong with the options of a start: which one, or the sentence of our code. */
export function optionWords(error: unknown): string {
  if (isFoyerError(error) && !tellMore.includes(error.code))
    return wordsForCode(error.code, systemLanguage());
  return error instanceof Error ? error.message : String(error);
}

/** What the system's refusal to listen, or to open a file, means. */
function systemWords(
  error: unknown,
  { host, port, dataFolder }: Wanted,
  words: CliWords,
  language: Language,
): string {
  const facts: Partial<NodeJS.ErrnoException> = error instanceof Error ? error : {};
  if (facts.syscall === 'listen' || facts.syscall === 'getaddrinfo') {
    const problem = listenerProblem(error);
    if (problem === 'permission') return fill(words.serve.portForbidden, { host, port });
    return fill(words.serve.noSuchHost, { host, port });
  }
  const code = FILE_CODES[facts.code ?? ''];
  return isErrorCode(code)
    ? wordsForCode(code, language)
    : fill(words.serve.notStarted, { dataFolder, log: 'logs/foyer.log' });
}

const FILE_CODES: Record<string, ErrorCode | undefined> = {
  EACCES: 'storage.no_permission',
  EPERM: 'storage.no_permission',
  EROFS: 'storage.no_permission',
  SQLITE_READONLY: 'storage.no_permission',
  SQLITE_CANTOPEN: 'storage.no_permission',
  ENOTDIR: 'storage.not_a_folder',
  EEXIST: 'storage.not_a_folder',
  EISDIR: 'storage.not_a_folder',
  ENOSPC: 'storage.full',
  SQLITE_FULL: 'storage.full',
};
