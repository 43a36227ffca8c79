import PdfKit from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { loadImage, type Canvas } from '@napi-rs/canvas';
import { drawPage, openForDrawing } from './draw-page.ts';

/** A page of 200 × 400 points with a black square in its upper left, words without an embedded font, and pictures. */
function smallPdf(more: (pdf: PDFKit.PDFDocument) => void = () => undefined): Promise<Buffer> {
  return new Promise(resolve => {
    const pdf = new PdfKit({ size: [200, 400], margin: 0 });
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.rect(0, 0, 50, 50).fill('black');
    more(pdf);
    pdf.end();
  });
}

async function drawn(bytes: Buffer, ...how: [number, Parameters<typeof drawPage>[2]]): Promise<Canvas> {
  const pdf = await openForDrawing(bytes);
  try {
    return await drawPage(pdf, ...how);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** Share of a region that is darker than grey. */
function ink(canvas: Canvas, left: number, top: number, width: number, height: number): number {
  const { data } = canvas.getContext('2d').getImageData(left, top, width, height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) dark += 1;
  return dark / (width * height);
}

describe('a drawn page', () => {
  it('has the width that is asked for, or the resolution, and is white where nothing is', async () => {
    const bytes = await smallPdf();
    const wide = await drawn(bytes, 1, { width: 600 });
    expect([wide.width, wide.height]).toEqual([600, 1200]);
    expect(ink(wide, 0, 0, 149, 149)).toBe(1);
    expect(ink(wide, 152, 0, 448, 1200)).toBe(0);
    const fine = await drawn(bytes, 1, { dpi: 144 });
    expect([fine.width, fine.height]).toEqual([400, 800]);
  });

  it('never has more pixels than it may', async () => {
    const { width, height } = await drawn(await smallPdf(), 1, { width: 5_000, maxPixels: 20_000 });
    expect([width, height]).toEqual([100, 200]);
  });

  it('shows letters whose font is not in the file', async () => {
    const bytes = await smallPdf(pdf => void pdf.fontSize(30).text('WWWW', 20, 100));
    const canvas = await drawn(bytes, 1, { width: 400 });
    expect(ink(canvas, 40, 200, 200, 60)).toBeGreaterThan(0.1);
    expect(ink(canvas, 0, 300, 400, 400)).toBe(0);
  });

  it('shows pictures that are too large for reading', async () => {
    const { createCanvas } = await import('@napi-rs/canvas');
    const picture = createCanvas(1_000, 1_000);
    picture.getContext('2d').fillRect(0, 0, 1_000, 1_000);
    const bytes = await smallPdf(
      pdf => void pdf.image(picture.toBuffer('image/jpeg'), 100, 200, { width: 100, height: 100 }),
    );
    expect(ink(await drawn(bytes, 1, { width: 200 }), 102, 202, 96, 96)).toBe(1);
  });

  it('is turned as it is shown', async () => {
    const bytes = await smallPdf(pdf => {
      Object.assign(pdf.page.dictionary.data, { Rotate: 90 });
    });
    const canvas = await drawn(bytes, 1, { width: 400 });
    expect([canvas.width, canvas.height]).toEqual([400, 200]);
    expect(ink(canvas, 352, 2, 46, 46)).toBe(1);
  });

  it('can be kept as WebP', async () => {
    const canvas = await drawn(await smallPdf(), 1, { width: 300 });
    const image = await loadImage(canvas.encodeSync('webp', 90));
    expect([image.width, image.height]).toEqual([300, 600]);
  });

  it('says which page cannot be drawn', async () => {
    await expect(drawn(await smallPdf(), 2, { width: 100 })).rejects.toMatchObject({
      code: 'document.page_not_drawable',
    });
  });
});
