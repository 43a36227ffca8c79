import { describe, expect, it } from 'vitest';
import { DOUBT_MARK, withDoubtMarks } from '../../../shared/lib/answer-text.ts';
import { markdownPayloads } from '../../../../tests/support/markdown-payloads.ts';
import { parseMarkdown, type Block } from './blocks.ts';
import type { Inline } from './inline.ts';

const cite = (...numbers: number[]) => new Set(numbers);
const parse = (text: string, ...numbers: number[]) => parseMarkdown(text, cite(...numbers));
const inlines = (text: string, ...numbers: number[]): Inline[] => {
  const [block] = parse(text, ...numbers);
  return block?.type === 'paragraph' ? block.children : [];
};

/** Every node of a tree, in order. */
function nodes(tree: unknown): { type: string; [key: string]: unknown }[] {
  if (Array.isArray(tree)) return tree.flatMap(nodes);
  if (typeof tree !== 'object' || tree === null) return [];
  const own = 'type' in tree ? [tree as { type: string }] : [];
  return [...own, ...Object.values(tree).flatMap(nodes)];
}

const ALLOWED = ['paragraph', 'heading', 'list', 'quote', 'code', 'table', 'rule', 'text', 'break', 'strong'];

describe('Markdown of an answer', () => {
  it.each(markdownPayloads)('has nothing that fetches, runs or leads away: %s', payload => {
    for (let end = 1; end <= payload.length; end += 1) {
      for (const node of nodes(parse(payload.slice(0, end), 1, 2))) {
        expect([...ALLOWED, 'em', 'del', 'abbr', 'citation', 'link']).toContain(node.type);
        if (node.type === 'link') expect(String(node['address'])).toMatch(/^https:\/\//);
      }
    }
  });

  it('reads paragraphs, emphasis and code', () => {
    expect(inlines('Un **mot _fort_**, `du code`, ~~rien~~ et a_b_c.')).toEqual([
      { type: 'text', text: 'Un ' },
      {
        type: 'strong',
        children: [
          { type: 'text', text: 'mot ' },
          { type: 'em', children: [{ type: 'text', text: 'fort' }] },
        ],
      },
      { type: 'text', text: ', ' },
      { type: 'code', text: 'du code' },
      { type: 'text', text: ', ' },
      { type: 'del', children: [{ type: 'text', text: 'rien' }] },
      { type: 'text', text: ' et a_b_c.' },
    ]);
  });

  it('leaves stars of a calculation alone', () => {
    expect(inlines('2 * 3 * 4 = 24')).toEqual([{ type: 'text', text: '2 * 3 * 4 = 24' }]);
  });

  it('makes citations of the sources that exist', () => {
    expect(inlines('Quatre jours [1][2], puis [1, 3] et [9].', 1, 2, 3).map(node => node.type)).toEqual([
      'text',
      'citation',
      'citation',
      'text',
      'citation',
      'citation',
      'text',
    ]);
    expect(inlines('a [^2]', 2)).toContainEqual({ type: 'citation', number: 2 });
  });

  it('reads [1] as a citation even when the answer defines it as a link', () => {
    const tree = parse('Quatre jours [1], [le texte][1].\n\n[1]: https://sink.test/', 1);
    expect(nodes(tree).filter(({ type }) => type === 'citation')).toHaveLength(2);
    expect(JSON.stringify(tree)).not.toContain('sink.test');
  });

  it('makes links of https and mail addresses, words of others', () => {
    expect(inlines('[le site](https://example.org/a "titre") et [autre](http://example.org)')).toEqual([
      { type: 'link', address: 'https://example.org/a', children: [{ type: 'text', text: 'le site' }] },
      { type: 'text', text: ' et ' },
      { type: 'text', text: 'autre' },
    ]);
    expect(inlines('<mailto:rh@example.org>')[0]).toMatchObject({ address: 'mailto:rh@example.org' });
  });

  it('finds bare addresses without the punctuation of the sentence', () => {
    expect(inlines('Voir (https://example.org/a_(b)).').filter(({ type }) => type === 'link')).toMatchObject([
      { address: 'https://example.org/a_(b)' },
    ]);
    expect(inlines('Voir https://example.org/a.')).toContainEqual({ type: 'text', text: '.' });
  });

  it('shows a picture as its words, in any form', () => {
    for (const form of ['![le plan](https://a.test/b.png)', '![le plan][x]\n\n[x]: https://a.test/b.png'])
      expect(JSON.stringify(parse(form))).toBe(
        '[{"type":"paragraph","children":[{"type":"text","text":"le plan"}]}]',
      );
  });

  it('finds words in doubt again, in whatever they stand, and shows no mark without its other half', () => {
    const marked = (text: string, start: number, end: number) =>
      parse(withDoubtMarks(text, [{ start, end }]), 1);
    expect(marked('Dure **90** minutes', 7, 9)).toMatchObject([
      { children: [{}, { type: 'strong', children: [{ type: 'abbr', children: [{ text: '90' }] }] }, {}] },
    ]);
    expect(marked('Dure 90 minutes [1]', 5, 15)).toMatchObject([
      {
        children: [
          { text: 'Dure ' },
          { type: 'abbr', children: [{ text: '90 minutes' }] },
          {},
          { number: 1 },
        ],
      },
    ]);
    expect(JSON.stringify(marked('Un **deux** trois', 0, 6))).not.toContain(DOUBT_MARK);
  });

  it('reads lists in lists, and numbers from where they start', () => {
    const [list] = parse('3. un\n   - a\n   - b\n\n     suite\n4. deux\n') as [Block & { type: 'list' }];
    expect(list).toMatchObject({ type: 'list', ordered: true, start: 3 });
    expect(list.items).toHaveLength(2);
    expect(list.items[0]?.[1]).toMatchObject({ type: 'list', ordered: false });
    expect(list.items[0]?.[1]).toHaveProperty('items.1.length', 2);
  });

  it('does not take a number at the start of a wrapped line for a list', () => {
    expect(parse('Le total est de\n12. Voilà.')).toHaveLength(1);
  });

  it('reads tables with line breaks and escaped bars', () => {
    const [table] = parse('| a | b |\n|---|:-:|\n| 1<br>2 | x \\| y |\n| seul |') as [
      Block & { type: 'table' },
    ];
    expect(table.head).toHaveLength(2);
    expect(table.rows[0]?.[0]?.map(({ type }) => type)).toEqual(['text', 'break', 'text']);
    expect(table.rows[0]?.[1]).toEqual([{ type: 'text', text: 'x | y' }]);
    expect(table.rows[1]?.[1]).toEqual([]);
  });

  it('reads a code block whose end has not come yet, and leaves brackets in code alone', () => {
    expect(parse('Voici :\n\n```js\nlet a = b[1];', 1)[1]).toEqual({ type: 'code', text: 'let a = b[1];' });
    expect(inlines('`a[1]`', 1)).toEqual([{ type: 'code', text: 'a[1]' }]);
  });

  it('reads headings, quotes and rules', () => {
    expect(parse('## Titre ##\n> cité\n> - un\n\n---').map(({ type }) => type)).toEqual([
      'heading',
      'quote',
      'rule',
    ]);
  });

  it.each([
    '['.repeat(20_000),
    '[a]('.repeat(5_000),
    '*a '.repeat(10_000),
    '**a '.repeat(10_000),
    '`'.repeat(20_000) + 'a',
    '` `` ``` '.repeat(3_000),
    '>'.repeat(20_000),
    '- '.repeat(10_000) + 'a',
    '| a '.repeat(8_000),
    'https://a'.repeat(3_000),
    '![['.repeat(6_000),
    '_a_'.repeat(8_000),
    `[${'1,'.repeat(20_000)}`,
  ])('takes no time over what is made to take long', text => {
    const started = performance.now();
    parse(text, 1);
    expect(performance.now() - started).toBeLessThan(400);
  });
});
