import { contentOf, marked } from './content.ts';
import type { Block } from './content.ts';
import { sideStory } from './blocks.ts';
import type { BlockReader } from './blocks.ts';
import { formatNumber } from './number-format.ts';
import type { Part, Parts } from './parts.ts';
import { descend, elementsOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

type Kind = 'footnote' | 'endnote';

export type Notes = {
  /** The mark of the note referred to; a footnote is added to `notes`, an endnote waits for the end. */
  referTo(reference: XmlElement, notes: Block[], reader: BlockReader): string;
  /** The endnotes that were referred to. */
  atEnd(): Block[];
};

const USUAL_FORMAT: Record<Kind, string> = { footnote: 'decimal', endnote: 'lowerRoman' };

/** Reads notes where the text refers to them, each once. Numbers run through the whole document. */
export function createNotes(parts: Parts, settings: XmlElement | null): Notes {
  const partOf = (kind: Kind): { part: Part; byId: Map<string, XmlElement> } | null => {
    const part = parts.companion(`${kind}s`);
    if (part === null) return null;
    const notes = elementsOf(part.xml).filter(({ name }) => name === `w:${kind}`);
    return { part, byId: new Map(notes.map(note => [note.attributes['w:id'] ?? '', note])) };
  };
  const sources = { footnote: partOf('footnote'), endnote: partOf('endnote') };
  const counts = { footnote: 0, endnote: 0 };
  const marks = new Map<string, string>();
  const endnotes: Block[] = [];

  const nextMark = (kind: Kind): string => {
    counts[kind] += 1;
    const format = valueOf(descend(settings ?? undefined, `w:${kind}Pr`), 'w:numFmt');
    return `[${formatNumber(counts[kind], format ?? USUAL_FORMAT[kind], null)}]`;
  };

  return {
    referTo(reference, notes, reader) {
      const kind = reference.name === 'w:footnoteReference' ? 'footnote' : 'endnote';
      const id = reference.attributes['w:id'] ?? '';
      const known = marks.get(`${kind} ${id}`);
      if (known !== undefined) return known;
      const source = sources[kind];
      const note = source?.byId.get(id);
      if (source === null || note === undefined) return '';
      // A mark of one's own choice is text, here and in the note.
      const hasOwnMark = /^(?:1|true|on)$/u.test(reference.attributes['w:customMarkFollows'] ?? '');
      const mark = hasOwnMark ? '' : nextMark(kind);
      marks.set(`${kind} ${id}`, mark);
      const blocks = marked(reader.read(contentOf(note), sideStory(source.part)), mark);
      (kind === 'footnote' ? notes : endnotes).push(...blocks);
      return mark;
    },
    atEnd: () => endnotes,
  };
}
