import { describe, expect, it } from 'vitest';
import { createPdfWriter, pdfText, showText } from '../../../../tests/support/pdf-writer.ts';
import type { PdfReference } from '../../../../tests/support/pdf-writer.ts';
import { extractDocument } from '../extract.ts';
import type { ExtractedDocument } from '../ports.ts';

type Field = {
  /** Left, bottom, right, top in points. */
  box: readonly [number, number, number, number];
  entries: string;
};

function read(bytes: Buffer): Promise<ExtractedDocument> {
  return extractDocument({ bytes, fileName: 'form.pdf', onProgress: () => undefined });
}

/** A page with these lines and annotations; widgets become fields of a form. */
function page(
  content: string,
  fields: readonly Field[],
  { form = '', isCompressed = false, entries = '' } = {},
): Buffer {
  const writer = createPdfWriter();
  const annotations = fields.map(({ box, entries: own }) =>
    writer.add(`<< /Type /Annot /Rect [${box.join(' ')}] ${own} >>`),
  );
  const widgets = annotations.filter((_, index) => fields[index]?.entries.includes('/Widget'));
  if (widgets.length > 0) {
    writer.catalogEntry(
      `/AcroForm << /Fields [${widgets.join(' ')}] /DR << /Font << /Helv ${writer.helvetica} >> >> ${form} >>`,
    );
  }
  writer.page({ content, annotations, entries });
  return writer.build({ isCompressed });
}

const text = (value: string, more = ''): string =>
  `/Subtype /Widget /FT /Tx /T (t) /V ${pdfText(value)} ${more}`;
const tick = (state: string, more = ''): string =>
  `/Subtype /Widget /FT /Btn /T (b) /V /${state} /AS /${state} /AP << /N << /Yes null /Off null >> >> ${more}`;

/** The appearance of a stamp or field: a form that shows a line of text. */
function appearance(
  writer: ReturnType<typeof createPdfWriter>,
  line: string,
  width: number,
  height: number,
): PdfReference {
  return writer.stream(
    `/Type /XObject /Subtype /Form /BBox [0 0 ${width} ${height}] /Resources << /Font << /F1 ${writer.helvetica} >> >>`,
    showText(line, 2, 4, 10),
  );
}

