import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isReadingRoute } from './rest-paths.ts';

const SMALLEST_BYTES = 1_400; // one packet: what fits into it arrives no sooner when it is smaller
const BROTLI_QUALITY = 4; // as quick as gzip, and a tenth smaller

/** Whose length tells nobody anything: pages and JSON, and the loader with the looks of one widget. */
const COMPRESSED_TYPES = /^(?:application\/json|text\/html|text\/javascript)\b/;

const withBrotli = promisify(brotliCompress);
const withGzip = promisify(gzip);

/**
 * Sends lists and other answers of reading calls compressed. Calls that change something never are: theirs are the
 * answers that hold what is secret (a key, a one-time link, a token, a code), beside words that whoever asks chose, and
 * the length of a compressed answer tells an onlooker how far two parts of it are alike (BREACH, 2013). Answers to reading
 * hold no secret of that kind: those are shown once, when they are made. Nor is a stream, whose pieces would wait for
 * each other, and what `widget` and `assets` hold was compressed when it was built.
 */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload: unknown) => {
    if (!isReading(request) || reply.hasHeader('content-encoding')) return payload;
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    if (!COMPRESSED_TYPES.test(String(reply.getHeader('content-type') ?? ''))) return payload;
    addVary(reply, 'accept-encoding');
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    if (encoding === null || Buffer.byteLength(payload) < SMALLEST_BYTES) return payload;
    const compressed =
      encoding === 'br'
        ? await withBrotli(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
        : await withGzip(payload);
    void reply.header('content-encoding', encoding).header('content-length', compressed.length);
    return compressed;
  });
}

/** Adds a header of the request to those that an answer depends on. */
export function addVary(
  reply: { getHeader(name: string): unknown; header(name: string, value: string): unknown },
  name: string,
): void {
  const names = String(reply.getHeader('vary') ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
  if (!names.includes(name)) reply.header('vary', [...names, name].join(', '));
}

function isReading({ method, url }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  if (path.startsWith('/rpc/')) return isReadingRoute(path.slice('/rpc/'.length).split('/'));
  return method === 'GET' && (/^\/(?:api|v1)\//.test(path) || /^\/widget\/[\w-]{20}\.js$/.test(path));
}

/** The better of the two that a request takes (RFC 9110, 12.5.3). */
function acceptedEncoding(header: string | string[] | undefined): 'br' | 'gzip' | null {
  const accepted = new Map(
    String(header ?? '')
      .toLowerCase()
      .split(',')
      .map((entry): [string, number] => {
        const [name = '', weight] = entry.trim().split(/\s*;\s*q=/);
        return [name, weight === undefined ? 1 : Number(weight)];
      }),
  );
  const takes = (name: string) => (accepted.get(name) ?? accepted.get('*') ?? 0) > 0;
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null;
}
