import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../tests/documents/invariants.ts';
import { chunkDocument } from './chunker.ts';
import { createDocumentBuilder } from './document-builder.ts';
import { extractMarkdown } from './formats/markdown.ts';
import { extractText } from './formats/text.ts';

const words = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

function sentence(index: number): string {
  return `La phrase numéro ${index} parle des congés du personnel et de leur calcul annuel.`;
}

function prose(count: number): string {
  return Array.from({ length: count }, (_, index) => sentence(index)).join(' ');
}

describe('chunkDocument', () => {
  it('cuts prose into passages of 150-200 words that overlap by 15-30 %, at sentences', () => {
    const document = extractText(prose(200));
    const passages = chunkDocument(document);
    expect(brokenInvariants(document, passages)).toEqual([]);
    for (const [index, passage] of passages.slice(0, -1).entries()) {
      expect(words(passage.text)).toBeGreaterThanOrEqual(150);
      expect(words(passage.text)).toBeLessThanOrEqual(200);
      expect(passage.text).toMatch(/\.$/u);
      const next = passages[index + 1];
      const shared = words(document.text.slice(next?.start, passage.end));
      expect(shared / words(passage.text)).toBeGreaterThan(0.12);
      expect(shared / words(passage.text)).toBeLessThan(0.3);
    }
    expect(passages.every(({ language }) => language === 'fr')).toBe(true);
  });

  it('ends a passage with its section and tells the path of headings', () => {
    const document = extractMarkdown(
      `# Règlement\n\n${prose(10)}\n\n## Article 17\n\n${prose(12)}\n\n## Article 18\n\n${prose(12)}`,
    );
    const passages = chunkDocument(document);
    expect(brokenInvariants(document, passages)).toEqual([]);
    const seventeen = passages.find(({ text }) => text.startsWith('Article 17'));
    expect(seventeen?.heading).toBe('Règlement › Article 17');
    expect(seventeen?.text).not.toContain('Article 18');
    expect(passages.find(({ text }) => text.startsWith('Article 18'))?.heading).toBe(
      'Règlement › Article 18',
    );
  });

  it('keeps short sections together rather than making crumbs', () => {
    const document = extractMarkdown(
      Array.from({ length: 30 }, (_, index) => `## Point ${index}\n\n${sentence(index)}`).join('\n\n'),
    );
    expect(chunkDocument(document).length).toBeLessThan(6);
  });

  it('cuts tables between rows', () => {
    const rows = Array.from({ length: 120 }, (_, index) => `| produit ${index} | ${index} € | en stock |`);
    const document = extractMarkdown(['| nom | prix | état |', '| --- | --- | --- |', ...rows].join('\n'));
    const passages = chunkDocument(document);
    expect(passages.length).toBeGreaterThan(3);
    for (const { text } of passages) expect(text).toMatch(/^\|[\s\S]*\|$/u);
    expect(passages.map(({ tableHeader }) => tableHeader)).toEqual([
      null,
      ...passages.slice(1).map(() => '| nom | prix | état |'),
    ]);
  });

  it('gives a passage the header of the table it begins in, and of no other', () => {
    const rows = (name: string): string =>
      Array.from({ length: 60 }, (_, index) => `| ${name} ${index} | ${index} € |`).join('\n');
    const table = (name: string): string => `| ${name} | prix |\n| --- | --- |\n${rows(name)}`;
    const document = extractMarkdown(`${table('voile')}\n\n${prose(20)}\n\n${table('rame')}\n\n${prose(20)}`);
    for (const { start, text, tableHeader } of chunkDocument(document)) {
      const isRow = /^\| (voile|rame) \d/u.exec(text)?.[1];
      expect(tableHeader, `at ${start}`).toBe(isRow === undefined ? null : `| ${isRow} | prix |`);
    }
  });

  it('takes no row of a table that has no names, or very long ones, for a header', () => {
    const builder = createDocumentBuilder();
    const rows = Array.from({ length: 200 }, (_, index) => `| ${index} | deux |`).join('\n');
    builder.add('table', rows);
    builder.add('table', `| ${'long '.repeat(200)} | b |\n| --- | --- |\n${rows}`);
    const passages = chunkDocument(builder.build(null));
    expect(passages.length).toBeGreaterThan(3);
    expect(passages.every(({ tableHeader }) => tableHeader === null)).toBe(true);
  });

  it.each([
    ['Japanese', '有給休暇の日数は勤続年数に応じて増えます。', 400],
    ['Thai', 'พนักงานมีสิทธิลาพักผ่อนประจำปีตามกฎหมายแรงงาน', 400],
  ])('counts %s by characters', (_, unit, count) => {
    const document = extractText(unit.repeat(count));
    const passages = chunkDocument(document);
    expect(brokenInvariants(document, passages)).toEqual([]);
    expect(passages.length).toBeGreaterThan(10);
    for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(450);
  });

  it.each([
    ['one giant word', 'QUJD'.repeat(50_000)],
    ['one giant line of words', 'mot '.repeat(50_000)],
    ['emoji without a space', '😀'.repeat(20_000)],
    ['lines of nothing but marks', '-----\n'.repeat(5_000)],
  ])('takes %s to pieces', (_, source) => {
    const document = extractText(source);
    const passages = chunkDocument(document);
    expect(brokenInvariants(document, passages)).toEqual([]);
    for (const { text } of passages) {
      expect(text.length).toBeLessThan(8_000);
      expect(text).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('gives the page on which a passage starts, across empty pages', () => {
    const builder = createDocumentBuilder();
    builder.startPage();
    builder.add('paragraph', prose(20));
    builder.startPage();
    builder.startPage();
    builder.add('paragraph', prose(20));
    const document = builder.build(null);
    const passages = chunkDocument(document);
    expect(brokenInvariants(document, passages)).toEqual([]);
    expect(passages[0]?.page).toBe(1);
    expect(passages.at(-1)?.page).toBe(3);
  });

  it('makes no passage of a blank text', () => {
    expect(chunkDocument({ language: null, text: ' \n\n ', pages: [], blocks: [] })).toEqual([]);
  });
});
