/**
 * The rules of what a model may show, applied to the Markdown tree before anything is drawn. A model repeats what
 * documents tell it to, so nothing here may fetch, run or lead away by itself:
 * - images of every form become their alternative text;
 * - HTML stays text (only a line break means what it says);
 * - reference definitions and footnotes dissolve, so that `[1]` is always a citation and never a hidden link;
 * - `[1]`, `[1][2]`, `[1, 2]` and `[^1]` become citations when that source exists;
 * - words between two `DOUBT_MARK`s are marked, whatever Markdown begins or ends between them.
 */
import { citationParts, DOUBT_MARK } from '#shared/lib/answer-text.ts';

/** The part of mdast this file reads and writes. */
type Node = {
  type: string;
  value?: string;
  alt?: string | null;
  url?: string;
  identifier?: string;
  label?: string | null;
  children?: Node[];
  data?: {
    hName?: string;
    hProperties?: Record<string, string>;
    hChildren?: { type: 'text'; value: string }[];
  };
};

export type TreeRules = {
  /** Numbers of the sources that exist. */
  citable: ReadonlySet<number>;
};

/** How far the text is read: citations and doubts are counted, and a doubt may go on in the next node. */
type Reading = { citations: number; doubts: number; inDoubt: boolean };

const LINE_BREAK = /^<br\s*\/?>$/i;

/** A remark plugin. `rules` is read at each run, so that one plugin list serves changing sources. */
export function remarkSafe(rules: TreeRules) {
  return (tree: unknown): void => {
    const root = tree as Node;
    const links = definitionsOf(root);
    const reading = { citations: 0, doubts: 0, inDoubt: false };
    root.children = flatten(root.children ?? [], links).map(node => withMarks(node, rules, reading));
  };
}

type Definitions = ReadonlyMap<string, string>;

function definitionsOf(root: Node): Definitions {
  const found = new Map<string, string>();
  const visit = (node: Node): void => {
    if (node.type === 'definition' && node.identifier !== undefined) {
      if (!found.has(node.identifier)) found.set(node.identifier, node.url ?? '');
    }
    node.children?.forEach(visit);
  };
  visit(root);
  return found;
}

/** Takes out images, HTML, definitions and footnotes; what they said stays as text. */
function flatten(nodes: readonly Node[], links: Definitions): Node[] {
  return joinTexts(nodes.flatMap(node => flattenOne(node, links)));
}

function flattenOne(node: Node, links: Definitions): Node[] {
  const children = () => flatten(node.children ?? [], links);
  switch (node.type) {
    case 'image':
    case 'imageReference':
      return node.alt ? [text(node.alt)] : [];
    case 'html':
      return LINE_BREAK.test((node.value ?? '').trim()) ? [{ type: 'break' }] : [text(node.value ?? '')];
    case 'definition':
      return [];
    case 'footnoteReference':
      return [text(`[${node.label ?? node.identifier ?? ''}]`)];
    case 'footnoteDefinition':
      return children();
    case 'linkReference': {
      const identifier = node.identifier ?? '';
      if (/^\^?\d+$/.test(identifier)) return numberedReference(node, children());
      return [{ type: 'link', url: links.get(identifier) ?? '', children: children() }];
    }
    default:
      return [node.children === undefined ? node : { ...node, children: children() }];
  }
}

/** `[1]` or `[text][1]` with a definition for 1: read as the citation it looks like, never as that link. */
function numberedReference(node: Node, children: Node[]): Node[] {
  const own = children.length === 1 && children[0]?.type === 'text' ? children[0].value : undefined;
  const number = `[${node.identifier ?? ''}]`;
  if (own === node.identifier) return [text(number)];
  return own !== undefined && /^\d+$/.test(own) ? [text(`[${own}]${number}`)] : [...children, text(number)];
}

function text(value: string): Node {
  return { type: 'text', value };
}

/** Neighbouring texts become one: a citation cut in two by the parser is found again. */
function joinTexts(nodes: readonly Node[]): Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      joined[joined.length - 1] = text((last.value ?? '') + (node.value ?? ''));
    } else joined.push(node);
  }
  return joined;
}

function withMarks(node: Node, rules: TreeRules, reading: Reading): Node {
  if (node.children === undefined)
    return node.value === undefined ? node : { ...node, value: unmarked(node.value) };
  // Inside a link a citation would be a button in a button.
  const inner = node.type === 'link' ? { ...rules, citable: new Set<number>() } : rules;
  return {
    ...node,
    ...(node.url === undefined ? {} : { url: unmarked(node.url) }),
    children: node.children.flatMap(child =>
      child.type === 'text'
        ? markText(child.value ?? '', inner, reading)
        : [withMarks(child, inner, reading)],
    ),
  };
}

/** Code and addresses are shown as they are. */
function unmarked(value: string): string {
  return value.replaceAll(DOUBT_MARK, '');
}

function markText(value: string, rules: TreeRules, reading: Reading): Node[] {
  return value.split(DOUBT_MARK).flatMap((piece, index) => {
    if (index > 0) {
      if (reading.inDoubt) reading.doubts += 1;
      reading.inDoubt = !reading.inDoubt;
    }
    if (piece === '') return [];
    return reading.inDoubt
      ? [marked('doubt', piece, reading.doubts)]
      : splitCitations(piece, rules.citable, reading);
  });
}

function splitCitations(value: string, citable: ReadonlySet<number>, reading: Reading): Node[] {
  return citationParts(value, citable).map(part => {
    if (typeof part === 'string') return text(part);
    reading.citations += 1;
    return marked('citation', String(part), reading.citations - 1);
  });
}

function marked(kind: 'citation' | 'doubt', value: string, order: number): Node {
  return {
    type: 'foyer-mark',
    data: {
      hName: 'span',
      hProperties: { dataMark: kind, dataOrder: String(order) },
      hChildren: [{ type: 'text', value }],
    },
  };
}
