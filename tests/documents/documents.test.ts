import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFoyerError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { createExtraction } from '#main/ingest/extraction.ts';
import type { PreparedDocument } from '#main/ingest/ports.ts';
import { brokenInvariants } from './invariants.ts';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/documents');
const arePresent = existsSync(FOLDER);
if (!arePresent) console.log(`tests/documents: skipped, ${FOLDER} is not on this machine`);

/** The least number of words a file yields, or why it cannot be read. */
const EXPECTED: Record<string, number | ErrorCode> = {
  'ArabicCIDTrueType.pdf': 10,
  'CRPA-Chatbot-v0.xlsx': 2_500,
  'DA-1p.jpg': 'document.no_text',
  'DA-619p.pdf': 295_000,
  'Pages-tree-refs.pdf': 3,
  'REDHAT-1531897-0.pdf': 'document.damaged',
  'SOURCE.md': 500,
  'UDHR_first_article_all.txt': 13_000,
  'copy-protected.pdf': 700,
  'csv-inconsistent-header.csv': 5,
  'docx-tables.docx': 60,
  'droste.zip': 'document.too_large',
  'empty.pdf': 'document.no_text',
  'empty.txt': 'document.empty',
  'empty.zip': 'document.empty',
  'empty_protected.pdf': 'document.no_text',
  'equations.docx': 350,
  'example-with-scripts.html': 3_500,
  'fr_olap.pdf': 5_500,
  'helloworld-bad.pdf': 2,
  'more-than-1k-cells.xlsx': 1_040,
  'multi-column-2p.pdf': 1_350,
  'noembed-sjis.pdf': 1,
  'poppler-395-0-fuzzed.pdf': 'document.damaged',
  'right_to_left_01.pdf': 200,
  'scan-bad.pdf': 'document.no_text',
  'science-exploration-1p.pptx': 85,
  'semicolon-delimited.csv': 20,
  'stanley-cups-utf-16.csv': 8,
  'testArabicMisleadingCharset.html': 100,
  'testEXCEL_big_numbers.xlsx': 5,
  'testOCR.pdf': 'document.no_text',
  'testPDF_no_extract_no_accessibility_owner_user.pdf': 'document.encrypted',
  'testWORD_protected_passtika.docx': 'document.encrypted',
  'testWORD_truncated.docx': 'document.damaged',
  'testWORD_various.docx': 120,
  'testZip_relative.zip': 2,
  'tracemonkey.pdf': 12_500,
  'vertical.pdf': 1,
  'wiki_duck.html': 3_300,
  'winter-sports.epub': 59_000,
};

const never = (): AbortSignal => new AbortController().signal;
const words = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

/** What became of a file: its document, or the code of its failure. */
type Ending = PreparedDocument | ErrorCode;

