import { beginHooks, endHooks, runEffects, type Hooks } from './hooks.ts';
import type { Child, Component, Key, VNode } from './jsx-runtime.ts';

/** Something drawn: words, an element with what is in it, or a component with what it drew. */
type Drawn = {
  from: VNode | string;
  dom: ChildNode | null;
  inside: Map<Key, Drawn>;
  /** Of a component: its state, and the one thing it drew. */
  hooks: Hooks | null;
  content: Drawn | null;
};

const SVG = 'http://www.w3.org/2000/svg';
const VECTORS = ['svg', 'path'];

/** Draws `node` into an empty element. From then on components draw themselves again when their state changes. */
export function render(node: VNode, root: HTMLElement): void {
  root.append(domOf(create(node)));
  runEffects();
}

/** What stands in the document for it. */
function domOf(drawn: Drawn): ChildNode {
  return drawn.content === null ? (drawn.dom as ChildNode) : domOf(drawn.content);
}

function create(from: VNode | string): Drawn {
  const drawn: Drawn = { from, dom: null, inside: new Map(), hooks: null, content: null };
  if (typeof from === 'string') drawn.dom = document.createTextNode(from);
  else if (typeof from.type === 'string') {
    const element = VECTORS.includes(from.type)
      ? document.createElementNS(SVG, from.type)
      : document.createElement(from.type);
    drawn.dom = element;
    // A button that says nothing else sends no form: HTML has it the other way round.
    if (from.type === 'button') (element as HTMLButtonElement).type = 'button';
    update(drawn, element, {}, from.props);
    const { ref } = from.props as { ref?: { current: unknown } | ((element: Element) => void) };
    if (typeof ref === 'function') ref(element);
    else if (ref !== undefined) ref.current = element;
  } else {
    drawn.hooks = {
      values: [],
      ended: false,
      again() {
        if (drawn.hooks?.ended === false) {
          redraw(drawn);
          runEffects();
        }
      },
    };
    drawn.content = create(run(drawn));
  }
  return drawn;
}

/** Lets a component say what it looks like now; nothing is an empty text, which keeps its place. */
function run(drawn: Drawn): VNode | string {
  const { type, props } = drawn.from as VNode;
  beginHooks(drawn.hooks as Hooks);
  const result = (type as Component<unknown>)(props);
  endHooks();
  return result ?? '';
}

function redraw(drawn: Drawn): void {
  const content = drawn.content as Drawn;
  drawn.content = change(content, run(drawn));
}

/** Makes `former` look like `next`, in its place, keeping as much of it as it can. */
function change(former: Drawn, next: VNode | string): Drawn {
  const { from } = former;
  if (from === next) return former; // drawn from the very same description
  if (
    typeof from === 'string' ||
    typeof next === 'string' ||
    from.type !== next.type ||
    from.key !== next.key
  ) {
    if (typeof from === 'string' && typeof next === 'string') {
      (former.dom as Text).data = next;
      former.from = next;
      return former;
    }
    const made = create(next);
    const before = domOf(former);
    end(former);
    before.replaceWith(domOf(made));
    return made;
  }
  former.from = next;
  if (former.hooks !== null) redraw(former);
  else update(former, former.dom as Element, from.props, next.props);
  return former;
}

function update(
  drawn: Drawn,
  element: Element,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): void {
  for (const name of Object.keys({ ...before, ...after })) {
    const value = after[name];
    if (name === 'value') {
      // What a person types is not written over with itself: the cursor would jump.
      if ((element as HTMLInputElement).value !== value) (element as HTMLInputElement).value = String(value);
    } else if (value === before[name] || name === 'children' || name === 'ref') continue;
    else if (name.startsWith('on')) Reflect.set(element, name, value ?? null);
    else if (
      name.startsWith('aria-') ? value === undefined || value === null : !value && value !== 0 && value !== ''
    )
      element.removeAttribute(name);
    else element.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value));
  }
  fill(drawn, element, after['children'] as Child);
}

/** Brings what is in an element into line, each child found again by its key or its place. */
function fill(drawn: Drawn, element: Element, children: Child): void {
  const next = new Map<Key, VNode | string>();
  collect(children, '', next);
  const former = drawn.inside;
  for (const [key, child] of former) {
    if (next.has(key)) continue;
    end(child);
    domOf(child).remove();
  }
  drawn.inside = new Map();
  let cursor = element.firstChild;
  for (const [key, from] of next) {
    const known = former.get(key);
    const before = known === undefined ? null : domOf(known);
    const child = known === undefined ? create(from) : change(known, from);
    drawn.inside.set(key, child);
    const dom = domOf(child);
    if (before === cursor && cursor !== null) cursor = dom;
    if (dom === cursor) cursor = dom.nextSibling;
    else element.insertBefore(dom, cursor);
  }
}

/** Lists lie flat in their element; each child has a key from where it stands, or its own within its list. */
function collect(child: Child, place: string, into: Map<Key, VNode | string>): void {
  if (Array.isArray(child)) {
    (child as readonly Child[]).forEach((each, index) => {
      // Words have no key, and no harm is in asking.
      const own = (each as { key?: Key } | null | undefined)?.key;
      collect(each, `${place}.${own ?? index}`, into);
    });
  } else {
    const nothing = child === undefined || child === null || typeof child === 'boolean';
    into.set(place, nothing ? '' : typeof child === 'object' ? (child as VNode) : String(child));
  }
}

/** Lets go of what a part holds, while it still stands in the document: a dialog gives the focus back. */
function end(drawn: Drawn): void {
  if (drawn.hooks !== null) {
    drawn.hooks.ended = true;
    for (const value of drawn.hooks.values) value.cleanUp?.();
  }
  if (drawn.content !== null) end(drawn.content);
  drawn.inside.forEach(end);
}
