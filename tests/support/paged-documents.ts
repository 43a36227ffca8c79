import { createPdfWriter, showText } from './pdf-writer.ts';

/** A document whose every line is known: which say something of their own, and which only run along. */
export type PagedDocument = {
  name: string;
  bytes: Buffer;
  pageCount: number;
  /** Lines of each page that must be there, the pieces of a line apart. */
  content: string[][][];
  /** Lines that must stand in the text once at most, and once at least; empty when nothing could be sure. */
  running: RegExp[];
};

/** A line: pieces with the place of each, its distance from the top, its size. */
type PageLine = {
  pieces: { text: string; x: number }[];
  y: number;
  size: number;
  isContent: boolean;
  font: string;
};

type Sheet = {
  width: number;
  height: number;
  lines: PageLine[];
  /** Quarter turn of the paper. */
  isTurned: boolean;
};

const COLUMNS = [60, 150, 430, 500] as const;

function sheet(width = 595, height = 842, isTurned = false) {
  const lines: PageLine[] = [];
  const add = (
    y: number,
    pieces: PageLine['pieces'],
    { isContent = true, size = 10, font = 'F1' } = {},
  ): void => void lines.push({ pieces, y, size, isContent, font });
  return {
    width,
    height,
    lines,
    isTurned,
    /** A line that says something of its own. */
    says: (text: string, y: number, x = 60, size = 10) => add(y, [{ text, x }], { size }),
    row: (cells: readonly string[], y: number, columns: readonly number[] = COLUMNS) =>
      add(
        y,
        cells.map((text, index) => ({ text, x: columns[index] ?? 60 })),
      ),
    /** A line that runs along with the pages. */
    runs: (y: number, ...pieces: [string, number][]) =>
      add(
        y,
        pieces.map(([text, x]) => ({ text, x })),
        { isContent: false, size: 9 },
      ),
  };
}

function contentOf({ lines }: Sheet): string[][] {
  return lines.filter(line => line.isContent).map(line => line.pieces.map(piece => piece.text));
}

function build(sheets: readonly Sheet[]): Buffer {
  const writer = createPdfWriter();
  for (const { width, height, lines, isTurned } of sheets) {
    const content = lines
      .flatMap(({ pieces, y, size, font }) =>
        pieces.map(({ text, x }) => ({ text, x, y: height - y, size, font })),
      )
      .map(({ text, x, y, size, font }) => showText(text, x, y, size, font))
      .join('');
    // A turned page is drawn upwards on upright paper, and shown lying.
    writer.page(
      isTurned
        ? { content: `q 0 1 -1 0 ${height} 0 cm\n${content}Q`, size: [height, width], entries: '/Rotate 90' }
        : { content, size: [width, height] },
    );
  }
  return writer.build();
}

