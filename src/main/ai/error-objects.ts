import type { FoyerError } from '#shared/errors.ts';
import { errorFromMessage } from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';
import { fieldOf, numberOf, textOf } from './model-server.ts';

/**
 * The error that a server put where an answer was to be, or null: `{error: {message, code}}` (OpenAI, llama.cpp,
 * OpenRouter), `{error: "…"}` (Ollama, LM Studio), `{object: "error", message}` (vLLM), `{detail}` (FastAPI).
 */
export function errorInAnswer(value: unknown, subject: ErrorSubject): FoyerError | null {
  const error = fieldOf(value, 'error');
  const isError =
    (error !== undefined && error !== null && error !== false) ||
    fieldOf(value, 'object') === 'error' ||
    fieldOf(value, 'type') === 'error' ||
    (fieldOf(value, 'detail') !== undefined && fieldOf(value, 'choices') === undefined);
  if (!isError) return null;
  const inner = typeof error === 'object' && error !== null ? error : value;
  const status = numberOf(inner, 'code') ?? numberOf(inner, 'status') ?? numberOf(inner, 'status_code');
  const whole = JSON.stringify(value);
  const said = typeof error === 'string' ? error : (textOf(inner, 'message') ?? whole);
  return errorFromMessage(said, subject, { status, whole });
}
