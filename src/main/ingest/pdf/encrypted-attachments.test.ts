import { describe, expect, it } from 'vitest';
import { ENCRYPTED_DOCUMENTS } from '../../../../tests/support/encrypted-documents.ts';
import { createPdfWriter, showText } from '../../../../tests/support/pdf-writer.ts';
import { extractDocument } from '../extract.ts';
import type { ExtractedDocument } from '../ports.ts';

function read(bytes: Buffer): Promise<ExtractedDocument> {
  return extractDocument({ bytes, fileName: 'lease.pdf', onProgress: () => undefined });
}

describe('encrypted documents', () => {
  it.each(ENCRYPTED_DOCUMENTS)(
    '$name: asks for a password: $asksPassword',
    async ({ base64, asksPassword }) => {
      const reading = read(Buffer.from(base64, 'base64'));
      if (asksPassword) await expect(reading).rejects.toMatchObject({ code: 'document.encrypted' });
      else expect((await reading).text).toBe('The lease ends in March.');
    },
  );
});

describe('documents that carry something encrypted', () => {
  const KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';

  /** A letter with a plan, and an encryption dictionary whose filters are these; nobody knows the password. */
  function letter(filters: string, isCompressed = false): Buffer {
    const writer = createPdfWriter();
    const content = writer.stream('/Type /EmbeddedFile', 'encrypted bytes');
    const file = writer.add(`<< /Type /Filespec /F (plan.dwg) /UF (plan.dwg) /EF << /F ${content} >> >>`);
    writer.catalogEntry(`/Names << /EmbeddedFiles << /Names [(plan.dwg) ${file}] >> >>`);
    writer.page({ content: showText('The letter is open to everyone.', 60, 700) });
    const encryption = writer.add(
      `<< /Filter /Standard /V 4 /R 4 /Length 128 /P -1028 /O <${KEY}> /U <${KEY}> ${filters} >>`,
    );
    writer.trailerEntry(`/Encrypt ${encryption} /ID [<0011> <0011>]`);
    return writer.build({ isCompressed });
  }

  const own = '/CF << /StdCF << /AuthEvent /EFOpen /CFM /AESV2 /Length 16 >> >> /EFF /StdCF';

  it.each([
    ['named so', `${own} /StmF /Identity /StrF /Identity`, false],
    ['by default', own, false],
    [
      'by a filter that does nothing',
      `${own.replace('/CF <<', '/CF << /Open << /CFM /None >>')} /StmF /Open /StrF /Open`,
      false,
    ],
    ['in packed objects', `${own} /StmF /Identity /StrF /Identity`, true],
  ])('are open themselves: %s', async (_, filters, isCompressed) => {
    const document = await read(letter(filters, isCompressed));
    expect(document.text).toBe('The letter is open to everyone.');
    expect(document.warnings).toEqual([
      { kind: 'attachments', unread: 1, total: 1, unit: 'files', places: ['plan.dwg'] },
    ]);
  });

  it('stay closed where their pages are encrypted', async () => {
    await expect(read(letter(`${own} /StmF /StdCF /StrF /StdCF`))).rejects.toMatchObject({
      code: 'document.encrypted',
    });
  });

  it('stay closed where they are encrypted for certificates', async () => {
    const bytes = letter(own).toString('latin1').replace('/Filter /Standard', '/Filter /Adobe.PS');
    await expect(read(Buffer.from(bytes, 'latin1'))).rejects.toMatchObject({ code: 'document.protected' });
  });
});
