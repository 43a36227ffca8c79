import { toProblem, type Problem } from '../problem.ts';

/** An error in the shape that OpenAI's clients read. */
export type OpenAiError = {
  error: { message: string; type: string; param: string | null; code: string | null };
};

/** A request that OpenAI's servers would take and this one does not, or that is malformed. */
export class RefusedParameter extends Error {
  readonly param: string;
  readonly code: string;

  constructor(param: string, code: string, message: string) {
    super(message);
    this.name = 'RefusedParameter';
    this.param = param;
    this.code = code;
  }
}

/** What was thrown, as OpenAI's servers would say it. */
export function toOpenAiError(thrown: unknown): { status: number; body: OpenAiError } {
  if (thrown instanceof RefusedParameter) {
    const { message, param, code } = thrown;
    const status = code === 'model_not_found' ? 404 : 400;
    return { status, body: { error: { message, type: 'invalid_request_error', param, code } } };
  }
  const problem = toProblem(thrown);
  const { type, code } = kindOf(problem);
  const param = problem.fields[0]?.path ?? null;
  return { status: problem.status, body: { error: { message: problem.message, type, param, code } } };
}

/** OpenAI's own codes where it has one: clients decide by them whether to ask again. */
function kindOf({ status, code }: Problem): { type: string; code: string } {
  if (status === 401) return { type: 'authentication_error', code: 'invalid_api_key' };
  if (status === 403) return { type: 'permission_error', code: 'insufficient_permissions' };
  if (code === 'client.quota_reached') return { type: 'insufficient_quota', code: 'insufficient_quota' };
  if (status === 429) return { type: 'rate_limit_error', code: 'rate_limit_exceeded' };
  if (code === 'model.context_too_long') {
    return { type: 'invalid_request_error', code: 'context_length_exceeded' };
  }
  if (status < 500) return { type: 'invalid_request_error', code };
  return { type: 'api_error', code };
}
