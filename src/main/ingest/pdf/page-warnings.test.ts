import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createPdfWriter, showText } from '../../../../tests/support/pdf-writer.ts';
import type { PdfReference } from '../../../../tests/support/pdf-writer.ts';
import { extractDocument } from '../extract.ts';
import type { ExtractedDocument } from '../ports.ts';

type Writer = ReturnType<typeof createPdfWriter>;

function read(bytes: Buffer): Promise<ExtractedDocument> {
  return extractDocument({ bytes, fileName: 'report.pdf', onProgress: () => undefined });
}

const SENTENCE =
  'The harbour office is open from nine to five on every day of the week, and closed on holidays.';

function writtenPage(writer: Writer, more = ''): void {
  writer.page({ content: showText(SENTENCE, 60, 700) + showText(SENTENCE.slice(0, 40), 60, 680) + more });
}

/** A page with a picture of so many points a side, and perhaps a few words. */
function picturePage(
  writer: Writer,
  side: number,
  content = '',
  annotations: readonly PdfReference[] = [],
): void {
  const picture = writer.stream(
    `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /BitsPerComponent 1 /ColorSpace /DeviceGray`,
    Buffer.alloc(Math.ceil(side / 8) * side, 0xaa),
    true,
  );
  writer.page({
    content: `q 500 0 0 700 40 60 cm /Im0 Do Q\n${content}`,
    resources: `/XObject << /Im0 ${picture} >>`,
    annotations,
  });
}

