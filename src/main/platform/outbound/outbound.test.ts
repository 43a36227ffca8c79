import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { blockedFor, hello, outboundWith, serve } from '../../../../tests/support/outbound.ts';
import { resolveHere } from './policy.ts';

describe('a redirect that is to be told', () => {
  it('is answered as it is, and nothing is asked of where it leads', async () => {
    const { url, seen } = await serve((_request, response) =>
      response.writeHead(302, { location: 'http://192.168.0.1/' }).end(),
    );
    const response = await outboundWith().fetchFor({ kind: 'site', allow: url })(url, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://192.168.0.1/']);
    expect(seen).toHaveLength(1);
  });
});

describe('addresses nobody named', () => {
  it('are refused in every spelling of this machine, the local network and the metadata services', async () => {
    const { port, seen } = await serve(hello);
    const fetchPublic = outboundWith({
      resolve: () => Promise.reject(new Error('no literal may reach the resolver')),
    }).fetchFor({ kind: 'model', allow: null });
    const spellings = [
      '127.0.0.1',
      '2130706433',
      '0177.0.0.1',
      '017700000001',
      '0x7f.1',
      '0x7f000001',
      '127.1',
      '127.0.0.1.',
      '0',
      '0.0.0.0',
      '①②⑦.0.0.1',
      '127。0。0。1',
      '%31%32%37.0.0.1',
      '[::1]',
      '[::]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::127.0.0.1]',
      '[64:ff9b:1::127.0.0.1]',
      '[2002:7f00:1::]',
      '[::ffff:0:127.0.0.1]',
      '10.0.0.1',
      '172.16.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '[fc00::1]',
      '[fe80::1]',
      '[fec0::1]',
      '169.254.169.254',
      '2852039166',
      '0xa9fea9fe',
      '[::ffff:169.254.169.254]',
      '[fd00:ec2::254]',
      '100.100.100.200',
      '168.63.129.16',
      '224.0.0.1',
      '255.255.255.255',
    ];
    for (const host of spellings) {
      await expect(fetchPublic(`http://${host}:${port}/`), host).rejects.toEqual(blockedFor('address'));
    }
    expect(seen).toHaveLength(0);
  });

  it('are refused when a name leads to them, whichever of its addresses does', async () => {
    const names: Record<string, string[]> = {
      localhost: ['127.0.0.1'],
      'localhost.': ['127.0.0.1'],
      'app.localhost': ['::1'],
      'rebind.test': ['93.184.216.34', '127.0.0.1'],
      'inside.test': ['192.168.1.4'],
      'cloud.test': ['169.254.169.254'],
      'odd.test': ['::ffff:10.0.0.1'],
    };
    const { port, seen } = await serve(hello);
    const fetchPublic = outboundWith({
      resolve: name =>
        Promise.resolve(
          (names[name] ?? []).map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
    }).fetchFor({ kind: 'model', allow: null });
    for (const name of Object.keys(names)) {
      await expect(fetchPublic(`http://${name}:${port}/`), name).rejects.toEqual(blockedFor('address'));
    }
    expect(seen).toHaveLength(0);
  });

  it('are refused for other schemes and for credentials in the address', async () => {
    const fetchPublic = outboundWith().fetchFor({ kind: 'model', allow: null });
    for (const url of [
      'file:///etc/passwd',
      'ftp://example.test/',
      'data:text/plain,a',
      'gopher://example.test/',
    ]) {
      await expect(fetchPublic(url), url).rejects.toEqual(blockedFor('scheme'));
    }
    await expect(fetchPublic('http://me:secret@93.184.216.34/')).rejects.toEqual(blockedFor('credentials'));
  });
});

describe('an origin a setting names', () => {
  it('is reached on this machine, and no other port or scheme with it', async () => {
    const named = await serve(hello);
    const other = await serve(hello);
    const outbound = outboundWith();
    const fetchNamed = outbound.fetchFor({ kind: 'model', allow: `${named.url}/v1` });
    expect(await (await fetchNamed(`${named.url}/v1/models`)).text()).toBe('bonjour');
    await expect(fetchNamed(other.url)).rejects.toEqual(blockedFor('address'));
    expect(other.seen).toHaveLength(0);
    expect(outbound.events[0]).toMatchObject({ origin: named.url, outcome: 'answered', detail: '200' });
    expect(JSON.stringify(outbound.events)).not.toContain('/v1/models');
  });

  it('lends its open connection to nobody else', async () => {
    const { port, seen } = await serve(hello);
    const outbound = outboundWith({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
    const url = `http://ollama.test:${port}`;
    await (await outbound.fetchFor({ kind: 'model', allow: url })(url)).text();
    await expect(outbound.fetchFor({ kind: 'model', allow: null })(url)).rejects.toEqual(
      blockedFor('address'),
    );
    expect(seen).toHaveLength(1);
  });

  it('is connected to at the address that was checked: the name is asked once', async () => {
    const { port, seen } = await serve(hello);
    const answers = ['127.0.0.1', '169.254.169.254'];
    let asked = 0;
    const outbound = outboundWith({
      resolve: () =>
        Promise.resolve([{ address: answers[asked++] ?? '169.254.169.254', family: 4 as const }]),
    });
    const url = `http://changing.test:${port}`;
    expect(await (await outbound.fetchFor({ kind: 'model', allow: url })(url)).text()).toBe('bonjour');
    expect(asked).toBe(1);
    expect(seen[0]?.socket.localPort).toBe(port);
  });

  it('may say how long connecting takes at the most', async () => {
    // A name that is never found keeps the connection waiting; the usual time is three seconds.
    const outbound = outboundWith({ resolve: () => new Promise(() => undefined) });
    const url = 'http://slow.test';
    const late = new Promise((_resolve, reject) => setTimeout(reject, 2_500, new Error('too late')));
    const asked = outbound.fetchFor({ kind: 'model', allow: url, connectMs: 100 })(url);
    await expect(Promise.race([asked, late])).rejects.toMatchObject({
      cause: { code: 'UND_ERR_CONNECT_TIMEOUT' },
    });
  });

  it('may never be a metadata service, by address or by name', async () => {
    const outbound = outboundWith({
      resolve: () => Promise.resolve([{ address: '169.254.169.254', family: 4 }]),
    });
    for (const url of ['http://169.254.169.254', 'http://metadata.test']) {
      await expect(outbound.fetchFor({ kind: 'model', allow: url })(url)).rejects.toEqual(
        blockedFor('address'),
      );
    }
  });
});

describe('redirects', () => {
  const to =
    (location: string, status = 302): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { location }).end();
    };

  it('to this machine or to metadata are refused at the hop', async () => {
    const inside = await serve(hello);
    for (const target of [inside.url, 'http://169.254.169.254/latest/', 'http://2130706433:1/']) {
      const front = await serve(to(target));
      const fetchFront = outboundWith().fetchFor({ kind: 'model', allow: front.url });
      await expect(fetchFront(front.url), target).rejects.toEqual(blockedFor('address'));
    }
    const scheme = await serve(to('file:///etc/passwd'));
    await expect(outboundWith().fetchFor({ kind: 'model', allow: scheme.url })(scheme.url)).rejects.toEqual(
      blockedFor('scheme'),
    );
    expect(inside.seen).toHaveLength(0);
  });

  it('on one server are followed, three at most', async () => {
    const server = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('arrivé');
      else response.writeHead(307, { location: `/${left - 1}` }).end();
    });
    const fetchServer = outboundWith().fetchFor({ kind: 'model', allow: server.url });
    const reply = await fetchServer(`${server.url}/3`, {
      method: 'POST',
      body: 'question',
      headers: { authorization: 'Bearer k' },
    });
    expect(await reply.text()).toBe('arrivé');
    expect(server.seen.at(-1)).toMatchObject({ method: 'POST' });
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer k');
    await expect(fetchServer(`${server.url}/4`)).rejects.toEqual(blockedFor('redirect'));
  });

  it('never carry credentials or a body to another origin', async () => {
    const { nextHop } = await import('./redirect.ts');
    const response = (status: number, location: string) =>
      new Response(null, { status, headers: { location } });
    const hop = (method: string, body: string | null) => ({
      url: new URL('https://a.test/x'),
      method,
      body,
      headers: new Headers({ authorization: 'Bearer k', 'x-api-key': 'k', cookie: 'c=1', accept: '*/*' }),
    });
    const next = nextHop(hop('GET', null), response(302, 'https://b.test/y'));
    expect([...(next?.headers ?? [])]).toEqual([['accept', '*/*']]);
    expect(() => nextHop(hop('POST', 'question'), response(307, 'https://b.test/y'))).toThrow(
      /another server/,
    );
    expect(() => nextHop(hop('GET', null), response(302, 'http://a.test/y'))).toThrow(/from https to http/);
    expect(nextHop(hop('GET', null), response(302, '/z'))?.headers.get('authorization')).toBe('Bearer k');
  });
});

