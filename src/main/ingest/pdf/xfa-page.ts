import type { PageRuns, Run } from './page-lines.ts';
import { property, textProperty } from './pdf-values.ts';

/** What the library makes of a form in XML: HTML as a tree, without places that could be relied on. */
type XfaNode = { name: string; attributes: unknown; children: unknown[]; value: string };

const SIZE = 10;
const LINE_DISTANCE = 20;
const ON = '☒';
const OFF = '☐';

function nodeOf(value: unknown): XfaNode {
  const children = property(value, 'children');
  return {
    name: textProperty(value, 'name'),
    attributes: property(value, 'attributes'),
    children: Array.isArray(children) ? children : [],
    value: textProperty(value, 'value'),
  };
}

function isHidden(node: XfaNode): boolean {
  const style = property(node.attributes, 'style');
  return (
    textProperty(node.attributes, 'type') === 'password' ||
    textProperty(style, 'visibility') === 'hidden' ||
    textProperty(style, 'display') === 'none'
  );
}

/** The text of a field, its label included. */
function textOf(node: XfaNode): string {
  if (isHidden(node) || node.name === 'button' || node.name === 'style') return '';
  if (node.name === '#text') return node.value;
  if (node.name === 'input') {
    const type = textProperty(node.attributes, 'type');
    if (type !== 'checkbox' && type !== 'radio') return textProperty(node.attributes, 'value');
    return property(node.attributes, 'checked') === true ? ON : OFF;
  }
  if (node.name === 'textarea') return textProperty(node.attributes, 'textContent');
  if (node.name === 'select') {
    const chosen = node.children.map(nodeOf).filter(option => property(option.attributes, 'selected') === true);
    return chosen.map(option => option.value || textProperty(option.attributes, 'value')).join(', ');
  }
  const own = textProperty(node.attributes, 'textContent') || node.value;
  return [own, ...node.children.map(child => textOf(nodeOf(child)))].filter(text => text !== '').join(' ');
}

function isLine({ attributes, children }: XfaNode): boolean {
  const classes = property(attributes, 'class');
  const isField = Array.isArray(classes) && classes.some(name => name === 'xfaField' || name === 'xfaDraw');
  return isField || children.some(child => nodeOf(child).name === '#text');
}

function linesOf(node: XfaNode, lines: string[]): void {
  if (isHidden(node)) return;
  if (isLine(node) || node.children.length === 0) {
    const text = textOf(node).replace(/\s+/gu, ' ').trim();
    if (text !== '') lines.push(text);
    return;
  }
  for (const child of node.children) linesOf(nodeOf(child), lines);
}

/** A page of a form that is described in XML, line by line: labels with what was filled in. */
export function readXfaPage(tree: unknown): PageRuns {
  const lines: string[] = [];
  linesOf(nodeOf(tree), lines);
  const runs = lines.map((text, index): Run => {
    const baseline = -index * LINE_DISTANCE;
    return {
      text,
      left: 0,
      right: text.length * SIZE,
      baseline,
      size: SIZE,
      font: '',
      fontCharacters: text.length,
      isRightToLeft: false,
      isEntry: true,
    };
  });
  const frame = { top: SIZE, bottom: -lines.length * LINE_DISTANCE, width: Math.max(1, ...runs.map(run => run.right)) };
  return { runs, others: [], frame, turns: 0 };
}
