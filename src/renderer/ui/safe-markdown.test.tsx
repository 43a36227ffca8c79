import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { markdownPayloads as payloads } from '../../../tests/support/markdown-payloads.ts';
import { SafeMarkdown, type MarkdownWords } from './safe-markdown.tsx';

const words: MarkdownWords = {
  copy: 'Copier',
  copied: 'Copié',
  citation: (number, order) => `Source ${number}, ${order}`,
  doubt: order => `Doute ${order}`,
  linkTitle: 'Lien',
  linkBody: 'Adresse',
  linkOpen: 'Ouvrir',
  cancel: 'Annuler',
};

function draw(
  text: string,
  options: { numbers?: number[]; doubts?: [number, number][]; streaming?: boolean } = {},
) {
  const { numbers = [], doubts, streaming } = options;
  return renderToStaticMarkup(
    <SafeMarkdown
      text={text}
      words={words}
      citations={{ numbers, active: null, onOpen: () => undefined }}
      doubts={doubts?.map(([start, end]) => ({ start, end }))}
      streaming={streaming ?? false}
    />,
  ).replace(/<style[^>]*>.*?<\/style>/gs, '');
}

/** What a browser would act on: tags and their attributes, without the text between them. */
function tagsOf(html: string): string {
  return (html.match(/<[^>]*>/g) ?? []).join('\n');
}

describe('SafeMarkdown', () => {
  it.each(payloads)('neither fetches, runs nor leads away: %s', payload => {
    for (const streaming of [false, true]) {
      const tags = tagsOf(draw(payload, { numbers: [1, 2], streaming }));
      expect(tags).not.toMatch(
        /<(img|image|script|iframe|svg|link|meta|style|video|audio|source|form|object|embed|a)\b/i,
      );
      expect(tags).not.toMatch(
        /\s(src|srcset|href|action|formaction|poster|style|background|srcdoc|on\w+|ping)=/i,
      );
      expect(tags).not.toMatch(/javascript:|data:text|vbscript:/i);
    }
  });

  it.each(payloads.map(payload => [payload] as const))(
    'stays harmless at every cut of the stream: %s',
    payload => {
      for (let end = 1; end <= payload.length; end += 3) {
        const tags = tagsOf(draw(payload.slice(0, end), { numbers: [1], streaming: true }));
        expect(tags).not.toMatch(/<(img|script|iframe|svg|a)\b|\s(src|href|style|on\w+)=/i);
      }
    },
  );

  it('shows an image as its words', () => {
    expect(draw('Avant ![le plan](https://sink.test/a.png) après')).toContain('Avant le plan après');
  });

  it('shows an https link as a button that names its address, and others as text', () => {
    const html = draw('[le site](https://example.org/a) et [autre](http://example.org)');
    expect(html).toMatch(/<button[^>]*title="https:\/\/example.org\/a"[^>]*>le site<\/button>/);
    expect(html).toContain(' et autre');
    expect(html.match(/<button/g)).toHaveLength(1);
  });

  it('makes buttons of the citations that exist, and of no other number', () => {
    const html = draw('Quatre jours [1][2], puis [1, 3] et [9].', { numbers: [1, 2, 3] });
    expect(html.match(/class="citation"/g)).toHaveLength(4);
    expect(html).toContain('aria-label="Source 3, 3"');
    expect(html).toContain('[9]');
  });

  it('reads [1] as a citation even when the answer defines it as a link', () => {
    const html = draw('Quatre jours [1].\n\n[1]: https://sink.test/', { numbers: [1] });
    expect(html).toContain('aria-label="Source 1, 0"');
    expect(html).not.toContain('sink.test');
  });

  it('reads footnote marks as citations', () => {
    expect(draw('Quatre jours [^2].\n\n[^2]: note', { numbers: [2] })).toContain('aria-label="Source 2, 0"');
  });

  it('leaves brackets in code alone', () => {
    expect(draw('`a[1]`', { numbers: [1] })).toContain('<code>a[1]</code>');
  });

  it('marks what the sources do not hold where it stands, and nowhere else', () => {
    const text = 'De 90 à 90 **minutes &amp; plus** [1].';
    const html = draw(text, { numbers: [1], doubts: [[8, 10], [13, 20]] }); // prettier-ignore
    expect(html).toContain('De 90 à <span class="doubt" tabindex="0" aria-description="Doute 0"');
    expect(html.match(/class="doubt"/g)).toHaveLength(2);
    expect(html).toMatch(
      /<strong><span class="doubt"[^>]*aria-description="Doute 1"[^>]*>minutes<\/span> &amp; plus<\/strong>/,
    );
    expect(html).not.toMatch(/\ue000/);
    expect(html).toContain('aria-label="Source 1, 0"');
  });

  it('marks words over what Markdown begins in between, and nothing in code', () => {
    const html = draw('Un **deux** `90` trois', { doubts: [[0, 9], [12, 14]] }); // prettier-ignore
    expect(html.match(/class="doubt"/g)?.length).toBeGreaterThan(1);
    expect(html).toContain('<code>90</code>');
    expect(html).not.toMatch(/\ue000/);
  });

  it('draws tables, and line breaks inside them', () => {
    const html = draw('| a | b |\n|---|---|\n| 1<br>2 | 3 |');
    expect(html).toContain('<th>a</th>');
    expect(html).toMatch(/1<br\/>\s2/);
  });

  it('draws a code block whose end has not come yet', () => {
    expect(draw('Voici :\n\n```js\nlet a = 1;', { streaming: true })).toMatch(
      /<pre[^>]*><code[^>]*>let a = 1;/,
    );
  });
});
