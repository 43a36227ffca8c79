import { describe, expect, it } from 'vitest';
import { extractHtml } from '#main/ingest/formats/html.ts';
import { readAddressList } from './address-lists.ts';
import { learnPage, readPage } from './read-page.ts';
import { createSiteBlocks } from './site-blocks.ts';

const filler =
  '<p>La station météo du port relève le vent, la pression et la hauteur d’eau toutes les dix minutes.</p>';
const source = (body: string, isBeginning = false) => ({
  address: 'https://example.org/a',
  bytes: Buffer.from(`<html><head><title>Port</title></head><body>${body}</body></html>`),
  charset: null,
  isBeginning,
});
const read = (body: string) => readPage(source(body), createSiteBlocks());
const textOf = (body: string): string => extractHtml(read(body).html).text;

describe('what is folded', () => {
  it('is kept under the words that open it', () => {
    const text = textOf(`<main><h1>Aide</h1>${filler}
      <details><summary>Où garer ?</summary><p>Derrière la capitainerie.</p></details>
      <h3><button aria-expanded="false" aria-controls="x">Quand payer ?</button></h3><div id="x" hidden><p>Avant le 15 mars.</p></div>
      <ul role="tablist"><li role="tab">Été</li><li role="tab">Hiver</li></ul>
      <div><div role="tabpanel"><p>Ouvert à sept heures.</p></div><div role="tabpanel" style="display:none"><p>Ouvert à neuf heures.</p></div></div></main>`);
    const order = [
      'Où garer',
      'capitainerie',
      'Quand payer',
      '15 mars',
      'Été',
      'sept heures',
      'Hiver',
      'neuf heures',
    ];
    expect(order.map(words => text.indexOf(words))).toEqual(
      order.map(words => text.indexOf(words)).toSorted((a, b) => a - b),
    );
    expect(order.every(words => text.includes(words))).toBe(true);
  });

  it('is left out where nothing opens it', () => {
    expect(
      textOf(
        `<main>${filler}<div style="display:none">Secret de fabrique</div><div class="hidden">Autre secret</div></main>`,
      ),
    ).not.toMatch(/secret/iu);
  });
});

describe('names of parts', () => {
  it('are those of content where they are most of the page, or slugs of its own headings', () => {
    const text = textOf(
      `<div class="page-with-sidebar sidebar"><h1>Cookies</h1>${filler}<div id="cookies"><h2>Cookies</h2><p>Un biscuit demande du beurre.</p></div></div>`,
    );
    expect(text).toContain('beurre');
  });

  it('keeps the menu of a restaurant, and no menu of links', () => {
    const text = textOf(
      `<main><h1>Carte</h1>${filler}<div class="menu"><p>Sole meunière, vingt-deux euros</p></div><div class="menu"><a href="/a">Mentions utiles</a> <a href="/b">Archives du lieu</a></div></main>`,
    );
    expect(text).toContain('Sole meunière');
    expect(text).not.toContain('Mentions utiles');
  });
});

describe('what a site repeats', () => {
  it('is learned from its pages and left out, but for its beginning', () => {
    const site = createSiteBlocks();
    const page = (name: string) =>
      source(
        `<div><div>Ouvert de neuf heures à midi sauf le lundi matin</div><div><h1>${name}</h1><p>Le bassin ${name} a soixante places et une grue.</p></div></div>`,
      );
    for (const name of ['Nord', 'Sud', 'Est', 'Ouest']) learnPage(page(name), site);
    expect(readPage(page('Centre'), site).html).not.toContain('neuf heures');
    expect(readPage(page('Centre'), site).html).toContain('Le bassin Centre');
    expect(readPage({ ...page('Centre'), isBeginning: true }, site).html).toContain('neuf heures');
  });
});

describe('address lists', () => {
  it('are read from site maps, RSS and Atom, and from nothing else', () => {
    const list = (text: string) => readAddressList(Buffer.from(text));
    expect(
      list('<urlset xmlns="x"><url><loc>https://a.example/?a=1&amp;b=2</loc></url></urlset>')?.pages[0]
        ?.address,
    ).toBe('https://a.example/?a=1&b=2');
    expect(
      list(
        '<feed><entry><link rel="self" href="https://a.example/self"/><link href="https://a.example/post"/><updated>2024-01-01</updated></entry></feed>',
      )?.pages,
    ).toEqual([{ address: 'https://a.example/post', changedAt: '2024-01-01' }]);
    expect(list('<!doctype html><html><body><rss></rss></body></html>')).toBeNull();
    expect(list('<note>rien</note>')).toBeNull();
  });

  it('takes no time for what never ends', () => {
    const startedAt = performance.now();
    readAddressList(Buffer.from(`<urlset>${'<url><loc>'.repeat(200_000)}`));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

it('a page nested without an end is read', () => {
  expect(textOf(`<main>${'<div>'.repeat(8_000)}${filler}`)).toContain('hauteur d’eau');
});
