import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SmallElement, smallDocument } from '../../../../tests/support/small-document.ts';
import { useEffect, useMemo, useState } from './hooks.ts';
import { jsx, type Child, type VNode } from './jsx-runtime.ts';
import { render } from './render.ts';

const h = (
  type: VNode['type'] | ((props: never) => VNode | null),
  props: object = {},
  ...children: Child[]
): VNode => {
  const { key, ...rest } = props as { key?: string };
  return jsx(type as VNode['type'], { ...rest, children }, key);
};

/** Draws what `view` says of a value, and draws it again with another. */
function stage<Value>(first: Value, view: (value: Value) => VNode) {
  const root = new SmallElement('root');
  let set: (value: Value) => void = () => undefined;
  const Stage = () => {
    const [value, setValue] = useState<{ value: Value }>({ value: first });
    set = next => setValue({ value: next });
    return view(value.value);
  };
  render(h(Stage), root as unknown as HTMLElement);
  return {
    root,
    html: () => root.children.map(({ html }) => html).join(''),
    async show(value: Value) {
      set(value);
      await Promise.resolve();
    },
  };
}

describe('drawing', () => {
  beforeAll(() => void vi.stubGlobal('document', smallDocument));
  afterAll(() => void vi.unstubAllGlobals());

  it('writes attributes as HTML has them, and takes them away', async () => {
    const { html, show } = stage(true, on =>
      h(
        'p',
        { class: 'a', hidden: on, 'aria-busy': on, title: on ? 'b' : null, tabindex: 0 },
        'x',
        on && 'y',
        3,
      ),
    );
    expect(html()).toBe('<p class="a" hidden="" aria-busy="true" title="b" tabindex="0">xy3</p>');
    await show(false);
    expect(html()).toBe('<p class="a" aria-busy="false" tabindex="0">x3</p>');
  });

  it('keeps what has a key, wherever it goes, and moves nothing else', async () => {
    const { root, html, show } = stage(['a', 'b', 'c'], keys =>
      h(
        'ul',
        {},
        keys.map(key => h('li', { key }, key)),
        h('li', {}, 'end'),
      ),
    );
    const list = root.children[0] as SmallElement;
    const [a, b, c, end] = list.children;
    await show(['x', 'a', 'c']);
    expect(html()).toBe('<ul><li>x</li><li>a</li><li>c</li><li>end</li></ul>');
    expect(list.children.slice(1)).toEqual([a, c, end]);
    expect(list.children.includes(b!)).toBe(false);
    await show(['c', 'a']);
    expect(html()).toBe('<ul><li>c</li><li>a</li><li>end</li></ul>');
    expect([list.children[0], list.children[1]]).toEqual([c, a]);
    const { moves } = list;
    await show(['c', 'a', 'd']);
    expect(list.moves).toBe(moves + 1);
  });

  it('leaves what is below alone when something above appears or goes', async () => {
    const { root, show } = stage(false, on =>
      h('div', {}, on && h('b', {}, '!'), h('input', { value: 'typed' })),
    );
    const box = root.children[0] as SmallElement;
    const field = box.children.find(child => (child as SmallElement).name === 'input');
    await show(true);
    expect(box.html).toBe('<div><b>!</b><input></input></div>');
    expect(box.children[box.children.length - 1]).toBe(field);
    await show(false);
    expect(box.children[box.children.length - 1]).toBe(field);
  });

  it('does not write over what a person types, nor lose it', async () => {
    const { root, show } = stage('a', value => h('input', { value }));
    const field = root.children[0] as SmallElement & { value: string };
    expect(field.value).toBe('a');
    field.value = 'ab';
    await show('ab');
    expect(field.value).toBe('ab');
    await show('');
    expect(field.value).toBe('');
  });

  it('keeps a component’s state while others change, and draws it again alone', async () => {
    let drawn = 0;
    let count: (value: number) => void = () => undefined;
    const Counter = () => {
      drawn += 1;
      const [value, setValue] = useState(0);
      count = setValue;
      return h('b', {}, value);
    };
    const { html, show } = stage('a', words => h('p', {}, words, h(Counter)));
    count(5);
    await Promise.resolve();
    expect(html()).toBe('<p>a<b>5</b></p>');
    expect(drawn).toBe(2);
    await show('c');
    expect(html()).toBe('<p>c<b>5</b></p>');
  });

  it('draws what did not change once: the very same description stays', async () => {
    let drawn = 0;
    const Row = ({ text }: { text: string }) => {
      drawn += 1;
      return h('li', {}, text);
    };
    const Kept = ({ text }: { text: string }) => useMemo(() => h(Row as never, { text }), [text]);
    const { show } = stage(['a', 'b'], texts =>
      h(
        'ul',
        {},
        texts.map(text => h(Kept as never, { key: text, text })),
      ),
    );
    expect(drawn).toBe(2);
    await show(['a', 'b', 'c']);
    expect(drawn).toBe(3);
  });

  it('runs effects once it stands in the document, and cleans up before it leaves', async () => {
    const heard: string[] = [];
    const Watched = ({ name }: { name: string }) => {
      useEffect(() => {
        heard.push(`+${name}`);
        return () => heard.push(`-${name}`);
      }, [name]);
      return h('i', {}, name);
    };
    const { html, show } = stage<string | null>('a', name =>
      h('p', {}, name !== null && h(Watched as never, { name })),
    );
    await show('a');
    await show('b');
    expect(heard).toEqual(['+a', '-a', '+b']);
    await show(null);
    expect(heard).toEqual(['+a', '-a', '+b', '-b']);
    expect(html()).toBe('<p></p>');
  });

  it('replaces one kind of element by another in its place', async () => {
    const { html, show } = stage(true, on => h('p', {}, '1', on ? h('b', {}, 'x') : h('i', {}, 'y'), '2'));
    await show(false);
    expect(html()).toBe('<p>1<i>y</i>2</p>');
    await show(true);
    expect(html()).toBe('<p>1<b>x</b>2</p>');
  });
});
