import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { extractDocx } from '../../../../tests/support/office-readers.ts';
import { paragraph, run, wordFile } from '../../../../tests/support/word-file.ts';
import { chunkDocument } from '../chunker.ts';
import { MAX_OFFICE_XML_BYTES } from '../limits.ts';

/** One that says a document type first. */
function declaring(documentType: string, body: string): Buffer {
  return wordFile(
    '',
    {},
    { 'word/document.xml': Buffer.from(`${documentType}<w:document>${body}</w:document>`) },
  );
}

async function code(bytes: Buffer): Promise<unknown> {
  return extractDocx(bytes).then(
    () => 'ready',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

describe('extractDocx', () => {
  it('starts a page where Word says so, once', async () => {
    const document = await extractDocx(
      wordFile(
        paragraph('Page un') +
          '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' +
          paragraph(`<w:r><w:lastRenderedPageBreak/></w:r>${run('Page deux')}`),
      ),
    );
    expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
    expect(
      document.pages.map(({ number, start, end }) => [number, document.text.slice(start, end).trim()]),
    ).toEqual([
      [1, 'Page un'],
      [2, 'Page deux'],
    ]);
  });

  it('keeps fractions, powers and roots of equations', async () => {
    const part = (name: string, text: string): string =>
      `<m:${name}><m:r><m:t>${text}</m:t></m:r></m:${name}>`;
    const document = await extractDocx(
      wordFile(
        `<w:p><m:oMath><m:f>${part('num', 'a+b')}${part('den', '2')}</m:f><m:sSup>${part('e', 'x')}${part('sup', '2')}</m:sSup><m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>${part('e', 'y&lt;3')}</m:rad></m:oMath></w:p>`,
      ),
    );
    expect(document.text).toBe('(a+b)/2x^2√(y<3)');
  });

  it('refuses declarations that expand or fetch', async () => {
    const external = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const bomb = `<!DOCTYPE w [<!ENTITY a "${'a'.repeat(50)}"><!ENTITY b "&a;&a;&a;&a;">]>`;
    expect(await code(declaring(external, paragraph('&x;')))).toBe('document.damaged');
    expect(await code(declaring(bomb, paragraph('&b;')))).toBe('document.damaged');
  });

  it('refuses a bomb by what it declares', async () => {
    const startedAt = performance.now();
    const bomb = wordFile(
      paragraph('x'),
      {},
      {
        'word/styles.xml': Buffer.alloc(MAX_OFFICE_XML_BYTES + 1, 0x20),
      },
    );
    const built = performance.now();
    expect(await code(bomb)).toBe('document.too_large');
    expect(performance.now() - built).toBeLessThan(Math.max(1_000, built - startedAt));
  });

  it('refuses a bomb that declares less than it holds', async () => {
    const bomb = wordFile(
      paragraph('x'),
      {},
      {
        'word/styles.xml': Buffer.alloc(MAX_OFFICE_XML_BYTES + 1, 0x20),
      },
    );
    // The sizes in the central directory say 100 bytes: only inflating tells.
    for (let at = bomb.indexOf('PK\u0001\u0002'); at !== -1; at = bomb.indexOf('PK\u0001\u0002', at + 4)) {
      if (bomb.readUInt32LE(at + 24) > 1_000_000) bomb.writeUInt32LE(100, at + 24);
    }
    expect(await code(bomb)).toBe('document.too_large');
  });

  it('calls a package that is cut or empty damaged', async () => {
    const whole = wordFile(paragraph('x'.repeat(3_000)));
    expect(await code(whole.subarray(0, whole.length - 30))).toBe('document.damaged');
    const scrambled = Buffer.from(whole);
    scrambled.fill(0xff, 60, 400);
    expect(await code(scrambled)).not.toBe('ready');
  });
});
