import { zipSync } from 'fflate';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export type WorkbookSheet = {
  name: string;
  /** What stands within `sheetData`. */
  rows: string;
  /** What comes after it: merged cells, links. */
  after?: string;
  state?: 'visible' | 'hidden' | 'veryHidden';
  relations?: { id: string; kind: string; target: string; isExternal?: boolean }[];
};

export type WorkbookFile = {
  sheets: WorkbookSheet[];
  /** Number formats, or numbers of those that Excel has; a cell has the one at the place that its `s` says, from 1. */
  formats?: string[];
  strings?: string[];
  is1904?: boolean;
  /** Other parts by name, whole; those of notes are declared. */
  others?: Record<string, string>;
};

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function relations(items: NonNullable<WorkbookSheet['relations']>): string {
  const written = items.map(
    ({ id, kind, target, isExternal = false }) =>
      `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"${isExternal ? ' TargetMode="External"' : ''}/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${written.join('')}</Relationships>`;
}

export function attributeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A workbook of Excel with these sheets. */
export function workbookFile({
  sheets,
  formats = [],
  strings = [],
  is1904 = false,
  others = {},
}: WorkbookFile): Buffer {
  const override = (name: string, kind: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${kind}+xml"/>`;
  const comments = Object.keys(others).filter(name => /comments\d*\.xml$/.test(name));
  const files: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('workbook', 'sheet.main')}${sheets.map((_, index) => override(`worksheets/sheet${index + 1}`, 'worksheet')).join('')}${override('styles', 'styles')}${override('sharedStrings', 'sharedStrings')}${comments.map(name => override(name.replace(/^xl\/|\.xml$/g, ''), 'comments')).join('')}</Types>`,
    '_rels/.rels': relations([{ id: 'r1', kind: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets.map(({ name, state = 'visible' }, index) => `<sheet name="${attributeText(name)}" sheetId="${index + 1}" state="${state}" r:id="s${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, index) => ({
        id: `s${index + 1}`,
        kind: 'worksheet',
        target: `worksheets/sheet${index + 1}.xml`,
      })),
      { id: 'st', kind: 'styles', target: 'styles.xml' },
      { id: 'ss', kind: 'sharedStrings', target: 'sharedStrings.xml' },
    ]),
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${formats.map((format, index) => `<numFmt numFmtId="${200 + index}" formatCode="${attributeText(format)}"/>`).join('')}</numFmts><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((format, index) => `<xf numFmtId="${/^\d\d?$/.test(format) ? format : 200 + index}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${strings.map(text => `<si>${text.startsWith('<') ? text : `<t>${attributeText(text)}</t>`}</si>`).join('')}</sst>`,
    ...others,
  };
  for (const [index, { rows, after = '', relations: related = [] }] of sheets.entries()) {
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${rows}</sheetData>${after}</worksheet>`;
    if (related.length > 0) files[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = relations(related);
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
}

/** A row by its number, from 1; text is text, numbers may be `[value, place of its format]`, null is no cell, markup stays it. */
export function sheetRow(
  number: number,
  cells: readonly (string | number | [number, number] | null)[],
): string {
  const written = cells.map((cell, index) => {
    const place = `r="${String.fromCharCode(65 + index)}${number}"`;
    if (cell === null) return '';
    if (Array.isArray(cell)) return `<c ${place} s="${cell[1]}"><v>${cell[0]}</v></c>`;
    if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
    if (cell.startsWith('<c ')) return cell;
    return `<c ${place} t="inlineStr"><is><t>${attributeText(cell)}</t></is></c>`;
  });
  return `<row r="${number}">${written.join('')}</row>`;
}

/** Rows one below the other, from `first` on; null is an empty one. */
export function sheetRows(rows: readonly (Parameters<typeof sheetRow>[1] | null)[], first = 1): string {
  return rows.map((cells, index) => (cells === null ? '' : sheetRow(first + index, cells))).join('');
}

/** A sheet of OpenDocument whose tables are this markup. */
export function openDocumentSheet(tables: string, others: Record<string, string> = {}): Buffer {
  const namespaces = ['office', 'table', 'text', 'style']
    .map(name => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .concat('xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"');
  const files: Record<string, string> = {
    'content.xml': `${HEAD}<office:document-content ${namespaces.join(' ')}><office:automatic-styles><style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    ...others,
  };
  return Buffer.from(
    zipSync({
      mimetype: [Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
    }),
  );
}