describe('filled forms', () => {
  it('stand beside their labels, in reading order', async () => {
    const content =
      showText('Application for a berth', 60, 790, 14) +
      showText('Name of the boat', 60, 747) +
      showText('Length in metres:', 60, 707) +
      showText('Owner ........................................', 60, 667) +
      showText('Signed at the harbour office.', 60, 600);
    const { text: found } = await read(
      page(
        content,
        [
          { box: [230, 660, 480, 682], entries: text('Ottilie Brandt') },
          { box: [230, 740, 480, 762], entries: text('Albatross') },
          { box: [230, 700, 480, 722], entries: text('11.4') },
        ],
        { form: '/NeedAppearances true' },
      ),
    );
    expect(found.split('\n\n')).toEqual([
      'Application for a berth',
      'Name of the boat: Albatross',
      'Length in metres: 11.4',
      'Owner: Ottilie Brandt',
      'Signed at the harbour office.',
    ]);
  });

  it('are read from packed objects, and on turned pages', async () => {
    const content = `q 0 1 -1 0 595 0 cm\n${showText('Home port', 60, 500)}Q`;
    const bytes = page(content, [{ box: [85, 230, 110, 420], entries: text('Concarneau') }], {
      isCompressed: true,
      entries: '/Rotate 90',
    });
    expect((await read(bytes)).text).toBe('Home port: Concarneau');
  });

  it('are read where a label has several, stands above, or is the field’s own', async () => {
    const content =
      showText('First name', 60, 700) +
      showText('Last name', 300, 700) +
      showText('Remarks', 60, 640) +
      showText('Day      Morning      Evening', 60, 560);
    const { text: found } = await read(
      page(content, [
        { box: [130, 694, 280, 714], entries: text('Ada') },
        { box: [370, 694, 520, 714], entries: text('Lovelace') },
        { box: [60, 580, 400, 634], entries: text('Arrives late.\rNeeds power.', '/Ff 4096') },
        { box: [60, 500, 200, 520], entries: text('HX-55821', `/TU ${pdfText('Insurance policy')}`) },
      ]),
    );
    expect(found).toContain('First name: Ada Last name: Lovelace');
    expect(found).toContain('Remarks: Arrives late. Needs power.');
    expect(found).toContain('Insurance policy: HX-55821');
  });

  it('are read cell by cell where fields make a table', async () => {
    const rows = [0, 1, 2].map(row => ({
      y: 660 - row * 24,
      values: [`B${row}`, `1${row} m`, `${row}00 EUR`],
    }));
    const content =
      showText('Berth', 100, 700) +
      showText('Length', 250, 700) +
      showText('Fee', 400, 700) +
      rows.map(({ y }, row) => showText(`Row ${row + 1}`, 30, y)).join('');
    const fields = rows.flatMap(({ y, values }) =>
      values.map((value, column) => ({
        box: [100 + column * 150, y - 6, 200 + column * 150, y + 12] as const,
        entries: text(value),
      })),
    );
    const { text: found } = await read(page(content, fields));
    expect(found).toContain('| Row 2 | B1 | 11 m | 100 EUR |');
  });

  it('say which boxes are ticked and what was chosen', async () => {
    const content =
      showText('Sailing boat', 80, 700) +
      showText('Motor boat', 230, 700) +
      showText('Insured', 60, 660) +
      showText('Season', 60, 620) +
      showText('Extras', 60, 580) +
      showText('Payment', 60, 540);
    const options = `/Opt [[${pdfText('w')} ${pdfText('Winter')}] [${pdfText('p')} ${pdfText('Power')}] [${pdfText('l')} ${pdfText('Launch')}]]`;
    const radio = (state: string, value: string): string =>
      `/Subtype /Widget /FT /Btn /Ff 49152 /T (r) /V /${state} /AS /${state === value ? value : 'Off'} /AP << /N << /${value} null /Off null >> >>`;
    const { text: found } = await read(
      page(content, [
        { box: [60, 696, 74, 710], entries: radio('Sail', 'Sail') },
        { box: [210, 696, 224, 710], entries: radio('Sail', 'Motor') },
        { box: [110, 656, 124, 670], entries: tick('Yes') },
        {
          box: [130, 616, 300, 634],
          entries: `/Subtype /Widget /FT /Ch /Ff 131072 /T (c) /V ${pdfText('w')} ${options}`,
        },
        {
          box: [130, 560, 300, 594],
          entries: `/Subtype /Widget /FT /Ch /Ff 2097152 /T (m) /V [${pdfText('p')} ${pdfText('l')}] ${options}`,
        },
        { box: [130, 536, 300, 554], entries: text('4217', '/Ff 16777216 /MaxLen 4') },
      ]),
    );
    expect(found).toContain('☒ Sailing boat');
    expect(found).toContain('☐ Motor boat');
    expect(found).toContain('Insured ☒');
    expect(found).toContain('Season: Winter');
    expect(found).toContain('Extras: Power, Launch');
    expect(found).toContain('Payment: 4217');
  });

  it('keep to themselves what is hidden, a password or a signature, and say nothing twice', async () => {
    const content =
      showText('Code', 60, 700) + showText('Boat Albatross', 60, 660) + showText('Signature', 60, 620);
    const { text: found } = await read(
      page(content, [
        { box: [130, 694, 300, 712], entries: text('sesame', '/Ff 8192') },
        { box: [330, 694, 400, 712], entries: text('unseen', '/F 2') },
        { box: [80, 654, 300, 674], entries: text('Albatross') },
        { box: [130, 614, 300, 634], entries: `/Subtype /Widget /FT /Sig /T (s)` },
      ]),
    );
    expect(found.replaceAll('\n\n', ' ')).toBe('Code Boat Albatross Signature');
  });

  it('show a value as its format does', async () => {
    const writer = createPdfWriter();
    const drawn = appearance(writer, '1,250.00 EUR', 150, 16);
    const field = writer.add(
      `<< /Type /Annot /Subtype /Widget /FT /Tx /T (fee) /V (1250.00) /Rect [130 694 280 710] /AP << /N ${drawn} >> >>`,
    );
    writer.catalogEntry(`/AcroForm << /Fields [${field}] >>`);
    writer.page({ content: showText('Fee', 60, 698), annotations: [field] });
    expect((await read(writer.build())).text).toBe('Fee: 1,250.00 EUR');
  });
});