function paged(name: string, sheets: readonly Sheet[], running: readonly RegExp[]): PagedDocument {
  return {
    name: `${name}, ${sheets.length} pages`,
    bytes: build(sheets),
    pageCount: sheets.length,
    content: sheets.map(contentOf),
    running: [...running],
  };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const words = 'mooring harbour season tariff vessel pontoon winter lease anchor chandler'.split(' ');

/** A sentence that no other page has. */
function sentence(page: number, line: number): string {
  const picked = range(7).map(index => words[(page * 3 + line * 7 + index * index) % words.length] ?? '');
  return `${picked.join(' ')} x${page}y${line}z goes on with the text`;
}

const amount = (value: number): string => `${(value / 100).toFixed(2)} EUR`;

function body(page: ReturnType<typeof sheet>, number: number, from = 120, to = 740): void {
  for (let y = from, line = 0; y <= to; y += 16, line += 1) page.says(sentence(number, line), y);
}

/** Invoices in one file: what they repeat are names, what they do not are numbers, dates and totals. */
function invoices(count: number): PagedDocument[] {
  const items = (page: ReturnType<typeof sheet>, index: number): void => {
    for (const line of range(5))
      page.row(
        [
          `A${index}${line}`,
          `Crates of kind ${index}-${line}`,
          String(line + 2),
          amount(index * 977 + line * 31),
        ],
        220 + line * 18,
      );
  };
  const numbered = range(count).map(index => {
    const page = sheet();
    page.runs(50, ['Orchard Supplies Ltd', 60]);
    page.says(`Invoice F-2024-${1117 + index} of ${index + 3} March 2024`, 66);
    page.says(`Customer number ${4400 + index * 13}`, 120);
    items(page, index);
    page.says(`Total due: ${amount(125_010 + 3_701 * index)}`, 780);
    page.says(`Payable before ${10 + index} April 2024`, 796);
    return page;
  });
  const apart = range(count).map(index => {
    const page = sheet();
    page.row(['Facture', String(1001 + index)], 50, [60, 420]);
    page.row(['Date', `${String(index + 1).padStart(2, '0')}/04/2024`], 66, [60, 420]);
    items(page, index);
    page.row(['Total TTC', amount(90_000 + index * 117)], 770, [60, 420]);
    page.row(['Échéance', `${String(index + 1).padStart(2, '0')}/05/2024`], 786, [60, 420]);
    page.runs(810, ['SARL Le Verger au capital de huit mille euros', 60]);
    return page;
  });
  const bare = range(count).map(index => {
    const page = sheet();
    page.says(`No. ${index + 1}`, 40);
    page.says(`Order ${index + 1}`, 56);
    items(page, index);
    page.says(`Ticket ${index + 1}`, 790);
    page.says(`${index + 7} crates`, 806);
    return page;
  });
  const alone = range(count).map(index => {
    const page = sheet();
    page.says(String(1001 + index), 50, 480);
    items(page, index);
    page.says(amount(90_000 + index * 117), 790, 480);
    return page;
  });
  return [
    paged('invoices with nothing but a number', alone, []),
    paged('invoices with a number in the heading', numbered, count > 1 ? [/Orchard Supplies Ltd/u] : []),
    paged('invoices with labels and values apart', apart, count > 1 ? [/SARL Le Verger/u] : []),
    paged('invoices that count like pages', bare, []),
  ];
}

/** Accounts: rows from edge to edge, balances that are carried over. */
function accounts(count: number): PagedDocument[] {
  const statement = range(count).map(index => {
    const page = sheet();
    page.runs(40, ['Banque du Port', 60], [`Page ${index + 1}/${count}`, 500]);
    page.row(['Solde reporté', amount(index * 7_301)], 70, [60, 500]);
    for (const line of range(38)) {
      const number = index * 38 + line;
      page.row(
        [`${(number % 28) + 1}/03`, `Opération ${7000 + number}`, '', amount(number * 173)],
        90 + line * 18,
      );
    }
    page.row(['Solde à reporter', amount((index + 1) * 7_301)], 800, [60, 500]);
    return page;
  });
  const ledger = range(count).map(index => {
    const page = sheet();
    for (const line of range(42)) {
      const number = index * 42 + line;
      page.row(
        [String(1000 + number), `${(number % 28) + 1}/07/2024`, (number * 7.01).toFixed(2)],
        30 + line * 19,
        [60, 200, 400],
      );
    }
    return page;
  });
  const oneRow = range(count).map(index => {
    const page = sheet();
    page.row([String(index + 1), `Berth ${index + 31}`, amount(index * 991)], 40, [60, 200, 400]);
    body(page, index, 100, 300);
    page.row(['Sum', String(index + 1), amount(index * 997)], 810, [60, 200, 400]);
    return page;
  });
  return [
    paged('bank statement', statement, count > 2 ? [/Page \d+\/\d+/u, /Banque du Port/u] : []),
    paged('ledger from edge to edge', ledger, []),
    paged('accounts with a row a page', oneRow, []),
  ];
}

/** Handbooks: pages that count at the top, at the foot, on alternating sides, within chapters. */
function handbooks(count: number): PagedDocument[] {
  const isSure = count > 2;
  const atFoot = range(count).map(index => {
    const page = sheet();
    body(page, index);
    page.runs(815, [String(index + 1), 295]);
    return page;
  });
  const both = range(count).map(index => {
    const page = sheet();
    page.runs(30, ['Handbook of the marina, edition of 2023', 60]);
    body(page, index);
    page.runs(800, ['Internal use', 60], [`Page ${index + 1} of ${count}`, 480]);
    return page;
  });
  const mirrored = range(count).map(index => {
    const page = sheet();
    if (index % 2 === 0) page.runs(40, ['Rules of the harbour', 60], [String(index + 1), 520]);
    else page.runs(40, [String(index + 1), 60], ['The mariner of old', 420]);
    body(page, index);
    return page;
  });
  const chapters = range(count).map(index => {
    const page = sheet();
    const chapter = Math.floor(index / 4) + 1;
    page.runs(40, [
      `${['Mooring', 'Fuel', 'Winter', 'Safety'][chapter % 4] ?? ''} and what belongs to it`,
      60,
    ]);
    body(page, index);
    page.runs(815, [`${chapter}-${(index % 4) + 1}`, 295]);
    return page;
  });
  const front = range(count).map(index => {
    const page = sheet();
    body(page, index);
    page.runs(815, [['i', 'ii', 'iii', 'iv', 'v', 'vi'][index] ?? String(index - 5), 295]);
    return page;
  });
  return [
    paged('handbook with a number at the foot', atFoot, isSure ? [/(?<![\d.x-z-])[2-9](?![\d.x-z-])/u] : []),
    paged(
      'handbook with header and footer',
      both,
      isSure ? [/Handbook of the marina/u, /Internal use/u, /Page \d+ of/u] : [],
    ),
    paged(
      'handbook with alternating headers',
      mirrored,
      count > 5 ? [/Rules of the harbour/u, /The mariner of old/u] : [],
    ),
    paged(
      'handbook counted by chapter',
      chapters,
      count >= 8 ? [/Fuel and what belongs/u, /Winter and what belongs/u] : [],
    ),
    paged('handbook with roman numbers first', front, []),
  ];
}

/** Letters, exhibits, minutes: short documents whose lines at the edges matter most. */
function papers(count: number): PagedDocument[] {
  const letter = range(count).map(index => {
    const page = sheet();
    if (index > 0)
      page.runs(40, ['Letter to the harbour master', 60], [`Page ${index + 1} of ${count}`, 470]);
    else page.says('To the harbour master, 12 Quay Street, reference 77-1804', 60);
    body(page, index, 120, 640);
    if (index === count - 1) page.says('Yours faithfully, Ottilie Brandt', 790);
    return page;
  });
  const exhibits = range(count).map(index => {
    const page = sheet();
    page.says(`Exhibit ${index + 1}`, 40, 260, 14);
    body(page, index, 100, 400);
    page.says(`HX${String(55_821 + index).padStart(8, '0')}`, 815, 480);
    page.runs(830, ['Brandt against the Port Authority', 60]);
    return page;
  });
  const minutes = range(count).map(index => {
    const page = sheet();
    page.runs(36, ['Minutes of the board of the sailing club', 60]);
    page.says(`Meeting ${index + 1} of ${(index % 27) + 1}/0${(index % 9) + 1}/2024, item ${index + 4}`, 54);
    body(page, index, 100, 500);
    page.says(`Next meeting on ${(index % 27) + 2}/0${(index % 9) + 1}/2025`, 800);
    return page;
  });
  return [
    paged('letter', letter, count > 2 ? [/Letter to the harbour master/u, /Page \d of \d/u] : []),
    paged('exhibits', exhibits, count > 1 ? [/Brandt against the Port Authority/u] : []),
    paged('minutes', minutes, count > 1 ? [/Minutes of the board/u] : []),
  ];
}

/** Pages that are not one column of upright text. */
function layouts(count: number): PagedDocument[] {
  const slides = range(count).map(index => {
    const page = sheet(960, 540);
    page.says(`What we learned in quarter x${index}`, 70, 60, 28);
    for (const line of range(4)) page.says(`- ${sentence(index, line)}`, 150 + line * 40, 80, 18);
    page.runs(520, ['Harbour Consulting', 60], [String(index + 1), 900]);
    return page;
  });
  const columns = range(count).map(index => {
    const page = sheet();
    page.runs(40, ['Journal of Small Harbours 12', 60], [String(index + 345), 510]);
    for (const line of range(38)) {
      page.says(`${sentence(index, line).slice(0, 34)} l${index}q${line}`, 80 + line * 18, 60, 9);
      page.says(`${sentence(index, line + 3).slice(0, 34)} r${index}q${line}`, 80 + line * 18, 320, 9);
    }
    return page;
  });
  const table = (isTurned: boolean): Sheet[] =>
    range(count).map(index => {
      const page = sheet(842, 595, isTurned);
      page.runs(30, ['Fleet of the harbour, all berths', 60], [`Page ${index + 1}`, 740]);
      page.runs(60, ['Berth', 60], ['Vessel', 200], ['Length', 450], ['Fee', 650]);
      for (const line of range(26)) {
        const number = index * 26 + line;
        page.row(
          [`B${number}q`, `Vessel ${number}q`, `${number % 17}.5 m`, amount(number * 331)],
          80 + line * 18,
          [60, 200, 450, 650],
        );
      }
      page.runs(580, ['All fees without tax', 60]);
      return page;
    });
  return [
    paged('slides', slides, count > 2 ? [/Harbour Consulting/u] : []),
    paged('paper in two columns', columns, count > 4 ? [/Journal of Small Harbours/u] : []),
    paged(
      'table on lying pages',
      table(false),
      count > 2
        ? [/Fleet of the harbour/u, /All fees without tax/u, /Page \d/u, /Berth [|] Vessel [|] Length/u]
        : [],
    ),
    paged(
      'table on turned pages',
      table(true),
      count > 2
        ? [/Fleet of the harbour/u, /All fees without tax/u, /Page \d/u, /Berth [|] Vessel [|] Length/u]
        : [],
    ),
  ];
}

/** Documents of many kinds with so many pages each. */
export function pagedDocuments(pageCount: number): PagedDocument[] {
  return [
    ...invoices(pageCount),
    ...accounts(pageCount),
    ...handbooks(pageCount),
    ...papers(pageCount),
    ...layouts(pageCount),
  ];
}
