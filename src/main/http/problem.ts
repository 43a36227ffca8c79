import { ORPCError } from '@orpc/client';
import type { Language } from '#shared/contract/vocabulary.ts';
import { errorStatus, isErrorCode, isFoyerError, type ErrorCode, type ErrorDetails } from '#shared/errors.ts';
import { fieldWords, refusedField, sentenceOf, unreadable } from './problem-words.ts';

/** One field of the input that was not understood. `path` is dotted, empty for the whole input. */
export type ProblemField = { path: string; message: string };

/** An error as it leaves through a door: nothing in it comes from the inside of the program. */
export type Problem = {
  status: number;
  code: ErrorCode;
  message: string;
  details: ErrorDetails;
  fields: ProblemField[];
};

/** What `data` of an RPC error holds. */
export type ProblemData = { details: ErrorDetails; fields: ProblemField[]; correlationId: string };

const FIELDS_NAMED = 20; // more would be an echo of a hostile body, not a help

/**
 * Translates whatever was thrown. What is not one of our errors becomes `internal.unexpected`, whose cause is
 * for the log alone.
 *
 * @param language in which the message and those of fields are said; null for the words of whoever wrote the program
 */
export function toProblem(error: unknown, language: Language | null = null): Problem {
  const found = problemOf(error, language);
  return language === null ? found : { ...found, message: said(found, error, language) };
}

/** What was thrown as an error of ours is no request that could not be read, although nothing names a field. */
function said(found: Problem, error: unknown, language: Language): string {
  const isUnread = found.code === 'request.invalid' && found.status === 400 && found.fields.length === 0;
  const isOurs = isFoyerError(error) || (error instanceof ORPCError && isErrorCode(error.code));
  return isUnread && !isOurs ? unreadable(language) : sentenceOf(found, language);
}

function problemOf(error: unknown, language: Language | null): Problem {
  if (isFoyerError(error)) {
    const { code, message, details } = error;
    const words = language === null ? message : refusedField(language);
    return problem(code, message, { details, fields: namedField(words, details) });
  }
  if (error instanceof ORPCError) return fromRpcError(error, language);
  // Thrown by work whose caller left while it was done.
  if (error instanceof Error && error.name === 'AbortError')
    return problem('request.timeout', 'The caller left');
  const fromFastify = statusOf(error);
  if (fromFastify !== null) return fromFastify;
  return problem('internal.unexpected', 'Something went wrong on our side; the log has the details');
}

/** The body of every REST error: `{error: {code, message}}`, with `fields` and `details` where there are some. */
export function problemBody(problem: Problem, correlationId: string | null) {
  return {
    error: {
      code: problem.code,
      message: problem.message,
      ...(problem.fields.length > 0 ? { fields: problem.fields } : {}),
      ...(Object.keys(problem.details).length > 0 ? { details: problem.details } : {}),
      ...(correlationId === null ? {} : { correlationId }),
    },
  };
}

/** The same error for the RPC wire. */
export function toRpcError(
  error: unknown,
  correlationId: string,
  language: Language | null = null,
): ORPCError<ErrorCode, ProblemData> {
  const { status, code, message, details, fields } = toProblem(error, language);
  return new ORPCError(code, { status, message, data: { details, fields, correlationId }, cause: error });
}

/** Reads back what `toRpcError` made, for the encoder of the REST handler. */
export function problemOfRpcError(error: ORPCError<string, unknown>): Problem {
  return fromRpcError(error, null);
}

function problem(
  code: ErrorCode,
  message: string,
  rest: { status?: number; details?: ErrorDetails; fields?: ProblemField[] } = {},
): Problem {
  return {
    status: rest.status ?? errorStatus[code],
    code,
    message,
    details: rest.details ?? {},
    fields: rest.fields ?? [],
  };
}

function fromRpcError(error: ORPCError<string, unknown>, language: Language | null): Problem {
  if (isErrorCode(error.code)) {
    const { details, fields } = dataOf(error.data);
    return problem(error.code, error.message, {
      status: error.status,
      details,
      fields: fields.length > 0 ? fields : namedField(error.message, details),
    });
  }
  if (error.code === 'BAD_REQUEST') {
    const fields = fieldsOf(error.data, language);
    return problem('request.invalid', invalidMessage(fields), { fields });
  }
  // Thrown by an abort of the caller, who is no longer there to read it.
  if (error.code === 'CLIENT_CLOSED_REQUEST') return problem('request.timeout', 'The caller left');
  if (error.code === 'PAYLOAD_TOO_LARGE') return problem('request.too_large', 'The request is too large');
  if (error.code === 'METHOD_NOT_SUPPORTED') {
    return problem('request.invalid', 'This method is not supported here', { status: 405 });
  }
  if (error.code === 'NOT_FOUND') return problem('resource.not_found', 'There is nothing here');
  return problem('internal.unexpected', 'Something went wrong on our side; the log has the details');
}

function invalidMessage(fields: ProblemField[]): string {
  const [first] = fields;
  if (first === undefined) return 'The request cannot be read: send one JSON object';
  return first.path === '' ? first.message : `${first.path}: ${first.message}`;
}

/** The field that a rule beyond its schema refuses: the service says which in `details.field`. */
function namedField(message: string, { field }: ErrorDetails): ProblemField[] {
  return typeof field === 'string' ? [{ path: field, message }] : [];
}

/** The issues of a failed validation (standard schema), as oRPC hands them on. */
function fieldsOf(data: unknown, language: Language | null): ProblemField[] {
  if (!isRecord(data) || !Array.isArray(data.issues)) return [];
  return data.issues.slice(0, FIELDS_NAMED).flatMap((issue: unknown): ProblemField[] => {
    if (!isRecord(issue) || typeof issue.message !== 'string') return [];
    const path = Array.isArray(issue.path) ? issue.path.map(segmentName).join('.') : '';
    const asIssue = { ...issue, message: issue.message };
    return [{ path, message: language === null ? issue.message : fieldWords(asIssue, language) }];
  });
}

function segmentName(segment: unknown): string {
  return String(isRecord(segment) && 'key' in segment ? segment.key : segment);
}

function dataOf(data: unknown): { details: ErrorDetails; fields: ProblemField[] } {
  if (!isRecord(data)) return { details: {}, fields: [] };
  return {
    details: isRecord(data.details) ? scalars(data.details) : {},
    fields: Array.isArray(data.fields) ? data.fields.filter(isField) : [],
  };
}

function scalars(value: Record<string, unknown>): ErrorDetails {
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string | number | boolean | null] =>
        ['string', 'number', 'boolean'].includes(typeof entry[1]) || entry[1] === null,
    ),
  );
}

function isField(value: unknown): value is ProblemField {
  return isRecord(value) && typeof value.path === 'string' && typeof value.message === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Errors of the web framework while it reads a request carry a status. */
function statusOf(error: unknown): Problem | null {
  if (!isRecord(error) || typeof error.statusCode !== 'number') return null;
  switch (error.statusCode) {
    case 413:
      return problem('request.too_large', 'The request is too large');
    case 415:
      return problem('request.invalid', 'This content type is not understood here: send application/json', {
        status: 415,
      });
    case 408:
      return problem('request.timeout', 'The request took too long to arrive');
    case 405:
      return problem('request.invalid', 'This method is not supported at this address', { status: 405 });
    case 404:
      return problem('resource.not_found', 'There is nothing here');
    default:
      return error.statusCode >= 400 && error.statusCode < 500
        ? problem('request.invalid', 'The request cannot be read: send one JSON object')
        : null;
  }
}
