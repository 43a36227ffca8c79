import { describe, expect, it } from 'vitest';
import { isCode, noCode, passCode } from './code-spans.ts';

/** Whether a text ends inside code, wherever it is cut. */
function endsInCode(text: string): boolean {
  const answers = [1, 2, 1_000].map(size => {
    let state = noCode;
    for (let at = 0; at < text.length; at += size) state = passCode(state, text.slice(at, at + size));
    return isCode(state);
  });
  expect(new Set(answers).size).toBe(1);
  return answers[0] === true;
}

describe('code in Markdown', () => {
  it.each([
    'a `b',
    '``a`b',
    '```js\nlet a',
    '```\na\n\nb',
    '~~~\n```\na',
    '    ok `',
    'a ```',
    '````\na\n```\nb',
  ])('is where %j ends', text => expect(endsInCode(text)).toBe(true));

  it.each(['', 'a', 'a `b`', 'a `b\nc', '```\na\n```\nb', '``a`b``', '~~~\na\n~~~\n', 'a ` b\nc'])(
    'is not where %j ends',
    text => expect(endsInCode(text)).toBe(false),
  );
});
