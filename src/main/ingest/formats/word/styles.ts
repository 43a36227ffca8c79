import { child, elementsOf, isOn, numberOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What a paragraph style says, with all that it takes from the styles it is based on. */
export type ParagraphStyle = {
  /** 1-6 where it makes a heading. */
  headingLevel: number | null;
  isQuote: boolean;
  isHidden: boolean;
  /** Its numbering: of which list, on which level, and under which styles a list may know it. */
  numbering: { list: string | null; level: number | null; styles: readonly string[] };
};

export type StyleSheet = {
  /** The style of that id; without one, or an unknown one, the one of ordinary paragraphs. */
  paragraph(id: string | null): ParagraphStyle;
  isHiddenRun(id: string | null): boolean;
  /** The list that a numbering style stands for. */
  listOf(id: string): string | null;
};

/** Word stores its own styles under English names; other programs write those of their language. */
const HEADING = /^(?:heading|titre|überschrift|título|titolo|kop) ([1-9])$/iu;
const TITLE = /^(?:title|titre|titel|título)$/iu;
const QUOTE = /^(?:intense )?quote$|^citation(?: intense)?$/iu;
const MAX_LEVEL = 6;
/** The outline level that says: no heading. */
const BODY_LEVEL = 9;
/** Styles are based on one another in chains of a few; a ring must end somewhere. */
const MAX_CHAIN = 30;

/** The heading level of an outline level, which counts from 0. */
export function outlineHeading(outline: number): number | null {
  return outline >= BODY_LEVEL ? null : Math.min(MAX_LEVEL, outline + 1);
}

function headingLevel(chain: readonly XmlElement[]): number | null {
  for (const style of chain) {
    const outline = numberOf(style, 'w:pPr', 'w:outlineLvl');
    if (outline !== null) return outlineHeading(outline);
    const name = valueOf(style, 'w:name') ?? '';
    if (TITLE.test(name)) return 1;
    const level = HEADING.exec(name)?.[1];
    if (level !== undefined) return outlineHeading(Number(level) - 1);
  }
  return null;
}

/** What the nearest style of a chain says, of those that say anything. */
function nearest<T>(chain: readonly XmlElement[], read: (style: XmlElement) => T | null): T | null {
  for (const style of chain) {
    const found = read(style);
    if (found !== null) return found;
  }
  return null;
}

function isHidden(chain: readonly XmlElement[]): boolean {
  return nearest(chain, style => isOn(child(style, 'w:rPr'), 'w:vanish')) ?? false;
}

function describe(chain: readonly XmlElement[]): ParagraphStyle {
  const numbering = (name: string) => (style: XmlElement) => valueOf(style, 'w:pPr', 'w:numPr', name);
  const level = nearest(chain, numbering('w:ilvl'));
  return {
    headingLevel: headingLevel(chain),
    isQuote: chain.some(style => QUOTE.test(valueOf(style, 'w:name') ?? '')),
    isHidden: isHidden(chain),
    numbering: {
      list: nearest(chain, numbering('w:numId')),
      level: level === null ? null : Number(level),
      styles: chain.map(style => style.attributes['w:styleId'] ?? ''),
    },
  };
}

/** Reads the styles part; a file without one has plain paragraphs. */
export function readStyles(part: XmlElement | null): StyleSheet {
  const styles = part === null ? [] : elementsOf(part).filter(({ name }) => name === 'w:style');
  const byId = new Map(styles.map(style => [style.attributes['w:styleId'] ?? '', style]));
  const ordinary = styles.find(
    ({ attributes }) =>
      attributes['w:type'] === 'paragraph' && /^(?:1|true|on)$/u.test(attributes['w:default'] ?? ''),
  );

  const chainFrom = (first: XmlElement | undefined): XmlElement[] => {
    const chain: XmlElement[] = [];
    for (let style = first; style !== undefined && chain.length < MAX_CHAIN;) {
      chain.push(style);
      style = byId.get(valueOf(style, 'w:basedOn') ?? '');
    }
    return chain;
  };
  const paragraphs = new Map<string, ParagraphStyle>();
  const hiddenRuns = new Map<string, boolean>();

  return {
    paragraph(id) {
      const key = id ?? '';
      const known = paragraphs.get(key);
      if (known !== undefined) return known;
      const style = describe(chainFrom(byId.get(key) ?? ordinary));
      paragraphs.set(key, style);
      return style;
    },
    isHiddenRun(id) {
      if (id === null) return false;
      const known = hiddenRuns.get(id);
      if (known !== undefined) return known;
      const hidden = isHidden(chainFrom(byId.get(id)));
      hiddenRuns.set(id, hidden);
      return hidden;
    },
    listOf: id => nearest(chainFrom(byId.get(id)), style => valueOf(style, 'w:pPr', 'w:numPr', 'w:numId')),
  };
}
