import { contentOf } from './content.ts';
import type { Block, TextBlock } from './content.ts';
import { followFields } from './fields.ts';
import type { Fields } from './fields.ts';
import { graphicBlocks } from './graphics.ts';
import { readLine } from './line.ts';
import type { Line, PageBreaks } from './line.ts';
import type { Numbering } from './numbering.ts';
import { joinLines, runsOn, textBlock } from './paragraphs.ts';
import type { Part, Parts } from './parts.ts';
import type { ParagraphStyle, StyleSheet } from './styles.ts';
import { readTable } from './tables.ts';
import { child, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** One run of text: the body, a header, a note. */
export type Story = { part: Part; fields: Fields; pageBreaks: PageBreaks };

export type BlockReader = { read(elements: readonly XmlElement[], story: Story): Block[] };

type Tools = {
  parts: Parts;
  styles: StyleSheet;
  numbering: Numbering;
  /** The mark of a note where the text refers to it; its blocks are added to `notes`, or kept for the end. */
  referTo(reference: XmlElement, notes: Block[]): string;
};

/** A story that is not the body: no page starts in it. */
export function sideStory(part: Part): Story {
  return { part, fields: followFields(), pageBreaks: 'none' };
}

/** A paragraph that Word shows as the start of the next one. */
type Waiting = { line: Line; properties: XmlElement | undefined; style: ParagraphStyle };

export function createBlockReader({ parts, styles, numbering, referTo }: Tools): BlockReader {
  const lineOf = (paragraph: XmlElement, style: ParagraphStyle, story: Story): Line =>
    readLine(paragraph, style, {
      styles,
      fields: story.fields,
      pageBreaks: story.pageBreaks,
      referTo,
      readBox: content => read(contentOf(content), { ...story, fields: followFields() }),
      readGraphic(id) {
        const graphic = parts.related(story.part, id);
        return graphic === null ? [] : graphicBlocks(graphic.xml);
      },
      readPicture(id) {
        const part = parts.nameOf(story.part, id);
        return part === null ? [] : [{ kind: 'picture', part }];
      },
    });

  const withBoxes = (block: TextBlock | null, line: Line): Block[] =>
    block === null ? line.boxes : [block, ...line.boxes];

  const embedded = (element: XmlElement, story: Story): Block[] => {
    const content = parts.content(story.part, element.attributes['r:id']);
    return content === null ? [] : [{ kind: 'embedded', ...content }];
  };

  const read = (elements: readonly XmlElement[], story: Story): Block[] => {
    const blocks: Block[] = [];
    let waiting: Waiting | null = null;

    const takeParagraph = (paragraph: XmlElement, before: Waiting | null): Waiting | null => {
      const properties = child(paragraph, 'w:pPr');
      const style = styles.paragraph(valueOf(properties, 'w:pStyle'));
      const line = joinLines(before?.line ?? null, lineOf(paragraph, style, story));
      if (runsOn(properties, style)) return { line, properties, style };
      const label = numbering.label(properties, style);
      blocks.push(...withBoxes(textBlock(line, label, properties, style), line));
      return null;
    };
    const settle = (left: Waiting | null): null => {
      if (left !== null)
        blocks.push(...withBoxes(textBlock(left.line, null, left.properties, left.style), left.line));
      return null;
    };

    for (const element of elements) {
      if (element.name === 'w:p') {
        waiting = takeParagraph(element, waiting);
        continue;
      }
      if (element.name === 'w:tbl') {
        waiting = settle(waiting);
        blocks.push(readTable(element, cell => read(contentOf(cell), story)));
      } else if (element.name === 'w:altChunk') {
        waiting = settle(waiting);
        blocks.push(...embedded(element, story));
      }
    }
    settle(waiting);
    return blocks;
  };

  return { read };
}
