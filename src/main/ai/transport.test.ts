import { describe, expect, it } from 'vitest';
import { createTransport } from './transport.ts';

const PIECE_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;

/** A body that is sent for as long as somebody reads it. */
function endless(piece: Uint8Array<ArrayBuffer>) {
  const sent = { bytes: 0 };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      sent.bytes += piece.length;
      controller.enqueue(piece);
    },
  });
  return { sent, body };
}

function open(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const transport = createTransport({
    fetch: () => Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } })),
    signal: new AbortController().signal,
    subject: { url: 'http://127.0.0.1:1', model: 'm', apiKey: null },
    inLines: true,
  });
  return { transport, response: transport.fetch('http://127.0.0.1:1/chat') };
}

describe('a streamed answer', () => {
  it('is cut at a line without end, before it fills the memory', async () => {
    const { sent, body } = endless(new Uint8Array(PIECE_BYTES).fill(0x61));
    const { transport, response } = open(body);
    await expect((await response).text()).rejects.toMatchObject({ code: 'model.bad_response' });
    expect(transport.failure()).toMatchObject({ code: 'model.bad_response' });
    expect(sent.bytes).toBeLessThan(4 * 1024 * 1024);
  });

  it('may have lines that end for as long as it likes', async () => {
    const piece = new Uint8Array(PIECE_BYTES).fill(0x61);
    piece[PIECE_BYTES / 2] = LINE_FEED;
    const { sent, body } = endless(piece);
    const { transport, response } = open(body);
    const reader = (await response).body?.getReader();
    while (sent.bytes < 8 * 1024 * 1024) await reader?.read();
    await reader?.cancel();
    expect(transport.failure()).toBeNull();
  });
});
