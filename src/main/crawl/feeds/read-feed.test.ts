import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { feedsOfPage } from './feed-links.ts';
import { readFeed } from './read-feed.ts';

const ADDRESS = 'https://exemple.fr/blog/flux.xml';
const source = (bytes: string | Buffer, charset: string | null = null) => ({
  address: ADDRESS,
  bytes: Buffer.from(bytes),
  charset,
  isBeginning: false,
});
const read = (bytes: string | Buffer, charset: string | null = null) => readFeed(source(bytes, charset));
const rss = (items: string, head = '<link>https://exemple.fr/</link>') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Les nouvelles</title>${head}${items}</channel></rss>`;
const keys = (bytes: string) => read(bytes)?.entries.map(({ key }) => key);

describe('kinds of feeds', () => {
  it('RSS 2.0: title, link, id, author and day of each entry', () => {
    const feed = read(
      rss(`<item><title>Ouverture</title><link>/a</link><guid isPermaLink="false">n-1</guid>
        <pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate><dc:creator><![CDATA[Claire Moreau]]></dc:creator>
        <description><![CDATA[<p>Le magasin ouvre <b>lundi</b>.</p>]]></description></item>`),
    );
    expect(feed?.title).toBe('Les nouvelles');
    expect(feed?.entries).toMatchObject([
      { key: 'n-1', title: 'Ouverture', link: 'https://exemple.fr/a', isWhole: false, words: 4 },
    ]);
    expect(feed?.entries[0]?.html).toContain('<p>Claire Moreau, 2026-03-03</p>');
    expect(feed?.entries[0]?.html).toContain('<p>Le magasin ouvre <b>lundi</b>.</p>');
  });

  it('RDF (RSS 1.0), whose entries stand beside the channel', () => {
    const feed =
      read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://exemple.fr/"><title>Actes</title>
      <link>https://exemple.fr/</link></channel><item rdf:about="https://exemple.fr/1"><title>Un</title>
      <link>https://exemple.fr/1</link><dc:date>2026-02-01</dc:date><description>Le premier acte.</description></item></rdf:RDF>`);
    expect(feed).toMatchObject({
      title: 'Actes',
      entries: [{ key: 'https://exemple.fr/1', title: 'Un', link: 'https://exemple.fr/1' }],
    });
  });

  it('Atom: the link that is the page, its base, XHTML, a text that is no markup', () => {
    const feed =
      read(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://exemple.fr/notes/" xml:lang="fr">
      <title type="text">Notes &amp; avis</title><author><name>Léa</name></author>
      <entry><id>tag:exemple.fr,2026:1</id><title>a &lt; b</title><link rel="self" href="/self"/><link href="1.html"/>
        <updated>2026-03-01T08:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un <em>texte</em> entier.</p></div></content></entry>
      <entry><id>tag:exemple.fr,2026:2</id><title type="html">L&amp;#8217;été</title><link href="2.html"/>
        <updated>2026-03-02T08:00:00Z</updated><summary>Un résumé.</summary></entry></feed>`);
    expect(feed?.title).toBe('Notes & avis');
    expect(feed?.entries).toMatchObject([
      {
        key: 'tag:exemple.fr,2026:2',
        title: 'L’été',
        link: 'https://exemple.fr/notes/2.html',
        isWhole: false,
      },
      {
        key: 'tag:exemple.fr,2026:1',
        title: 'a < b',
        link: 'https://exemple.fr/notes/1.html',
        isWhole: true,
      },
    ]);
    expect(feed?.entries[1]?.html).toContain('<p>Un <em>texte</em> entier.</p>');
    expect(feed?.entries[1]?.html).toContain('<p>Léa, 2026-03-01</p>');
  });

  it('JSON Feed, with what does not fit it left out', () => {
    const feed = read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Carnet',
        items: [
          {
            id: 7,
            url: '/7',
            title: 'Sept',
            content_text: 'Premier.\n\nSecond <b>.',
            authors: [{ name: 'Ali' }],
          },
          { id: 'x', url: 3, title: ['?'], summary: 'Court.' },
          'rien',
        ],
      }),
    );
    expect(feed?.entries).toMatchObject([
      { key: '7', title: 'Sept', link: 'https://exemple.fr/7', isWhole: true },
      { key: 'x', title: 'Court.', link: null, isWhole: false },
    ]);
    expect(feed?.entries[0]?.html).toContain('Second &lt;b&gt;.');
  });

  it.each(['<html><body>rien</body></html>', '{"items": []}', '{', '', 'texte', '<svg><rss/></svg'])(
    'what is none is told: %s',
    text => {
      expect(read(text)?.entries ?? []).toEqual([]);
    },
  );
});

describe('feeds as they are in the wild', () => {
  it('an encoding that is declared, sent, or wrongly declared', () => {
    const item =
      '<item><title>Été à l’œuvre</title><guid>e</guid><description>Très cher</description></item>';
    const latin = (declared: string) =>
      rss(item).replace('version="1.0"', `version="1.0" encoding="${declared}"`);
    const titles = [
      read(iconv.encode(latin('windows-1252'), 'windows-1252')),
      read(iconv.encode(latin('utf-8'), 'windows-1252')),
      read(iconv.encode(rss(item), 'windows-1252'), 'windows-1252'),
      read(Buffer.from(latin('iso-8859-1'), 'utf8')),
      read(iconv.encode(rss(item), 'utf-16')),
    ].map(feed => feed?.entries[0]?.title);
    expect(new Set(titles)).toEqual(new Set(['Été à l’œuvre']));
  });

  it('references of HTML, markup escaped twice or not at all, programs and styles', () => {
    const feed = read(
      rss(`<item><guid>1</guid><title>Caf&eacute; &amp;amp; th&amp;eacute;</title><description>&amp;lt;p&amp;gt;Deux&amp;lt;/p&amp;gt;</description></item>
        <item><guid>2</guid><title>Nu</title><description><p>Sans <b>rien</b></p><script>alert(1)</script><style>p{}</style></description></item>`),
    );
    expect(feed?.entries.map(({ title }) => title)).toEqual(['Café & thé', 'Nu']);
    expect(feed?.entries[0]?.html).toContain('<p>Deux</p>');
    expect(feed?.entries[1]?.html).toContain('<p>Sans <b>rien</b></p>');
    expect(feed?.entries[1]?.html).not.toMatch(/alert|p\{\}/u);
  });

  it('entries that are not closed, a tag that closes nothing, a comment with an entry in it', () => {
    expect(
      keys(
        rss(
          '<item><guid>a</guid><title>A</title></item></b><!-- <item><guid>n</guid></item> --><item><guid>b</guid><title>B',
        ),
      ),
    ).toEqual(['a', 'b']);
  });

  it('without an id the link tells entries apart, else their title; an id that all share tells nothing', () => {
    const item = (title: string, link: string, guid = '') =>
      `<item><title>${title}</title><link>${link}</link>${guid}<description>Texte de ${title}.</description></item>`;
    expect(keys(rss(item('A', '/a?utm_source=rss') + item('B', '/b')))).toEqual([
      'https://exemple.fr/a',
      'https://exemple.fr/b',
    ]);
    const shared = '<guid isPermaLink="false">0</guid>';
    expect(keys(rss(item('A', '/a', shared) + item('B', '/b', shared)))).toEqual([
      'https://exemple.fr/a',
      'https://exemple.fr/b',
    ]);
    const home = keys(rss(item('A', '/') + item('B', '/'))) ?? [];
    expect(new Set(home).size).toBe(2);
    // The same in another order, or alone.
    expect(keys(rss(item('B', '/') + item('A', '/')))?.toSorted()).toEqual(home.toSorted());
    expect(keys(rss(item('B', '/')))).toEqual([home[1]]);
  });

  it('an entry that is there twice is one, the newer of them; without dates the order of the feed stays', () => {
    const item = (text: string, day: string) =>
      `<item><guid>a</guid><title>A</title>${day}<description>${text}</description></item>`;
    const dated = (day: number) => `<pubDate>0${day} Mar 2026 08:00:00 GMT</pubDate>`;
    const twice = read(rss(item('ancien', dated(1)) + item('nouveau', dated(2))));
    expect(twice?.entries.map(({ html }) => html.includes('nouveau'))).toEqual([true]);
    const undated =
      '<item><guid>1</guid><title>1</title></item><item><guid>2</guid><title>2</title><pubDate>hier</pubDate></item>';
    expect(keys(rss(undated))).toEqual(['1', '2']);
  });

  it('a long description is no summary, one that is cut short is', () => {
    const long = 'mot '.repeat(200);
    const of = (text: string) =>
      read(rss(`<item><guid>1</guid><link>/1</link>${text}</item>`))?.entries[0]?.isWhole;
    expect(of(`<description>${long}.</description>`)).toBe(true);
    expect(of(`<description>${long} Lire la suite</description>`)).toBe(false);
    expect(of(`<description>Court</description><content:encoded>Tout court.</content:encoded>`)).toBe(true);
    expect(of(`<content:encoded>${long} [&#8230;]</content:encoded>`)).toBe(false);
  });

  it('what changes beside the words is no change', () => {
    const of = (day: string, text: string) =>
      read(
        rss(
          `<item><guid>1</guid><title>T</title><pubDate>${day}</pubDate><description>${text}</description></item>`,
        ),
      )?.entries[0]?.hash;
    expect(of('2026-01-01', 'Un <b>texte</b>')).toBe(of('2026-01-02', 'Un  <i>texte</i>'));
    expect(of('2026-01-01', 'Un texte')).not.toBe(of('2026-01-01', 'Un autre'));
  });
});

it('a page names its feeds, those of its comments last', () => {
  const page = `<html><head><base href="/site/"><link rel="alternate" type="application/rss+xml" title="Commentaires" href="comments/feed">
    <link rel="alternate" hreflang="en" href="/en"><link rel="ALTERNATE" type="application/atom+xml" href="atom.xml">
    <link rel="alternate" type="application/feed+json" href="https://autre.example/f.json"></head></html>`;
  expect(feedsOfPage(source(page))).toEqual([
    'https://exemple.fr/site/atom.xml',
    'https://autre.example/f.json',
    'https://exemple.fr/site/comments/feed',
  ]);
});
