import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { tableOf } from './data-table.ts';
import { allTexts, ownName } from './data-value.ts';
import type { DataRecord, DataValue } from './data-value.ts';
import { parsePage } from './html-parsing.ts';
import { readHtmlBlocks } from './html-reader.ts';
import { pipeTable } from './html-table.ts';

/** A longer text is a paragraph of its own. */
const MAX_LINE_CHARACTERS = 300;
/** A record with at most so many values, all short, is lines below its name. */
const MAX_INDENTED_VALUES = 12;
const DEEPEST_HEADING = 6;
const MAX_INDENT = 8;
const MARKUP = /<(?:p|div|br|ul|ol|li|h[1-6]|table|span|a|b|i|em|strong|img)\b[^<>]*>/iu;

/** The words of a text that somebody kept as a piece of a page. */
function wordsOf(text: string): string {
  if (!MARKUP.test(text)) return text;
  const builder = createDocumentBuilder();
  readHtmlBlocks(parsePage(text), { builder, skips: () => false });
  return builder.build(null).text;
}

function labelled(name: string, text: string): string {
  return name === '' ? text : `${name}: ${text}`;
}

function isShort(text: string): boolean {
  return text.length <= MAX_LINE_CHARACTERS && !text.includes('\n') && !MARKUP.test(text);
}

/** A value in lines, each thing in it below its name and further in; null when it is too much for that. */
function indentedLines(name: string, value: DataValue, depth: number, limit: number): string[] | null {
  const indent = '  '.repeat(Math.min(depth, MAX_INDENT));
  if (value.kind === 'text') return isShort(value.text) ? [indent + labelled(name, value.text)] : null;
  if (value.kind === 'list') {
    const texts = allTexts(value.items);
    const joined = texts?.join(', ') ?? '';
    if (texts !== null && isShort(joined)) return [indent + labelled(name, joined)];
    if (depth === 0) return null;
  }
  const inner: [string, DataValue][] =
    value.kind === 'record' ? value.entries : value.items.map((item, index) => [`${index + 1}`, item]);
  const lines = [`${indent}${name}:`];
  for (const [innerName, item] of inner) {
    const more = indentedLines(innerName, item, depth + 1, limit - lines.length);
    if (more === null) return null;
    for (const line of more) lines.push(line);
    if (lines.length > limit) return null;
  }
  return lines;
}

/** Writes values one after the other; what is short shares a paragraph of lines. */
function createWriter(builder: DocumentBuilder) {
  let lines: string[] = [];

  const settle = (): void => {
    builder.add('paragraph', lines.join('\n'));
    lines = [];
  };
  const addHeading = (text: string, level: number): void => {
    settle();
    if (level <= DEEPEST_HEADING) builder.add('heading', text, level);
    else builder.add('paragraph', `${text}:`);
  };
  const writeParagraphs = (name: string, text: string): void => {
    settle();
    const [first = '', ...others] = wordsOf(text).split(/\n{2,}/u);
    builder.add('paragraph', labelled(name, first));
    for (const other of others) builder.add('paragraph', other);
  };

  const writeTexts = (name: string, texts: readonly string[], level: number): void => {
    settle();
    if (texts.every(isShort)) {
      if (name !== '') builder.add('paragraph', `${name}:`);
      builder.add('list', texts.map(text => `- ${text.trim()}`).join('\n'));
      return;
    }
    if (name !== '') addHeading(name, level);
    for (const text of texts) writeParagraphs('', text);
  };

  const writeList = (name: string, items: readonly DataValue[], level: number): void => {
    const texts = allTexts(items);
    if (texts !== null) {
      writeTexts(name, texts, level);
      return;
    }
    if (name !== '') addHeading(name, level);
    const table = tableOf(items);
    if (table !== null) {
      settle();
      builder.add('table', pipeTable(table));
      return;
    }
    const below = name === '' ? level : level + 1;
    for (const [index, item] of items.entries()) {
      const own = item.kind === 'record' ? ownName(item) : '';
      const isHeaded = items.length > 1 || own !== '';
      if (isHeaded) addHeading(own === '' ? `${name} ${index + 1}`.trim() : own, below);
      if (item.kind === 'record') writeRecord(item, isHeaded ? below + 1 : below);
      else write('', item, isHeaded ? below + 1 : below);
    }
  };

  function write(name: string, value: DataValue, level: number): void {
    const limit = level > DEEPEST_HEADING ? Infinity : MAX_INDENTED_VALUES;
    const short = name === '' && value.kind !== 'text' ? null : indentedLines(name, value, 0, limit);
    if (short !== null) {
      for (const line of short) lines.push(line);
      return;
    }
    if (value.kind === 'text') writeParagraphs(name, value.text);
    else if (value.kind === 'list') writeList(name, value.items, level);
    else {
      const own = ownName(value);
      addHeading(own === '' ? name : `${name}: ${own}`, level);
      writeRecord(value, level + 1);
    }
  }

  function writeRecord({ entries }: DataRecord, level: number): void {
    for (const [name, value] of entries) write(name, value, level);
    settle();
  }

  return { writeList, writeRecord, settle };
}

/**
 * Writes data so that people and searches understand it: names of what holds others as headings, short values as
 * `name: value` lines, long ones as paragraphs, like things as a table.
 */
export function writeData(values: readonly DataValue[], builder: DocumentBuilder): void {
  const writer = createWriter(builder);
  const [only] = values;
  if (values.length === 1 && only?.kind === 'record') writer.writeRecord(only, 1);
  else writer.writeList('', values.length === 1 && only?.kind === 'list' ? only.items : values, 1);
  writer.settle();
}
