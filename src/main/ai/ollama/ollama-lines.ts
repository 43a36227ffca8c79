import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { badResponse, errorFromMessage, interrupted } from '../model-errors.ts';
import type { ErrorSubject } from '../model-errors.ts';
import { fieldOf, textOf } from '../model-server.ts';
import { readLines } from '../text-lines.ts';

/** How Ollama words what keeps it from fetching or making a model, most telling first. */
const REFUSALS: readonly (readonly [ErrorCode, RegExp])[] = [
  ['model.no_space', /no space left|not enough space|disk is full|quota exceeded/i],
  // Before 0.5.5 a model was made of a Modelfile alone.
  ['model.server_too_old', /newer version of ollama|manifest: 412|path or Modelfile are required/i],
  ['model.file_not_gguf', /not in GGUF format|invalid file magic/i],
  ['model.kind_unknown_to_server', /"unknown type"|^unknown type$|unknown (?:model )?architecture/i],
  [
    'model.library_unreachable',
    /no such host|dial tcp|connection re(fused|set)|i\/o timeout|tls|x509|network is unreachable|max retries exceeded|unexpected EOF|deadline exceeded|manifest: 5\d\d/i,
  ],
  ['model.not_in_library', /file does not exist|manifest unknown|manifest: 404|invalid model name/i],
];

/** What a server's words stand for where they say nothing else: the only codes that its own wording may make clearer. */
const UNTOLD: ReadonlySet<ErrorCode> = new Set(['model.server_error', 'model.bad_response', 'model.missing']);

type Reading = { subject: ErrorSubject; signal: AbortSignal };

/**
 * The lines in which Ollama tells of long work, each with its `status`; the last one is `success`. Throws what they
 * refuse, and `model.interrupted` where they end without that word.
 */
export async function* readStatusLines(
  response: Response,
  { subject, signal }: Reading,
): AsyncGenerator<unknown, void, undefined> {
  let isWhole = false;
  try {
    if (response.body !== null)
      for await (const line of readLines(response.body)) {
        if (line.trim() === '') continue;
        const said = parsed(line, subject);
        isWhole = textOf(said, 'status') === 'success';
        yield said;
      }
  } catch (error) {
    signal.throwIfAborted();
    throw isFoyerError(error) ? error : interrupted(subject, error);
  }
  if (!isWhole) throw interrupted(subject, null);
}

/** A refused request by what Ollama said, where that is clearer than its status. */
export function refusedByServer(error: unknown, subject: ErrorSubject): unknown {
  if (!isFoyerError(error) || !UNTOLD.has(error.code)) return error;
  const code = codeOf(error.message);
  if (code === undefined) return error;
  return new FoyerError(code, error.message, {
    details: { url: subject.url, model: subject.model },
    cause: error,
  });
}

function parsed(line: string, subject: ErrorSubject): unknown {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch (error) {
    throw badResponse('a line of the answer is not JSON', subject, error);
  }
  const failure = textOf(said, 'error');
  if (failure === null && fieldOf(said, 'error') === undefined) return said;
  throw refusalOf(failure ?? line, subject);
}

function refusalOf(text: string, subject: ErrorSubject): FoyerError {
  const code = codeOf(text);
  if (code === undefined) return errorFromMessage(text, subject);
  return new FoyerError(code, `${subject.model}: ${text}`, {
    details: { url: subject.url, model: subject.model },
  });
}

function codeOf(text: string): ErrorCode | undefined {
  return REFUSALS.find(([, pattern]) => pattern.test(text))?.[0];
}
