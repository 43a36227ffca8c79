import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { embedText } from './model-stand-ins/embedding.ts';

/** What an embedding server does with one call; `null` answers as it should. */
export type Peculiarity = (call: EmbeddingCall) => { status: number; json: unknown } | 'silence' | null;
export type EmbeddingCall = { model: string; texts: readonly string[]; body: Record<string, unknown> };

export type EmbeddingServer = {
  /** Base address of OpenAI's protocol. */
  readonly url: string;
  readonly calls: readonly EmbeddingCall[];
  setPeculiarity(next: Peculiarity): void;
  close(): Promise<void>;
};

/** The vectors of texts as the protocol writes them. */
export function vectorsOf(texts: readonly string[], change = (vector: number[]): unknown => vector): unknown {
  return {
    object: 'list',
    data: texts.map((text, index) => ({ object: 'embedding', index, embedding: change(embedText(text)) })),
    model: 'sens',
    usage: { prompt_tokens: 1, total_tokens: 1 },
  };
}

/** A server of embeddings that refuses and errs as its test says. */
export async function startEmbeddingServer(): Promise<EmbeddingServer> {
  const calls: EmbeddingCall[] = [];
  let peculiarity: Peculiarity = () => null;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, unknown>;
      const call = {
        model: String(body['model']),
        texts: ([] as string[]).concat(body['input'] as string),
        body,
      };
      calls.push(call);
      const given = peculiarity(call);
      if (given === 'silence') return;
      const { status, json } = given ?? { status: 200, json: vectorsOf(call.texts) };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(json));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    setPeculiarity(next) {
      peculiarity = next;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
