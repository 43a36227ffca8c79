import { ORPCError } from '@orpc/client';
import { useTranslation } from 'react-i18next';
import { isModuleName } from '../../modules/index.ts';
import { isErrorCode, LONGEST_WAIT_SECONDS, type ErrorCode } from '#shared/errors.ts';

/**
 * What went wrong, as a code of the catalogue. A call that never reached the core is `connection.lost`; `proxy.too_large`
 * is what something in between says of a body that the core would take.
 */
export type ProblemCode = ErrorCode | 'connection.lost' | 'proxy.too_large';

export function problemOf(error: unknown): ProblemCode {
  if (error instanceof ORPCError) {
    if (isErrorCode(error.code)) return error.code;
    if (isOfProxy(error.status)) return 'connection.lost';
    if (error.status === 400 || error.status === 422) return 'request.invalid';
    if (error.status === 401) return 'auth.required';
    if (error.status === 403) return 'auth.forbidden';
    if (error.status === 404) return 'resource.not_found';
    if (error.status === 413) return 'request.too_large';
    return 'internal.unexpected';
  }
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'NetworkError'))
    return 'connection.lost';
  if (error instanceof UploadError) return error.code;
  return 'internal.unexpected';
}

/** What only something in between answers with words that are not ours: it does not reach the core. */
export function isOfProxy(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

const aboutCaller: readonly ProblemCode[] = ['auth.required', 'auth.session_expired', 'auth.locked'];

/** Whether an error says that it is no longer known who is here: the page then asks again. */
export function isAboutCaller(error: unknown): boolean {
  return aboutCaller.includes(problemOf(error));
}

/** How many seconds to wait before trying again, when the core said so. */
export function retryAfterOf(error: unknown): number | null {
  if (!(error instanceof ORPCError)) return null;
  const { data } = error as ORPCError<string, { details?: { retryAfterSeconds?: unknown } } | undefined>;
  const seconds = data?.details?.retryAfterSeconds;
  return typeof seconds === 'number' && seconds <= LONGEST_WAIT_SECONDS ? seconds : null;
}

/** A failed upload, with the code that came in the answer's body. */
export class UploadError extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode) {
    super(code);
    this.name = 'UploadError';
    this.code = code;
  }
}

/** Words for a problem: what happened, and what to do. */
export function useProblemWords(): (code: ProblemCode) => { title: string; advice: string } {
  const { t } = useTranslation('errors');
  return code => {
    const [module, ...rest] = code.split('.');
    // Those of a module came with its page.
    const key = isModuleName(module) ? `${module}:errors.${rest.join('_')}` : code.replace('.', '_');
    return { title: t(`${key}.title` as never), advice: t(`${key}.advice` as never) };
  };
}
