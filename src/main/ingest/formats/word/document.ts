import { createBlockReader } from './blocks.ts';
import type { BlockReader } from './blocks.ts';
import { contentOf } from './content.ts';
import type { Block } from './content.ts';
import { followFields } from './fields.ts';
import type { PageBreaks } from './line.ts';
import { createNotes } from './notes.ts';
import { readNumbering } from './numbering.ts';
import type { Parts } from './parts.ts';
import { createRunningParts } from './running-parts.ts';
import { readStyles } from './styles.ts';
import { child, descend, holds } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Word notes where it ended pages when it last saved; others leave only the breaks that someone put there. */
function pageBreaksIn(body: XmlElement): PageBreaks {
  if (holds(body, ({ name }) => name === 'w:lastRenderedPageBreak')) return 'rendered';
  const hasExplicit = holds(
    body,
    ({ name, attributes }) => name === 'w:br' && attributes['w:type'] === 'page',
  );
  return hasExplicit ? 'explicit' : 'none';
}

type Section = { elements: XmlElement[]; properties: XmlElement | undefined };

/** A section's properties stand at its end: in its last paragraph, or after the text for the last one. */
function sectionsOf(body: XmlElement): Section[] {
  const sections: Section[] = [];
  let elements: XmlElement[] = [];
  for (const element of contentOf(body)) {
    elements.push(element);
    const properties = element.name === 'w:sectPr' ? element : descend(element, 'w:pPr', 'w:sectPr');
    if (properties === undefined) continue;
    sections.push({ elements, properties });
    elements = [];
  }
  return elements.length === 0 ? sections : [...sections, { elements, properties: undefined }];
}

/**
 * Everything a person can read in a Word document, in reading order. Pages are counted only where `countsPages`: a
 * document inside another has none of its own.
 */
export function readDocument(parts: Parts, countsPages: boolean): { blocks: Block[]; hasPages: boolean } {
  const { main } = parts;
  const settings = parts.companion('settings')?.xml ?? null;
  const styles = readStyles(parts.companion('styles')?.xml ?? null);
  const notes = createNotes(parts, settings);
  const reader: BlockReader = createBlockReader({
    parts,
    styles,
    numbering: readNumbering(parts.companion('numbering')?.xml ?? null, styles),
    referTo: (reference, found) => notes.referTo(reference, found, reader),
  });
  const running = createRunningParts({ parts, reader, main }, settings);
  const body = child(main.xml, 'w:body') ?? main.xml;
  const pageBreaks = countsPages ? pageBreaksIn(body) : 'none';
  const story = { part: main, fields: followFields(), pageBreaks };
  const blocks = sectionsOf(body).flatMap(({ elements, properties }) => [
    ...running.inSection(properties, 'header'),
    ...reader.read(elements, story),
    ...running.inSection(properties, 'footer'),
  ]);
  return { blocks: [...blocks, ...notes.atEnd()], hasPages: pageBreaks !== 'none' };
}
