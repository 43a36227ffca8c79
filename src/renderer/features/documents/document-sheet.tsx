import Box from '@mui/material/Box';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentPage } from '#shared/contract/documents.ts';
import { bareRange, innerLines, listItems, piecesOf, tableOf, type Range } from './sheet-layout.ts';
import { sheetStyle } from './sheet-style.ts';

type Block = DocumentPage['blocks'][number];
type Props = {
  page: DocumentPage;
  /** Offsets into the whole text; may begin or end on another page, and span several blocks. */
  highlight: Range | null;
  /** Changes when the highlight must be shown again, even the same one. */
  shownAt?: number;
};

/** A page of a document as a sheet of paper, with the passage highlighted and scrolled to. */
export function DocumentSheet({ page, highlight, shownAt = 0 }: Props) {
  const { t } = useTranslation('documents');
  const sheet = useRef<HTMLDivElement>(null);
  const { start, end } = highlight ?? { start: -1, end: -1 };

  useEffect(() => {
    const mark = sheet.current?.querySelector('mark');
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

function SheetBlock({ block, highlight }: { block: Block; highlight: Range | null }) {
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
      return <SheetTable block={block} read={read} />;
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

function SheetTable({ block, read }: { block: Block; read: (range: Range) => ReactNode }) {
  const { head, rows } = tableOf(block);
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
            <tr key={row[0]?.start ?? index}>
              {row.map((cell, column) => (
                <td key={column}>{read(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Marked({ block, range, highlight }: { block: Block; range: Range; highlight: Range | null }) {
  return piecesOf(block, range, highlight).map(({ text, marked }, index) =>
    marked ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>,
  );
}
