import { createHash } from 'node:crypto';
import type { OllamaStandInOptions, StandInModel } from './behaviour.ts';
import { asRecord } from './chat-body.ts';
import { NO_SPACE } from './ollama-library.ts';
import type { Exchange } from './server.ts';

/** From this version on a model is made of files that were sent before. */
const MAKES_OF_FILES = [0, 5, 5];

/** Models made of files: `/api/blobs/:digest` and `/api/create`, as Ollama documents them. A file that holds `bert` is one of embeddings. */
export function createOllamaFiles(
  models: StandInModel[],
  { version = '0.24.0', pullFailure = NO_SPACE }: OllamaStandInOptions,
) {
  const blobs = new Map<string, Buffer>();

  return {
    blob(exchange: Exchange): void {
      const digest = exchange.path.slice('/api/blobs/'.length);
      if (exchange.method === 'HEAD')
        return exchange.json(blobs.has(digest) ? 200 : 404, { error: `blob "${digest}" not found` });
      if (exchange.behaviour.kind === 'stream-error') return exchange.json(500, { error: pullFailure });
      const got = `sha256:${createHash('sha256').update(exchange.bytes).digest('hex')}`;
      if (got !== digest)
        return exchange.json(400, { error: `digest mismatch, expected "${digest}", got "${got}"` });
      blobs.set(digest, exchange.bytes);
      return exchange.json(201, null);
    },

    async create(exchange: Exchange): Promise<void> {
      const { model, files } = asRecord(exchange.body);
      if (isBefore(version, MAKES_OF_FILES))
        return exchange.json(400, { error: 'path or Modelfile are required' });
      const [digest] = Object.values(asRecord(files));
      const bytes = blobs.get(String(digest));
      if (bytes === undefined) return exchange.json(400, { error: 'file does not exist' });
      if (!bytes.subarray(0, 4).equals(Buffer.from('GGUF')))
        return exchange.json(400, { error: 'supplied file was not in GGUF format' });
      const line = (content: Record<string, unknown>): string => `${JSON.stringify(content)}\n`;
      const isWhole = await exchange.stream({
        contentType: 'application/x-ndjson',
        thinking: [],
        filler: '',
        opening: [line({ status: 'parsing GGUF' })],
        pieces: [line({ status: `using existing layer ${String(digest)}` })],
        closing: ['writing manifest', 'success'].map(status => line({ status })),
        failure: line({ error: pullFailure }),
      });
      if (!isWhole) return;
      const name = String(model);
      models.push({
        name: name.includes(':') ? name : `${name}:latest`,
        bytes: bytes.length,
        purpose: bytes.includes('bert') ? 'embedding' : 'chat',
        contextTokens: 8_192,
        isOfUnknownKind: bytes.includes('unheard-of'),
      });
    },
  };
}

function isBefore(version: string, limit: readonly number[]): boolean {
  const numbers = version.split('.').map(Number);
  const place = limit.findIndex((number, index) => numbers[index] !== number);
  return place !== -1 && (numbers[place] ?? 0) < (limit[place] ?? 0);
}
