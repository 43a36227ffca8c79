import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type PDFDocument from 'pdfkit';
import { chartOf } from './chart.ts';
import { printable } from './printable.ts';
import type { ReportTable, ReportView } from './view.ts';

type Page = InstanceType<typeof PDFDocument>;

// Points of A4.
const MARGIN = 48;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - 60; // above the footer
const GAP = 20;
const TILE = { gap: 10, height: 66, inARow: 3 };
const CHART_HEIGHT = 112;
const NUMBER_WIDTH = 74;
const ROW_PADDING = 5;

const colours = {
  ink: '#211d18',
  soft: '#71695f',
  line: '#e8e3db',
  accent: '#bf4a16',
  ground: '#f0ebe2',
  good: '#2a6f4b',
  bad: '#b3261e',
} as const;

/** Regular and bold: embedded, as far as their letters are used. They come with the library that reads PDFs. */
function fonts() {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const font = (name: string) => join(root, 'standard_fonts', `LiberationSans-${name}.ttf`);
  return { regular: font('Regular'), bold: font('Bold') };
}

/** A report on pages of A4, with its fonts in it and everything drawn as vectors. */
export async function pdfOf(view: ReportView): Promise<Uint8Array> {
  const { default: Document } = await import('pdfkit'); // a tenth of a second, which nobody else waits for
  const { regular, bold } = fonts();
  const page: Page = new Document({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
    bufferPages: true,
    font: regular,
    lang: view.language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: [view.title, view.clientName, view.period].join(' · '),
      Author: 'Foyer',
      Creator: 'Foyer',
      Producer: 'Foyer',
    },
  });
  const pieces: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    page.on('data', (piece: Uint8Array) => pieces.push(piece));
    page.on('end', resolve);
    page.on('error', reject);
  });
  page.registerFont('regular', regular);
  page.registerFont('bold', bold);
  await layOut(page, view);
  page.end();
  await ended;
  return Buffer.concat(pieces);
}

/** In turns: laying out a page of text takes as long as a person waits for a word. */
async function layOut(page: Page, view: ReportView): Promise<void> {
  header(page, view);
  tiles(page, view);
  chart(page, view);
  quota(page, view);
  for (const each of view.tables) {
    await nextTurn();
    await table(page, each);
  }
  footers(page, view);
}

function header(page: Page, { title, clientName, period, note }: ReportView): void {
  say(page, title, { size: 10.5, bold: true, colour: colours.accent });
  page.y += 2;
  say(page, clientName, { size: clientName.length > 60 ? 16 : 22, bold: true });
  page.y += 2;
  say(page, note === null ? period : `${period} · ${note}`, { size: 12, colour: colours.soft });
  page.y += 10;
  page.rect(MARGIN, page.y, WIDTH, 2).fill(colours.accent);
  page.y += 2 + GAP;
}

function tiles(page: Page, { tiles: all }: ReportView): void {
  const width = (WIDTH - TILE.gap * (TILE.inARow - 1)) / TILE.inARow;
  const top = page.y;
  for (const [index, { label, value, notes }] of all.entries()) {
    const x = MARGIN + (index % TILE.inARow) * (width + TILE.gap);
    const y = top + Math.floor(index / TILE.inARow) * (TILE.height + TILE.gap);
    page.lineWidth(0.75).roundedRect(x, y, width, TILE.height, 6).stroke(colours.line);
    const inside = { x: x + 10, width: width - 20 };
    say(page, label, { ...inside, y: y + 8, size: 8.5, colour: colours.soft, oneLine: true });
    say(page, value, { ...inside, y: y + 19, size: 17, bold: true, oneLine: true });
    for (const [line, note] of notes.entries())
      say(page, note, { ...inside, y: y + 41 + line * 9.5, size: 7.5, colour: colours.soft, oneLine: true });
  }
  const rows = Math.ceil(all.length / TILE.inARow);
  page.y = top + rows * TILE.height + (rows - 1) * TILE.gap + GAP;
}

function chart(page: Page, { chart: { title, says, days } }: ReportView): void {
  heading(page, title, says);
  if (days.length === 0) {
    page.y += GAP;
    return;
  }
  const top = page.y + 4;
  const { bars, lines, labels } = chartOf(days, { width: WIDTH, height: CHART_HEIGHT });
  for (const { y, from, until, value } of lines) {
    page
      .lineWidth(0.5)
      .moveTo(MARGIN + from, top + y)
      .lineTo(MARGIN + until, top + y)
      .stroke(colours.line);
    say(page, String(value), {
      x: MARGIN,
      y: top + y - 4,
      width: from - 6,
      size: 7,
      colour: colours.soft,
      align: 'right',
    });
  }
  for (const { x, y, width, height } of bars)
    page.rect(MARGIN + x, top + y, width, height).fill(colours.accent);
  for (const { x, y, text } of labels)
    say(page, text, {
      x: MARGIN + x - 12,
      y: top + y - 7,
      width: 24,
      size: 7,
      colour: colours.soft,
      align: 'center',
    });
  page.y = top + CHART_HEIGHT + GAP;
}

