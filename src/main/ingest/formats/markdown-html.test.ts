import { describe, expect, it } from 'vitest';
import { extractMarkdown } from './markdown.ts';

describe('HTML inside Markdown', () => {
  it.each([
    [
      'a table with blank lines between its rows',
      '<table>\n\n<tr><td rowspan=2>a<td>b\n\n<tr><td>c\n</table>\nx',
      '| a | b |\n| --- | --- |\n| a | c |\n\nx',
    ],
    [
      'a table that breaks into a paragraph',
      'Before\n<table><tr><td>a<td>b<tr><td>c<td>d</table>',
      'Before\n\n| a | b |\n| --- | --- |\n| c | d |',
    ],
    [
      'a table below an item',
      '- item\n\n  <table>\n  <tr><td>a<td>b<tr><td>c<td>d</table>',
      '- item\n\n| a | b |\n| --- | --- |\n| c | d |',
    ],
    [
      'Markdown between tags',
      '<details>\n<summary>More</summary>\n\n## Title\n\n*text*\n\n</details>',
      'More\n\nTitle\n\ntext',
    ],
    ['a list that is never closed', '<ul>\n<li>one\n\nAfter **it**.', '- one\n\nAfter it.'],
    [
      'a tag over two lines',
      'See <img\n  alt="the plan &amp; key" src="x"> and <b\nclass="x">it</b>.',
      'See the plan & key and it.',
    ],
    [
      'a picture that holds its data',
      '![Logo](data:image/png;base64,iVBORw0KGgo=) and <img src="data:image/png;base64,AAAA">.',
      'Logo and .',
    ],
    ['blocks within a line', 'one<div>two</div><div>three</div>', 'one two three'],
    [
      'blocks within a cell',
      '| a | b |\n|---|---|\n| x<br>y | <ul><li>1</li><li>2</li></ul> |',
      '| a | b |\n| --- | --- |\n| x y | 1 2 |',
    ],
    ['blocks within an item', '- <p>one</p><p>two</p>', '- one two'],
    ['what is to be filled in', 'Run `cmd <file>` or cmd <file> now.', 'Run cmd <file> or cmd <file> now.'],
    ['entities', 'caf&eacute; &lt;b&gt; &#8211; 2&nbsp;€', 'café <b> – 2 €'],
    ['code', '```html\n<table><tr><td>a</td></tr></table>\n```', '<table><tr><td>a</td></tr></table>'],
    ['what is hidden', 'a <!-- b\n\nc --> d\n\n<div hidden>e</div>\n\n<style>f</style>', 'a  d'],
  ])('%s', (_, source, text) => {
    expect(extractMarkdown(source).text).toBe(text);
  });

  it('takes no time on elements that are never closed', () => {
    const startedAt = performance.now();
    for (const open of ['<table>\n\n', '<ul>\n\n', '<pre>\n\n<div>\n\n'])
      extractMarkdown(open.repeat(20_000));
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });
});
