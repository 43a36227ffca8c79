import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBot, field, send } from './door-support.ts';
import { exchange, setNetwork, setWidget, startPublicServer, type PublicServer } from './public-support.ts';

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

const office = (path: string) =>
  send(server.address, `/api/chatbots/${server.chatbotId}/widget${path}`, { headers: server.headers });

describe('the office', () => {
  it('of another client sees nothing of it', async () => {
    const created = await send(server.address, '/api/clients', {
      method: 'POST',
      headers: server.headers,
      json: { name: 'Autre cabinet' },
    });
    const email = 'edith@exemple.fr';
    await send(server.address, '/api/auth/register', {
      method: 'POST',
      headers: server.headers,
      json: {
        email,
        fullName: 'Édith',
        password: 'une autre phrase assez longue',
        role: 'editor',
        clientIds: [field(created.json, 'id')],
      },
    });
    const token = await send(server.address, '/api/auth/token', {
      method: 'POST',
      json: { email, password: 'une autre phrase assez longue' },
    });
    const headers = { authorization: `Bearer ${String(field(token.json, 'accessToken'))}` };
    for (const path of ['', '/leads', '/feedback', '/snippet', '/wordpress?baseUrl=http://foyer.local']) {
      const answer = await send(server.address, `/api/chatbots/${server.chatbotId}/widget${path}`, {
        headers,
      });
      expect(answer.status, path).toBe(404);
    }
    const changed = await send(server.address, `/api/chatbots/${server.chatbotId}/widget`, {
      method: 'PATCH',
      headers,
      json: { enabled: false },
    });
    expect(changed.status).toBe(404);
    expect((await send(server.address, '/api/network', { headers })).status).toBe(403);
  });

  it('is told what to paste: the chatbot and nothing else, whatever its looks are', async () => {
    await setWidget(server, {
      appearance: { label: '"><script>alert(1)</script>' },
      behaviour: { autoOpen: true, autoOpenDelaySeconds: 3 },
    });
    const { json } = await office('/snippet');
    expect(json).toMatchObject({ listening: true });
    const placement = field(field(json, 'placements'), '0');
    expect(placement).toMatchObject({
      kind: 'loopback',
      baseUrl: `http://127.0.0.1:${port}`,
      pageUrl: `http://127.0.0.1:${port}/chat/${widgetId}`,
    });
    expect(field(placement, 'snippet')).toBe(
      `<script async src="http://127.0.0.1:${port}/widget/${widgetId}.js"></script>`,
    );
    await setWidget(server, { appearance: { label: null }, behaviour: { autoOpen: false } });
  });

  it('downloads a WordPress plugin, and is told when the address is none', async () => {
    const plugin = await office('/wordpress?baseUrl=http%3A%2F%2Ffoyer.local%3A4281');
    expect(plugin.status).toBe(200);
    expect(plugin.headers.get('content-type')).toBe('application/zip');
    expect(plugin.headers.get('content-disposition')).toContain('filename="foyer-chat-accueil.zip"');
    expect(plugin.text.slice(0, 2)).toBe('PK');
    for (const address of ['', 'foyer.local', 'javascript:alert(1)', 'http://foyer.local/chat']) {
      const refused = await office(`/wordpress?baseUrl=${encodeURIComponent(address)}`);
      expect(refused.status, address).toBe(400);
      expect(field(field(refused.json, 'error'), 'code'), address).toBe('request.invalid');
    }
  });

  it('is offered the names that the settings allow, as they are reached', async () => {
    await setNetwork(server, { allowedHosts: ['chat.exemple.org', 'foyer.lan', 'relais.exemple.org:8443'] });
    const { json } = await office('/snippet');
    const bases = (field(json, 'placements') as { baseUrl: string }[]).map(({ baseUrl }) => baseUrl);
    expect(bases).toEqual([
      'https://chat.exemple.org',
      `http://foyer.lan:${port}`,
      'http://relais.exemple.org:8443',
      `http://127.0.0.1:${port}`,
    ]);
    await setNetwork(server, { allowedHosts: [] });
  });

  it('cannot write rules or hours that make no sense', async () => {
    const patch = (json: Record<string, unknown>) =>
      send(server.address, `/api/chatbots/${server.chatbotId}/widget`, {
        method: 'PATCH',
        headers: server.headers,
        json,
      });
    for (const json of [
      { allowedDomains: ['https://example.org'] },
      { allowedDomains: ['*'] },
      { allowedDomains: ["x'; script-src *"] },
      { behaviour: { officeHours: { timeZone: 'Mars/Olympus', days: {} } } },
      { behaviour: { officeHours: { timeZone: 'Europe/Paris', days: { monday: ['18:00', '09:00'] } } } },
      { behaviour: { officeHours: { timeZone: 'Europe/Paris', days: { lundi: ['09:00', '18:00'] } } } },
      { behaviour: { privacyNotice: { text: 'x', url: 'javascript:alert(1)', consentRequired: false } } },
      { appearance: { color: 'red' } },
      { limits: { visitorPerMinute: 0 } },
      { tokenEpoch: 9 },
      { publicId: 'mine' },
    ]) {
      expect((await patch(json)).status, JSON.stringify(json)).toBe(400);
    }
  });

  it('finds a widget of a bot of its own only', async () => {
    const bot = await createBot(server.address, server.headers, 'Jetable');
    const id = await setWidget({ ...server, chatbotId: bot });
    await send(server.address, `/api/chatbots/${bot}`, { method: 'DELETE', headers: server.headers });
    expect((await exchange(port, id)).status).toBe(404);
  });
});
