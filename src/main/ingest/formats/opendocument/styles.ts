import { child, elementsOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import type { OpenDocument } from './package.ts';

/** How a paragraph or a stretch of text is shown, as far as it matters to a reader. */
export type Look = {
  /** 1-6, or null when it is no heading. */
  headingLevel: number | null;
  isQuote: boolean;
  isHidden: boolean;
  /** The style of its list, where the list itself names none. */
  listStyle: string | null;
};

export type Styles = {
  look(family: 'paragraph' | 'text', name: string | undefined): Look;
  listStyle(name: string | undefined): XmlElement | null;
  /** How headings are counted. */
  outline: XmlElement | null;
  /** A property of the style of a slide. */
  drawingPage(name: string | undefined, property: string): string | null;
  masterPages: readonly XmlElement[];
};

const NO_LOOK: Look = { headingLevel: null, isQuote: false, isHidden: false, listStyle: null };
const MAX_HEADING = 6;
/** Styles that inherit in circles end here. */
const MAX_PARENTS = 20;
const HEADING = /^(?:heading|titre|überschrift|título|titolo)\s*([1-9])$/iu;
const TITLE = /^(?:title|titre|titre principal)$/iu;
const QUOTE = /^(?:quotations?|citation|block text|quote)$/iu;

/** `Heading_20_1` is what a style called "Heading 1" is named in the file. */
function displayName(name: string): string {
  return name.replace(/_([\da-f]{2,4})_/giu, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function headingLevel({ attributes }: XmlElement): number | null {
  const outline = Number(attributes['style:default-outline-level']);
  if (outline > 0) return Math.min(MAX_HEADING, outline);
  return levelByName(attributes['style:display-name'] ?? displayName(attributes['style:name'] ?? ''));
}

function levelByName(name: string): number | null {
  if (TITLE.test(name)) return 1;
  const level = HEADING.exec(name)?.[1];
  return level === undefined ? null : Math.min(MAX_HEADING, Number(level));
}

function isHidden(style: XmlElement): boolean | null {
  const display = child(style, 'style:text-properties')?.attributes['text:display'];
  return display === undefined ? null : display === 'none';
}

/** Reads the styles of a document: those of the file first, those that only its content uses after them. */
export function readStyles({ content, styles }: Pick<OpenDocument, 'content' | 'styles'>): Styles {
  const holders = [styles, content].flatMap(root => (root === null ? [] : elementsOf(root)));
  const named = holders
    .filter(({ name }) => name === 'office:styles' || name === 'office:automatic-styles')
    .flatMap(elementsOf);
  const byName = new Map<string, XmlElement>();
  const lists = new Map<string, XmlElement>();
  for (const style of named) {
    const name = style.attributes['style:name'] ?? '';
    if (style.name === 'style:style') byName.set(`${style.attributes['style:family']} ${name}`, style);
    else if (style.name === 'text:list-style') lists.set(name, style);
  }
  const known = new Map<string, Look>();

  const chainOf = (family: string, name: string | undefined): XmlElement[] => {
    const chain: XmlElement[] = [];
    for (let next = name; next !== undefined && chain.length < MAX_PARENTS;) {
      const style = byName.get(`${family} ${next}`);
      if (style === undefined) break;
      chain.push(style);
      next = style.attributes['style:parent-style-name'];
    }
    return chain;
  };

  return {
    look(family, name) {
      if (name === undefined) return NO_LOOK;
      const key = `${family} ${name}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const chain = chainOf(family, name);
      const look: Look = {
        // The usual styles need not be written.
        headingLevel:
          chain.map(headingLevel).find(level => level !== null) ??
          (family === 'paragraph' && chain.length === 0 ? levelByName(displayName(name)) : null),
        isQuote: chain.some(style => QUOTE.test(displayName(style.attributes['style:name'] ?? ''))),
        isHidden: chain.map(isHidden).find(hidden => hidden !== null) ?? false,
        listStyle: chain.map(style => style.attributes['style:list-style-name']).find(list => list) ?? null,
      };
      known.set(key, look);
      return look;
    },
    listStyle: name => (name === undefined ? null : (lists.get(name) ?? null)),
    outline: named.find(({ name }) => name === 'text:outline-style') ?? null,
    drawingPage(name, property) {
      const values = chainOf('drawing-page', name).map(
        style => child(style, 'style:drawing-page-properties')?.attributes[property],
      );
      return values.find(value => value !== undefined) ?? null;
    },
    masterPages: holders
      .filter(({ name }) => name === 'office:master-styles')
      .flatMap(elementsOf)
      .filter(({ name }) => name === 'style:master-page'),
  };
}
