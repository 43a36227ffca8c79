import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { chunkDocument } from '../chunker.ts';
import type { ExtractedDocument } from '../ports.ts';
import { decodeMarkup } from '../decode-text.ts';
import { extractHtml } from './html.ts';
import { extractMarkdown } from './markdown.ts';
import { extractText } from './text.ts';

function shown(document: ExtractedDocument): string[] {
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document.blocks.map(
    ({ kind, level, start, end }) => `${kind}${level ?? ''}: ${document.text.slice(start, end)}`,
  );
}

describe('extractHtml', () => {
  it('keeps the content and leaves out what surrounds it', () => {
    const document =
      extractHtml(`<!doctype html><html><head><title>Congés &amp; absences</title><style>p{}</style></head><body>
      <header><a href="/">Accueil</a></header><nav><ul><li>Menu</li></ul></nav>
      <main><h1>Congés</h1><p>Deux jours
        et demi <b>par mois</b>.<br>Soit 30&nbsp;jours.</p>
        <script>alert('x')</script><template><p>modèle</p></template><p hidden>caché</p><p style="display: none">caché aussi</p>
        <ul><li>un<ul><li>deux</li></ul></li><li>trois</li></ul>
        <table><caption>Tarifs</caption><tr><th>Nom</th><th>Prix</th></tr><tr><td>A|B</td><td>2 €</td></tr></table>
        <img src="http://sink.test/x.png" alt="Plan du site"><blockquote>Une citation</blockquote><pre>a  b
  c</pre></main>
      <aside>Publicité</aside><footer>Mentions</footer></body></html>`);
    expect(document.title).toBe('Congés & absences');
    expect(shown(document)).toEqual([
      'heading1: Congés',
      'paragraph: Deux jours et demi par mois.\nSoit 30 jours.',
      'list: - un\n  - deux\n- trois',
      'paragraph: Tarifs',
      'table: | Nom | Prix |\n| --- | --- |\n| A\\|B | 2 € |',
      'paragraph: Plan du site',
      'quote: Une citation',
      'code: a  b\n  c',
    ]);
  });

  it('reads tables that only place things on the page as what they hold', () => {
    const document = extractHtml(
      '<table><tr><td><h2>Titre</h2><p>Texte</p></td><td><p>Autre</p></td></tr></table>',
    );
    expect(shown(document)).toEqual(['heading2: Titre', 'paragraph: Texte', 'paragraph: Autre']);
  });

  it('reads a page that is nothing but its surroundings', () => {
    expect(extractHtml('<footer><p>Tout le texte est ici</p></footer>').text).toBe('Tout le texte est ici');
  });

  it('tells of a page that its programs would have filled in', () => {
    const shell = (text: string): string =>
      `<html><body><div id="root">${text}</div><script>${'let a = 1;'.repeat(300)}</script></body></html>`;
    expect(extractHtml(shell('Loading…')).warnings).toEqual([
      { kind: 'without_text', unread: 1, total: 1, unit: 'pages', places: [] },
    ]);
    expect(
      extractHtml(shell('The office opens at nine and closes at noon, except on Sundays. '.repeat(3)))
        .warnings,
    ).toEqual([]);
    expect(extractHtml('<p>Closed.</p>').warnings).toEqual([]);
  });

  it('takes a megabyte of spaces in its stride', () => {
    expect(extractHtml(`<p>a${' '.repeat(1_000_000)}b`).text).toBe('a b');
  });

  it('survives nesting that would exhaust the stack', () => {
    const deep = extractHtml(`${'<div>'.repeat(20_000)}au fond${'</div>'.repeat(20_000)}`);
    expect(deep.text).toBe('au fond');
  });

  it('decodes by bytes first, by declaration second', () => {
    const page = (charset: string): string => `<meta charset="${charset}"><p>déjà l’été à Noël</p>`;
    expect(decodeMarkup(Buffer.from(page('iso-8859-1'))).text).toContain('déjà l’été');
    expect(decodeMarkup(Buffer.from(iconv.encode(page('utf-8'), 'windows-1252'))).text).toContain(
      'déjà l’été',
    );
  });
});

describe('extractMarkdown', () => {
  it('gives the text a person sees', () => {
    const document = extractMarkdown(`---
title: "Le guide"
tags: [a]
---
Guide *complet*
===============

Un **texte** avec [lien](https://exemple.fr/a_(b)), \`code_en_ligne\`, une_variable, ![Logo](x.png) et 2 * 3 * 4 &amp; \\*étoile\\*.

<!-- un commentaire
sur deux lignes -->
- [x] fait
  suite
1. premier

> cité
> encore

| a | b \\| c |
|---|:-:|
| 1 | \`x|y\` |

\`\`\`sql
-- <!-- gardé -->
SELECT *
\`\`\`

[ref]: https://exemple.fr
### Fin ###`);
    expect(document.title).toBe('Le guide');
    expect(shown(document)).toEqual([
      'heading1: Guide complet',
      'paragraph: Un texte avec lien, code_en_ligne, une_variable, Logo et 2 * 3 * 4 & *étoile*.',
      'list: - fait\n  suite\n1. premier',
      'quote: cité\nencore',
      'table: | a | b \\| c |\n| --- | --- |\n| 1 | x\\|y |',
      'code: -- <!-- gardé -->\nSELECT *',
      'heading3: Fin',
    ]);
  });

  it('takes no time on lines made to slow readers down', () => {
    const startedAt = performance.now();
    for (const bomb of [
      '['.repeat(50_000),
      '*a '.repeat(30_000),
      '`'.repeat(50_000),
      '<a '.repeat(30_000),
      '|-'.repeat(30_000),
      '_a_'.repeat(30_000),
      '<!--'.repeat(50_000),
      '<script>'.repeat(30_000),
    ]) {
      extractMarkdown(bomb);
      extractMarkdown(`x\n${bomb}\n${bomb}`);
    }
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });
});

describe('extractText', () => {
  it('finds paragraphs and the headings that are beyond doubt', () => {
    expect(
      shown(
        extractText(
          '\ufeffRÈGLEMENT INTÉRIEUR\r\n\r\nArticle 5\r\n\r\nLes salariés\r\nont droit.\u0000\r\n\r\n\r\n- un\r\n- deux\r\n',
        ),
      ),
    ).toEqual([
      'heading1: RÈGLEMENT INTÉRIEUR',
      'heading1: Article 5',
      'paragraph: Les salariés\nont droit.',
      'list: - un\n- deux',
    ]);
  });

  it.each([
    ['a word', 'mot '],
    ['a space', ' '],
    ['a blank line', ' \n'],
    ['a Japanese sentence', '有給休暇の日数。'],
  ])('takes megabytes of %s without a line end in its stride', (_, unit) => {
    const text = `début ${unit.repeat(12_000_000 / unit.length)}fin`;
    const document = extractText(text);
    expect(document.text.startsWith('début')).toBe(true);
    expect(document.text.endsWith('fin')).toBe(true);
    expect(chunkDocument(document).length).toBeGreaterThan(0);
  });

  it('stores NFC without controls, lone halves or special spaces', () => {
    expect(extractText('e\u0301te\u0301 10\u202f000\u00a0€ \ud800 x\u0007y').text).toBe(
      'été 10 000 € \ufffd xy',
    );
  });
});
