import type { PageRuns, Run } from './page-lines.ts';
import { labelled, OFF, ON } from './place-annotations.ts';
import { property, textProperty } from './pdf-values.ts';

/** What the library makes of a form in XML: HTML as a tree, without places that could be relied on. */
type XfaNode = { name: string; attributes: unknown; children: unknown[]; value: string };

const SIZE = 10;
const LINE_DISTANCE = 20;

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

type Parts = { words: string[]; values: string[]; marks: string[] };

function gather(node: XfaNode, parts: Parts): void {
  if (isHidden(node) || node.name === 'button' || node.name === 'style') return;
  if (node.name === 'input') {
    const type = textProperty(node.attributes, 'type');
    if (type !== 'checkbox' && type !== 'radio') parts.values.push(textProperty(node.attributes, 'value'));
    else parts.marks.push(property(node.attributes, 'checked') === true ? ON : OFF);
  } else if (node.name === 'textarea') parts.values.push(textProperty(node.attributes, 'textContent'));
  else if (node.name === 'select') {
    const chosen = node.children
      .map(nodeOf)
      .filter(option => property(option.attributes, 'selected') === true);
    parts.values.push(
      chosen.map(({ value, attributes }) => value || textProperty(attributes, 'value')).join(', '),
    );
  } else {
    parts.words.push(textProperty(node.attributes, 'textContent') || node.value);
    for (const child of node.children) gather(nodeOf(child), parts);
  }
}

/** A field as one line: its mark, its label, its value. */
function textOf(node: XfaNode): string {
  const parts: Parts = { words: [], values: [], marks: [] };
  gather(node, parts);
  const join = (texts: readonly string[]): string => texts.join(' ').replace(/\s+/gu, ' ').trim();
  const value = join(parts.values);
  const words = join([...parts.marks, ...parts.words]);
  return value === '' ? words : labelled(words, value);
}

function isLine({ attributes, children }: XfaNode): boolean {
  const classes = property(attributes, 'class');
  const isField = Array.isArray(classes) && classes.some(name => name === 'xfaField' || name === 'xfaDraw');
  return isField || children.some(child => nodeOf(child).name === '#text');
}

function linesOf(node: XfaNode, lines: string[]): void {
  if (isHidden(node)) return;
  if (isLine(node) || node.children.length === 0) {
    const text = textOf(node);
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
  const frame = {
    top: SIZE,
    bottom: -lines.length * LINE_DISTANCE,
    width: Math.max(1, ...runs.map(run => run.right)),
  };
  return { runs, others: [], frame, turns: 0 };
}
