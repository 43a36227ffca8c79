import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { field, send, sendRaw } from './door-support.ts';
import {
  ask,
  asVisitor,
  becomeVisitor,
  LOADER_INTEGRITY,
  setWidget,
  startPublicServer,
  type PublicServer,
} from './public-support.ts';

let server: PublicServer;
let port: number;
let widgetId: string;
beforeAll(async () => {
  server = await startPublicServer();
  port = server.publicPort;
});
afterAll(() => server.close());
beforeEach(async () => {
  widgetId = await setWidget(server);
});

const office = (path: string, options: { method?: string } = {}) =>
  send(server.address, `/api/chatbots/${server.chatbotId}/widget${path}`, {
    headers: server.headers,
    ...options,
  });

describe('the code to paste', () => {
  const codeFor = async (query: string) => {
    const { json } = await office(`/snippet?${query}`);
    return field(field(field(json, 'placements'), '0'), 'snippet');
  };

  it('is written for strict policies, pinned and in the page, as it is wished', async () => {
    const base = `http://127.0.0.1:${port}/widget`;
    await setWidget(server, {
      appearance: { color: '#0b6e4f', position: 'left', label: 'Une question ?', title: 'Accueil' },
      behaviour: { autoOpen: true, offlineMessage: 'Fermé.' },
    });
    // Nothing of what it looks like: that would be stale with the next change.
    expect(await codeFor('')).toBe(`<script async src="${base}/${widgetId}.js"></script>`);
    expect(await codeFor('nonce=true')).toBe(
      `<script async src="${base}/${widgetId}.js" nonce="NONCE"></script>`,
    );
    expect(await codeFor('pinned=true')).toBe(
      `<script async src="${base}/v1.js" data-widget-id="${widgetId}" integrity="${LOADER_INTEGRITY}" crossorigin="anonymous"></script>`,
    );
    expect(await codeFor('inline=true')).toBe(
      `<div id="foyer-chat"></div>\n<script async src="${base}/${widgetId}.js" data-inline="#foyer-chat"></script>`,
    );
  });

  it('comes with the full page in a frame, when it is open, and with a page to test', async () => {
    const title = '"><script>alert(1)</script>';
    await setWidget(server, { behaviour: { fullPage: true }, appearance: { title } });
    const base = `http://127.0.0.1:${port}`;
    const open = field(field((await office('/snippet')).json, 'placements'), '0');
    expect(open).toMatchObject({ checkUrl: `${base}/check/${widgetId}` });
    expect(field(open, 'frame')).toMatch(/^<iframe src="[^"<>]+" title="[^"<>]+" [^<>]*><\/iframe>$/);
    await setWidget(server, { behaviour: { fullPage: false }, appearance: { title: null } });
    const closed = field(field((await office('/snippet')).json, 'placements'), '0');
    expect(closed).toMatchObject({ frame: null, pageUrl: null });
  });
});

describe('the page that tests from a device', () => {
  it('is the same for every id, may load nothing from elsewhere and stand in no frame', async () => {
    await setWidget(server, { enabled: false });
    const pages = await Promise.all(
      [widgetId, 'AAAAAAAAAAAAAAAAAAAA', 'x'].map(id => sendRaw(port, { path: `/check/${id}` })),
    );
    const bodies = new Set(pages.map(({ text }) => text.replaceAll(/(nonce|content)="[^"]+"/g, '')));
    expect(bodies.size).toBe(1);
    for (const { status, headers } of pages) {
      expect(status).toBe(200);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/default-src 'none'.*connect-src 'self'.*frame-ancestors 'none'/);
      expect(headers['cache-control']).toBe('no-store');
    }
    expect((await send(server.address, `/check/${widgetId}`)).text).not.toContain('check');
  });

  it('measures a stream that comes bit by bit, about nothing', async () => {
    const startedAt = performance.now();
    const { status, text, headers } = await sendRaw(port, { path: '/api/visitor/check-stream' });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/event-stream');
    expect(headers['x-accel-buffering']).toBe('no');
    expect(text).toBe([1, 2, 3, 4, 5].map(piece => `data: {"piece":${piece}}\n\n`).join(''));
    expect(performance.now() - startedAt).toBeGreaterThan(700);
    expect((await send(server.address, '/api/visitor/check-stream')).status).toBe(404);
    const foreign = await sendRaw(port, {
      path: '/api/visitor/check-stream',
      headers: { origin: 'https://autre.example' },
    });
    expect(foreign.status).toBe(403);
  });
});

describe('what visitors left', () => {
  it('is exported whole, in both languages, with nothing a spreadsheet would run', async () => {
    const visitor = await becomeVisitor(port, widgetId);
    await asVisitor(port, visitor, '/leads', {
      json: {
        reason: 'lead',
        fields: { name: '=1+1', email: 'a@exemple.fr', message: 'un;deux "trois"\nquatre' },
      },
    });
    const { events } = await ask(port, visitor, 'Qui êtes-vous ?');
    const last = events.at(-1);
    const messageId = last?.type === 'finished' ? last.message.id : '';
    await asVisitor(port, visitor, `/messages/${messageId}/feedback`, {
      json: { rating: 'down', comment: '@SOMME(A1)' },
    });
    const leads = await office('/visitors-export?list=leads&language=fr');
    expect(leads.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(leads.headers.get('content-disposition')).toMatch(
      /^attachment; filename="coordonnees-accueil-\d{4}-\d\d-\d\d\.csv"/,
    );
    const lines = leads.text;
    // `fetch` takes the mark away.
    const raw = await sendRaw(server.port, {
      path: `/api/chatbots/${server.chatbotId}/widget/visitors-export?list=leads&language=fr`,
      headers: server.headers,
    });
    expect(raw.text).toBe(`\ufeff${lines}`);
    expect(lines).toMatch(
      /^"Date";"Motif";"Nom";"E-mail";"Téléphone";"Société";"Message";"Conversation"\r\n/,
    );
    expect(lines).toContain(`;"Formulaire";"'=1+1";"a@exemple.fr";;;"un;deux ""trois""\nquatre";`);
    const opinions = (await office('/visitors-export?list=feedback&language=en')).text;
    expect(opinions).toContain(`,"Not helpful","'@SOMME(A1)","Qui êtes-vous ?",`);
  });

  it('is deleted by its id, once, and only from its own chatbot', async () => {
    const visitor = await becomeVisitor(port, widgetId);
    await asVisitor(port, visitor, '/leads', {
      json: { reason: 'offline', fields: { email: 'b@exemple.fr' } },
    });
    const [lead] = field((await office('/leads')).json, 'items') as { id: string }[];
    const other = await send(server.address, '/api/chatbots', {
      method: 'POST',
      headers: server.headers,
      json: { name: 'Un autre' },
    });
    const elsewhere = await send(
      server.address,
      `/api/chatbots/${String(field(other.json, 'id'))}/widget/leads/${lead?.id}`,
      { method: 'DELETE', headers: server.headers },
    );
    expect(elsewhere.status).toBe(404);
    expect((await office(`/leads/${lead?.id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await office(`/leads/${lead?.id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await office('/leads')).text).not.toContain('b@exemple.fr');
    const log = (await send(server.address, '/api/audit?limit=200', { headers: server.headers })).text;
    expect(log).toContain('"leads.deleted"');
    expect(log).toContain('"leads.exported"');
    expect(log).not.toContain('b@exemple.fr');
  });
});
