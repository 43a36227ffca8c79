/** Reading and answering requests with `node:http` alone, for stand-ins. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export function problem(code: string): object {
  return { error: { code, message: code, details: {} } };
}

export function send(
  response: ServerResponse,
  status: number,
  body: object | null,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === null ? undefined : JSON.stringify(body));
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function jsonOf(request: IncomingMessage): Promise<unknown> {
  return JSON.parse((await bytesOf(request)).toString('utf8') || '{}');
}
