/**
 * The rules of what a model may show, applied to the Markdown tree before anything is drawn. A model repeats what
 * documents tell it to, so nothing here may fetch, run or lead away by itself:
 * - images of every form become their alternative text;
 * - HTML stays text (only a line break means what it says);
 * - reference definitions and footnotes dissolve, so that `[1]` is always a citation and never a hidden link;
 * - `[1]`, `[1][2]`, `[1, 2]` and `[^1]` become citations when that source exists.
 */
import { citationParts } from '#shared/lib/answer-text.ts';

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
  /** Quotations (or citations such as `[7]`) that the passages do not hold, marked where they stand. */
  unverified: readonly string[];
};

const LINE_BREAK = /^<br\s*\/?>$/i;

/** A remark plugin. `rules` is read at each run, so that one plugin list serves changing sources. */
export function remarkSafe(rules: TreeRules) {
  return (tree: unknown): void => {
    const root = tree as Node;
    const links = definitionsOf(root);
    root.children = flatten(root.children ?? [], links).map(node => withMarks(node, rules));
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

function withMarks(node: Node, rules: TreeRules): Node {
  if (node.children === undefined) return node;
  // Inside a link a citation would be a button in a button.
  const inner = node.type === 'link' ? { ...rules, citable: new Set<number>() } : rules;
  return {
    ...node,
    children: node.children.flatMap(child =>
      child.type === 'text' ? markText(child.value ?? '', inner) : [withMarks(child, inner)],
    ),
  };
}

function markText(value: string, rules: TreeRules): Node[] {
  return splitUnverified(value, rules.unverified).flatMap(piece =>
    piece.unverified ? [marked('unverified', piece.text)] : splitCitations(piece.text, rules.citable),
  );
}

function splitCitations(value: string, citable: ReadonlySet<number>): Node[] {
  return citationParts(value, citable).map(part =>
    typeof part === 'string' ? text(part) : marked('citation', String(part)),
  );
}

function marked(kind: 'citation' | 'unverified', value: string): Node {
  return {
    type: 'foyer-mark',
    data: { hName: 'span', hProperties: { dataMark: kind }, hChildren: [{ type: 'text', value }] },
  };
}

type Piece = { text: string; unverified: boolean };

function splitUnverified(value: string, unverified: readonly string[]): Piece[] {
  let pieces: Piece[] = [{ text: value, unverified: false }];
  for (const quotation of unverified) {
    if (quotation === '') continue;
    pieces = pieces.flatMap(piece => {
      if (piece.unverified) return [piece];
      const parts = piece.text.split(quotation);
      return parts
        .flatMap((part, index): Piece[] => [
          ...(index > 0 ? [{ text: quotation, unverified: true }] : []),
          { text: part, unverified: false },
        ])
        .filter(part => part.text !== '');
    });
  }
  return pieces;
}
