import Box from '@mui/material/Box';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentPage } from '#shared/contract/document.ts';
import { rowCells } from '#shared/lib/table-row.ts';
import {
  bareRange,
  innerLines,
  isRowMarked,
  listItems,
  piecesOf,
  tableOf,
  type Range,
} from './sheet-layout.ts';
import { sheetStyle } from './sheet-style.ts';

type Block = DocumentPage['blocks'][number];
/** Of a row: the row that names its columns, should it stand on another page. */
type Highlight = Range & { header?: string | null };
type Props = {
  page: DocumentPage;
  /** Offsets into the whole text; may begin or end on another page, and span several blocks. */
  highlight: Highlight | null;
  /** Changes when the highlight must be shown again, even the same one. */
  shownAt?: number;
};

/** Rows below the head of a table from which on it is out of sight, and is shown once more. */
const HEAD_IN_SIGHT = 6;

/** A page of a document as a sheet of paper, with the words highlighted and scrolled to. */
export function DocumentSheet({ page, highlight, shownAt = 0 }: Props) {
  const { t } = useTranslation('documents');
  const sheet = useRef<HTMLDivElement>(null);
  const { start, end } = highlight ?? { start: -1, end: -1 };

  useEffect(() => {
    const mark = sheet.current?.querySelector('mark');
    // In a table that is wider than the sheet.
    mark?.closest('.table')?.scrollTo({ left: Math.max(0, mark.offsetLeft - 16) });
    const scroller = sheet.current?.closest('[data-scroller]');
    if (!scroller) return;
    const top = mark ? mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top : null;
    // A third from the top: the passage, and what leads to it.
    scroller.scrollTo({ top: top === null ? 0 : scroller.scrollTop + top - scroller.clientHeight / 3 });
  }, [page, start, end, shownAt]);

  return (
    <Box ref={sheet} component="article" aria-label={t('sheet', { title: page.title })} sx={sheetStyle}>
      {page.blocks.every(block => block.text.trim() === '') ? (
        <p className="empty">{t('emptyPage')}</p>
      ) : (
        page.blocks.map(block => <SheetBlock key={block.start} block={block} highlight={highlight} />)
      )}
    </Box>
  );
}

function SheetBlock({ block, highlight }: { block: Block; highlight: Highlight | null }) {
  const read = (range: Range) => <Marked block={block} range={range} highlight={highlight} />;
  switch (block.kind) {
    case 'heading':
      return <Heading level={block.level ?? 2}>{read(bareRange(block))}</Heading>;
    case 'list':
      return (
        <ul>
          {listItems(block).map(item => (
            <li key={item.start} style={{ marginLeft: item.depth * 18 }}>
              <span className="marker">{item.marker}</span>
              <span>{read(item)}</span>
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <SheetTable block={block} highlight={highlight} read={read} />;
    case 'code':
      return <pre tabIndex={0}>{lines(block, read, '\n')}</pre>;
    case 'quote':
      return <blockquote>{lines(block, read, <br />)}</blockquote>;
    case 'paragraph':
      return <p>{read(block)}</p>;
  }
}

/** Two levels are enough on paper; under the page's own title both are h3 and h4 for screen readers. */
function Heading({ level, children }: { level: number; children: ReactNode }) {
  return level <= 2 ? <h3>{children}</h3> : <h4>{children}</h4>;
}

function lines(block: Block, read: (range: Range) => ReactNode, between: ReactNode): ReactNode {
  return innerLines(block).map((line, index) => (
    <Fragment key={line.start}>
      {index > 0 && between}
      {read(line)}
    </Fragment>
  ));
}

type TableProps = { block: Block; highlight: Highlight | null; read: (range: Range) => ReactNode };

function SheetTable({ block, highlight, read }: TableProps) {
  const { head, rows } = tableOf(block);
  const firstMarked = rows.findIndex(row => isRowMarked(row, highlight));
  const distant = head === null || firstMarked >= HEAD_IN_SIGHT;
  const names = distant && highlight?.header ? rowCells(highlight.header) : null;
  return (
    <div className="table" role="group" tabIndex={0}>
      <table>
        {head && (
          <thead>
            <tr>
              {head.map(cell => (
                <th key={cell.start} scope="col">
                  {read(cell)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, index) => (
            <Fragment key={row[0]?.start ?? index}>
              {index === firstMarked && names && <RepeatedHead names={names} known={head !== null} />}
              <tr className={isRowMarked(row, highlight) ? 'marked' : undefined}>
                {row.map((cell, column) => (
                  <td key={column}>{read(cell)}</td>
                ))}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The head of a table once more, right above a row far below it. @param known whether it is in the table too */
function RepeatedHead({ names, known }: { names: readonly string[]; known: boolean }) {
  return (
    <tr className="again" aria-hidden={known}>
      {names.map((name, column) => (
        <th key={column}>{name}</th>
      ))}
    </tr>
  );
}

function Marked({ block, range, highlight }: { block: Block; range: Range; highlight: Range | null }) {
  return piecesOf(block, range, highlight).map(({ text, marked }, index) =>
    marked ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>,
  );
}