describe.skipIf(!arePresent)('real documents', () => {
  const endings = new Map<string, Ending>();
  const extraction = createExtraction();

  async function ending(path: string, fileName: string): Promise<Ending> {
    try {
      return await extraction.prepare({ path, fileName, signal: never() });
    } catch (error) {
      if (isFoyerError(error)) return error.code;
      throw error;
    }
  }

  function ready(name: string): PreparedDocument {
    const found = endings.get(name);
    if (found === undefined || typeof found === 'string') throw new Error(`${name} ended as ${found}`);
    return found;
  }

  function block(document: PreparedDocument, start: string): string {
    const found = document.blocks.find(({ start: at }) => document.text.startsWith(start, at));
    if (found === undefined) throw new Error(`No block starts with ${start}`);
    return document.text.slice(found.start, found.end);
  }

  function inOrder(text: string, ...pieces: string[]): void {
    const places = pieces.map(piece => text.indexOf(piece));
    expect(
      places.every(place => place >= 0),
      `missing: ${pieces[places.indexOf(-1)]}`,
    ).toBe(true);
    expect(places).toEqual(places.toSorted((one, two) => one - two));
  }

  // All at once, as a person drops them: the good ones must not wait for the bad ones.
  beforeAll(async () => {
    await Promise.all(
      Object.keys(EXPECTED).map(async name => endings.set(name, await ending(join(FOLDER, name), name))),
    );
  });
  afterAll(() => extraction.close());

  it.each(Object.entries(EXPECTED))('%s → %s', (name, expected) => {
    const found = endings.get(name);
    if (typeof expected === 'string') {
      expect(found).toBe(expected);
      return;
    }
    const document = ready(name);
    expect(words(document.text)).toBeGreaterThanOrEqual(expected);
    expect(document.passages.length).toBeGreaterThan(0);
    expect(brokenInvariants(document, document.passages)).toEqual([]);
    // None of them is gibberish, in whatever language.
    expect(document.warnings.filter(({ kind }) => kind === 'garbled' || kind === 'encoded')).toEqual([]);
    expect(document.passages.every(({ terms }) => typeof terms.text === 'string')).toBe(true);
  });

  it('keeps French accents and the headings of a paper', () => {
    const document = ready('fr_olap.pdf');
    expect(document.language).toBe('fr');
    for (const word of ['résumé', 'requêtes', 'entrepôt', 'présentons', 'intérêt'])
      expect(document.text).toContain(word);
    expect(document.text).not.toMatch(/\p{L}´|´\p{L}|�/u);
    const headings = document.blocks.filter(({ kind }) => kind === 'heading');
    const titles = headings.map(({ start, end }) => document.text.slice(start, end));
    expect(titles).toContain('2 Motivation et présentation intuitive');
    expect(document.pages).toHaveLength(12);
  });

  it('reads two columns one after the other, mends broken words and keeps the marginal stamp apart', () => {
    const document = ready('multi-column-2p.pdf');
    inOrder(
      document.text,
      'Dense Passage Retrieval for Open-Domain Question Answering',
      'Abstract',
      'Open-domain question answering relies on efficient passage retrieval',
      '1 Introduction',
      'often observed in practice',
      'Retrieval in open-domain QA is usually implemented using TF-IDF',
      'QA datasets, it also suffers from two weaknesses',
      '2 Background',
      '3.1 Overview',
    );
    expect(block(document, 'Open-domain question answering relies')).toContain(
      'retrieval can be practically implemented using dense',
    );
    const passage = document.passages.find(({ text }) => text.includes('QA datasets, it also suffers'));
    expect(passage?.text).toBeDefined();
    expect(document.text.slice(document.pages[1]?.start, document.pages[1]?.end)).toMatch(/^QA datasets/u);
  });

  it('keeps columns apart on pages of code and figures', () => {
    const document = ready('tracemonkey.pdf');
    expect(document.title).toBe('Trace-based Just-in-Time Type Specialization for Dynamic Languages');
    expect(document.pages).toHaveLength(14);
    expect(document.text).toContain(
      'Every compiled trace contains all the guards (checks) required to validate the speculation.',
    );
    inOrder(
      document.text,
      'Nested loops can be difficult to optimize',
      'Figure 1. Sample program',
      '2. Overview: Example Tracing Run',
    );
  });

  it('numbers the pages of a long book and drops nothing of it', () => {
    const document = ready('DA-619p.pdf');
    expect(document.pages).toHaveLength(619);
    const twelfth = document.pages[11];
    expect(twelfth?.number).toBe(12);
    expect(document.text.slice(twelfth?.start, twelfth?.end)).toMatch(
      /^Halla\n\nNo creature is more revered by the Dalish/u,
    );
    const inside = document.passages.find(({ start }) => start >= (twelfth?.start ?? Infinity));
    expect(inside?.page).toBe(12);
  });

  it('reads Japanese through the character maps that ship with the reader', () => {
    expect(ready('noembed-sjis.pdf').text).toMatch(
      /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]{5}$/u,
    );
    expect(ready('vertical.pdf').text).toBe('あいうえお日本語');
  });

  it('reads Arabic in spite of a wrong declaration', () => {
    expect(ready('testArabicMisleadingCharset.html').text).toContain('قرية من القرى');
    expect(ready('right_to_left_01.pdf').text).toContain('Python');
  });

  it('keeps the cells of tables, nested ones too', () => {
    const { text } = ready('docx-tables.docx');
    expect(text).toContain(
      '| Header Col 1 | Header Col 2 |\n| --- | --- |\n| Lorem ipsum | A link example |',
    );
    expect(text).toContain('| a | >b< | c |\n| --- | --- | --- |\n| d | e, f; g&t, h | i |');
  });

  it('keeps equations of Word files', () => {
    const { text } = ready('equations.docx');
    expect(text).toContain('A=πr^2');
    expect(text).toContain('a^2+b^2=c^2');
  });

  it('keeps the lists, notes and tables of a Word file', () => {
    const { text } = ready('testWORD_various.docx');
    for (const piece of [
      '- Bullet 2',
      '2) Number bullet 2',
      'This is a footnote.',
      '| Row 2 Col 1 |',
      'Here is a text box',
    ])
      expect(text).toContain(piece);
    expect(text).toContain('ゾルゲと尾崎');
  });

  it('keeps the title and the levels of lists of a slide', () => {
    const { heading, text, pages } = ready('science-exploration-1p.pptx');
    expect(heading).toBe('GSFC: Sciences and Exploration Directorate');
    expect(pages).toHaveLength(1);
    expect(text).toContain(
      '- Support offices\n  - Code 603: Administration and Resources Management Office\n',
    );
  });

  it('reads a book from its first chapter to its last', () => {
    const { title, text, language, blocks } = ready('winter-sports.epub');
    expect(title).toBe('Winter Sports in Switzerland');
    expect(language).toBe('en');
    inOrder(text, 'THE SUN-SEEKER', 'RINKS AND SKATERS', 'TEES AND CRAMPITS', 'TOBOGGANING');
    const headings = blocks.filter(({ kind }) => kind === 'heading');
    expect(headings.length).toBeGreaterThan(10);
  });

  it('takes the content of web pages and nothing else', () => {
    const report = ready('example-with-scripts.html');
    expect(report.title).toContain('Russian Offensive Campaign Assessment');
    expect(report.text).not.toMatch(/function\s*\(|var \w+ ?=|document\.|window\.|\.css|<\/?\w+>/u);
    const duck = ready('wiki_duck.html');
    expect(duck.title).toBe('Duck - Wikipedia');
    expect(duck.text).not.toContain('Jump to navigation');
    expect(duck.text).not.toContain('Alemannisch'); // the list of languages
    expect(duck.text).toContain('Duck is the common name for numerous species of waterfowl');
  });

  it('reads every word of workbooks, and numbers with all their digits', () => {
    const shared = unzipSync(readFileSync(join(FOLDER, 'CRPA-Chatbot-v0.xlsx')))['xl/sharedStrings.xml'];
    const written = Buffer.from(shared ?? []).toString();
    const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
    const all = [...written.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/gu)].flatMap(([, text = '']) =>
      wordsOf(text.replaceAll('&amp;', '&').replaceAll('_x000D_', ' ').normalize('NFC')),
    );
    const workbook = ready('CRPA-Chatbot-v0.xlsx');
    const read = new Set(wordsOf(workbook.text));
    expect(all.length).toBeGreaterThan(2_000);
    expect(all.filter(word => read.has(word)).length / all.length).toBeGreaterThanOrEqual(0.99);
    expect(workbook.text).toMatch(/^Feuil1\n\n\| Question \| Réponse \| Article Code \|/);
    expect(workbook.language).toBe('fr');
    for (const passage of workbook.passages.slice(1))
      expect(passage.tableHeader).toContain('| Question | Réponse |');
    const numbers = ready('testEXCEL_big_numbers.xlsx').text;
    expect(numbers).toContain('| 123456789012345 | 123456789012346 |');
    expect(numbers).toContain('| 1234567890123450 | 1234567890123451 |');
    expect(ready('more-than-1k-cells.xlsx').text.match(/\bx\b/gu)).toHaveLength(26 * 40);
  });

  it('reads tables in text, whatever parts their cells', () => {
    expect(ready('semicolon-delimited.csv').text).toContain('| sed, do | eiusmod | tempor incididunt |');
    expect(ready('csv-inconsistent-header.csv').text).toBe(
      ['| 1 | 2 | 3 |  |', ...Array.from({ length: 4 }, () => '| a | b | c | d |')].join('\n'),
    );
  });

  it('decodes UTF-16 and tells languages apart', () => {
    expect(ready('stanley-cups-utf-16.csv').text).toContain('| Maple Leafs | TOR | 13 |');
    expect(ready('DA-619p.pdf').language).toBe('en');
    expect(ready('UDHR_first_article_all.txt').text).toContain('Tous les êtres humains naissent libres');
  });

  describe('files that lie or are broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-documents-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    function file(name: string, content: Buffer | string): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    }

    it('takes a program named .pdf for a program', async () => {
      const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 0x90), Buffer.from('%PDF-1.4\n')]);
      expect(await ending(file('facture.pdf', program), 'facture.pdf')).toBe('document.unsupported');
    });

    it('takes a PDF named .txt for a PDF', async () => {
      const found = await ending(join(FOLDER, 'helloworld-bad.pdf'), 'notes.txt');
      expect(found).toMatchObject({ mediaType: 'application/pdf' });
    });

    it('ends every one of twenty mutated PDFs as ready or failed, and goes on', async () => {
      const original = readFileSync(join(FOLDER, 'tracemonkey.pdf'));
      let seed = 20_261_120;
      const random = (below: number): number => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      const found = await Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          let bytes = Buffer.from(original);
          const changes = 1 << (index % 10);
          for (let change = 0; change < changes; change += 1) bytes[random(bytes.length)] = random(256);
          if (index % 4 === 3) bytes = bytes.subarray(0, random(bytes.length));
          return ending(file(`mutated-${index}.pdf`, bytes), `mutated-${index}.pdf`);
        }),
      );
      for (const result of found) {
        if (typeof result === 'string') expect(result).toMatch(/^document\./u);
        else expect(brokenInvariants(result, result.passages)).toEqual([]);
      }
      // Most mutations hit one stream of many: a reader that gives up at the first would fail them all.
      expect(found.filter(result => typeof result !== 'string').length).toBeGreaterThan(8);
      expect(await ending(join(FOLDER, 'semicolon-delimited.csv'), 'a.csv')).toMatchObject({
        mediaType: 'text/csv',
      });
    });
  });
});