describe('what lies on a page', () => {
  const body = showText('The lease runs for three years.', 60, 700);

  it('is read where it was typed or stamped', async () => {
    const writer = createPdfWriter();
    const stamp = writer.add(
      `<< /Type /Annot /Subtype /Stamp /Rect [300 740 440 760] /AP << /N ${appearance(writer, 'PAID 12 April', 140, 20)} >> >>`,
    );
    const typed = writer.add(
      `<< /Type /Annot /Subtype /FreeText /Rect [150 640 400 660] /DA (/Helv 11 Tf) /Contents ${pdfText('Ottilie Brandt')} >>`,
    );
    writer.page({ content: body + showText('Tenant', 60, 645), annotations: [stamp, typed] });
    expect((await read(writer.build())).text.split('\n\n')).toEqual([
      'PAID 12 April',
      'The lease runs for three years.',
      'Tenant: Ottilie Brandt',
    ]);
  });

  it('is marked as a note where it is one, once', async () => {
    const quads = '/QuadPoints [60 712 200 712 60 696 200 696]';
    const { text: found, blocks } = await read(
      page(body, [
        {
          box: [400, 700, 420, 720],
          entries: `/Subtype /Text /Contents ${pdfText('Ask for the deposit, too')}`,
        },
        {
          box: [60, 696, 200, 712],
          entries: `/Subtype /Highlight ${quads} /Contents ${pdfText('Check with the notary')}`,
        },
        {
          box: [60, 696, 214, 712],
          entries: `/Subtype /Highlight /QuadPoints [60 712 214 712 60 696 214 696] /Contents ${pdfText('The lease runs for three years.')}`,
        },
        { box: [60, 696, 200, 712], entries: `/Subtype /Highlight ${quads}` },
        {
          box: [400, 700, 420, 720],
          entries: `/Subtype /Text /State (Accepted) /StateModel (Review) /Contents ${pdfText('Accepted set by Ada')}`,
        },
        { box: [400, 600, 420, 620], entries: `/Subtype /Text /F 2 /Contents ${pdfText('hidden thought')}` },
      ]),
    );
    expect(found.split('\n\n')).toEqual([
      'The lease runs for three years.',
      'Note: Ask for the deposit, too',
      'Note: Check with the notary',
    ]);
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'quote', 'quote']);
  });
});

describe('a form that is described in XML', () => {
  const template = `<template xmlns="http://www.xfa.org/schema/xfa-template/3.0/"><subform name="form1" layout="tb" locale="en_US">
    <pageSet><pageArea name="Page1" id="Page1"><contentArea x="10mm" y="10mm" w="190mm" h="270mm"/><medium stock="a4" short="210mm" long="297mm"/></pageArea></pageSet>
    <subform w="190mm" layout="tb" name="body">
    <draw w="100mm" h="9mm"><ui><textEdit/></ui><value><text>Berth application</text></value></draw>
    <field name="boat" w="100mm" h="9mm"><ui><textEdit/></ui><caption><value><text>Name of the boat</text></value></caption></field>
    <field name="insured" w="100mm" h="9mm"><ui><checkButton/></ui><caption placement="right"><value><text>Insured</text></value></caption><items><text>1</text><text>0</text></items></field>
    <field name="kind" w="100mm" h="9mm"><ui><choiceList/></ui><caption><value><text>Kind</text></value></caption>
      <items><text>Sailing boat</text><text>Motor boat</text></items><items save="1" presence="hidden"><text>S</text><text>M</text></items></field>
    <field name="secret" w="100mm" h="9mm" presence="hidden"><ui><textEdit/></ui></field></subform></subform></template>`;
  const data =
    '<form1><body><boat>Albatross</boat><insured>1</insured><kind>M</kind><secret>unseen</secret></body></form1>';

  function form(xml: string): Buffer {
    const writer = createPdfWriter();
    const xfa = writer.stream(
      '',
      `<?xml version="1.0" encoding="UTF-8"?><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">${xml}
      <xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>${data}</xfa:data></xfa:datasets></xdp:xdp>`,
    );
    const fonts = `/DR << /Font << /F1 ${writer.helvetica} >> >>`;
    writer.catalogEntry(`/NeedsRendering true /AcroForm << /Fields [] /XFA ${xfa} ${fonts} >>`);
    writer.page({ content: showText('Please wait while the form is loaded.', 60, 700) });
    return writer.build();
  }

  it('is read from its description', async () => {
    expect((await read(form(template))).text.split('\n\n')).toEqual([
      'Berth application',
      'Name of the boat: Albatross',
      '☒ Insured',
      'Kind: Motor boat',
    ]);
  });

  it('falls back to its pages when the description is broken', async () => {
    expect(
      (await read(form('<template xmlns="http://www.xfa.org/schema/xfa-template/3.0/"><subform'))).text,
    ).toBe('Please wait while the form is loaded.');
  });
});
