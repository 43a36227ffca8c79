import { describe, expect, it } from 'vitest';
import { tagsOf } from './page-tags.ts';

const read = (html: string) =>
  [...tagsOf(html)].map(({ name, attributes }) => [name, Object.fromEntries(attributes)] as const);

describe('the tags of a page', () => {
  it('have their attributes in every spelling', () => {
    expect(
      read(`<!doctype html><P>a < b<SCRIPT async SRC='/a?b=1&amp;c=2' data-x = y Data-X="z"></SCRIPT ><br/>`),
    ).toEqual([
      ['p', {}],
      ['script', { async: '', src: '/a?b=1&c=2', 'data-x': 'y' }],
      ['br', {}],
    ]);
    expect(read(`<meta content="script-src &#39;self&#39; &#x27;nonce-a&#x27;">`)).toEqual([
      ['meta', { content: "script-src 'self' 'nonce-a'" }],
    ]);
  });

  it('are not those of comments, scripts, noscript, texts and templates', () => {
    const hidden = '<script src="/no.js"></script>';
    const html = [
      `<!-- ${hidden} --><!-->`,
      `<script>const a = '<script src="/no.js">';</script>`,
      `<noscript><iframe src="/no"></iframe></noscript>`,
      `<textarea>${hidden.replace('</script>', '')}</textarea>`,
      `<template><b>${hidden}</b></template>`,
      `<?php ${hidden.replace('>', '')}?>`,
      '<i>',
    ].join('');
    expect(read(html).map(([name]) => name)).toEqual(['script', 'noscript', 'textarea', 'i']);
  });

  it.each([
    ['a comment that never ends', '<b><!-- <script>'],
    ['a script that never ends', '<b><script>var a = 1; <i>'],
    ['a tag that never ends', '<b><script src="x'],
  ])('end where nothing more can be told: %s', (_what, html) => {
    expect(read(html).map(([name]) => name)[0]).toBe('b');
  });

  it('take no time that a page could choose', () => {
    const megabyte = 1024 * 1024;
    for (const piece of [
      '<div>',
      '<a b',
      '<a b=',
      '<!--',
      '<',
      '</',
      '<template>',
      '<script>',
      '<a "',
      "x='",
    ]) {
      const startedAt = performance.now();
      for (const _tag of tagsOf(`<p ${piece.repeat(megabyte / piece.length)}`)) void _tag;
      for (const _tag of tagsOf(piece.repeat(megabyte / piece.length))) void _tag;
      expect(performance.now() - startedAt, piece).toBeLessThan(3_000);
    }
  });
});
