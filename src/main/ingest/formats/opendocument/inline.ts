import type { Language } from '#shared/contract/vocabulary.ts';
import { remarkText } from '../remark.ts';
import { PAGE_MARK, isText, plainBlock } from '../word/content.ts';
import type { Block } from '../word/content.ts';
import { plainPrivateCharacters } from '../../pdf/private-characters.ts';
import { child, elementsOf, isElement, textOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import type { Styles } from './styles.ts';

/** The text of a paragraph, and what hangs on it. */
export type Line = {
  text: string;
  /** Text boxes and objects anchored in it. */
  boxes: Block[];
  /** Notes that it refers to, and remarks on it. */
  notes: Block[];
  showsPage: boolean;
};

export type LineContext = {
  styles: Styles;
  /** The blocks in a note, a remark or a shape. */
  readBlocks(parent: XmlElement): Block[];
  /** What can be read of a shape or frame: words that stand in the line, and blocks beside it. */
  readShape(shape: XmlElement): { words: string; blocks: Block[] };
  /** Takes the blocks of an endnote, to be read at the end. */
  keepForEnd(blocks: readonly Block[]): void;
  language: Language | null;
};

/** Spaces that one element may stand for. */
const MAX_SPACES = 100;
/** Marks, codes and declarations; what was deleted stands apart from the text. */
const LEFT_OUT = new Set(['text:ruby-text', 'text:note-citation', 'text:script', 'office:annotation-end']);
const PAGE_NUMBERS = new Set(['text:page-number', 'text:page-count']);
const SHAPE = /^(?:draw|dr3d):/u;

export function isShape({ name }: XmlElement): boolean {
  return SHAPE.test(name) && name !== 'draw:a';
}

/** The mark stands before the first words of a note. */
function marked(blocks: readonly Block[], mark: string): Block[] {
  const [first, ...others] = blocks;
  if (first === undefined || !isText(first)) return [...blocks];
  return [{ ...first, text: `${mark} ${first.text}` }, ...others];
}

function remarkBlock(annotation: XmlElement, context: LineContext): Block | null {
  const creator = child(annotation, 'dc:creator');
  const author = creator === undefined ? '' : textOf(creator).trim();
  const blocks = context.readBlocks(annotation);
  const text = blocks
    .map(block => ('text' in block ? block.text : ''))
    .join(' ')
    .trim();
  return text === '' ? null : plainBlock(remarkText(author, text, context.language));
}

/** The text of a paragraph or heading as it is shown. */
export function readLine(paragraph: XmlElement, context: LineContext): Line {
  const line: Line = { text: '', boxes: [], notes: [], showsPage: false };

  const addNote = (note: XmlElement): void => {
    const citation = child(note, 'text:note-citation');
    const body = child(note, 'text:note-body');
    if (body === undefined) return;
    const mark = `[${citation === undefined ? '' : textOf(citation).trim()}]`;
    line.text += mark;
    const blocks = marked(context.readBlocks(body), mark);
    if (note.attributes['text:note-class'] === 'endnote') context.keepForEnd(blocks);
    else line.notes.push(...blocks);
  };

  const visitAll = (parent: XmlElement): void => {
    for (const node of parent.children) {
      if (isElement(node)) visit(node);
      else line.text += plainPrivateCharacters(node.replaceAll(PAGE_MARK, '')).replace(/[ \t\r\n]+/gu, ' ');
    }
  };

  const visit = (element: XmlElement): void => {
    const { name, attributes } = element;
    if (LEFT_OUT.has(name)) return;
    if (isShape(element)) {
      const { words, blocks } = context.readShape(element);
      if (words !== '') line.text += ` ${words} `;
      line.boxes.push(...blocks);
      return;
    }
    switch (name) {
      case 'text:s':
        line.text += ' '.repeat(Math.min(MAX_SPACES, Math.max(1, Number(attributes['text:c'] ?? 1) || 1)));
        return;
      case 'text:tab':
        line.text += '\t';
        return;
      case 'text:line-break':
        line.text += '\n';
        return;
      case 'text:span':
        if (context.styles.look('text', attributes['text:style-name']).isHidden) return;
        break;
      case 'text:hidden-text':
        if (attributes['text:is-hidden'] !== 'false') return;
        line.text += attributes['text:string-value'] ?? '';
        return;
      case 'text:note':
        addNote(element);
        return;
      case 'office:annotation': {
        const remark = remarkBlock(element, context);
        if (remark !== null) line.notes.push(remark);
        return;
      }
      default:
        if (!PAGE_NUMBERS.has(name)) break;
        line.showsPage = true;
        // Templates leave it to the program to fill it in.
        if (textOf(element) === '') line.text += '1';
    }
    visitAll(element);
  };

  const hides = elementsOf(paragraph).some(
    ({ name, attributes }) => name === 'text:hidden-paragraph' && attributes['text:is-hidden'] === 'true',
  );
  if (!hides) visitAll(paragraph);
  return line;
}
