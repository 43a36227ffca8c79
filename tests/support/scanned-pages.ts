import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts, createCanvas, type Canvas } from '@napi-rs/canvas';
import Pdf from 'pdfkit';

/** Pixels at 300 dpi. A small sheet is recognised in a quarter of the time, where it is not about recognising well. */
const SHEETS = {
  A4: { width: 2_480, height: 3_508, margin: 250 },
  A6: { width: 1_240, height: 1_748, margin: 120 },
} as const;
const POINT = 300 / 72;
const FONT = 'Scanned Sans';

const require = createRequire(import.meta.url);
GlobalFonts.registerFromPath(
  join(dirname(require.resolve('pdfjs-dist/package.json')), 'standard_fonts', 'LiberationSans-Regular.ttf'),
  FONT,
);

export type ScanOptions = {
  sheet?: keyof typeof SHEETS;
  /** Quarter turns of the paper, clockwise, then degrees. */
  turns?: number;
  degrees?: number;
  /** Shades (0 black to 255) of the ink, and of the paper from its upper left to its lower right corner. */
  ink?: number;
  paper?: [number, number];
  /** Specks a thousand pixels. */
  noise?: number;
  columns?: 1 | 2;
  /** How many times smaller the page is before it is shown at its size again. */
  blurred?: number;
  /** Of the letters, in points. */
  points?: number;
};

/** The same numbers each time (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Words as lines no wider than so many pixels; an empty line parts paragraphs. */
function linesOf(text: string, width: number, measure: (line: string) => number): string[] {
  return text.split('\n').flatMap(paragraph => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
      if (measure(longer) > width) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  });
}

/** A page of text as a scanner or a camera shows it. */
export function scannedPage(text: string, options: ScanOptions = {}): Canvas {
  const {
    sheet = 'A4',
    turns = 0,
    degrees = 0,
    ink = 0,
    paper = [255, 255],
    noise = 0,
    columns = 1,
    points = 11,
  } = options;
  const { margin, ...paperSize } = SHEETS[sheet];
  const [width, height] =
    turns % 2 === 1 ? [paperSize.height, paperSize.width] : [paperSize.width, paperSize.height];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const light = context.createLinearGradient(0, 0, width, height);
  paper.forEach((shade, index) => light.addColorStop(index, `rgb(${shade},${shade},${shade})`));
  context.fillStyle = light;
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate((turns * Math.PI) / 2 + (degrees * Math.PI) / 180);
  context.translate(-paperSize.width / 2, -paperSize.height / 2);
  context.fillStyle = `rgb(${ink},${ink},${ink})`;
  const size = points * POINT;
  context.font = `${size}px "${FONT}"`;
  const gap = columns === 1 ? 0 : 140;
  const column = (paperSize.width - 2 * margin - gap) / columns;
  const lines = linesOf(text, column, line => context.measureText(line).width);
  const perColumn = Math.ceil(lines.length / columns);
  for (const [index, line] of lines.entries()) {
    const left = margin + Math.floor(index / perColumn) * (column + gap);
    context.fillText(line, left, margin + size + (index % perColumn) * size * 1.35);
  }
  if (noise > 0) speckle(canvas, noise);
  return options.blurred === undefined ? canvas : blurredBy(canvas, options.blurred);
}

function blurredBy(canvas: Canvas, times: number): Canvas {
  const small = createCanvas(Math.round(canvas.width / times), Math.round(canvas.height / times));
  small.getContext('2d').drawImage(canvas, 0, 0, small.width, small.height);
  const result = createCanvas(canvas.width, canvas.height);
  result.getContext('2d').drawImage(small, 0, 0, canvas.width, canvas.height);
  return result;
}

function speckle(canvas: Canvas, perThousand: number): void {
  const context = canvas.getContext('2d');
  const next = numbersFrom(7);
  const count = (canvas.width * canvas.height * perThousand) / 1_000;
  for (let index = 0; index < count; index += 1) {
    context.fillStyle = next() < 0.5 ? '#000' : '#fff';
    context.fillRect(Math.floor(next() * canvas.width), Math.floor(next() * canvas.height), 1, 1);
  }
}

/** A PDF whose pages are pictures, or text that a program wrote. */
export async function scannedPdf(
  pages: readonly (Canvas | string)[],
  password: string | null = null,
): Promise<Buffer> {
  const lock = password === null ? {} : { userPassword: password, ownerPassword: 'owner' };
  const pdf = new Pdf({ size: 'A4', autoFirstPage: false, margin: 60, ...lock });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise(resolve => pdf.on('end', resolve));
  for (const page of pages) {
    if (typeof page === 'string') pdf.addPage().fontSize(11).text(page);
    else {
      const size: [number, number] = [page.width / POINT, page.height / POINT];
      pdf.addPage({ size, margin: 0 }).image(page.toBuffer('image/jpeg', 85), 0, 0, { fit: size });
    }
  }
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}
