import { defaultTreeAdapter, html, parse, parseFragment } from 'parse5';
import type { DefaultTreeAdapterMap, TreeAdapter } from 'parse5';
import {
  BLOCK_ELEMENTS,
  NEVER_TEXT,
  attribute,
  isElement,
  isHidden,
  isSiteTools,
  isSurrounding,
  isUnseen,
} from './html-tree.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';

/*
 * The tree of a page of 16 MB costs ten times that as parse5 makes it: a text is a rope of its words, each element has
 * room for seventeen children, and attributes name what nobody reads. This adapter keeps what the readers look at.
 */

type Tree = DefaultTreeAdapterMap;

const READ_ATTRIBUTES = new Set(
  'hidden aria-hidden role alt start value type reversed colspan rowspan'.split(' '),
);
const NO_ATTRIBUTES: HtmlElement['attrs'] = [];
/** No text either, but one holds the title, and the other has its content elsewhere. */
const KEPT_UNREAD = new Set(['head', 'template']);
/** Words of one text that are kept apart before they are joined. */
const MAX_PIECES = 4_096;

/** What a page is read for beside its text. */
type Wanted = {
  /** Where pictures lie in the package of the page. */
  pictures?: boolean;
};

const IN_ITSELF = /^\s*data:/iu;

function keptAttributes(attributes: HtmlElement['attrs'], { pictures }: Wanted): HtmlElement['attrs'] {
  const kept = attributes.filter(
    ({ name, value }) =>
      (pictures === true && name === 'src' && !IN_ITSELF.test(value)) ||
      READ_ATTRIBUTES.has(name) ||
      (name === 'style' && isUnseen(value)) ||
      (name === 'class' && isSiteTools(value)),
  );
  return kept.length === 0 ? NO_ATTRIBUTES : kept;
}

/** An element whose content is a single text holds just that: there are a million of them in a large table. */
class LeanElement implements HtmlElement {
  readonly tagName: string;
  readonly namespaceURI: html.NS;
  attrs: HtmlElement['attrs'];
  parentNode: HtmlElement['parentNode'] = null;
  content: Tree['childNode'][] | string = '';

  constructor(tagName: string, namespaceURI: html.NS, attrs: HtmlElement['attrs']) {
    this.tagName = tagName;
    this.namespaceURI = namespaceURI;
    this.attrs = attrs;
  }

  get nodeName(): string {
    return this.tagName;
  }

  get childNodes(): Tree['childNode'][] {
    const { content } = this;
    if (typeof content !== 'string') return content;
    if (content === '') return [];
    return [{ nodeName: '#text', value: content, parentNode: this }];
  }

  set childNodes(nodes: Tree['childNode'][]) {
    this.content = nodes;
  }
}

/**
 * Texts, line ends and pictures of an element that holds nothing but running text; null when it holds more, or parts
 * that only some readers leave out.
 */
function runningContent(element: HtmlElement): Tree['childNode'][] | null {
  const content: Tree['childNode'][] = [];
  let text = '';
  const settle = (): void => {
    if (text !== '') content.push({ nodeName: '#text', value: text, parentNode: element });
    text = '';
  };
  const waiting: HtmlNode[] = element.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (defaultTreeAdapter.isTextNode(node)) text += node.value;
    if (!isElement(node) || isHidden(node)) continue;
    if (BLOCK_ELEMENTS.has(node.tagName) || isSurrounding(node)) return null;
    if (node.tagName === 'br' || node.tagName === 'img') {
      settle();
      content.push(node);
    } else for (const child of node.childNodes.toReversed()) waiting.push(child);
  }
  settle();
  return content;
}

/** What a finished element needs no more: its content when nobody reads it, the elements within its running text. */
function makeLean(element: HtmlElement): void {
  if (!(element instanceof LeanElement) || typeof element.content === 'string') return;
  if (NEVER_TEXT.has(element.tagName) && !KEPT_UNREAD.has(element.tagName)) element.content = '';
  // A form may end before the elements within it.
  else if (BLOCK_ELEMENTS.has(element.tagName) && element.tagName !== 'form') {
    const content = runningContent(element);
    if (content === null) return;
    const [only] = content;
    const isText = content.length === 1 && only !== undefined && defaultTreeAdapter.isTextNode(only);
    element.content = isText ? flat(only.value) : content.length === 0 ? '' : content;
  }
}

/** The same text as one piece of memory: V8 keeps what was put together as a tree of its parts. */
function flat(text: string): string {
  return [text].join('');
}

function leanTree(wanted: Wanted = {}): { adapter: TreeAdapter<Tree>; settle: () => void } {
  /** The text that is growing, and the words that are not in it yet. */
  let growing: { node: Tree['textNode']; pieces: string[] } | null = null;
  const settle = (): void => {
    if (growing !== null) growing.node.value += growing.pieces.join('');
    growing = null;
  };
  const adapter: TreeAdapter<Tree> = {
    ...defaultTreeAdapter,
    createElement: (tagName, namespaceURI, attributes) =>
      new LeanElement(tagName, namespaceURI, keptAttributes(attributes, wanted)),
    createCommentNode: () => defaultTreeAdapter.createCommentNode(''),
    appendChild(parent, node) {
      node.parentNode = parent;
      // A literal has room for one; a list that is pushed to has room for many.
      if (parent instanceof LeanElement && typeof parent.content === 'string')
        parent.content = parent.content === '' ? [node] : [...parent.childNodes, node];
      else parent.childNodes.push(node);
    },
    insertText(parent, text) {
      const { childNodes } = parent;
      const last = childNodes.at(-1);
      if (last === undefined || !defaultTreeAdapter.isTextNode(last)) {
        settle();
        const node = defaultTreeAdapter.createTextNode('');
        adapter.appendChild(parent, node);
        growing = { node, pieces: [text] };
        return;
      }
      if (growing?.node !== last) {
        settle();
        growing = { node: last, pieces: [] };
      }
      growing.pieces.push(text);
      if (growing.pieces.length < MAX_PIECES) return;
      growing.node.value += growing.pieces.join('');
      growing.pieces = [];
    },
    insertTextBefore(parent, text, reference) {
      settle();
      defaultTreeAdapter.insertTextBefore(parent, text, reference);
    },
    adoptAttributes(recipient, attributes) {
      const added = keptAttributes(attributes, wanted).filter(
        ({ name }) => attribute(recipient, name) === null,
      );
      if (added.length > 0) recipient.attrs = [...recipient.attrs, ...added];
    },
    onItemPop(element) {
      settle();
      makeLean(element);
    },
  };
  return { adapter, settle };
}

/** The tree of a page; its running text is without elements that only mark it. */
export function parsePage(markup: string, wanted: Wanted = {}): HtmlNode {
  const { adapter, settle } = leanTree(wanted);
  const document = parse(markup, { treeAdapter: adapter });
  settle();
  return document;
}

/** The same of a piece of a page. */
export function parsePiece(markup: string): HtmlNode {
  const { adapter, settle } = leanTree();
  const fragment = parseFragment(markup, { treeAdapter: adapter });
  settle();
  return fragment;
}
