import { graphicBlocks } from '../word/graphics.ts';
import { plainBlock } from '../word/content.ts';
import type { Block } from '../word/content.ts';
import type { Part, Parts } from '../word/parts.ts';
import { child, descend, elementsOf, holds } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import { drawnTable } from './drawn-table.ts';
import { drawnBlocks } from './drawn-text.ts';
import type { ListStyles } from './drawn-text.ts';
import { pictureWords } from './picture-words.ts';
import { nonVisual, ownPlace, placeholderOf } from './placeholders.ts';
import type { Inherited, Placeholder } from './placeholders.ts';
import { inReadingOrder } from './reading-order.ts';

export type ShapeReader = {
  parts: Parts;
  part: Part;
  inherited: Inherited | null;
  /** Whether to read a shape that fills in a placeholder, or is none (`null`). */
  accepts: (placeholder: Placeholder | null) => boolean;
};

/** A shape within the one that holds it; groups go deeper, alternatives give the first that PowerPoint knows. */
function unwrapped(elements: readonly XmlElement[]): XmlElement[] {
  return elements.flatMap(element => {
    if (element.name !== 'mc:AlternateContent') return [element];
    const choice = child(element, 'mc:Choice') ?? child(element, 'mc:Fallback');
    const fallback = child(element, 'mc:Fallback');
    // A picture stands in for what only newer programs draw (charts of a new kind, ink, models).
    const isRead = choice !== undefined && holds(choice, ({ name }) => READ_WITHIN.test(name));
    const chosen = isRead ? choice : (fallback ?? choice);
    return chosen === undefined ? [] : unwrapped(elementsOf(chosen));
  });
}

const READ_WITHIN = /^(?:a:t|a:tbl|c:chart|dgm:relIds)$/u;

function ownWords(shape: XmlElement): Block[] {
  const { descr, title } = nonVisual(shape, 'p:cNvPr')?.attributes ?? {};
  const words = pictureWords(descr, title);
  return words === '' ? [] : [plainBlock(words)];
}

/** A table, chart, diagram or embedded object. */
function frameBlocks(frame: XmlElement, reader: ShapeReader): Block[] {
  const { parts, part } = reader;
  const data = descend(frame, 'a:graphic', 'a:graphicData');
  const [graphic] = data === undefined ? [] : unwrapped(elementsOf(data));
  const words = ownWords(frame);
  if (graphic?.name === 'a:tbl') return [...words, drawnTable(graphic, body => drawnBlocks(body, []))];
  if (graphic?.name === 'c:chart' || graphic?.name === 'dgm:relIds') {
    const drawn = parts.related(part, graphic.attributes['r:dm'] ?? graphic.attributes['r:id']);
    return [...words, ...(drawn === null ? [] : graphicBlocks(drawn.xml))];
  }
  const picture = graphic === undefined ? undefined : child(graphic, 'p:pic');
  return [...words, ...(picture === undefined ? [] : [...ownWords(picture), ...filledWith(picture, reader)])];
}

/** The picture that something is filled with, where it lies in the file. */
function filledWith(filled: XmlElement | undefined, { parts, part }: ShapeReader): Block[] {
  const blip = child(child(filled, 'p:blipFill') ?? child(filled, 'a:blipFill'), 'a:blip');
  const name = parts.nameOf(part, blip?.attributes['r:embed']);
  return name === null ? [] : [{ kind: 'picture', part: name }];
}

/** The picture that a slide has for its ground. */
export function groundOf(slide: Part, reader: ShapeReader): Block[] {
  return filledWith(descend(slide.xml, 'p:cSld', 'p:bg', 'p:bgPr'), reader);
}

function shapeBlocks(shape: XmlElement, reader: ShapeReader): Block[] {
  if (shape.name === 'p:grpSp') return [...ownWords(shape), ...readShapes(elementsOf(shape), reader)];
  const placeholder = placeholderOf(shape);
  if (!reader.accepts(placeholder)) return [];
  if (shape.name === 'p:graphicFrame') return frameBlocks(shape, reader);
  if (shape.name === 'p:pic') return [...ownWords(shape), ...filledWith(shape, reader)];
  if (shape.name !== 'p:sp') return [];
  const body = child(shape, 'p:txBody');
  const styles: ListStyles = placeholder === null ? [] : (reader.inherited?.stylesOf(placeholder) ?? []);
  const blocks = body === undefined ? [] : drawnBlocks(body, styles);
  // What describes a shape with words of its own says these again.
  const words = blocks.length === 0 ? ownWords(shape) : blocks;
  return [...words, ...filledWith(child(shape, 'p:spPr'), reader)];
}

/** Everything to read in shapes, as a person goes over them; what is hidden is left out. */
export function readShapes(shapes: readonly XmlElement[], reader: ShapeReader): Block[] {
  const seen = unwrapped(shapes).filter(
    shape => !/^(?:1|true)$/u.test(nonVisual(shape, 'p:cNvPr')?.attributes['hidden'] ?? ''),
  );
  const things = seen.map(shape => {
    const placeholder = placeholderOf(shape);
    const inherited = placeholder === null ? null : reader.inherited?.placeOf(placeholder);
    return { shape, place: ownPlace(shape) ?? inherited ?? null };
  });
  return inReadingOrder(things).flatMap(({ shape }) => shapeBlocks(shape, reader));
}

/** Whether shapes show a picture. */
export function showPictures(shapes: readonly XmlElement[]): boolean {
  return shapes.some(
    shape => shape.name === 'p:pic' || holds(shape, ({ name }) => name === 'p:pic' || name === 'a:blip'),
  );
}
