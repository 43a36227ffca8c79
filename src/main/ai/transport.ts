import type { FoyerError } from '#shared/errors.ts';
import { badResponse, errorFromStatus, toModelError, webPage } from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';
import type { OutboundFetch } from './ports.ts';

/** Refusals are a line or two; a page of HTML from a proxy says no more in its tail. */
const LONGEST_REFUSAL_BYTES = 64 * 1024;

/** A longer line is no event of an answer: the longest real ones are whole answers of some 100 kB. */
const LONGEST_LINE_BYTES = 2 * 1024 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** `fetch` for one call of a client library, and what went wrong in it. */
export type Transport = {
  fetch: OutboundFetch;
  /** A library rewords failures and may lose their cause: this keeps the first one as it was. */
  failure(): FoyerError | null;
};

async function readRefusal(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  while (bytes < LONGEST_REFUSAL_BYTES) {
    const { done, value } = await reader.read();
    if (done) return text;
    bytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

/**
 * Wraps the outbound `fetch` for one call: adds the call's own signal, and turns refused requests, pages for people
 * and network failures into FoyerError before a library rewords them.
 */
export function createTransport(options: {
  fetch: OutboundFetch;
  signal: AbortSignal;
  subject: ErrorSubject;
  /** The answer comes in lines: one without end is cut before it fills the memory. */
  inLines?: boolean;
}): Transport {
  let failure: FoyerError | null = null;
  const fail = (error: FoyerError): never => {
    failure ??= error;
    throw error;
  };
  return {
    failure: () => failure,
    async fetch(input, init) {
      const given = init?.signal;
      const signal = given == null ? options.signal : AbortSignal.any([given, options.signal]);
      let response: Response;
      let refusal: string | null = null;
      try {
        response = await options.fetch(input, { ...init, signal });
        if (!response.ok) refusal = await readRefusal(response);
      } catch (error) {
        if (signal.aborted) throw error;
        return fail(toModelError(error, options.subject));
      }
      if (refusal !== null)
        return fail(errorFromStatus(response.status, refusal, response.headers, options.subject));
      if (response.headers.get('content-type')?.startsWith('text/html') === true) {
        await response.body?.cancel();
        return fail(webPage(options.subject));
      }
      if (options.inLines !== true || response.body === null) return response;
      const lines = endlessLinesCut(() => {
        failure ??= badResponse('a line of the answer has no end', options.subject);
        return failure;
      });
      return new Response(response.body.pipeThrough(lines), response);
    },
  };
}

/** Passes bytes on, and fails with `error` at a line that is longer than any real one. */
function endlessLinesCut(error: () => FoyerError): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      const lastEnd = Math.max(piece.lastIndexOf(LINE_FEED), piece.lastIndexOf(CARRIAGE_RETURN));
      length = lastEnd === -1 ? length + piece.length : piece.length - 1 - lastEnd;
      if (length > LONGEST_LINE_BYTES) controller.error(error());
      else controller.enqueue(piece);
    },
  });
}
