import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Embedder } from '#main/ai/ports.ts';

const KEY_BYTES = 32; // SHA-256
const BATCH = 32;

/**
 * The same embedder, whose vectors are kept in a file from one run to the next: those of a model with so many dimensions
 * follow each other there, each behind the hash of its text. `modelHash` names the model's bytes and how it is loaded.
 */
export function withKeptVectors(
  embedder: Embedder,
  { folder, modelHash, dimensions }: { folder: string; modelHash: string; dimensions: number },
) {
  const path = join(folder, `${modelHash}.vectors`);
  const recordBytes = KEY_BYTES + dimensions * Float32Array.BYTES_PER_ELEMENT;
  const known = new Map<string, Float32Array>();
  mkdirSync(folder, { recursive: true });
  const stored = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  for (let at = 0; at + recordBytes <= stored.length; at += recordBytes) {
    const bytes = Uint8Array.from(stored.subarray(at + KEY_BYTES, at + recordBytes));
    known.set(stored.toString('hex', at, at + KEY_BYTES), new Float32Array(bytes.buffer));
  }

  const keyOf = (kind: 'query' | 'passage', text: string): Buffer =>
    createHash('sha256').update(`${kind}\n${text}`).digest();

  return {
    /** One vector for each text, in order; `onProgress` hears how many of those that are missing are made. */
    async embed(
      texts: readonly string[],
      kind: 'query' | 'passage',
      onProgress: (done: number, total: number) => void = () => undefined,
    ): Promise<Float32Array[]> {
      const { signal } = new AbortController();
      const keys = texts.map(text => keyOf(kind, text));
      const missing = [...new Map(keys.map((key, index) => [key.toString('hex'), index])).entries()]
        .filter(([key]) => !known.has(key))
        .map(([, index]) => index);
      for (let from = 0; from < missing.length; from += BATCH) {
        const batch = missing.slice(from, from + BATCH);
        const embedded = await embedder.embedEach(
          batch.map(index => texts[index] ?? ''),
          { kind, signal },
        );
        embedded.forEach((one, position) => {
          if ('failure' in one) throw one.failure;
          const key = keys[batch[position] ?? 0] ?? Buffer.alloc(0);
          known.set(key.toString('hex'), one.vector);
          const { buffer, byteOffset, byteLength } = one.vector;
          appendFileSync(path, Buffer.concat([key, Buffer.from(buffer, byteOffset, byteLength)]));
        });
        onProgress(Math.min(missing.length, from + BATCH), missing.length);
      }
      return keys.map(key => {
        const vector = known.get(key.toString('hex'));
        if (vector === undefined) throw new RangeError('a vector was not made');
        return vector;
      });
    },
  };
}

export type KeptVectors = ReturnType<typeof withKeptVectors>;
