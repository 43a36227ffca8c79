import PdfKit from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { boxesOf, type Box } from '../placed-words.ts';
import { extractPdf } from './extract-pdf.ts';
import { openPdf } from './open-pdf.ts';
import { readPageWords } from './page-words.ts';

const [WIDTH, HEIGHT] = [500, 800];
const SIZE = 12;

/** A PDF as pdfkit writes it, without margins. */
function written(write: (pdf: PDFKit.PDFDocument) => void): Promise<Buffer> {
  return new Promise(resolve => {
    const pdf = new PdfKit({ size: [WIDTH, HEIGHT], margin: 0 });
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.font('Helvetica').fontSize(SIZE);
    write(pdf);
    pdf.end();
  });
}

async function boxesIn(bytes: Buffer, passage: string, number = 1): Promise<Box[]> {
  const { text, pages } = await extractPdf(bytes);
  const page = pages[number - 1];
  const start = text.indexOf(passage);
  if (page === undefined || start === -1) throw new Error(`“${passage}” was not read: ${text}`);
  const { pdf } = await openPdf(bytes);
  try {
    const words = await readPageWords(await pdf.getPage(number));
    const span = { start: start - page.start, end: start + passage.length - page.start };
    return boxesOf({ text: text.slice(page.start, page.end), words }, span);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** In points from the upper left of the page as it is shown. */
const inPoints = ({ left, top, width, height }: Box, [across, down] = [WIDTH, HEIGHT]) => ({
  left: left * across,
  right: (left + width) * across,
  top: top * down,
  bottom: (top + height) * down,
});

describe('the words of a page', () => {
  it('are where they are drawn, to half a point', async () => {
    let before = 0;
    let within = 0;
    const bytes = await written(pdf => {
      pdf.text('La livraison des meubles prend trois semaines.', 60, 100, { lineBreak: false });
      before = pdf.widthOfString('La livraison des ');
      within = pdf.widthOfString('meubles prend');
    });
    const [box, ...others] = await boxesIn(bytes, 'meubles prend');
    expect(others).toEqual([]);
    const { left, right, top, bottom } = inPoints(box ?? { left: 0, top: 0, width: 0, height: 0 });
    expect(left).toBeCloseTo(60 + before, 0);
    expect(right).toBeCloseTo(60 + before + within, 0);
    // pdfkit puts the top of the line at 100; letters stand on a line some nine points below.
    expect(top).toBeGreaterThan(97);
    expect(top).toBeLessThan(102);
    expect(bottom).toBeGreaterThan(109);
    expect(bottom).toBeLessThan(114);
  });

  it('are a box a line of a paragraph', async () => {
    const sentence =
      'Le service est ouvert du lundi au vendredi, de neuf heures à dix-sept heures, sauf fêtes.';
    const bytes = await written(pdf => void pdf.text(sentence, 60, 100, { width: 200 }));
    const boxes = await boxesIn(bytes, sentence);
    expect(boxes).toHaveLength(3);
    for (const box of boxes) expect(inPoints(box).left).toBeCloseTo(60, 0);
  });

  it('stand where a turned page shows them', async () => {
    const bytes = await written(pdf => {
      Object.assign(pdf.page.dictionary.data, { Rotate: 90 });
      pdf.text('Une page que l’on tourne pour la lire', 60, 100, { lineBreak: false });
    });
    const [box] = await boxesIn(bytes, 'Une page que l’on tourne pour la lire');
    const { top, right } = inPoints(box ?? { left: 0, top: 0, width: 0, height: 0 }, [HEIGHT, WIDTH]);
    expect(top).toBeCloseTo(60, 0);
    expect(right).toBeGreaterThan(HEIGHT - 104);
    expect(right).toBeLessThan(HEIGHT - 97);
  });

  it('are those of each page of a passage that goes on', async () => {
    const bytes = await written(pdf => {
      pdf.text('Les délais commencent le jour de la', 60, 700, { lineBreak: false });
      pdf.addPage();
      pdf.text('commande et finissent à la livraison.', 60, 100, { lineBreak: false });
    });
    expect(await boxesIn(bytes, 'Les délais commencent le jour de la', 1)).toHaveLength(1);
    const [second] = await boxesIn(bytes, 'commande et finissent', 2);
    expect(inPoints(second ?? { left: 0, top: 0, width: 0, height: 0 }).left).toBeCloseTo(60, 0);
  });
});
