import { deflateSync } from 'node:zlib';

/** Reference to an object of the file that is being written: `12 0 R`. */
export type PdfReference = `${number} 0 R`;

export type PdfPage = {
  /** Content stream, in Latin-1. */
  content: string;
  /** A stream to use in its place. */
  stream?: PdfReference;
  /** Width and height in points; A4 when not given. */
  size?: readonly [number, number];
  /** Entries of the font resources: `/F1 5 0 R`. Helvetica is there as F1 and its bold as F2 anyway. */
  fonts?: string;
  annotations?: readonly PdfReference[];
  /** More entries of the page's dictionary, and of its resources. */
  entries?: string;
  resources?: string;
};

const A4 = [595, 842] as const;

/** Text of a content stream as a string literal, in the encoding of Windows as far as Latin-1 goes. */
export function pdfString(text: string): string {
  return `(${text.replaceAll(/[\\()]/gu, '\\$&')})`;
}

/** Text of a dictionary (values, notes, names of files) in UTF-16. */
export function pdfText(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** Shows a line of text at a place, in F1 unless told otherwise. */
export function showText(text: string, x: number, y: number, size = 11, font = 'F1'): string {
  return `BT /${font} ${size} Tf 1 0 0 1 ${x} ${y} Tm ${pdfString(text)} Tj ET\n`;
}

/**
 * Writes PDF files for tests, object by object, so that a test can have any construct a reader must cope with.
 */
export function createPdfWriter() {
  const objects: (Buffer | null)[] = [];
  const catalog: string[] = [];
  const trailer: string[] = [];
  const pages: PdfReference[] = [];

  const reference = (number: number): PdfReference => `${number} 0 R`;
  const add = (body: string | Buffer): PdfReference => {
    objects.push(typeof body === 'string' ? Buffer.from(body, 'latin1') : body);
    return reference(objects.length);
  };
  /** A place for an object whose content is known later. */
  const reserve = (): PdfReference => {
    objects.push(null);
    return reference(objects.length);
  };
  const put = (place: PdfReference, body: string): void => {
    objects[Number.parseInt(place, 10) - 1] = Buffer.from(body, 'latin1');
  };
  const stream = (entries: string, content: string | Buffer, isDeflated = false): PdfReference => {
    const plain = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
    const data = isDeflated ? deflateSync(plain) : plain;
    const filter = isDeflated ? ' /Filter /FlateDecode' : '';
    return add(
      Buffer.concat([
        Buffer.from(`<< ${entries}${filter} /Length ${data.length} >>\nstream\n`, 'latin1'),
        data,
        Buffer.from('\nendstream', 'latin1'),
      ]),
    );
  };

  const tree = reserve();
  const helvetica = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const bold = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>');

  return {
    add,
    reserve,
    put,
    stream,
    helvetica,
    /** Entries of the catalog: forms, attachments. */
    catalogEntry: (entry: string) => void catalog.push(entry),
    trailerEntry: (entry: string) => void trailer.push(entry),
    page(page: PdfPage): PdfReference {
      const [width, height] = page.size ?? A4;
      const content = page.stream ?? stream('', page.content);
      const annotations = page.annotations === undefined ? '' : `/Annots [${page.annotations.join(' ')}]`;
      const added = add(
        `<< /Type /Page /Parent ${tree} /MediaBox [0 0 ${width} ${height}] /Contents ${content} ${annotations}
        /Resources << /Font << /F1 ${helvetica} /F2 ${bold} ${page.fonts ?? ''} >> ${page.resources ?? ''} >>
        ${page.entries ?? ''} >>`,
      );
      pages.push(added);
      return added;
    },
    /** A page that the tree of pages names and the file does not have. */
    missingPage: () => void pages.push(reference(9_000 + pages.length)),
    /**
     * The whole file.
     *
     * @param isCompressed puts all objects but streams into an object stream, as newer programs do
     */
    build({ isCompressed = false } = {}): Buffer {
      put(tree, `<< /Type /Pages /Kids [${pages.join(' ')}] /Count ${pages.length} >>`);
      const root = add(`<< /Type /Catalog /Pages ${tree} ${catalog.join(' ')} >>`);
      const bodies = objects.map(object => object ?? Buffer.from('null'));
      return isCompressed ? compressedFile(bodies, root, trailer) : plainFile(bodies, root, trailer);
    },
  };
}

function plainFile(bodies: readonly Buffer[], root: PdfReference, trailer: readonly string[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  let length = parts[0]?.length ?? 0;
  const offsets: number[] = [];
  const push = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  for (const [index, body] of bodies.entries()) {
    offsets.push(length);
    push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
  }
  const start = length;
  const rows = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  push(
    Buffer.from(
      `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows}trailer\n` +
        `<< /Size ${bodies.length + 1} /Root ${root} ${trailer.join(' ')} >>\nstartxref\n${start}\n%%EOF\n`,
      'latin1',
    ),
  );
  return Buffer.concat(parts);
}

function compressedFile(bodies: readonly Buffer[], root: PdfReference, trailer: readonly string[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  let length = parts[0]?.length ?? 0;
  const push = (number: number, body: Buffer): number => {
    const at = length;
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
    return at;
  };
  const streamOf = (entries: string, content: Buffer): Buffer => {
    const data = deflateSync(content);
    return Buffer.concat([
      Buffer.from(`<< ${entries} /Filter /FlateDecode /Length ${data.length} >>\nstream\n`),
      data,
      Buffer.from('\nendstream'),
    ]);
  };
  const packNumber = bodies.length + 1;
  const tableNumber = bodies.length + 2;
  /** Rows of the cross-reference stream: type, offset or number of the pack, generation or index. */
  const rows: [number, number, number][] = [[0, 0, 65_535]];
  const packed: { number: number; body: Buffer }[] = [];
  for (const [index, body] of bodies.entries()) {
    if (body.includes('endstream')) rows.push([1, push(index + 1, body), 0]);
    else {
      rows.push([2, packNumber, packed.length]);
      packed.push({ number: index + 1, body });
    }
  }
  let at = 0;
  const head = packed.map(({ number, body }) => {
    const entry = `${number} ${at}`;
    at += body.length + 1;
    return entry;
  });
  const first = `${head.join(' ')} `;
  const content = Buffer.concat([
    Buffer.from(first),
    ...packed.flatMap(({ body }) => [body, Buffer.from('\n')]),
  ]);
  const packEntries = `/Type /ObjStm /N ${packed.length} /First ${first.length}`;
  rows.push([1, push(packNumber, streamOf(packEntries, content)), 0]);
  const start = length;
  rows.push([1, start, 0]);
  const table = Buffer.alloc(rows.length * 7);
  for (const [index, [type, two, three]] of rows.entries()) {
    table.writeUInt8(type, index * 7);
    table.writeUInt32BE(two, index * 7 + 1);
    table.writeUInt16BE(three, index * 7 + 5);
  }
  const entries = `/Type /XRef /Size ${rows.length} /W [1 4 2] /Root ${root} ${trailer.join(' ')}`;
  push(tableNumber, streamOf(entries, table));
  parts.push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}
