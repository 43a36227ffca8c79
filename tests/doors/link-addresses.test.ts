import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#main/platform/network-cards.ts';
import { startMailStandIn, type MailStandIn } from '../support/mail-stand-in/index.ts';
import { localContext } from '../support/temporary-app.ts';
import { field, send, sendRaw, signInAsOwner, startTestServer, type TestServer } from './door-support.ts';

const cards = (): Card[] => [
  { name: 'lo', kind: 'loopback', addresses: [{ address: '127.0.0.1', family: 'IPv4' }] },
  { name: 'docker0', kind: 'virtual', addresses: [{ address: '127.0.0.9', family: 'IPv4' }] },
  { name: 'wlan0', kind: 'wifi', addresses: [{ address: '127.0.0.2', family: 'IPv4' }] },
];

let server: TestServer;
let post: MailStandIn;
let headers: { authorization: string };
beforeEach(async () => {
  server = await startTestServer({ cards, allowedHosts: ['foyer.lan:4280'] });
  post = await startMailStandIn({ account: { user: 'foyer@atelier.fr', password: 'secret' } });
  headers = await signInAsOwner(server);
  const { client } = asOwner();
  await client.mail.replace({
    host: post.host,
    port: post.port,
    security: 'none',
    username: 'foyer@atelier.fr',
    password: 'secret',
    fromName: 'Foyer',
    fromAddress: 'foyer@atelier.fr',
    replyTo: null,
    certificateAuthority: null,
  });
});
afterEach(async () => {
  await server.close();
  await post.close();
});

const asOwner = () => ({ client: server.app.client(localContext(server.app)) });

let invited = 0;
async function invite(host?: string) {
  invited += 1;
  const email = `personne-${invited}@exemple.fr`;
  const answer = await sendRaw(server.port, {
    path: '/api/people/invite',
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(host === undefined ? {} : { host }),
    },
    body: JSON.stringify({ email, fullName: 'Personne', language: 'fr', role: 'member', sendMail: true }),
  });
  const json: unknown = JSON.parse(answer.text);
  return {
    email,
    address: field(json, 'address'),
    mailed: field(json, 'mailed'),
    token: field(field(json, 'link'), 'token'),
  };
}

describe('the link of an invitation', () => {
  it('is not mailed while it opens on this computer alone', async () => {
    const { address, mailed } = await invite();
    expect(address).toEqual({ url: server.address, reach: 'here', chosen: false });
    expect(mailed).toBe(false);
  });

  it('leads to the address its maker came by, when others get there', async () => {
    const { email, address, mailed, token } = await invite('foyer.lan:4280');
    expect([address, mailed]).toEqual([
      { url: 'http://foyer.lan:4280', reach: 'network', chosen: false },
      true,
    ]);
    expect((await post.mailTo(email)).parsed.text).toContain(
      `http://foyer.lan:4280/#/join?token=${String(token)}`,
    );
  });

  it('leads to the real card of this machine once the interface is open, and to a proxy before it', async () => {
    const { client } = asOwner();
    await client.webInterface.update({ open: true });
    // All of them are loopback addresses here, which mean "this machine"; the first real card comes first all the same.
    expect((await client.webInterface.get({})).addresses.map(({ address }) => address)).toEqual([
      '127.0.0.9',
      '127.0.0.2',
    ]);
    expect((await client.webInterface.get({})).link).toEqual({
      url: `http://127.0.0.2:${server.port}`,
      reach: 'network',
      chosen: false,
    });
    await client.webInterface.update({ publicUrl: 'https://example.org/foyer' });
    const { email, address, mailed } = await invite();
    expect([address, mailed]).toEqual([
      { url: 'https://example.org/foyer', reach: 'public', chosen: true },
      true,
    ]);
    expect((await post.mailTo(email)).parsed.text).toContain('https://example.org/foyer/#/join?token=');
  });

  it('of a forgotten password leads where the person is', async () => {
    const ask = (host?: string) =>
      sendRaw(server.port, {
        path: '/api/auth/forgot',
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(host === undefined ? {} : { host }) },
        body: JSON.stringify({ email: 'amelie@exemple.fr' }),
      });
    expect((await ask('foyer.lan:4280')).status).toBe(200);
    expect((await post.mailTo('amelie@exemple.fr')).parsed.text).toContain(
      'http://foyer.lan:4280/#/join?token=',
    );
  });
});

describe('an address once written for mails alone', () => {
  it('still counts, until the interface has one', async () => {
    const { client } = asOwner();
    const { settings } = await client.mail.get({});
    const { hasPassword: _has, linkBase: _none, ...rest } = settings ?? { hasPassword: true, linkBase: null };
    await send(server.address, '/api/mail', {
      method: 'PUT',
      headers,
      json: { ...rest, linkBase: 'http://ancien.lan:4280' },
    });
    expect((await client.webInterface.get({})).link).toMatchObject({
      url: 'http://ancien.lan:4280',
      chosen: true,
    });
    // Left out, it stays.
    await send(server.address, '/api/mail', { method: 'PUT', headers, json: rest });
    expect((await client.webInterface.get({})).link.url).toBe('http://ancien.lan:4280');
    await client.webInterface.update({ publicUrl: 'https://example.org' });
    expect((await client.webInterface.get({})).link.url).toBe('https://example.org');
  });
});
