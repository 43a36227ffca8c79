import { cleanText } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';

const MAX_HEADING_CHARACTERS = 90;
/** `Article 5`, `Chapitre II`, `Section 3.1`, `1.2 Objet`, `IV. Durée`: what makes a lone line a heading. */
const NUMBERED_HEADING =
  /^(?:(?:article|art\.|chapitre|chapter|section|titre|title|partie|part|annexe|annex|appendix)\s+[\divxlc]+|\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+\p{Lu}|[IVXLC]{1,5}[.)]\s+\p{Lu})/iu;
const LIST_LINE = /^\s*(?:[-*•–·]|\d{1,3}[.)])\s+\S/u;

/** Level of a heading a lone line makes, or null: plain text has no markup, so only clear cases count. */
export function headingLevel(line: string): number | null {
  if (line.length > MAX_HEADING_CHARACTERS || /[.,;:!?]$/u.test(line) || !/\p{L}{3}/u.test(line)) return null;
  if (NUMBERED_HEADING.test(line)) {
    const number = /^\d{1,2}((?:\.\d{1,2})*)/u.exec(line);
    return number === null ? 1 : Math.min(6, 1 + (number[1]?.split('.').length ?? 1));
  }
  const isShouted = line === line.toUpperCase() && line !== line.toLowerCase() && /\p{L}{4}/u.test(line);
  return isShouted ? 1 : null;
}

/** Where the paragraphs of a text are: lines up to a blank one. By hand, since lines may be megabytes long. */
function* paragraphs(text: string): Generator<string> {
  let start = -1;
  let end = 0;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline === -1 ? text.length : newline;
    if (/\S/u.test(text.slice(at, lineEnd))) {
      if (start === -1) start = at;
      end = lineEnd;
    } else if (start !== -1) {
      yield text.slice(start, end);
      start = -1;
    }
    at = lineEnd + 1;
  }
  if (start !== -1) yield text.slice(start, end);
}

/** Adds plain text: paragraphs are what blank lines separate; lines inside them are kept as they are. */
export function addText(source: string, builder: DocumentBuilder): void {
  for (const found of paragraphs(cleanText(source))) {
    const level =
      found.length > MAX_HEADING_CHARACTERS || found.includes('\n') ? null : headingLevel(found.trim());
    if (level !== null) builder.add('heading', found, level);
    else builder.add(LIST_LINE.test(found) ? 'list' : 'paragraph', found);
  }
}

export function extractText(source: string): ExtractedDocument {
  const builder = createDocumentBuilder();
  addText(source, builder);
  return builder.build(null);
}
