import type { Block } from './content.ts';
import { PAGE_MARK } from './content.ts';
import { equationText } from './equation-text.ts';
import type { Fields } from './fields.ts';
import type { ParagraphStyle, StyleSheet } from './styles.ts';
import { shownText, symbolText } from './symbols.ts';
import { child, elementsOf, holds, isOn, textOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** The text of a paragraph, and what hangs on it. */
export type Line = {
  text: string;
  /** Text boxes and graphics anchored in it. */
  boxes: Block[];
  /** Footnotes it refers to. */
  notes: Block[];
  /** Whether it shows the page it is on. */
  showsPage: boolean;
};

/** What tells that a page starts: where Word ended one when it last saved, or only the breaks someone put there. */
export type PageBreaks = 'rendered' | 'explicit' | 'none';

export type LineContext = {
  styles: StyleSheet;
  fields: Fields;
  pageBreaks: PageBreaks;
  readBox(content: XmlElement): Block[];
  /** The blocks of the graphic (diagram, chart) of that id. */
  readGraphic(id: string | undefined): Block[];
  /** The picture of that id. */
  readPicture(id: string | undefined): Block[];
  /** The mark of a note where the text refers to it; its blocks are added to `notes`, or kept for the end. */
  referTo(reference: XmlElement, notes: Block[]): string;
};

/** How a stretch of a paragraph is shown. */
type Look = { isHidden: boolean; font: string | null };

/** Properties, codes and remarks, what was deleted or moved elsewhere, and the reading aid over a ruby's base. */
const LEFT_OUT = new Set([
  'w:pPr',
  'w:rPr',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:customXmlPr',
  'w:smartTagPr',
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:delInstrText',
  'w:rt',
  'w:fldData',
]);

/** The text of a paragraph as Word shows it. */
export function readLine(paragraph: XmlElement, style: ParagraphStyle, context: LineContext): Line {
  const line: Line = { text: '', boxes: [], notes: [], showsPage: false };
  const { fields, styles } = context;

  const emit = (text: string, look: Look): void => {
    if (text === '' || look.isHidden || !fields.isShown()) return;
    line.text += text.replaceAll(PAGE_MARK, '');
    line.showsPage ||= fields.isPageNumber();
  };

  const lookOf = (run: XmlElement): Look => {
    const properties = child(run, 'w:rPr');
    // A toggle: styles of the paragraph and of the run that both hide show again (ECMA-376 part 1, 17.7.3).
    const byStyles = style.isHidden !== styles.isHiddenRun(valueOf(properties, 'w:rStyle'));
    return {
      isHidden: isOn(properties, 'w:vanish') ?? byStyles,
      font: child(properties, 'w:rFonts')?.attributes['w:ascii'] ?? null,
    };
  };

  const visitAll = (parent: XmlElement, look: Look): void => {
    for (const element of elementsOf(parent)) visit(element, look);
  };

  /** The first alternative that there is something to read in. */
  const visitAlternatives = (choice: XmlElement, look: Look): void => {
    const size = (): number => line.text.length + line.boxes.length + line.notes.length;
    const before = size();
    for (const alternative of elementsOf(choice)) {
      visitAll(alternative, look);
      if (size() > before) return;
    }
  };

  /** A page starts here; hidden or not, the pages after it count. */
  const startPage = (source: PageBreaks): void => {
    if (context.pageBreaks === source) line.text += PAGE_MARK;
  };

  const visit = (element: XmlElement, look: Look): void => {
    if (LEFT_OUT.has(element.name)) return;
    const { attributes } = element;
    switch (element.name) {
      case 'w:r':
        visitAll(element, lookOf(element));
        return;
      case 'w:t':
      case 'a:t':
        emit(shownText(textOf(element).replace(/[\t\n\r]+/gu, ' '), look.font), look);
        return;
      case 'w:tab':
      case 'w:ptab':
        emit('\t', look);
        return;
      case 'w:cr':
        emit('\n', look);
        return;
      case 'w:br':
        if (attributes['w:type'] === 'page') startPage('explicit');
        else emit('\n', look);
        return;
      case 'w:lastRenderedPageBreak':
        startPage('rendered');
        return;
      case 'w:noBreakHyphen':
        emit('-', look);
        return;
      case 'w:sym':
        emit(symbolText(attributes['w:font'] ?? '', attributes['w:char'] ?? ''), look);
        return;
      case 'm:oMath':
      case 'm:oMathPara':
        emit(` ${equationText(element)} `, look);
        return;
      case 'w:fldChar':
        emit(fields.take(element), look);
        return;
      case 'w:instrText':
        fields.addCode(textOf(element));
        return;
      case 'w:fldSimple':
        fields.within(attributes['w:instr'] ?? '', () => visitAll(element, look));
        return;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        if (!look.isHidden && fields.isShown()) emit(context.referTo(element, line.notes), look);
        return;
      case 'w:txbxContent':
        if (!look.isHidden && fields.isShown()) line.boxes.push(...context.readBox(element));
        return;
      case 'dgm:relIds':
      case 'c:chart':
        if (!look.isHidden && fields.isShown())
          line.boxes.push(...context.readGraphic(attributes['r:dm'] ?? attributes['r:id']));
        return;
      case 'a:blip':
        if (!look.isHidden && fields.isShown())
          line.boxes.push(...context.readPicture(attributes['r:embed']));
        return;
      case 'mc:AlternateContent':
        visitAlternatives(element, look);
        return;
      case 'wp:inline':
      case 'wp:anchor':
        emit(pictureWords(element), look);
        break;
      case 'v:imagedata':
        emit(` ${attributes['o:title'] ?? ''} `, look);
        if (!look.isHidden && fields.isShown()) line.boxes.push(...context.readPicture(attributes['r:id']));
        return;
      case 'v:textpath':
        emit(` ${attributes['string'] ?? ''} `, look);
        return;
    }
    visitAll(element, look);
  };

  visitAll(paragraph, { isHidden: style.isHidden, font: null });
  fields.endParagraph();
  return line;
}

/** What is said in words of a picture, for those who cannot see it. */
function pictureWords(drawing: XmlElement): string {
  if (!holds(drawing, ({ name }) => name === 'pic:pic')) return '';
  const properties = child(drawing, 'wp:docPr')?.attributes;
  const words = properties?.['descr']?.trim() || properties?.['title']?.trim() || '';
  return words === '' ? '' : ` ${words} `;
}