describe('the "no outbound" switch', () => {
  it('leaves only the named origins of this machine, at once', async () => {
    const local = await serve(hello);
    let offline = false;
    const resolve = (name: string) =>
      Promise.resolve([{ address: name === 'here.test' ? '127.0.0.1' : '192.168.1.9', family: 4 as const }]);
    const asked: string[] = [];
    const outbound = outboundWith({
      isOffline: () => offline,
      resolve: name => {
        asked.push(name);
        return resolve(name);
      },
      resolveOffline: name => (name === 'here.test' ? resolve(name) : resolveHere(name)),
    });
    const here = `http://here.test:${local.port}`;
    const fetchHere = outbound.fetchFor({ kind: 'model', allow: here });
    await (await fetchHere(here)).text();
    offline = true;
    asked.length = 0;
    expect(await (await fetchHere(here)).text()).toBe('bonjour');
    expect(await (await outbound.fetchFor({ kind: 'model', allow: local.url })(local.url)).text()).toBe(
      'bonjour',
    );
    const refused = ['http://lan.test:9', 'http://192.168.1.9:9', 'https://93.184.216.34'];
    for (const url of refused) {
      await expect(outbound.fetchFor({ kind: 'model', allow: url })(url), url).rejects.toEqual(
        blockedFor('offline'),
      );
      await expect(outbound.fetchFor({ kind: 'model', allow: null })(url), url).rejects.toEqual(
        blockedFor('offline'),
      );
    }
    expect(asked).toEqual([]); // a question for a name would already have gone out
  });

  it('refuses a pooled connection to the local network as soon as it is on', async () => {
    const server = await serve(hello);
    let offline = false;
    let address = '127.0.0.1';
    const outbound = outboundWith({
      isOffline: () => offline,
      resolve: () => Promise.resolve([{ address, family: 4 }]),
      resolveOffline: () => Promise.resolve([{ address, family: 4 }]),
    });
    const url = `http://lan.test:${server.port}`;
    const fetchLan = outbound.fetchFor({ kind: 'model', allow: url });
    await (await fetchLan(url)).text();
    offline = true;
    address = '192.168.1.9';
    await expect(fetchLan(url)).rejects.toEqual(blockedFor('offline'));
    expect(server.seen).toHaveLength(1);
  });
});

describe('responses', () => {
  it('are cut at the cap, counted after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const fetchSmall = outboundWith().fetchFor({
      kind: 'probe',
      allow: server.url,
      maxResponseBytes: 100_000,
    });
    const response = await fetchSmall(server.url);
    await expect(response.text()).rejects.toEqual(blockedFor('too_large'));
  });

  it('release their connection when the caller leaves', async () => {
    const left = new Promise<void>(resolve => {
      void serve((_request, response) => {
        response.once('close', resolve);
        response.write('début');
      }).then(async server => {
        const abort = new AbortController();
        const fetchServer = outboundWith().fetchFor({ kind: 'model', allow: server.url });
        const response = await fetchServer(server.url, { signal: abort.signal });
        await response.body?.getReader().read();
        abort.abort(new Error('assez'));
      });
    });
    await left;
  });

  it('keep what the network said when nobody listens', async () => {
    const server = await serve(hello);
    const outbound = outboundWith();
    await server.close();
    await expect(outbound.fetchFor({ kind: 'model', allow: server.url })(server.url)).rejects.toThrow();
    expect(outbound.events[0]).toMatchObject({ outcome: 'failed', detail: 'ECONNREFUSED' });
  });
});
