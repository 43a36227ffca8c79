import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { memoryLook, siteOf } from '../../../../tests/support/memory-look.ts';
import { outboundWith } from '../../../../tests/support/outbound.ts';
import { pageWith, smallSite } from '../../../../tests/support/small-site.ts';
import { createSiteKind } from '../site-kind.ts';
import { browserPlaces, findBrowser } from './find-browser.ts';

const browser = process.env['CHROMIUM_PATH'] ?? (await findBrowser());
if (browser === null) throw new Error('No browser is installed: npm test says how to get one');
const profiles = (): string[] => readdirSync(tmpdir()).filter(name => name.startsWith('foyer-browser-'));
const shell = (script: string): string =>
  `<!doctype html><html lang="fr"><head><title>Application</title></head><body><div id="root"></div><noscript>Activez JavaScript</noscript><script type="module" src="${script}"></script></body></html>`;
const filled = `
  const data = await (await fetch('/api/tarifs')).json();
  document.title = 'Tarifs';
  document.querySelector('#root').innerHTML = '<main><h1>Tarifs</h1><p>' + data.text + '</p><a href="/suite">Suite</a></main>';
  for (const address of ['http://169.254.169.254/latest', OTHER + '/espion'])
    await fetch(address).catch(() => undefined);
  new Image().src = '/photo.png';
  try { new WebSocket(OTHER.replace('http', 'ws')); } catch {}
`;
const text =
  'La place au port coûte quatre cents euros par an, électricité comprise, et se paie en deux fois au printemps et en automne.';

describe('pages that need a browser', () => {
  it('are read as they stand once their programs have run, through the rules of every other request', async () => {
    const before = profiles();
    const other = await smallSite({ '/espion': 'x' });
    const site = await smallSite({
      '/': pageWith('Accueil', 'Bienvenue sur le site du port de plaisance et de ses amis.', ['/app']),
      '/app': shell('/app.js'),
      '/app.js': {
        headers: { 'content-type': 'text/javascript' },
        body: filled.replaceAll('OTHER', JSON.stringify(other.url)),
      },
      '/api/tarifs': { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }) },
      '/suite': pageWith('Suite', 'La suite des tarifs, avec les remises accordées aux membres du club.'),
    });
    const outbound = outboundWith();
    const look = memoryLook(siteOf(site.at('/'), { browser: true }));
    await createSiteKind({ outbound }).look(look);
    expect(look.contents.get(site.at('/app'))).toContain(text);
    expect(look.of(site.at('/app'))).toMatchObject({ type: 'found', title: 'Tarifs' });
    expect(look.found()).toContain(site.at('/suite'));
    expect(other.asked).toEqual([]);
    expect(site.asked).not.toContain('/photo.png');
    expect(outbound.events.every(({ origin }) => origin === site.url)).toBe(true);
    expect(profiles()).toEqual(before);
  }, 60_000);
});

describe('without a browser', () => {
  it('pages that need one are skipped with that reason, and kept where they were known', async () => {
    const site = await smallSite({
      '/': pageWith('Accueil', 'Bienvenue sur le site du port de plaisance et de ses amis.', [
        '/app',
        '/connue',
      ]),
      '/app': shell('/app.js'),
      '/connue': shell('/app.js'),
    });
    const known = [
      { key: site.at('/connue'), validators: { contentHash: 'x' }, depth: 1, via: site.at('/') },
    ];
    const look = memoryLook(siteOf(site.at('/'), { browser: true }), { known });
    await createSiteKind({ outbound: outboundWith(), findBrowser: () => Promise.resolve(null) }).look(look);
    expect(look.of(site.at('/app'))).toMatchObject({ type: 'skipped', reason: 'needs_browser' });
    expect(look.of(site.at('/connue'))).toMatchObject({ type: 'failed', code: 'source.browser_missing' });
  });

  it('a browser that does not start leaves its page for another look', async () => {
    const site = await smallSite({
      '/': pageWith('Accueil', 'Bienvenue sur le site du port de plaisance et de ses amis.', ['/app']),
      '/app': shell('/app.js'),
    });
    const look = memoryLook(siteOf(site.at('/'), { browser: true }));
    const broken = () => Promise.resolve('/nowhere/chrome');
    await createSiteKind({ outbound: outboundWith(), findBrowser: broken }).look(look);
    expect(look.of(site.at('/app'))).toMatchObject({ type: 'failed', code: 'source.page_failed' });
  });

  it('places of the three systems are known', async () => {
    expect(browserPlaces('darwin', { HOME: '/Users/a' })[0]).toMatch(/^\/Applications\/Google Chrome\.app/u);
    expect(browserPlaces('win32', { PROGRAMFILES: String.raw`C:\Program Files` })).toContain(
      String.raw`C:\Program Files\Microsoft\Edge\Application\msedge.exe`,
    );
    expect(browserPlaces('linux', { PATH: '/here' })).toContain('/here/brave-browser');
    expect(await findBrowser(['/nowhere/chrome'])).toBeNull();
  });
});
