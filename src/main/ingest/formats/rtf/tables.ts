import { encodingOfCharset, encodingOfCodePage } from './code-pages.ts';

export type Font = { name: string; charset: number | null; encoding: string | null };
export type Style = { headingLevel: number | null };

const MAX_HEADING = 6;
const HEADING = /^(?:heading|titre|überschrift|título|titolo)\s*([1-9])\b/iu;
const TITLE = /^(?:title|titre)$/iu;
/** `\outlinelevel9` is text of the body. */
const BODY_OUTLINE = 9;

/** A level of the outline (from 0) as one of headings, or null for text of the body. */
export function outlineHeading(level: number): number | null {
  return level < 0 || level >= BODY_OUTLINE ? null : Math.min(MAX_HEADING, level + 1);
}

function headingByName(name: string): number | null {
  if (TITLE.test(name)) return 1;
  const level = HEADING.exec(name)?.[1];
  return level === undefined ? null : Math.min(MAX_HEADING, Number(level));
}

/** Reads the entries of the tables of fonts and styles, which end with a semicolon each. */
export function createTables() {
  const fonts = new Map<number, Font>();
  const styles = new Map<number, Style>();
  let font: { number: number } & Font = { number: 0, name: '', charset: null, encoding: null };
  let style: { number: number | null; outline: number | null; name: string } = {
    number: 0,
    outline: null,
    name: '',
  };

  return {
    fonts,
    styles,
    beginFont(number: number): void {
      font = { number, name: '', charset: null, encoding: null };
    },
    setCharset(charset: number): void {
      font = { ...font, charset, encoding: encodingOfCharset(charset) };
    },
    setCodePage(codePage: number): void {
      font = { ...font, encoding: encodingOfCodePage(codePage) };
    },
    addFontText(text: string): void {
      font = { ...font, name: font.name + text };
      if (!text.includes(';')) return;
      const { number, charset, encoding } = font;
      fonts.set(number, { name: font.name.replace(/;[^]*$/u, '').trim(), charset, encoding });
    },
    /** Without a number it is a style of characters. */
    beginStyle(number: number | null): void {
      style = { number, outline: null, name: '' };
    },
    setOutline(level: number): void {
      style = { ...style, outline: level };
    },
    addStyleText(text: string): void {
      style = { ...style, name: style.name + text };
      if (!text.includes(';')) return;
      const name = style.name.replace(/;[^]*$/u, '').trim();
      const byOutline = style.outline === null ? null : outlineHeading(style.outline);
      if (style.number !== null) styles.set(style.number, { headingLevel: byOutline ?? headingByName(name) });
      style = { number: 0, outline: null, name: '' };
    },
  };
}
