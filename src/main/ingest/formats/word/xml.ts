import { FoyerError } from '#shared/errors.ts';

/** Values by name. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** An element whose name, and those of its attributes, carry the prefix usual in Office files, whatever the file uses. */
export type XmlElement = {
  name: string;
  attributes: Attributes;
  children: (XmlElement | string)[];
};

const OFFICE = 'http://schemas.openxmlformats.org';
const STRICT = 'http://purl.oclc.org/ooxml';

/** Prefixes by namespace: ECMA-376 in its transitional and strict forms, and Microsoft's extensions. */
const PREFIXES = new Map([
  [`${OFFICE}/wordprocessingml/2006/main`, 'w'],
  [`${STRICT}/wordprocessingml/main`, 'w'],
  [`${OFFICE}/officeDocument/2006/relationships`, 'r'],
  [`${STRICT}/officeDocument/relationships`, 'r'],
  [`${OFFICE}/officeDocument/2006/math`, 'm'],
  [`${STRICT}/officeDocument/math`, 'm'],
  [`${OFFICE}/drawingml/2006/main`, 'a'],
  [`${STRICT}/drawingml/main`, 'a'],
  [`${OFFICE}/drawingml/2006/picture`, 'pic'],
  [`${STRICT}/drawingml/picture`, 'pic'],
  [`${OFFICE}/drawingml/2006/wordprocessingDrawing`, 'wp'],
  [`${STRICT}/drawingml/wordprocessingDrawing`, 'wp'],
  [`${OFFICE}/drawingml/2006/diagram`, 'dgm'],
  [`${STRICT}/drawingml/diagram`, 'dgm'],
  [`${OFFICE}/drawingml/2006/chart`, 'c'],
  [`${STRICT}/drawingml/chart`, 'c'],
  [`${OFFICE}/presentationml/2006/main`, 'p'],
  [`${STRICT}/presentationml/main`, 'p'],
  ['http://schemas.microsoft.com/office/powerpoint/2018/8/main', 'p188'],
  [`${OFFICE}/markup-compatibility/2006`, 'mc'],
  [`${OFFICE}/package/2006/relationships`, ''],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['urn:schemas-microsoft-com:office:office', 'o'],
  ['urn:oasis:names:tc:opendocument:xmlns:office:1.0', 'office'],
  ['urn:oasis:names:tc:opendocument:xmlns:text:1.0', 'text'],
  ['urn:oasis:names:tc:opendocument:xmlns:table:1.0', 'table'],
  ['urn:oasis:names:tc:opendocument:xmlns:style:1.0', 'style'],
  ['urn:oasis:names:tc:opendocument:xmlns:drawing:1.0', 'draw'],
  ['urn:oasis:names:tc:opendocument:xmlns:presentation:1.0', 'presentation'],
  ['urn:oasis:names:tc:opendocument:xmlns:manifest:1.0', 'manifest'],
  ['urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0', 'svg'],
  ['urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0', 'fo'],
  ['http://www.w3.org/1999/xlink', 'xlink'],
  ['http://www.idpf.org/2007/opf', ''],
  ['http://www.daisy.org/z3986/2005/ncx/', ''],
  ['urn:oasis:names:tc:opendocument:xmlns:container', ''],
]);

