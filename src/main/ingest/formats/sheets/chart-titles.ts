import { posix } from 'node:path';
import { isFoyerError } from '#shared/errors.ts';
import { cleanLine } from '../../clean-text.ts';
import { descend, elementsOf, parseXml, textOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';

type Parts = Readonly<Record<string, Uint8Array>>;

/** A part that is there and sound: what a chart is called is no reason not to read its sheet. */
function parsed(parts: Parts, name: string): XmlElement | null {
  const bytes = parts[name];
  if (bytes === undefined) return null;
  try {
    return parseXml(new TextDecoder().decode(bytes));
  } catch (error) {
    if (isFoyerError(error)) return null;
    throw error;
  }
}

/** The names of the parts that one refers to as `kind`, by id. */
function related(parts: Parts, owner: string, kind: string): Map<string, string> {
  const name = posix.join(posix.dirname(owner), '_rels', `${posix.basename(owner)}.rels`);
  const relations = parsed(parts, name);
  const found = new Map<string, string>();
  for (const { attributes } of relations === null ? [] : elementsOf(relations)) {
    const { Id: id = '', Target: target = '', Type: type = '' } = attributes;
    if (posix.basename(type) !== kind || attributes['TargetMode'] === 'External') continue;
    found.set(id, posix.join('/', target.startsWith('/') ? '' : posix.dirname(owner), target).slice(1));
  }
  return found;
}

function titleOf(chart: XmlElement): string {
  const title = descend(chart, 'c:chart', 'c:title', 'c:tx', 'c:rich');
  return cleanLine(
    title === undefined
      ? ''
      : elementsOf(title)
          .filter(({ name }) => name === 'a:p')
          .map(textOf)
          .join(' '),
  );
}

const WORKBOOK = 'xl/workbook.xml';

/** The parts of sheets by the ids that the workbook has for them. */
export function sheetParts(parts: Parts): Map<string, string> {
  return related(parts, WORKBOOK, 'worksheet');
}

/** What the charts on a sheet are called; those without a name are left out. */
export function chartTitles(parts: Parts, sheet: string): string[] {
  const drawings = [...related(parts, sheet, 'drawing').values()];
  const charts = drawings.flatMap(drawing => [...related(parts, drawing, 'chart').values()]);
  return charts.flatMap(name => {
    const chart = parsed(parts, name);
    const title = chart === null ? '' : titleOf(chart);
    return title === '' ? [] : [title];
  });
}
