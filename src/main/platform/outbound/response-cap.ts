import { FoyerError } from '#shared/errors.ts';

/** Statuses whose response may not carry a body (Fetch standard, "null body status"). */
const NULL_BODY_STATUSES = new Set([101, 103, 204, 205, 304]);

/**
 * The same response, whose body fails with `outbound.blocked` (reason `too_large`) after `maxBytes` decoded bytes.
 * Bytes are counted after decompression, so that a small bomb cannot become a large body.
 *
 * @param url the address that answered, as `fetch` says it
 */
export function capResponse(
  response: Response,
  maxBytes: number,
  url: string,
  onTooLarge: () => void,
): Response {
  const body = NULL_BODY_STATUSES.has(response.status) ? null : response.body;
  let seen = 0;
  const counted = body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        seen += chunk.byteLength;
        if (seen <= maxBytes) {
          controller.enqueue(chunk);
          return;
        }
        onTooLarge();
        controller.error(
          new FoyerError('outbound.blocked', `the response is larger than ${maxBytes} bytes`, {
            details: { reason: 'too_large', maxBytes },
          }),
        );
      },
    }),
  );
  const headers = new Headers(response.headers);
  // The body is decoded already: these describe the bytes that travelled.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const capped = new Response(counted ?? null, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
  return Object.defineProperty(capped, 'url', { value: url });
}
