import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBot, field, send, signInAsOwner, startTestServer, type TestServer } from './door-support.ts';
import { onePagePdf } from '../support/sample-files.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let headers: { authorization: string };
let address: string;

beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
  const form = new FormData();
  form.append('chatbotId', await createBot(server.address, headers));
  const pdf = onePagePdf(['La livraison des meubles prend trois semaines.']);
  form.append('file', new Blob([Uint8Array.from(pdf)]), 'livraison.pdf');
  const { json } = await send(server.address, '/api/documents', { method: 'POST', headers, body: form });
  const id = String(field(Array.isArray(json) ? json[0] : null, 'id'));
  await until(async () => {
    const document = await send(server.address, `/api/documents/${id}`, { headers });
    return field(document.json, 'state') === 'ready';
  });
  address = `${server.address}/api/documents/${id}/page/image?page=1`;
});
afterAll(() => server.close());

describe('the picture of a page over HTTP', () => {
  it('is kept by who asked for it, and asked for again', async () => {
    const first = await fetch(`${address}&width=300`, { headers });
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('image/webp');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const mark = first.headers.get('etag') ?? '';
    expect(mark).toMatch(/^"[\w-]+"$/u);
    expect(Buffer.from(await first.arrayBuffer()).toString('latin1', 8, 12)).toBe('WEBP');
    const again = await fetch(`${address}&width=300`, { headers: { ...headers, 'if-none-match': mark } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    const wider = await fetch(`${address}&width=900`, { headers: { ...headers, 'if-none-match': mark } });
    expect(wider.status).toBe(200);
  });

  it('is for nobody without a session, whatever they have kept', async () => {
    const { headers: told } = await fetch(`${address}&width=300`, { headers });
    const stranger = await fetch(`${address}&width=300`, {
      headers: { 'if-none-match': told.get('etag') ?? '' },
    });
    expect(stranger.status).toBe(401);
  });

  it.each(['99', '4001', 'x'])('of a width of %s is refused', async width => {
    expect((await fetch(`${address}&width=${width}`, { headers })).status).toBe(400);
  });
});
