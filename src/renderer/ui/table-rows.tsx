import Box from '@mui/material/Box';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useEffect, useRef, useState, type ReactNode } from 'react';
import { ROW_HEIGHT_PX } from './table-layout.ts';

const DRAWN_AT_ONCE = 100; // beyond, only rows in sight are drawn: thousands of them would hold up the page
const ROWS_AHEAD = 30; // the next page is asked for before the person reaches the end of this one

type Props<Row> = {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  draw: (row: Row) => ReactNode;
  onNearEnd: (() => void) | undefined;
};

/** The rows of a table: all of them while they are few, else those in sight. */
export function TableRows<Row>({ rows, keyOf, draw, onNearEnd }: Props<Row>) {
  if (rows.length > DRAWN_AT_ONCE) return <RowsInSight {...{ rows, keyOf, draw, onNearEnd }} />;
  return (
    <Box role="rowgroup" sx={{ '& > :last-child': { borderBottom: 0 } }}>
      {rows.map(row => (
        <Fragment key={keyOf(row)}>{draw(row)}</Fragment>
      ))}
    </Box>
  );
}

/** The page itself scrolls, so that the table has no scroll bar of its own. */
function RowsInSight<Row>({ rows, keyOf, draw, onNearEnd }: Props<Row>) {
  const list = useRef<HTMLDivElement>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const found = scrollerOf(list.current);
    setScroller(found);
    if (found && list.current) {
      setOffset(
        list.current.getBoundingClientRect().top - found.getBoundingClientRect().top + found.scrollTop,
      );
    }
  }, [rows.length]);
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: index => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: 12,
    scrollMargin: offset,
  });
  const items = drawn.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  const nearEnd = scroller !== null && lastIndex >= rows.length - ROWS_AHEAD;
  useEffect(() => {
    if (nearEnd) onNearEnd?.();
  });
  return (
    <Box ref={list} role="rowgroup" sx={{ position: 'relative', height: drawn.getTotalSize() }}>
      {items.map(item => {
        const row = rows[item.index];
        return (
          row !== undefined && (
            <Box
              key={item.key}
              ref={drawn.measureElement}
              data-index={item.index}
              role="presentation"
              sx={{ position: 'absolute', top: 0, left: 0, right: 0 }}
              style={{ transform: `translateY(${item.start - offset}px)` }}
            >
              {draw(row)}
            </Box>
          )
        );
      })}
    </Box>
  );
}

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  for (let parent = element?.parentElement ?? null; parent; parent = parent.parentElement) {
    if (['auto', 'scroll'].includes(getComputedStyle(parent).overflowY)) return parent;
  }
  return null;
}
