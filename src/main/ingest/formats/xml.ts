import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { cleanLine } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import { MAX_DATA_VALUES } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import type { DataValue } from './data-value.ts';
import { addText } from './text.ts';
import { elementsOf, isElement, parseXml, textOf } from './word/xml.ts';
import type { XmlElement } from './word/xml.ts';
import { writeData } from './write-data.ts';

/** Attributes that speak to programs. */
const TECHNICAL = /^(?:xmlns|xml:|xsi:|(?:style|class|rel|isPermaLink|encoding)$)/u;
/** Said of a text, these are about its notation. */
const OF_NOTATION = new Set(['type', 'mode', 'version', 'format']);
/** Reading several paragraphs as one loses no word; elements like these end one. */
const BLOCK = /^(?:p|para|div|li|item|br|tr|h\d|title|section|note|line|lg|l|row)$/iu;

/** Without the prefix of its namespace. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The text of an element that has words between elements: white space as one space, paragraphs apart. */
function proseOf(element: XmlElement): string {
  const parts: string[] = [];
  const walk = ({ children }: XmlElement): void => {
    for (const node of children) {
      if (!isElement(node)) {
        parts.push(node.replace(/\s+/gu, ' '));
        continue;
      }
      const isBlock = BLOCK.test(localName(node.name));
      if (isBlock) parts.push('\n\n');
      walk(node);
      if (isBlock) parts.push('\n\n');
    }
  };
  walk(element);
  return parts
    .join('')
    .replace(/ ?\n[\n ]*/gu, '\n\n')
    .trim();
}

function attributesOf({ attributes }: XmlElement): [string, string][] {
  return Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && /\S/u.test(entry[1]))
    .filter(([name]) => !TECHNICAL.test(name))
    .map(([name, value]) => [localName(name), cleanLine(value)]);
}

/** A text with what its attributes say of it: `12 (currency: EUR)`. */
function textValue(text: string, attributes: readonly [string, string][]): DataValue {
  const said = attributes
    .filter(([name]) => !OF_NOTATION.has(name))
    .map(([name, value]) => `${name}: ${value}`);
  return { kind: 'text', text: said.length === 0 ? text : `${text} (${said.join(', ')})` };
}

/** Entries in their order; neighbours of one name are several of one thing. */
function entriesOf(elements: readonly XmlElement[]): [string, DataValue][] {
  const runs: { name: string; values: DataValue[] }[] = [];
  for (const element of elements) {
    const name = localName(element.name);
    const value = valueOf(element);
    if (value === null) continue;
    const last = runs.at(-1);
    if (last?.name === name) last.values.push(value);
    else runs.push({ name, values: [value] });
  }
  return runs.map(({ name, values: [first, ...others] }) => [
    name,
    first !== undefined && others.length === 0
      ? first
      : { kind: 'list', items: first === undefined ? [] : [first, ...others] },
  ]);
}

/** What an element says; null when that is nothing. */
function valueOf(element: XmlElement): DataValue | null {
  const attributes = attributesOf(element);
  const elements = elementsOf(element);
  const hasWords = element.children.some(node => !isElement(node) && /\S/u.test(node));
  const isPage = element.attributes.type === 'xhtml';
  if (hasWords || isPage) {
    // Paragraphs of a text are as they were written only where nothing else is in it.
    const text = elements.length === 0 ? textOf(element).trim() : proseOf(element);
    return text === '' ? null : textValue(text, attributes);
  }
  const own = attributes.map(([name, text]): [string, DataValue] => [name, { kind: 'text', text }]);
  const entries = [...own, ...entriesOf(elements)];
  return entries.length === 0 ? null : { kind: 'record', entries };
}

function parse(source: string): XmlElement | null {
  try {
    return parseXml(source, { keepsBlanks: true, skipsDocumentType: true, maxElements: MAX_DATA_VALUES });
  } catch (error) {
    if (isFoyerError(error) && error.code === 'document.damaged') return null;
    throw error;
  }
}

/**
 * Reads XML as data for people, feeds among them: names of elements as labels and headings, like elements as a table.
 * What is not well-formed is kept as it is written, and told. No entity beyond those of XML itself is known. Throws
 * document.too_large.
 */
export function extractXml(source: string): ExtractedDocument {
  const builder = createDocumentBuilder();
  const root = parse(source);
  if (root === null) {
    addText(source, builder);
    builder.warn({ kind: 'damaged', unread: 1, total: 1, unit: 'files', places: [] });
    return builder.build(null);
  }
  const value = valueOf(root);
  if (value === null) throw new FoyerError('document.empty', 'No element says anything');
  writeData([value], builder);
  // The first heading names a part.
  return { ...builder.build(null), heading: null };
}