describe('pages that are not read', () => {
  it('are told of when they are scans, large or small, not when they are blank', async () => {
    const writer = createPdfWriter();
    writtenPage(writer);
    picturePage(writer, 1700);
    picturePage(writer, 120);
    writer.page({ content: '' });
    writer.page({ content: 'q 60 800 m 535 800 l S Q 1 1 1 rg 0 0 595 842 re f 0 0 595 842 re W n' });
    writer.page({
      content: Array.from(
        { length: 90 },
        (_, x) => `${60 + x * 5} ${100 + ((x * 37) % 400)} m ${70 + x * 5} 500 l S`,
      ).join('\n'),
    });
    writtenPage(writer);
    const document = await read(writer.build());
    expect(document.warnings).toEqual([
      { kind: 'without_text', unread: 3, total: 7, unit: 'pages', places: ['2', '3', '6'] },
    ]);
    expect(document.pages).toHaveLength(7);
  });

  it('are told of when a stamp or a page number is all their text', async () => {
    const writer = createPdfWriter();
    for (const number of [1, 2, 3, 4, 5, 6]) {
      const running =
        showText('Brandt against the Port Authority', 60, 820, 9) +
        showText(`Page ${number} of 6`, 480, 820, 9);
      if (number % 2 === 1) writtenPage(writer, running);
      else picturePage(writer, 1700, running + (number === 4 ? showText('Exhibit B', 60, 30) : ''));
    }
    expect((await read(writer.build())).warnings).toMatchObject([
      { kind: 'without_text', places: ['2', '4', '6'] },
    ]);
  });

  it('are told of when all that is on them was typed there later', async () => {
    const writer = createPdfWriter();
    writtenPage(writer);
    const remark = `<< /Type /Annot /Subtype /FreeText /Rect [60 600 400 620] /Contents (Received on the third of March by Ada) >>`;
    picturePage(writer, 1700, '', [writer.add(remark)]);
    const document = await read(writer.build());
    expect(document.text).toContain('Received on the third of March by Ada');
    expect(document.warnings).toMatchObject([{ kind: 'without_text', places: ['2'] }]);
  });

  it('are most of a document, which is read for the rest', async () => {
    const writer = createPdfWriter();
    writtenPage(writer);
    for (let page = 0; page < 30; page += 1) picturePage(writer, 1000);
    const document = await read(writer.build());
    expect(document.text).toContain('open from nine to five');
    expect(document.warnings).toMatchObject([{ kind: 'without_text', unread: 30, total: 31 }]);
    expect(document.warnings[0]?.places).toHaveLength(20);
  });

  it('are all of a document, which then has no text', async () => {
    const writer = createPdfWriter();
    for (let page = 0; page < 3; page += 1) picturePage(writer, 1000, showText(`Scan ${page}`, 60, 30));
    await expect(read(writer.build())).rejects.toMatchObject({ code: 'document.no_text' });
  });

  it.each([false, true])(
    'are told of when they are missing, and the others are read (packed: %s)',
    async isCompressed => {
      const writer = createPdfWriter();
      writtenPage(writer);
      writer.missingPage();
      writtenPage(writer);
      const document = await read(writer.build({ isCompressed }));
      expect(document.warnings).toMatchObject([{ kind: 'damaged', unread: 1, total: 3, places: ['2'] }]);
      expect(document.text.match(/open from nine/gu)).toHaveLength(2);
      expect(document.pages.map(page => page.number)).toEqual([1, 2, 3]);
    },
  );

  it('are told of when their object is no page', async () => {
    const writer = createPdfWriter();
    writtenPage(writer);
    const lost = writer.page({ content: showText('A page that is lost', 60, 700) });
    writtenPage(writer);
    const file = writer
      .build()
      .toString('latin1')
      .replace(`\n${lost.replace('R', 'obj')}\n<< /Type`, `\n${lost.replace('R', 'obj')}\n(( /Type`);
    const document = await read(Buffer.from(file, 'latin1'));
    expect(document.warnings).toMatchObject([{ kind: 'damaged', unread: 1, total: 3, places: ['2'] }]);
    expect(document.text.match(/open from nine/gu)).toHaveLength(2);
  });

  it('are told of when their content is broken', async () => {
    const writer = createPdfWriter();
    writtenPage(writer);
    const lines = Array.from({ length: 60 }, (_, line) =>
      showText(`${line * 77} ${SENTENCE}`, 60, 800 - line * 12),
    );
    const whole = deflateSync(lines.join(''));
    const half = writer.stream('/Filter /FlateDecode', whole.subarray(0, whole.length / 2));
    writer.page({ content: '', stream: half });
    writtenPage(writer);
    const document = await read(writer.build());
    expect(document.warnings).toMatchObject([{ kind: 'damaged', places: ['2'] }]);
    expect(document.pages).toHaveLength(3);
  });

  it('are told of when the file ends before them', async () => {
    const writer = createPdfWriter();
    for (let page = 0; page < 6; page += 1) writtenPage(writer);
    const bytes = writer.build();
    // The tree of pages is in front, some pages are behind the cut.
    const early = await read(bytes.subarray(0, bytes.length * 0.6));
    expect(early.text).toContain('open from nine to five');
    const [warning] = early.warnings.filter(({ kind }) => kind === 'cut_short' || kind === 'damaged');
    expect(warning?.unread).toBeGreaterThan(0);
    expect(warning?.total).toBe(6);
    // Only the tables at the end are gone: every page is there.
    const late = await read(bytes.subarray(0, bytes.lastIndexOf('xref\n0')));
    expect(late.pages).toHaveLength(6);
    expect(late.warnings).toEqual([]);
    const inTrailer = await read(bytes.subarray(0, bytes.lastIndexOf('/Root')));
    expect(inTrailer.pages).toHaveLength(6);
    expect(late.text).toContain('open from nine to five');
  });

  it('are not told of where there is nothing to tell', async () => {
    const writer = createPdfWriter();
    writtenPage(writer);
    writer.page({ content: showText('Annex A', 60, 700, 20) });
    expect((await read(writer.build())).warnings).toEqual([]);
  });
});

describe('files that a document carries', () => {
  it('are named, those of the document and those pinned to a page', async () => {
    const writer = createPdfWriter();
    const file = (name: string): string => {
      const content = writer.stream('/Type /EmbeddedFile', 'a,b');
      return writer.add(`<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F ${content} >> >>`);
    };
    writer.catalogEntry(`/Names << /EmbeddedFiles << /Names [(one) ${file('tariff.xlsx')}] >> >>`);
    const pinned = writer.add(
      `<< /Type /Annot /Subtype /FileAttachment /Rect [60 600 80 620] /FS ${file('plan.dwg')} >>`,
    );
    writer.page({ content: showText(SENTENCE, 60, 700), annotations: [pinned] });
    expect((await read(writer.build())).warnings).toEqual([
      { kind: 'attachments', unread: 2, total: 2, unit: 'files', places: ['tariff.xlsx', 'plan.dwg'] },
    ]);
  });
});
