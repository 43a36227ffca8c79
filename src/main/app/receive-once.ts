import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Document } from '#shared/contract/documents.ts';
import { fingerprintOf, type Idempotency } from '#main/features/access/idempotency.ts';
import type { IncomingFile, RequestContext, UploadTarget } from './ports.ts';

type Upload = { target: UploadTarget; incoming: AsyncIterable<IncomingFile> };

/**
 * Receives files once for an `Idempotency-Key`. A repeated upload is read to its end and compared, byte for byte by
 * its digest, before it is given the first one's answer.
 */
export async function receiveOnce(
  { principal, idempotencyKey, setHeader }: RequestContext,
  idempotency: Idempotency,
  { target, incoming }: Upload,
  receive: (files: AsyncIterable<IncomingFile>) => Promise<Document[]>,
): Promise<Document[]> {
  if (idempotencyKey == null) return await receive(incoming);
  const digests: { fileName: string; digest: string }[] = [];
  const fingerprint = () => fingerprintOf('documents.upload', target, digests);
  return await idempotency.once({
    principal,
    setHeader,
    key: idempotencyKey,
    secret: false,
    async fingerprint() {
      for await (const { content } of digested(incoming, digests)) for await (const _bytes of content);
      return fingerprint();
    },
    async work() {
      const answer = await receive(digested(incoming, digests));
      return { answer, fingerprint: fingerprint(), clientId: answer[0]?.clientId ?? null };
    },
  });
}

/** The same files; the digest of each is added to `digests` once it was read. */
async function* digested(
  incoming: AsyncIterable<IncomingFile>,
  digests: { fileName: string; digest: string }[],
): AsyncGenerator<IncomingFile> {
  for await (const { fileName, content } of incoming) {
    const hash = createHash('sha256');
    const read = async function* () {
      for await (const bytes of content as AsyncIterable<Buffer>) {
        hash.update(bytes);
        yield bytes;
      }
      digests.push({ fileName, digest: hash.digest('hex') });
    };
    yield { fileName, content: Readable.from(read()) };
  }
}
