import { plainBlock } from './content.ts';
import type { Block, Cell, TableBlock } from './content.ts';
import { child, elementsOf, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Points of a diagram that only say how it is drawn. */
const DRAWING_POINTS = new Set(['pres', 'parTrans', 'sibTrans']);
/** No chart that a person looks at has more values in a row. */
const MAX_POINTS = 10_000;
/** What a calculator of Office shows of a number. */
const SHOWN_DIGITS = 15;

/** Text of DrawingML, its paragraphs apart. */
function drawnText(element: XmlElement): string {
  if (element.name === 'a:t') return textOf(element);
  const inside = elementsOf(element).map(drawnText).join('');
  return element.name === 'a:p' ? `${inside} ` : inside;
}

function diagramBlocks(diagram: XmlElement): Block[] {
  const points = child(diagram, 'dgm:ptLst');
  return (points === undefined ? [] : elementsOf(points))
    .filter(({ attributes }) => !DRAWING_POINTS.has(attributes['type'] ?? ''))
    .map(point => plainBlock(drawnText(point)))
    .filter(({ text }) => text !== '');
}

/** A number as it was typed: 4.3 is kept as 4.2999999999999998. */
function shownValue(value: string): string {
  return /^-?\d+\.\d{10,}(?:E-?\d+)?$/u.test(value)
    ? String(Number(Number(value).toPrecision(SHOWN_DIGITS)))
    : value;
}

/** The values kept with a chart, each at its place in the series. */
function cachedValues(source: XmlElement | undefined): string[] {
  const [reference] = source === undefined ? [] : elementsOf(source);
  const cache = child(reference, 'c:strCache') ?? child(reference, 'c:numCache') ?? reference;
  const values: string[] = [];
  for (const point of cache === undefined ? [] : elementsOf(cache)) {
    const place = Number(point.attributes['idx']);
    const value = child(point, 'c:v');
    if (value !== undefined && place >= 0 && place < MAX_POINTS) values[place] = shownValue(textOf(value));
  }
  return Array.from(values, value => value ?? '');
}

function seriesBelow(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap(inner => (inner.name === 'c:ser' ? [inner] : seriesBelow(inner)));
}

function rowOf(values: readonly string[], isHead: boolean): TableBlock['rows'][number] {
  const cells = values.map((value, column): Cell => ({
    column,
    width: 1,
    isContinued: false,
    blocks: [plainBlock(value)],
  }));
  return { isHead, cells };
}

/** A chart as the table it was drawn from: a row for each category, a column for each series. */
function chartBlocks(space: XmlElement): Block[] {
  const chart = child(space, 'c:chart');
  const title = child(chart, 'c:title');
  const series = seriesBelow(child(chart, 'c:plotArea') ?? space).map(element => ({
    name: cachedValues(child(element, 'c:tx')).join(' '),
    categories: cachedValues(child(element, 'c:cat') ?? child(element, 'c:xVal')),
    values: cachedValues(child(element, 'c:val') ?? child(element, 'c:yVal')),
  }));
  const categories = series.find(one => one.categories.length > 0)?.categories ?? [];
  const length = series.reduce((most, { values }) => Math.max(most, values.length), 0);
  const rows = Array.from({ length }, (_, at) =>
    rowOf([categories[at] ?? '', ...series.map(({ values }) => values[at] ?? '')], false),
  );
  const head = rowOf(['', ...series.map(({ name }) => name)], true);
  return [
    ...(title === undefined ? [] : [plainBlock(drawnText(title))]),
    ...(rows.length === 0 ? [] : [{ kind: 'table', rows: [head, ...rows] } as const]),
  ];
}

/** What can be read of a graphic that is a part of its own: a diagram (SmartArt) or a chart. */
export function graphicBlocks(graphic: XmlElement): Block[] {
  if (graphic.name === 'dgm:dataModel') return diagramBlocks(graphic);
  return graphic.name === 'c:chartSpace' ? chartBlocks(graphic) : [];
}