/** Far deeper than tables in tables in content controls; it keeps what walks the tree within its stack. */
const MAX_DEPTH = 600;
const ATTRIBUTE = /\s*([^\s=<>/"']+)\s*=\s*(["'])/y;
const TAG_END = /\s*(\/?)>/y;
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/giu;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Marks of editing sessions, on every paragraph and run: a third of a file's attributes, read by nobody. */
const EDITING_MARK = /^w:rsid/u;
const NO_ATTRIBUTES: Attributes = {};

/** The prefixes in force, and the names already translated under them. */
type Scope = { prefixes: ReadonlyMap<string, string>; names: Map<string, string> };
type OpenElement = { element: XmlElement; tag: string; scope: Scope };

function damaged(what: string): FoyerError {
  return new FoyerError('document.damaged', `XML: ${what}`);
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (_whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? '';
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}

function officeName(scope: Scope, written: string): string {
  const known = scope.names.get(written);
  if (known !== undefined) return known;
  const colon = written.indexOf(':');
  const prefix = written.slice(0, Math.max(0, colon));
  const usual = scope.prefixes.get(prefix) ?? prefix;
  const local = written.slice(colon + 1);
  const name = usual === '' ? local : `${usual}:${local}`;
  scope.names.set(written, name);
  return name;
}

/** The attributes written from `at` on, as a list of name and value, and where the tag ends. */
function scanAttributes(source: string, at: number): { written: [string, string][]; end: number } {
  const written: [string, string][] = [];
  let end = at;
  ATTRIBUTE.lastIndex = at;
  for (let match = ATTRIBUTE.exec(source); match !== null; match = ATTRIBUTE.exec(source)) {
    const [, name = '', quote = ''] = match;
    const close = source.indexOf(quote, ATTRIBUTE.lastIndex);
    if (close === -1) throw damaged(`the value of ${name} has no end`);
    written.push([name, decoded(source.slice(ATTRIBUTE.lastIndex, close))]);
    end = close + 1;
    ATTRIBUTE.lastIndex = end;
  }
  return { written, end };
}

function scopeWithin(scope: Scope, written: readonly [string, string][]): Scope {
  const declarations = written.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declarations.length === 0) return scope;
  const prefixes = new Map(scope.prefixes);
  for (const [name, namespace] of declarations) {
    const prefix = name.slice('xmlns:'.length);
    prefixes.set(prefix, PREFIXES.get(namespace) ?? prefix);
  }
  return { prefixes, names: new Map() };
}

function attributesOf(written: readonly [string, string][], scope: Scope): Attributes {
  const attributes: Record<string, string> = {};
  let isEmpty = true;
  for (const [name, value] of written) {
    const usual = name.includes(':') ? officeName(scope, name) : name;
    if (name.startsWith('xmlns') || EDITING_MARK.test(usual)) continue;
    attributes[usual] = value;
    isEmpty = false;
  }
  return isEmpty ? NO_ATTRIBUTES : attributes;
}

/** Adds the element whose start tag begins at `at`; where that tag ends. */
function startElement(source: string, at: number, open: OpenElement[]): number {
  const parent = open.at(-1);
  const tag = /[^\s/>]+/y;
  tag.lastIndex = at + 1;
  const name = tag.exec(source)?.[0];
  if (parent === undefined || name === undefined) throw damaged(`no element at ${at}`);
  const { written, end } = scanAttributes(source, tag.lastIndex);
  TAG_END.lastIndex = end;
  const closing = TAG_END.exec(source);
  if (closing === null) throw damaged(`the tag at ${at} has no end`);
  const scope = scopeWithin(parent.scope, written);
  const element = {
    name: officeName(scope, name),
    attributes: attributesOf(written, scope),
    children: [],
  };
  parent.element.children.push(element);
  if (closing[1] === '') {
    if (open.length > MAX_DEPTH) throw damaged('nested too deep');
    open.push({ element, tag: name, scope });
  }
  return TAG_END.lastIndex;
}

/** How XML that is no part of an Office file is read. */
export type XmlReading = {
  /** White space between elements is kept: it may stand between words. */
  keepsBlanks: boolean;
  /** A document type is passed over, none of its entities is known. */
  skipsDocumentType: boolean;
  maxElements: number;
};
const OFFICE_READING: XmlReading = { keepsBlanks: false, skipsDocumentType: false, maxElements: Infinity };

/** White space counts only where it is all that an element holds, or where all of it is kept. */
function addText(parent: XmlElement, text: string, isLast: boolean, keepsBlanks: boolean): void {
  if (text === '' || (!keepsBlanks && !/\S/u.test(text) && !(isLast && parent.children.length === 0))) return;
  parent.children.push(text);
}

function after(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  if (at === -1) throw damaged(`no ${mark}`);
  return at + mark.length;
}

/** A document type that only names itself, as old OpenDocument files and books have it; it declares nothing. */
const BARE_DOCUMENT_TYPE = /<!DOCTYPE\s[^<>[\]]*>/iu;

/** XML without a document type that declares nothing; `parseXml` refuses all others. */
export function withoutDocumentType(source: string): string {
  return source.replace(BARE_DOCUMENT_TYPE, '');
}

/** Where a document type ends whose declaration begins at `at`: behind what it declares, which is not read. */
function documentTypeEnd(source: string, at: number): number {
  const open = source.indexOf('[', at);
  const close = after(source, '>', at);
  return open === -1 || open > close ? close : after(source, '>', after(source, ']', open) - 1);
}

/**
 * The root element of an XML part. Throws document.damaged for what is not well-formed, and for a document type: no
 * part of an Office file has one; one that has wants entities expanded or files read.
 *
 * @param given what is read otherwise than in an Office file
 */
export function parseXml(source: string, given: Partial<XmlReading> = {}): XmlElement {
  const reading = { ...OFFICE_READING, ...given };
  let elements = 0;
  const root: XmlElement = { name: '', attributes: NO_ATTRIBUTES, children: [] };
  const open: OpenElement[] = [{ element: root, tag: '', scope: { prefixes: new Map(), names: new Map() } }];
  let at = 0;
  for (let start = source.indexOf('<'); start !== -1; start = source.indexOf('<', at)) {
    const current = open.at(-1);
    if (current === undefined) throw damaged('more ends than elements');
    addText(
      current.element,
      decoded(source.slice(at, start)),
      source.startsWith('</', start),
      reading.keepsBlanks,
    );
    if (source.startsWith('</', start)) {
      at = after(source, '>', start);
      if (source.slice(start + 2, at - 1).trimEnd() !== current.tag)
        throw damaged(`${current.tag} has no end`);
      // An array that grew has room for many more; most elements hold one or two.
      current.element.children = current.element.children.slice();
      open.pop();
    } else if (source.startsWith('<!--', start)) at = after(source, '-->', start + 4);
    else if (source.startsWith('<![CDATA[', start)) {
      at = after(source, ']]>', start);
      current.element.children.push(source.slice(start + '<![CDATA['.length, at - ']]>'.length));
    } else if (source.startsWith('<?', start)) at = after(source, '?>', start);
    else if (source.startsWith('<!', start)) {
      if (!reading.skipsDocumentType) throw damaged('a document type');
      at = documentTypeEnd(source, start);
    } else {
      elements += 1;
      if (elements > reading.maxElements)
        throw new FoyerError('document.too_large', `More than ${reading.maxElements} elements`);
      at = startElement(source, start, open);
    }
  }
  const document = root.children.find(isElement);
  if (open.length !== 1 || document === undefined) throw damaged('cut short');
  return document;
}

export function isElement(node: XmlElement | string): node is XmlElement {
  return typeof node !== 'string';
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter(isElement);
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((node): node is XmlElement => isElement(node) && node.name === name);
}

/** The element that `path` leads to, first child by first child. */
export function descend(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce(child, element);
}

/** What most properties of Word say: `w:val` of the child of that name. */
export function valueOf(element: XmlElement | undefined, ...path: readonly string[]): string | null {
  return descend(element, ...path)?.attributes['w:val'] ?? null;
}

export function numberOf(element: XmlElement | undefined, ...path: readonly string[]): number | null {
  const value = Number.parseInt(valueOf(element, ...path) ?? '', 10);
  return Number.isNaN(value) ? null : value;
}

/** A property that is on by its mere presence; null where it is absent. */
export function isOn(element: XmlElement | undefined, name: string): boolean | null {
  const found = child(element, name);
  if (found === undefined) return null;
  return !/^(?:0|false|off|none)$/u.test(found.attributes['w:val'] ?? '');
}

export function textOf(element: XmlElement): string {
  return element.children.map(node => (isElement(node) ? textOf(node) : node)).join('');
}

/** Whether `accepts` holds for an element anywhere below. */
export function holds(element: XmlElement, accepts: (inner: XmlElement) => boolean): boolean {
  return elementsOf(element).some(inner => accepts(inner) || holds(inner, accepts));
}