function quota(page: Page, { quota: { title, empty, shares } }: ReportView): void {
  const height = 24 + shares.length * 28;
  if (page.y + height > BOTTOM) page.addPage();
  heading(page, title, shares.length === 0 ? empty : null);
  for (const { label, says, share, isReached } of shares) {
    const y = page.y + 4;
    say(page, label, { y, size: 9.5 });
    say(page, says, { y, size: 9.5, align: 'right', bold: isReached });
    page.roundedRect(MARGIN, y + 14, WIDTH, 5, 2.5).fill(colours.ground);
    if (share > 0)
      page
        .roundedRect(MARGIN, y + 14, Math.max(5, WIDTH * share), 5, 2.5)
        .fill(isReached ? colours.bad : colours.good);
    page.y = y + 24;
  }
  page.y += GAP - 4;
}

async function table(page: Page, { title, columns, rows, empty }: ReportTable): Promise<void> {
  const numbers = columns.filter(({ isNumber }) => isNumber).length;
  const widths = columns.map(({ isNumber }) =>
    isNumber ? NUMBER_WIDTH : (WIDTH - numbers * NUMBER_WIDTH) / (columns.length - numbers),
  );
  const places = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, MARGIN));
  /** A row of cells, beginning at the same height. @returns where it ends */
  const row = (cells: readonly string[], look: Pick<Look, 'size' | 'bold' | 'colour'>): number => {
    const y = page.y;
    let end = y;
    for (const [index, cell] of cells.entries()) {
      const isNumber = columns[index]?.isNumber === true;
      const width = (widths[index] ?? 0) - (isNumber ? 0 : 10);
      say(page, cell, { ...look, x: places[index] ?? MARGIN, y, width, align: isNumber ? 'right' : 'left' });
      end = Math.max(end, page.y);
    }
    return end;
  };
  const head = () => {
    const end = row(
      columns.map(({ label }) => label),
      { size: 8, bold: true, colour: colours.soft },
    );
    page
      .lineWidth(0.75)
      .moveTo(MARGIN, end + 3)
      .lineTo(MARGIN + WIDTH, end + 3)
      .stroke('#cfc7bb');
    page.y = end + 3 + ROW_PADDING;
  };
  const heightOf = (cells: readonly string[]) =>
    Math.max(...cells.map((cell, index) => heightIn(page, cell, (widths[index] ?? 0) - 10, 9.5))) +
    2 * ROW_PADDING;

  // A title stays with what it is above.
  const least = rows[0] === undefined ? 0 : 24 + heightOf(rows[0]);
  if (page.y + 24 + least > BOTTOM) page.addPage();
  heading(page, title, rows.length === 0 ? empty : null);
  if (rows.length > 0) {
    page.y += 4;
    head();
  }
  for (const cells of rows) {
    await nextTurn();
    if (page.y + heightOf(cells) > BOTTOM) {
      page.addPage();
      head();
    }
    const end = row(cells, { size: 9.5 });
    page
      .lineWidth(0.5)
      .moveTo(MARGIN, end + ROW_PADDING)
      .lineTo(MARGIN + WIDTH, end + ROW_PADDING)
      .stroke(colours.line);
    page.y = end + 2 * ROW_PADDING;
  }
  page.y += GAP - ROW_PADDING;
}

function footers(page: Page, { footer, page: pageOf }: ReportView): void {
  const { start, count } = page.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    page.switchToPage(index);
    const y = BOTTOM + 22;
    say(page, footer, { y, width: WIDTH - 80, size: 7.5, colour: colours.soft });
    say(page, pageOf(index + 1, count), {
      x: MARGIN + WIDTH - 80,
      y,
      width: 80,
      size: 7.5,
      colour: colours.soft,
      align: 'right',
    });
  }
}

function heading(page: Page, title: string, below: string | null): void {
  say(page, title, { size: 12.5, bold: true });
  if (below !== null) {
    page.y += 2;
    say(page, below, { size: 9.5, colour: colours.soft });
  }
}

type Look = {
  x?: number;
  y?: number;
  width?: number;
  size: number;
  bold?: boolean;
  colour?: string;
  align?: 'left' | 'right' | 'center';
  oneLine?: boolean;
};

function say(page: Page, text: string, look: Look): void {
  const { x = MARGIN, y = page.y, width = WIDTH, size, bold = false, colour = colours.ink } = look;
  const { align = 'left', oneLine = false } = look;
  page
    .font(bold ? 'bold' : 'regular', size)
    .fillColor(colour)
    .text(printable(text), x, y, {
      width,
      align,
      ...(oneLine ? { height: size * 1.2, ellipsis: true, lineBreak: true } : {}),
    });
}

function heightIn(page: Page, text: string, width: number, size: number): number {
  return page.font('regular', size).heightOfString(printable(text), { width });
}
